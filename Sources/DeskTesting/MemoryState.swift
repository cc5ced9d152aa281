import Desk
import Dialogue
import FoundationEssentials
import Registrations

/// All tables; a value, so that a failed transaction is simply not kept.
struct MemoryState: Sendable {
    var partners: [PartnerID: Partner] = [:]
    var workspaces: [WorkspaceKey: Workspace] = [:]
    var installations: [WorkspaceKey: Installation] = [:]
    var rooms: [Room: JoinedRoom] = [:]
    var languages: [Person: Language] = [:]
    var installStates: [[UInt8]: InstallState] = [:]

    var deliveries: [DeliveryKey: Claimed] = [:]
    var drafts: [DraftID: DraftRecord] = [:]

    var registrations: [RegistrationID: Registration] = [:]
    var nameKeys: [String: [CompanyKey: RegistrationID]] = [:]
    var holds: [LiveKey: Hold] = [:]
    var directSales: [CompanyKey: [DirectSale]] = [:]
    var marks: [String: Mark] = [:]

    var events: [ChainID: [StoredEvent]] = [:]
    var tallies: [TallyKey: [Date]] = [:]
    var policies: [String: String] = [:]

    /// In the order they were enqueued.
    var outbox: [Waiting] = []

    struct Claimed {
        let at: Date
        var reply: Reply?
    }

    struct LiveKey: Hashable {
        let company: CompanyKey
        let scope: ScopeKey
    }

    struct TallyKey: Hashable {
        let name: String
        let key: String
    }

    struct Waiting {
        var message: Message
        var state = OutboxRow.State.due
        var due: Date
        var route = 0
        var tries = 0
        var fence = 0
        var leaseUntil: Date?
        var reference: String?
        var reason: String?
    }
}

/// One transaction on a copy of the state.
final class MemorySession: LedgerTransaction {
    var state: MemoryState

    init(_ state: MemoryState) { self.state = state }
}

/// The order of identifiers: byte by byte, as the databases have it.
func precedes(_ left: String, _ right: String) -> Bool {
    left.utf8.lexicographicallyPrecedes(right.utf8)
}
