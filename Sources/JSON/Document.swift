import CSimdjson

/// One value or one name of a parsed document; its children follow it.
typealias Node = CSimdjsonNode

/// A document as simdjson read it, strictly by RFC 8259.
///
/// Unchecked because it holds C pointers: what they point to is never changed once it is read.
final class Document: @unchecked Sendable {
    private let pointer: OpaquePointer
    /// The first is the document's value.
    let nodes: UnsafeBufferPointer<Node>

    init(_ bytes: UnsafeBufferPointer<UInt8>, maximumDepth: Int) throws(JSONError) {
        var error = CSimdjsonError.none
        // One more, since an empty array or object counts for nothing there; the check counts it.
        guard let pointer = CSimdjsonParse(bytes.baseAddress, bytes.count, maximumDepth + 1, &error) else {
            throw JSONError(error)
        }
        self.pointer = pointer
        var count = 0
        nodes = UnsafeBufferPointer(start: CSimdjsonNodes(pointer, &count), count: count)
        try check(0, depthLeft: maximumDepth)
    }

    deinit { CSimdjsonFree(pointer) }

    func text(_ node: Node) -> String { String(decoding: bytes(node), as: UTF8.self) }

    /// The place of the member's value.
    func member(_ name: String, of object: Node, at place: Int) -> Int? {
        var name = name
        return name.withUTF8 { name in
            var next = place + 1
            for _ in 0..<object.count {
                if bytes(nodes[next]).elementsEqual(name) { return next + 1 }
                next = Int(nodes[next + 1].end)
            }
            return nil
        }
    }

    private func bytes(_ node: Node) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: node.text, count: Int(node.count))
    }
}

// What simdjson takes and we do not.
extension Document {
    private func check(_ place: Int, depthLeft: Int) throws(JSONError) {
        let node = nodes[place]
        switch node.kind {
        case .null, .no, .yes, .int, .real, .string: return
        case .largeInt: throw JSONError(reason: .numberTooLarge)
        case .array, .object:
            guard depthLeft > 0 else { throw JSONError(reason: .tooDeep) }
            var next = place + 1
            while next < node.end {
                if node.kind == .object {
                    if bytes(nodes[next]).contains(0) { throw JSONError(reason: .zeroInKey) }
                    next += 1
                }
                try check(next, depthLeft: depthLeft - 1)
                next = Int(nodes[next].end)
            }
            if node.kind == .object, hasName(twice: node, at: place) { throw JSONError(reason: .duplicateKey) }
        }
    }

    /// More are looked up instead, so that a stranger's object cannot make this slow.
    private static let comparedNames = 24

    private func hasName(twice object: Node, at place: Int) -> Bool {
        guard object.count <= Self.comparedNames else { return hasLookedUpName(twice: object, at: place) }
        var name = place + 1
        while name < object.end {
            var earlier = place + 1
            while earlier < name {
                if isSame(nodes[earlier], nodes[name]) { return true }
                earlier = Int(nodes[earlier + 1].end)
            }
            name = Int(nodes[name + 1].end)
        }
        return false
    }

    private func hasLookedUpName(twice object: Node, at place: Int) -> Bool {
        var seen: Set<[UInt8]> = []
        seen.reserveCapacity(Int(object.count))
        var name = place + 1
        while name < object.end {
            guard seen.insert(Array(bytes(nodes[name]))).inserted else { return true }
            name = Int(nodes[name + 1].end)
        }
        return false
    }

    private func isSame(_ a: Node, _ b: Node) -> Bool {
        a.count == b.count && bytes(a).elementsEqual(bytes(b))
    }
}

extension JSONError {
    fileprivate init(_ error: CSimdjsonError) {
        switch error {
        case .endedEarly: self.init(reason: .endedEarly)
        case .tooDeep: self.init(reason: .tooDeep)
        case .notUTF8: self.init(reason: .notUTF8)
        case .outOfMemory: self.init(reason: .outOfMemory)
        case .none, .syntax: self.init(reason: .syntax)
        }
    }
}
