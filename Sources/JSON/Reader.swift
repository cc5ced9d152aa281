/// Reads a document from its first byte to its last, strictly by RFC 8259, into a flat list of nodes.
struct Reader {
    let bytes: UnsafeBufferPointer<UInt8>
    private let maximumDepth: Int
    var place = 0
    private var nodes: [Node] = []

    /// The document's nodes; the first is its value.
    static func nodes(of bytes: UnsafeBufferPointer<UInt8>, maximumDepth: Int) throws(JSONError) -> [Node] {
        var reader = Reader(bytes, maximumDepth: maximumDepth)
        try reader.read()
        return reader.nodes
    }

    private init(_ bytes: UnsafeBufferPointer<UInt8>, maximumDepth: Int) {
        self.bytes = bytes
        self.maximumDepth = maximumDepth
        // About as many as the payloads of chats have.
        nodes.reserveCapacity(bytes.count / 12 + 4)
    }

    private mutating func read() throws(JSONError) {
        guard bytes.count < UInt32.max else { throw error(.outOfMemory) }
        try value(depth: 0)
        skipSpace()
        if place < bytes.count { throw error(.moreAfterEnd) }
    }

    func error(_ reason: JSONError.Reason) -> JSONError { JSONError(byteOffset: place, reason: reason) }

    private mutating func skipSpace() {
        while place < bytes.count {
            switch bytes[place] {
            case 0x20, 0x0A, 0x0D, 0x09: place += 1
            default: return
            }
        }
    }

    /// The next byte that is no space.
    private mutating func next() throws(JSONError) -> UInt8 {
        skipSpace()
        guard place < bytes.count else { throw error(.endedEarly) }
        return bytes[place]
    }

    private mutating func value(depth: Int) throws(JSONError) {
        switch try next() {
        case UInt8(ascii: "\""): try string(isName: false)
        case UInt8(ascii: "{"): try object(depth: depth + 1)
        case UInt8(ascii: "["): try array(depth: depth + 1)
        case UInt8(ascii: "t"): try word("true", .yes)
        case UInt8(ascii: "f"): try word("false", .no)
        case UInt8(ascii: "n"): try word("null", .null)
        default: try number()
        }
    }

    private mutating func word(_ word: StaticString, _ kind: Node.Kind) throws(JSONError) {
        let count = word.utf8CodeUnitCount
        let isThere =
            place + count <= bytes.count && (0..<count).allSatisfy { bytes[place + $0] == word.utf8Start[$0] }
        guard isThere else { throw error(.syntax) }
        append(Node(kind: kind, start: UInt32(place)))
        place += count
    }

    /// A node without children.
    mutating func append(_ node: Node) {
        var node = node
        node.end = UInt32(nodes.count + 1)
        nodes.append(node)
    }

    private mutating func close(_ mine: Int, _ count: UInt32) {
        place += 1
        nodes[mine].count = count
        nodes[mine].end = UInt32(nodes.count)
    }
}

// Arrays and objects.
extension Reader {
    private mutating func open(_ kind: Node.Kind, depth: Int) throws(JSONError) -> Int {
        guard depth <= maximumDepth else { throw error(.tooDeep) }
        nodes.append(Node(kind: kind, start: UInt32(place)))
        place += 1
        return nodes.count - 1
    }

    private mutating func array(depth: Int) throws(JSONError) {
        let mine = try open(.array, depth: depth)
        var count: UInt32 = 0
        if try next() != UInt8(ascii: "]") {
            while true {
                try value(depth: depth)
                count += 1
                guard try goesOn(until: UInt8(ascii: "]")) else { break }
            }
        }
        close(mine, count)
    }

    private mutating func object(depth: Int) throws(JSONError) {
        let mine = try open(.object, depth: depth)
        var count: UInt32 = 0
        if try next() != UInt8(ascii: "}") {
            while true {
                guard try next() == UInt8(ascii: "\"") else { throw error(.syntax) }
                try string(isName: true)
                guard try next() == UInt8(ascii: ":") else { throw error(.syntax) }
                place += 1
                try value(depth: depth)
                count += 1
                guard try goesOn(until: UInt8(ascii: "}")) else { break }
            }
        }
        if hasName(twice: mine, count) { throw error(.duplicateKey) }
        close(mine, count)
    }

    /// True after a comma, false at the end.
    private mutating func goesOn(until end: UInt8) throws(JSONError) -> Bool {
        let byte = try next()
        if byte == end { return false }
        guard byte == UInt8(ascii: ",") else { throw error(.syntax) }
        place += 1
        return true
    }

    /// More are looked up instead, so that a stranger's object cannot make this slow.
    private static let comparedNames = 24

    private func hasName(twice object: Int, _ count: UInt32) -> Bool {
        guard count > 1 else { return false }
        var names = object + 1
        var isPlain = count <= Self.comparedNames
        for _ in 0..<count where isPlain {
            isPlain = !nodes[names].hasEscapes
            names = Int(nodes[names + 1].end)
        }
        return isPlain ? hasPlainName(twice: object) : hasLookedUpName(twice: object, count)
    }

    private func hasPlainName(twice object: Int) -> Bool {
        var name = object + 1
        while name < nodes.count {
            var earlier = object + 1
            while earlier < name {
                if isSame(nodes[earlier], nodes[name]) { return true }
                earlier = Int(nodes[earlier + 1].end)
            }
            name = Int(nodes[name + 1].end)
        }
        return false
    }

    private func hasLookedUpName(twice object: Int, _ count: UInt32) -> Bool {
        var seen: Set<[UInt8]> = []
        seen.reserveCapacity(Int(count))
        var name = object + 1
        while name < nodes.count {
            guard seen.insert(Array(text(nodes[name]).utf8)).inserted else { return true }
            name = Int(nodes[name + 1].end)
        }
        return false
    }

    private func isSame(_ a: Node, _ b: Node) -> Bool {
        guard a.count == b.count else { return false }
        let (first, second) = (Int(a.start), Int(b.start))
        for offset in 0..<Int(a.count) where bytes[first + offset] != bytes[second + offset] { return false }
        return true
    }

    private func text(_ name: Node) -> String {
        Escapes.text(ArraySlice(bytes[Int(name.start)..<Int(name.start + name.count)]), hasEscapes: name.hasEscapes)
    }
}
