public import Desk
public import FoundationEssentials
import JSON
import Registrations

extension SQLSession {
    public func events(of chain: ChainID, after: Int, limit: Int) throws -> [StoredEvent] {
        let rows = try connection.rows(EventSQL.events, [.id(chain), .int(after), .int(limit)]) { try EventRow(&$0) }
        guard let last = rows.last else { return [] }
        let pairs = try connection.rows(
            EventSQL.commitments,
            [.id(chain), .int(after), .int(last.sequence)]
        ) { row in
            (sequence: try row.int(), commitment: try StoredEvent.Commitment(&row))
        }
        let commitments = Dictionary(grouping: pairs, by: \.sequence).mapValues { $0.map(\.commitment) }
        return rows.map { $0.event(in: chain, with: commitments[$0.sequence] ?? []) }
    }

    public func chainHead(_ chain: ChainID) throws -> (sequence: Int, hash: [UInt8])? {
        try connection.row(EventSQL.head, [.id(chain)]) { (try $0.int(), try $0.bytes()) }
    }

    public func chains(after: String, limit: Int) throws -> [ChainID] {
        try connection.rows(EventSQL.chains, [.text(after), .int(limit)]) { try $0.id() }
    }

    public func append(_ stored: StoredEvent) throws {
        try connection.send(
            EventSQL.append,
            [
                .id(stored.chain), .int(stored.sequence), .raw(stored.event.kind), .time(stored.event.at),
                StoredEventText.actor(stored.event.actor), StoredEventText.details(stored.event.details),
                .bytes(stored.previousHash), .bytes(stored.hash),
            ]
        )
        for (position, commitment) in stored.commitments.enumerated() {
            try connection.send(
                EventSQL.commit,
                [
                    .id(stored.chain), .int(stored.sequence), .int(position), .text(commitment.name),
                    .bytes(commitment.mac), .bytes(commitment.key), .text(commitment.value),
                ]
            )
        }
    }

    public func forgetValue(_ name: String, of sequence: Int, in chain: ChainID) throws {
        try connection.send(EventSQL.forgetValue, [.id(chain), .int(sequence), .text(name)])
    }

    public func tally(_ name: String, key: String, since: Date) throws -> Int {
        try connection.row(EventSQL.tally, [.text(name), .text(key), .time(since)]) { try $0.int() } ?? 0
    }

    public func count(_ name: String, key: String, at: Date) throws {
        try connection.send(EventSQL.count, [.text(name), .text(key), .time(at)])
    }

    public func policyText(version: String) throws -> String? {
        try connection.row(EventSQL.policy, [.text(version)]) { try $0.text() }
    }

    public func savePolicy(version: String, text: String, at: Date) throws {
        try connection.send(EventSQL.savePolicy, [.text(version), .text(text), .time(at)])
    }

    /// A real write that changes nothing of meaning, for the health probe.
    public func beat(at: Date) throws {
        try connection.send(EventSQL.beat, [.time(at)])
    }
}

private struct EventRow {
    let sequence: Int
    let kind: Event.Kind
    let at: Date
    let actor: Event.Actor
    let details: [Event.Detail]
    let previousHash: [UInt8]
    let hash: [UInt8]

    init(_ row: inout SQLRow) throws {
        sequence = try row.int()
        kind = try row.raw()
        at = try row.time()
        actor = try StoredEventText.actor(in: row.text())
        details = try StoredEventText.details(in: row.text())
        previousHash = try row.bytes()
        hash = try row.bytes()
    }

    /// What is erased is no longer told: neither with the commitment nor with the event.
    func event(in chain: ChainID, with commitments: [StoredEvent.Commitment]) -> StoredEvent {
        let personal = commitments.compactMap { commitment in
            commitment.value.map { Event.PersonalValue(commitment.name, $0) }
        }
        return StoredEvent(
            chain: chain,
            sequence: sequence,
            event: Event(kind, at: at, actor: actor, details: details, personal: personal),
            commitments: commitments,
            previousHash: previousHash,
            hash: hash
        )
    }
}

extension StoredEvent.Commitment {
    fileprivate init(_ row: inout SQLRow) throws {
        self.init(name: try row.text(), mac: try row.bytes(), key: row.optionalBytes(), value: row.optionalText())
    }
}

/// Actors and details as text; what is read back is byte for byte what was written.
private enum StoredEventText {
    static func actor(_ actor: Event.Actor) -> SQLValue {
        StoredJSON.write { writer in
            switch actor {
            case .person(let person, let role):
                writer.field("as", role.rawValue)
                writer.field("channel", person.workspace.channel.rawValue)
                writer.field("workspace", person.workspace.id)
                writer.field("user", person.user)
            case .rule(let rule, let version):
                writer.field("as", "rule")
                writer.field("rule", rule)
                writer.field("policy_version", version)
            case .admin: writer.field("as", "admin")
            case .service: writer.field("as", "service")
            }
        }
    }

    static func actor(in text: String) throws -> Event.Actor {
        let json = try StoredJSON.parse(text)
        switch try json.text("as") {
        case "admin": return .admin
        case "service": return .service
        case "rule": return .rule(try json.text("rule"), policyVersion: try json.text("policy_version"))
        default:
            let workspace = WorkspaceKey(channel: try json.raw("channel"), id: try json.text("workspace"))
            return .person(Person(workspace: workspace, user: try json.text("user")), role: try json.raw("as"))
        }
    }

    static func details(_ details: [Event.Detail]) -> SQLValue {
        var writer = JSONWriter()
        writer.array { list in
            for detail in details {
                list.array {
                    $0.value(detail.name)
                    $0.value(detail.value)
                }
            }
        }
        return .json(writer.finish())
    }

    static func details(in text: String) throws -> [Event.Detail] {
        try StoredJSON.parse(text).elements.map { pair in
            guard let name = pair[0]?.string, let value = pair[1]?.string else { throw JSON.missing("pair") }
            return Event.Detail(name, value)
        }
    }
}
