/// What a request was and what came of it, for whoever counts; nothing of it goes over the wire.
public struct Ack: Hashable, Sendable {
    /// nil where the path says it.
    public var kind: Kind?
    /// nil where the status says it.
    public var outcome: Outcome?

    public init(_ kind: Kind? = nil, _ outcome: Outcome? = nil) {
        self.kind = kind
        self.outcome = outcome
    }

    public enum Kind: String, Hashable, Sendable, CaseIterable {
        case command
        /// A button, a menu or a shortcut.
        case interaction
        /// A form that was sent off.
        case submission
        /// A menu that asks for its choices.
        case options
        case event
        case install
        /// The record page behind a link.
        case record
        /// Any other path.
        case page
    }

    public enum Outcome: String, Hashable, Sendable, CaseIterable {
        /// Done and answered, a business no included.
        case taken
        /// Could not be read, is too large, or names nothing that is there.
        case refused
        /// Not signed by whom it claims to come from.
        case unverified
        /// Too much at once: the sender was asked to come again.
        case busy
        /// Not done, by a fault on this side.
        case failed

        public init(status: Int) {
            switch status {
            case ..<400: self = .taken
            case 401: self = .unverified
            case 429, 503: self = .busy
            case 402..<500, 400: self = .refused
            default: self = .failed
            }
        }

        /// Of an error that a use case threw.
        public init(_ error: any Error) {
            if case LedgerTrouble.busy = error { self = .busy } else { self = .failed }
        }
    }
}
