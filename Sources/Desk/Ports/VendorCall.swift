/// One call to a vendor that is over, for whoever counts.
public struct VendorCall: Sendable {
    /// The vendor's name of it, one of the few that its adapter makes.
    public let name: String
    public let duration: Duration
    /// nil when the vendor did it.
    public let trouble: Trouble?

    public init(_ name: String, took duration: Duration, trouble: Trouble?) {
        self.name = name
        self.duration = duration
        self.trouble = trouble
    }

    public enum Trouble: String, Hashable, Sendable, CaseIterable {
        /// The vendor asked for patience.
        case rateLimited = "rate_limited"
        /// The token is dead.
        case token
        /// The vendor said no, for want of a right or another reason.
        case refused
        /// A status of 500 or more.
        case server
        /// An answer that cannot be read, or a status that is none of the vendor's.
        case unreadable
        /// Nothing left this machine.
        case unreachable
        /// It may have arrived.
        case unanswered
        /// An address that is not called.
        case forbidden
    }

    /// Hears of every call that is over.
    public typealias Watch = @Sendable (VendorCall) -> Void
}
