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
        case researchStarted = "research_started"
        case withdrawn
        case holdStarted = "hold_started"
        case holdEnded = "hold_ended"
        case blockLifted = "block_lifted"
        case linksRevoked = "links_revoked"
        case personalErased = "personal_erased"
        case approvalGiven = "approval_given"
        case decisionUndone = "decision_undone"
        case appealed
        case holdExtended = "hold_extended"
        case extensionAsked = "extension_asked"
        case approvalAccepted = "approval_accepted"
        case meetingLogged = "meeting_logged"
        case meetingContradicted = "meeting_contradicted"
        case nextStepRecorded = "next_step_recorded"
        case becameDeal = "became_deal"
        case won
        case lost
        case lapsed
        case offered
        case offerAccepted = "offer_accepted"
        case offerExpired = "offer_expired"
        case choiceRecorded = "choice_recorded"
        case reminded
        case escalated
        case handedOver = "handed_over"
        case deadlineMoved = "deadline_moved"
        // of anything
        case refused
        // of none
        case partnerAdded = "partner_added"
        case partnerChanged = "partner_changed"
        case partnerSuspended = "partner_suspended"
        case partnerRestored = "partner_restored"
        case workspaceLinked = "workspace_linked"
        case appInstalled = "app_installed"
        case appUninstalled = "app_uninstalled"
        case policyLoaded = "policy_loaded"
        case directSaleOpened = "direct_sale_opened"
        case directSaleClosed = "direct_sale_closed"
        case signalled
        case serviceStopped = "service_stopped"
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
