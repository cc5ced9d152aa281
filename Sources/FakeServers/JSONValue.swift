internal import FoundationEssentials

/// Any JSON value, so that what an app sent can be looked at without knowing its shape.
@dynamicMemberLookup
public enum JSONValue: Sendable, Hashable {
    case null
    case bool(Bool)
    case number(Double)
    case string(String)
    case array([JSONValue])
    case object([String: JSONValue])

    /// The member of that name, or `.null` where there is none.
    public subscript(name: String) -> JSONValue {
        get { object?[name] ?? .null }
        set {
            var members = object ?? [:]
            members[name] = newValue
            self = .object(members)
        }
    }

    /// The member of that name, written as a property.
    public subscript(dynamicMember name: String) -> JSONValue {
        get { self[name] }
        set { self[name] = newValue }
    }

    /// The element at that place, or `.null` where there is none.
    public subscript(index: Int) -> JSONValue {
        items.indices.contains(index) ? items[index] : .null
    }

    /// The text of a string.
    public var string: String? { if case .string(let value) = self { value } else { nil } }
    /// The truth of a boolean.
    public var bool: Bool? { if case .bool(let value) = self { value } else { nil } }
    /// The whole number of a number.
    public var int: Int? { if case .number(let value) = self { Int(exactly: value) } else { nil } }
    /// The members of an object.
    public var object: [String: JSONValue]? { if case .object(let value) = self { value } else { nil } }
    /// The elements of an array; none for anything else.
    public var items: [JSONValue] { if case .array(let value) = self { value } else { [] } }
    /// Whether the value is an array, empty or not.
    public var isArray: Bool { if case .array = self { true } else { false } }
    /// Whether the value is null or absent.
    public var isNull: Bool { self == .null }

    /// Reads JSON text; throws where it is none.
    public init(parsing bytes: some Sequence<UInt8>) throws {
        self = try JSONDecoder().decode(JSONValue.self, from: Data(bytes))
    }

    /// The value as JSON text in UTF-8.
    public var bytes: [UInt8] {
        do {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.withoutEscapingSlashes, .sortedKeys]
            return Array(try encoder.encode(self))
        } catch {
            preconditionFailure("A JSON value without infinities always encodes.")
        }
    }

    /// The value as JSON text.
    public var text: String { String(decoding: bytes, as: UTF8.self) }

    static func text(_ value: String?) -> JSONValue { value.map(JSONValue.string) ?? .null }
}

extension JSONValue: Codable {
    public init(from decoder: any Decoder) throws {
        let box = try decoder.singleValueContainer()
        if box.decodeNil() {
            self = .null
        } else if let value = try Self.optional({ try box.decode(Bool.self) }) {
            self = .bool(value)
        } else if let value = try Self.optional({ try box.decode(String.self) }) {
            self = .string(value)
        } else if let value = try Self.optional({ try box.decode(Double.self) }) {
            self = .number(value)
        } else if let value = try Self.optional({ try box.decode([String: JSONValue].self) }) {
            self = .object(value)
        } else {
            self = .array(try box.decode([JSONValue].self))
        }
    }

    private static func optional<Value>(_ read: () throws -> Value) throws -> Value? {
        do { return try read() } catch DecodingError.typeMismatch { return nil }
    }

    public func encode(to encoder: any Encoder) throws {
        var box = encoder.singleValueContainer()
        switch self {
        case .null: try box.encodeNil()
        case .bool(let value): try box.encode(value)
        case .number(let value): try box.encode(value)
        case .string(let value): try box.encode(value)
        case .array(let value): try box.encode(value)
        case .object(let value): try box.encode(value)
        }
    }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral,
    ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral, ExpressibleByNilLiteral
{
    public init(stringLiteral value: String) { self = .string(value) }
    public init(booleanLiteral value: Bool) { self = .bool(value) }
    public init(integerLiteral value: Int) { self = .number(Double(value)) }
    public init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
    public init(dictionaryLiteral elements: (String, JSONValue)...) {
        self = .object(Dictionary(elements) { _, last in last })
    }
    public init(nilLiteral: ()) { self = .null }
}
