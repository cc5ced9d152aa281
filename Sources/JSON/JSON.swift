import CJansson

/// A value of a parsed document, which it keeps alive; made by Jansson.
public struct JSON {
    private let document: Document
    private let node: UnsafeMutablePointer<json_t>

    /// Reads one document: strict UTF-8, nothing after it, no key twice in an object, integers of 64 bits.
    ///
    /// The caller bounds the size. Depth is counted before anything is built, since the parser recurses.
    public static func parse(_ bytes: [UInt8], maximumDepth: Int = 64) throws(JSONError) -> JSON {
        if let offset = Depth.exceeded(in: bytes, limit: maximumDepth) {
            throw JSONError(byteOffset: offset, reason: .tooDeep)
        }
        var error = json_error_t()
        let flags = Int(JSON_REJECT_DUPLICATES | JSON_DECODE_ANY | JSON_ALLOW_NUL)
        let root = bytes.withUnsafeBytes { buffer in
            json_loadb(
                buffer.baseAddress?.assumingMemoryBound(to: CChar.self) ?? Document.noBytes,
                buffer.count,
                flags,
                &error
            )
        }
        guard let root else {
            throw JSONError(byteOffset: max(0, Int(error.position)), reason: reason(of: &error))
        }
        return JSON(document: Document(root: root), node: root)
    }

    /// The member of an object; nil when it is absent or this is no object.
    public subscript(_ key: String) -> JSON? {
        var key = key
        return key.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) { name in
                json_object_getn(node, name.baseAddress ?? Document.noBytes, name.count)
            }
        }.map(child)
    }

    /// The element of an array; nil when there is none or this is no array.
    public subscript(_ index: Int) -> JSON? {
        guard index >= 0 else { return nil }
        return json_array_get(node, index).map(child)
    }

    public var string: String? {
        guard let start = json_string_value(node) else { return nil }
        return JSON.text(start, count: json_string_length(node))
    }

    /// An integer as written: 1.0 is none.
    public var int: Int? {
        node.pointee.type == JSON_INTEGER ? Int(json_integer_value(node)) : nil
    }

    /// Any number.
    public var double: Double? {
        switch node.pointee.type {
        case JSON_INTEGER, JSON_REAL: json_number_value(node)
        default: nil
        }
    }

    public var bool: Bool? {
        switch node.pointee.type {
        case JSON_TRUE: true
        case JSON_FALSE: false
        default: nil
        }
    }

    public var isNull: Bool { node.pointee.type == JSON_NULL }

    /// The elements of an array; empty for anything else.
    public var elements: [JSON] {
        (0..<json_array_size(node)).compactMap { json_array_get(node, $0).map(child) }
    }

    /// The members of an object as written; empty for anything else.
    public var members: [(key: String, value: JSON)] {
        var members: [(key: String, value: JSON)] = []
        members.reserveCapacity(json_object_size(node))
        var place = json_object_iter(node)
        while let here = place {
            if let key = json_object_iter_key(here), let value = json_object_iter_value(here) {
                members.append((JSON.text(key, count: json_object_iter_key_len(here)), child(value)))
            }
            place = json_object_iter_next(node, here)
        }
        return members
    }

    private func child(_ node: UnsafeMutablePointer<json_t>) -> JSON {
        JSON(document: document, node: node)
    }

    private static func text(_ start: UnsafePointer<CChar>, count: Int) -> String {
        String(decoding: UnsafeRawBufferPointer(start: start, count: count), as: UTF8.self)
    }

    private static func reason(of error: inout json_error_t) -> JSONError.Reason {
        switch json_error_code(&error) {
        case json_error_invalid_utf8: .notUTF8
        case json_error_premature_end_of_input: .endedEarly
        case json_error_end_of_input_expected: .moreAfterEnd
        case json_error_duplicate_key: .duplicateKey
        case json_error_null_byte_in_key: .zeroInKey
        case json_error_numeric_overflow: .numberTooLarge
        case json_error_out_of_memory: .outOfMemory
        case json_error_stack_overflow: .tooDeep
        default: .syntax
        }
    }
}

/// Owns the tree; freed with the last value that points into it.
private final class Document {
    /// Stands for the address of an empty buffer, which has none.
    nonisolated(unsafe) static let noBytes = UnsafePointer(UnsafeMutablePointer<CChar>.allocate(capacity: 1))

    private let root: UnsafeMutablePointer<json_t>

    init(root: UnsafeMutablePointer<json_t>) { self.root = root }

    deinit { json_decref(root) }
}
