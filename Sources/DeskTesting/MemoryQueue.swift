import Desk
import FoundationEssentials
import Registrations

/// The outbox's rows in the order they were enqueued.
struct MemoryQueue: Sendable {
    private(set) var rows: [Waiting] = []
    private var places: [MessageID: Int] = [:]
    private var conversations: [String: [Int]] = [:]
    private var cases: [RegistrationID: [Int]] = [:]
    /// A message and what rewrites it.
    private var families: [MessageID: [Int]] = [:]
    /// Those that are due or under lease.
    private(set) var live: Set<Int> = []
    private(set) var parked: Set<Int> = []
    /// Those of no registration, which go one day, and those that went.
    private var strays: Set<Int> = []
    private var gone: Set<Int> = []

    struct Waiting {
        var message: Message
        var state = OutboxRow.State.due
        var due: Date
        var waitsSince: Date
        var route = 0
        var tries = 0
        var fence = 0
        var leaseUntil: Date?
        var reference: String?
        var reason: String?

        fileprivate var isLive: Bool { state == .due || state == .leased }
        fileprivate var family: MessageID { message.rewrites ?? message.id }
    }

    subscript(place: Int) -> Waiting {
        get { rows[place] }
        set {
            rows[place] = newValue
            sort(place)
        }
    }

    var all: [Int] { rows.indices.filter { !gone.contains($0) } }
    func place(of id: MessageID) -> Int? { places[id] }
    func places(in conversation: String) -> [Int] { conversations[conversation] ?? [] }
    func places(of registration: RegistrationID) -> [Int] { cases[registration] ?? [] }
    func family(of id: MessageID) -> [Int] { families[id] ?? [] }

    mutating func append(_ waiting: Waiting) {
        let place = rows.count
        rows.append(waiting)
        places[waiting.message.id] = place
        conversations[waiting.message.conversation, default: []].append(place)
        if let registration = waiting.message.registration {
            cases[registration, default: []].append(place)
        } else {
            strays.insert(place)
        }
        families[waiting.family, default: []].append(place)
        sort(place)
    }

    mutating func removeLast() {
        let waiting = rows.removeLast()
        places[waiting.message.id] = nil
        conversations[waiting.message.conversation]?.removeLast()
        if let registration = waiting.message.registration { cases[registration]?.removeLast() }
        families[waiting.family]?.removeLast()
        live.remove(rows.count)
        parked.remove(rows.count)
        strays.remove(rows.count)
    }

    private mutating func sort(_ place: Int) {
        if rows[place].isLive { live.insert(place) } else { live.remove(place) }
        if rows[place].state == .parked { parked.insert(place) } else { parked.remove(place) }
    }

    /// Of those that belong to no registration; nil when all of them stay.
    func without(_ isGone: (Waiting) -> Bool) -> MemoryQueue? {
        let going = strays.filter { isGone(rows[$0]) }
        guard !going.isEmpty else { return nil }
        var rest = self
        for place in going {
            let waiting = rows[place]
            rest.strays.remove(place)
            rest.gone.insert(place)
            rest.parked.remove(place)
            rest.places[waiting.message.id] = nil
            rest.conversations[waiting.message.conversation]?.removeAll { $0 == place }
            rest.families[waiting.family]?.removeAll { $0 == place }
        }
        return rest
    }
}
