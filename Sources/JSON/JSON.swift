import CSimdjson

/// A value of a parsed document, which it keeps alive.
public struct JSON: Sendable {
    private let document: Document
    private let place: Int

    /// Reads one document: strict UTF-8, nothing after it, no key twice in an object, integers of 64 bits.
    ///
    /// The caller bounds the size. Nesting beyond the depth is refused.
    public static func parse(_ bytes: [UInt8], maximumDepth: Int = 64) throws(JSONError) -> JSON {
        let result = bytes.withUnsafeBufferPointer { buffer in
            Result { () throws(JSONError) -> Document in try Document(buffer, maximumDepth: maximumDepth) }
        }
        return JSON(document: try result.get(), place: 0)
    }

    private var node: Node { document.nodes[place] }

    /// The member of an object; nil when it is absent or this is no object.
    public subscript(_ key: String) -> JSON? {
        let node = node
        guard node.kind == .object else { return nil }
        return document.member(key, of: node, at: place).map(value)
    }

    /// The element of an array; nil when there is none or this is no array.
    public subscript(_ index: Int) -> JSON? {
        let node = node
        guard node.kind == .array, (0..<Int(node.count)).contains(index) else { return nil }
        var next = place + 1
        for _ in 0..<index { next = Int(document.nodes[next].end) }
        return value(next)
    }

    public var string: String? {
        let node = node
        return node.kind == .string ? document.text(node) : nil
    }

    /// An integer as written: 1.0 is none.
    public var int: Int? { node.kind == .int ? Int(node.integer) : nil }

    /// Any number.
    public var double: Double? {
        let node = node
        return switch node.kind {
        case .int: Double(node.integer)
        case .real: node.real
        case .null, .no, .yes, .largeInt, .string, .array, .object: nil
        }
    }

    public var bool: Bool? {
        switch node.kind {
        case .yes: true
        case .no: false
        case .null, .int, .largeInt, .real, .string, .array, .object: nil
        }
    }

    public var isNull: Bool { node.kind == .null }

    /// The elements of an array; empty for anything else.
    public var elements: [JSON] {
        let node = node
        guard node.kind == .array else { return [] }
        var elements: [JSON] = []
        elements.reserveCapacity(Int(node.count))
        var next = place + 1
        for _ in 0..<node.count {
            elements.append(value(next))
            next = Int(document.nodes[next].end)
        }
        return elements
    }

    /// The members of an object as written; empty for anything else.
    public var members: [(key: String, value: JSON)] {
        let node = node
        guard node.kind == .object else { return [] }
        var members: [(key: String, value: JSON)] = []
        members.reserveCapacity(Int(node.count))
        var next = place + 1
        for _ in 0..<node.count {
            members.append((document.text(document.nodes[next]), value(next + 1)))
            next = Int(document.nodes[next + 1].end)
        }
        return members
    }

    private func value(_ place: Int) -> JSON { JSON(document: document, place: place) }
}
