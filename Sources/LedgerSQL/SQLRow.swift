import Desk
import FoundationEssentials
import Registrations

/// Reads a row from its first column to its last.
public struct SQLRow {
    private let columns: any SQLColumns
    private var next = 0

    public init(_ columns: any SQLColumns) { self.columns = columns }

    private mutating func place() -> Int {
        defer { next += 1 }
        return next
    }

    mutating func optionalInt() -> Int? { columns.int(place()) }
    mutating func optionalText() -> String? { columns.text(place()) }
    mutating func optionalBytes() -> [UInt8]? { columns.bytes(place()) }

    mutating func int() throws -> Int { try needed(optionalInt()) }
    mutating func text() throws -> String { try needed(optionalText()) }
    mutating func bytes() throws -> [UInt8] { try needed(optionalBytes()) }

    mutating func flag() throws -> Bool { try int() != 0 }
    mutating func time() throws -> Date { Date(millisecondsSince1970: try int()) }
    mutating func optionalTime() -> Date? { optionalInt().map { Date(millisecondsSince1970: $0) } }

    mutating func id<ID: Identifier>(_: ID.Type = ID.self) throws -> ID { ID(try text()) }
    mutating func optionalID<ID: Identifier>(_: ID.Type = ID.self) -> ID? { optionalText().map { ID($0) } }

    mutating func raw<Value: RawRepresentable<String>>(_: Value.Type = Value.self) throws -> Value {
        try needed(Value(rawValue: try text()))
    }

    mutating func optionalRaw<Value: RawRepresentable<String>>(_: Value.Type = Value.self) throws -> Value? {
        guard let text = optionalText() else { return nil }
        return try needed(Value(rawValue: text))
    }

    mutating func workspace() throws -> WorkspaceKey { WorkspaceKey(channel: try raw(), id: try text()) }

    mutating func person() throws -> Person { Person(workspace: try workspace(), user: try text()) }

    mutating func room() throws -> Room { Room(workspace: try workspace(), id: try text()) }

    mutating func optionalRoom() throws -> Room? {
        let (channel, workspace, id) = (optionalText(), optionalText(), optionalText())
        guard let channel, let workspace, let id else { return nil }
        return Room(workspace: WorkspaceKey(channel: try needed(Channel(rawValue: channel)), id: workspace), id: id)
    }

    /// A row that cannot be read is damage, not absence.
    func needed<Value>(_ value: Value?) throws -> Value {
        guard let value else { throw LedgerTrouble.broken("column \(next) of a row cannot be read") }
        return value
    }
}
