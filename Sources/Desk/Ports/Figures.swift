public import FoundationEssentials
public import Registrations

/// How much of what the ledger holds, counted for whoever watches the service.
public struct Figures: Hashable, Sendable {
    /// A deadline that is nearer than this is soon.
    public static let soonSeconds = 86_400.0

    /// Messages whose time has come.
    public var due = 0
    /// Messages that wait for their time: a vendor asked for patience, or a try failed.
    public var later = 0
    public var leased = 0
    public var parked = 0
    /// Since when the message that waits longest could have gone out; nil when none waits.
    public var waitsSince: Date?
    /// Open registrations; a status that none has is left out.
    public var open: [Registration.Status: Int] = [:]
    /// Dialogues that became nothing yet.
    public var drafts = 0
    public var reviewer = Deadlines()
    public var partner = Deadlines()

    /// Open registrations by the first deadline of one side.
    public struct Deadlines: Hashable, Sendable {
        public var overdue = 0
        public var soon = 0

        public init() {}
    }

    public init() {}
}
