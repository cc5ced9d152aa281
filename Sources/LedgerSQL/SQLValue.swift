import Desk
import FoundationEssentials
import Registrations

/// A value bound to a statement or read from a row.
public enum SQLValue: Hashable, Sendable {
    case null
    case int(Int)
    case text(String)
    case bytes([UInt8])
}

extension SQLValue {
    static func text(_ text: String?) -> SQLValue { text.map { .text($0) } ?? .null }
    static func int(_ number: Int?) -> SQLValue { number.map { .int($0) } ?? .null }
    static func bytes(_ bytes: [UInt8]?) -> SQLValue { bytes.map { .bytes($0) } ?? .null }
    static func flag(_ flag: Bool) -> SQLValue { .int(flag ? 1 : 0) }
    static func time(_ time: Date) -> SQLValue { .int(time.millisecondsSince1970) }
    static func time(_ time: Date?) -> SQLValue { time.map { .time($0) } ?? .null }
    static func id(_ id: some Identifier) -> SQLValue { .text(id.text) }
    static func id(_ id: (some Identifier)?) -> SQLValue { .text(id?.text) }
    static func raw(_ value: some RawRepresentable<String>) -> SQLValue { .text(value.rawValue) }
    static func raw(_ value: (some RawRepresentable<String>)?) -> SQLValue { .text(value?.rawValue) }
    static func json(_ bytes: [UInt8]) -> SQLValue { .text(String(decoding: bytes, as: UTF8.self)) }
}

extension [SQLValue] {
    static func person(_ person: Person) -> [SQLValue] {
        [.raw(person.workspace.channel), .text(person.workspace.id), .text(person.user)]
    }

    static func room(_ room: Room) -> [SQLValue] { .workspace(room.workspace) + [.text(room.id)] }

    static func room(_ room: Room?) -> [SQLValue] { room.map { .room($0) } ?? [.null, .null, .null] }

    static func workspace(_ key: WorkspaceKey) -> [SQLValue] { [.raw(key.channel), .text(key.id)] }
}
