import Desk
import Dialogue
import FoundationEssentials
import Registrations

/// All tables, with the indexes that keep a long simulation fast.
struct MemoryState: Sendable {
    var partners: [PartnerID: Partner] = [:]
    var workspaces: [WorkspaceKey: Workspace] = [:]
    var installations: [WorkspaceKey: Installation] = [:]
    var rooms: [Room: JoinedRoom] = [:]
    var languages: [Person: Language] = [:]
    var installStates: [[UInt8]: InstallState] = [:]
    var reaches: [Person: Reach] = [:]
    var roomReaches: [Room: RoomReach] = [:]
    var linkedPeople: [Person: PartnerID] = [:]
    var outgoingKeys: [String: OutgoingKey] = [:]

    var deliveries: [DeliveryKey: Claimed] = [:]
    var drafts: [DraftID: DraftRecord] = [:]
    var draftsByOwner: [Person: [DraftID]] = [:]

    var registrations: [RegistrationID: Registration] = [:]
    var byCompany: [CompanyKey: [RegistrationID]] = [:]
    var byPartner: [PartnerID: [RegistrationID]] = [:]
    var byCase: [CaseNumber: RegistrationID] = [:]
    var byDraft: [DraftID: RegistrationID] = [:]
    var wakes: [RegistrationID: Date] = [:]
    var nameKeys: [String: [CompanyKey: RegistrationID]] = [:]
    var asked: [RegistrationID: [String]] = [:]
    var holds: [CompanyKey: [ScopeKey: Hold]] = [:]
    var directSales: [CompanyKey: [DirectSale]] = [:]
    var marks: [String: Mark] = [:]
    var leases: [String: LeaseRow] = [:]

    var events: [ChainID: [StoredEvent]] = [:]
    var tallies: [TallyKey: [Date]] = [:]
    var policies: [String: String] = [:]

    var outbox = MemoryQueue()

    struct Claimed {
        let at: Date
        var reply: Reply?
    }

    struct TallyKey: Hashable {
        let name: String
        let key: String
    }
}

/// One transaction; what it changes can be undone.
final class MemorySession: LedgerTransaction {
    private(set) var state: MemoryState
    var change = MemoryLedger.Change()
    private var undo: [(inout MemoryState) -> Void] = []

    init(_ state: MemoryState) { self.state = state }

    /// Puts a row into a table, or takes it out with nil.
    func put<Key: Hashable, Row>(
        _ row: Row?,
        _ table: WritableKeyPath<MemoryState, [Key: Row]>,
        _ key: Key
    ) {
        let old = state[keyPath: table][key]
        undo.append { $0[keyPath: table][key] = old }
        state[keyPath: table][key] = row
    }

    /// Puts one more at the end of a row.
    func add<Key: Hashable, Item>(
        _ item: Item,
        _ table: WritableKeyPath<MemoryState, [Key: [Item]]>,
        _ key: Key
    ) {
        undo.append { $0[keyPath: table][key]?.removeLast() }
        state[keyPath: table][key, default: []].append(item)
    }

    /// Puts another in the place of a whole table.
    func replace<Table>(_ table: WritableKeyPath<MemoryState, Table>, _ new: Table) {
        let old = state[keyPath: table]
        undo.append { $0[keyPath: table] = old }
        state[keyPath: table] = new
    }

    /// Changes the outbox; `back` undoes it.
    func queue(_ body: (inout MemoryQueue) -> Void, back: @escaping (inout MemoryQueue) -> Void) {
        undo.append { back(&$0.outbox) }
        body(&state.outbox)
    }

    func rollBack() {
        for step in undo.reversed() { step(&state) }
        undo = []
    }
}

/// The order of identifiers: byte by byte, as the databases have it.
func precedes(_ left: String, _ right: String) -> Bool {
    left.utf8.lexicographicallyPrecedes(right.utf8)
}
