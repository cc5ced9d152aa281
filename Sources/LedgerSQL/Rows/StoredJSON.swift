import Desk
import FoundationEssentials
import JSON

/// Values that no statement looks into, as JSON in a text column.
enum StoredJSON {
    static func encode(_ value: some Encodable) throws -> SQLValue {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return .json(Array(try encoder.encode(value)))
    }

    static func decode<Value: Decodable>(_ text: String, as _: Value.Type = Value.self) throws -> Value {
        do {
            return try JSONDecoder().decode(Value.self, from: Data(text.utf8))
        } catch {
            throw LedgerTrouble.broken("a stored \(Value.self) cannot be read")
        }
    }

    private static let timesEncoder: JSONEncoder = {
        let encoder = JSONEncoder()
        encoder.dateEncodingStrategy = .custom { time, encoder in
            var container = encoder.singleValueContainer()
            try container.encode(time.millisecondsSince1970)
        }
        return encoder
    }()

    private static let timesDecoder: JSONDecoder = {
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .custom { decoder in
            Date(millisecondsSince1970: try decoder.singleValueContainer().decode(Int.self))
        }
        return decoder
    }()

    /// With times as everywhere in the schema.
    static func encodeTimes(_ value: some Encodable) throws -> SQLValue {
        .json(Array(try timesEncoder.encode(value)))
    }

    static func decodeTimes<Value: Decodable>(_ text: String, as _: Value.Type = Value.self) throws -> Value {
        do {
            return try timesDecoder.decode(Value.self, from: Data(text.utf8))
        } catch {
            throw LedgerTrouble.broken("a stored \(Value.self) cannot be read")
        }
    }

    static func write(_ body: (inout JSONWriter) throws -> Void) rethrows -> SQLValue {
        var writer = JSONWriter()
        try writer.object(body)
        return .json(writer.finish())
    }

    static func list<Element>(_ elements: [Element], _ body: (inout JSONWriter, Element) -> Void) -> SQLValue {
        var writer = JSONWriter()
        writer.array { writer in
            for element in elements { body(&writer, element) }
        }
        return .json(writer.finish())
    }

    static func list(in text: String) throws -> [JSON] {
        guard text.utf8.first == UInt8(ascii: "[") else { throw LedgerTrouble.broken("stored JSON is no list") }
        return text == "[]" ? [] : try parse(text).elements
    }

    static func parse(_ text: String) throws -> JSON {
        do {
            return try JSON.parse(Array(text.utf8))
        } catch {
            throw LedgerTrouble.broken("stored JSON cannot be read: \(error.reason.rawValue)")
        }
    }
}

extension JSON {
    /// A member that must be there.
    func text(_ name: String) throws -> String {
        guard let text = self[name]?.string else { throw JSON.missing(name) }
        return text
    }

    func raw<Value: RawRepresentable<String>>(_ name: String, as _: Value.Type = Value.self) throws -> Value {
        guard let value = Value(rawValue: try text(name)) else { throw JSON.missing(name) }
        return value
    }

    func time(_ name: String) throws -> Date {
        guard let time = self[name]?.int else { throw JSON.missing(name) }
        return Date(millisecondsSince1970: time)
    }

    static func missing(_ name: String) -> LedgerTrouble { .broken("stored JSON has no \(name)") }
}

extension JSONWriter {
    mutating func field(_ name: String, _ time: Date) { field(name, time.millisecondsSince1970) }
}
