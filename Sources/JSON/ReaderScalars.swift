// Strings.
extension Reader {
    mutating func string(isName: Bool) throws(JSONError) {
        place += 1
        var node = Node(kind: .string, start: UInt32(place))
        while true {
            guard place < bytes.count else { throw error(.endedEarly) }
            switch bytes[place] {
            case UInt8(ascii: "\""):
                node.count = UInt32(place) - node.start
                append(node)
                place += 1
                return
            case UInt8(ascii: "\\"):
                node.hasEscapes = true
                if try escape() == 0, isName { throw error(.zeroInKey) }
            case ..<0x20: throw error(.syntax)
            case ..<0x80: place += 1
            case let first: try beyondASCII(first)
            }
        }
    }

    /// Goes past one escape and returns its unit, or 1 for a control character.
    private mutating func escape() throws(JSONError) -> UInt32 {
        guard place + 1 < bytes.count else { throw error(.endedEarly) }
        switch bytes[place + 1] {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
            UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
            place += 2
            return 1
        case UInt8(ascii: "u"):
            let first = try unit()
            guard first >> 11 == 0x1B else { return first }
            // Half of a pair says nothing without the other.
            guard first >> 10 == 0x36, place < bytes.count, bytes[place] == UInt8(ascii: "\\"),
                try unit() >> 10 == 0x37
            else { throw error(.syntax) }
            return first
        default: throw error(.syntax)
        }
    }

    private mutating func unit() throws(JSONError) -> UInt32 {
        guard place + 6 <= bytes.count else { throw error(.endedEarly) }
        guard bytes[place + 1] == UInt8(ascii: "u"), let unit = Escapes.unit(bytes[(place + 2)..<(place + 6)]) else {
            throw error(.syntax)
        }
        place += 6
        return unit
    }

    /// The well-formed sequences of table 3-7 of the Unicode standard.
    private mutating func beyondASCII(_ first: UInt8) throws(JSONError) {
        let (second, more): (ClosedRange<UInt8>, Int) =
            switch first {
            case 0xC2...0xDF: (0x80...0xBF, 0)
            case 0xE0: (0xA0...0xBF, 1)
            case 0xED: (0x80...0x9F, 1)
            case 0xE1...0xEF: (0x80...0xBF, 1)
            case 0xF0: (0x90...0xBF, 2)
            case 0xF1...0xF3: (0x80...0xBF, 2)
            case 0xF4: (0x80...0x8F, 2)
            default: throw error(.notUTF8)
            }
        guard place + 1 + more < bytes.count, second.contains(bytes[place + 1]) else { throw error(.notUTF8) }
        for offset in 0..<more where bytes[place + 2 + offset] & 0xC0 != 0x80 { throw error(.notUTF8) }
        place += 2 + more
    }
}

// Numbers.
extension Reader {
    mutating func number() throws(JSONError) {
        let start = place
        var kind = Node.Kind.int
        if bytes[place] == UInt8(ascii: "-") { place += 1 }
        if place < bytes.count, bytes[place] == UInt8(ascii: "0") { place += 1 } else { try digits() }
        if place < bytes.count, bytes[place] == UInt8(ascii: ".") {
            kind = .real
            place += 1
            try digits()
        }
        if place < bytes.count, bytes[place] | 0x20 == UInt8(ascii: "e") {
            kind = .real
            place += 1
            if place < bytes.count, bytes[place] == UInt8(ascii: "+") || bytes[place] == UInt8(ascii: "-") {
                place += 1
            }
            try digits()
        }
        let written = String(decoding: bytes[start..<place], as: UTF8.self)
        guard kind == .int ? Int(written) != nil : Double(written)?.isFinite == true else {
            place = start
            throw error(.numberTooLarge)
        }
        append(Node(kind: kind, start: UInt32(start), count: UInt32(place - start)))
    }

    private mutating func digits() throws(JSONError) {
        let start = place
        while place < bytes.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[place]) { place += 1 }
        guard place > start else { throw error(place < bytes.count ? .syntax : .endedEarly) }
    }
}
