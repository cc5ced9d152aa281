public import Desk
public import Dialogue
public import FoundationEssentials
import JSON
public import Registrations

extension SQLSession {
    public func claim(_ key: DeliveryKey, at: Date) throws -> Bool {
        try connection.run(DialogueSQL.claim, .delivery(key) + [.time(at)]) == 1
    }

    public func storedReply(_ key: DeliveryKey) throws -> Reply? {
        let stored = try connection.row(DialogueSQL.reply, .delivery(key)) { $0.optionalText() }
        return try stored?.map { try StoredJSON.decode($0) }
    }

    public func store(_ reply: Reply, for key: DeliveryKey) throws {
        var json = JSONWriter(capacity: 4096)
        json.value(reply)
        try connection.send(DialogueSQL.saveReply, [.json(json.finish())] + .delivery(key))
    }

    public func draft(_ id: DraftID) throws -> DraftRecord? {
        try connection.row(DialogueSQL.draft, [.id(id)]) { try DraftRecord(&$0) }
    }

    public func openDraft(of owner: Person, since: Date) throws -> DraftRecord? {
        try connection.row(DialogueSQL.openDraft, .person(owner) + [.time(since)]) { try DraftRecord(&$0) }
    }

    public func drafts(after: DraftID, limit: Int) throws -> [DraftRecord] {
        try connection.rows(DialogueSQL.drafts, [.id(after), .int(limit)]) { try DraftRecord(&$0) }
    }

    public func keptReplies(after: DeliveryKey?, limit: Int) throws -> [KeptReply] {
        let start: [SQLValue] = after.map { .delivery($0) } ?? [.text(""), .text("")]
        return try connection.rows(DialogueSQL.replies, start + [.int(limit)]) { row in
            let key = DeliveryKey(source: try row.raw(), text: try row.text())
            return KeptReply(key: key, reply: try StoredJSON.decode(row.text()))
        }
    }

    public func save(_ draft: DraftRecord) throws {
        var values: [SQLValue] = [.id(draft.id)]
        values.reserveCapacity(15)
        values += .person(draft.owner)
        values.append(.id(draft.partner))
        values += .workspace(draft.installation)
        values += .room(draft.room)
        values += [.raw(draft.language), draft.storedAnswers, .time(draft.updatedAt), .id(draft.registration)]
        values.append(.raw(draft.kind))
        try connection.send(DialogueSQL.saveDraft, values)
    }

    public func save(step draft: DraftRecord) throws {
        try connection.send(
            DialogueSQL.saveStep,
            [
                .raw(draft.language), draft.storedAnswers, .time(draft.updatedAt), .text(draft.taken.text),
                .id(draft.id),
            ]
        )
    }

    public func removeDrafts(untouchedSince: Date) throws {
        try connection.send(DialogueSQL.removeDrafts, [.time(untouchedSince)])
    }

    public func save(_ state: InstallState) throws {
        try connection.send(
            DialogueSQL.saveInstallState,
            [.bytes(state.digest), .bytes(state.cookieDigest), .id(state.partner), .time(state.expiresAt)]
        )
    }

    public func removeInstallStates(expiredBy: Date) throws {
        try connection.send(DialogueSQL.removeInstallStates, [.time(expiredBy)])
    }

    public func takeInstallState(digest: [UInt8]) throws -> InstallState? {
        try connection.row(DialogueSQL.takeInstallState, [.bytes(digest)]) {
            InstallState(
                digest: try $0.bytes(),
                cookieDigest: try $0.bytes(),
                partner: $0.optionalID(),
                expiresAt: try $0.time()
            )
        }
    }

    public func removeTraces(before: Date) throws {
        try connection.send(DialogueSQL.removeDeliveries, [.time(before)])
        try connection.send(DialogueSQL.removeInstallStates, [.time(before)])
        try connection.send(EventSQL.removeTallies, [.time(before)])
        try connection.send(OutboxSQL.removeSettled, [.time(before)])
    }
}

extension [SQLValue] {
    fileprivate static func delivery(_ key: DeliveryKey) -> [SQLValue] { [.raw(key.source), .text(key.text)] }
}

extension DraftRecord {
    fileprivate init(_ row: inout SQLRow) throws {
        self.init(
            id: try row.id(),
            owner: try row.person(),
            partner: try row.id(),
            installation: try row.workspace(),
            room: try row.optionalRoom(),
            language: try row.raw(),
            typed: try DraftRecord.answers(in: row.text()),
            updatedAt: try row.time(),
            registration: row.optionalID(),
            kind: try row.raw(),
            taken: TakenDeliveries(row.optionalText() ?? "")
        )
    }

    fileprivate var storedAnswers: SQLValue {
        StoredJSON.write { writer in
            for field in Field.allCases {
                writer.field(field.rawValue, ifPresent: typed[field])
            }
        }
    }

    /// A field that a newer version asked for is left out.
    private static func answers(in text: String) throws -> [Field: String] {
        var answers: [Field: String] = [:]
        for (name, value) in try StoredJSON.parse(text).members {
            if let field = Field(rawValue: name) { answers[field] = value.string }
        }
        return answers
    }
}
