public import FoundationEssentials

/// One fact in a history, never changed, hash-chained.
public struct Event: Hashable, Sendable {
    public let kind: Kind
    public let at: Date
    public let actor: Actor
    /// Ids, versions, states and instants: nothing that names or describes a person at the prospect.
    public let details: [Detail]
    /// Personal data: only a commitment to it enters the chain.
    public let personal: [PersonalValue]

    public init(
        _ kind: Kind,
        at: Date,
        actor: Actor,
        details: [Detail] = [],
        personal: [PersonalValue] = []
    ) {
        self.kind = kind
        self.at = at
        self.actor = actor
        self.details = details
        self.personal = personal
    }

    public enum Kind: String, Hashable, Sendable, CaseIterable {
        // of a registration
        case submitted
        case checksRun = "checks_run"
        case approved
        case rejected
        case informationRequested = "information_requested"
        case informationGiven = "information_given"
        case withdrawn
        case holdStarted = "hold_started"
        case holdEnded = "hold_ended"
        case blockLifted = "block_lifted"
        case linksRevoked = "links_revoked"
        // of anything
        case refused
        // of none
        case partnerAdded = "partner_added"
        case partnerSuspended = "partner_suspended"
        case partnerRestored = "partner_restored"
        case workspaceLinked = "workspace_linked"
        case appInstalled = "app_installed"
        case appUninstalled = "app_uninstalled"
        case policyLoaded = "policy_loaded"
    }

    public struct Detail: Hashable, Sendable {
        public let name: String
        public let value: String

        public init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    public struct PersonalValue: Hashable, Sendable {
        public let name: String
        public let value: String

        public init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    /// Who caused it: a person, a rule of a policy version, or the admin at the command line.
    public enum Actor: Hashable, Sendable {
        case person(Person, role: Role)
        case rule(String, policyVersion: String)
        case admin
        case service

        public enum Role: String, Hashable, Sendable {
            case submitter, reviewer, manager, stranger
        }
    }
}
