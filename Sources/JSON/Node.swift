/// One value or one name of a parsed document; its children follow it.
struct Node {
    enum Kind: UInt8 {
        case null, no, yes, int, real, string, array, object
    }

    let kind: Kind
    /// A string in which something is escaped: it has to be undone to be read.
    var hasEscapes = false
    /// Where its first byte is; of a string, the first one after the quotation mark.
    let start: UInt32
    /// How many bytes a string or number has as written; how many elements an array, how many members an object.
    var count: UInt32 = 0
    /// The place of the next node that is no part of this one.
    var end: UInt32 = 0
}

/// The bytes of a document and what stands in them.
final class Document {
    let bytes: [UInt8]
    let nodes: [Node]

    init(bytes: [UInt8], nodes: [Node]) {
        self.bytes = bytes
        self.nodes = nodes
    }

    func written(_ node: Node) -> ArraySlice<UInt8> { bytes[Int(node.start)..<Int(node.start + node.count)] }

    func text(_ node: Node) -> String { Escapes.text(written(node), hasEscapes: node.hasEscapes) }

    /// The place of the member's value.
    func member(_ name: String, of object: Node, at place: Int) -> Int? {
        var name = name
        return name.withUTF8 { name in
            var next = place + 1
            for _ in 0..<object.count {
                let key = nodes[next]
                if key.hasEscapes ? text(key).utf8.elementsEqual(name) : written(key).elementsEqual(name) {
                    return next + 1
                }
                next = Int(nodes[next + 1].end)
            }
            return nil
        }
    }
}

/// Undoes what is escaped in a string that was found to be right.
enum Escapes {
    static func text(_ written: ArraySlice<UInt8>, hasEscapes: Bool) -> String {
        guard hasEscapes else { return String(decoding: written, as: UTF8.self) }
        var text: [UInt8] = []
        text.reserveCapacity(written.count)
        var place = written.startIndex
        while place < written.endIndex {
            let byte = written[place]
            place += 1
            guard byte == UInt8(ascii: "\\") else {
                text.append(byte)
                continue
            }
            let mark = written[place]
            place += 1
            if mark == UInt8(ascii: "u") {
                append(scalar(written, &place), to: &text)
            } else {
                text.append(control(mark))
            }
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// The value of four hexadecimal digits; nil when there are others.
    static func unit(_ digits: some Collection<UInt8>) -> UInt32? {
        var unit: UInt32 = 0
        for digit in digits {
            switch digit {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): unit = unit << 4 | UInt32(digit - UInt8(ascii: "0"))
            case UInt8(ascii: "a")...UInt8(ascii: "f"): unit = unit << 4 | UInt32(digit - UInt8(ascii: "a") + 10)
            case UInt8(ascii: "A")...UInt8(ascii: "F"): unit = unit << 4 | UInt32(digit - UInt8(ascii: "A") + 10)
            default: return nil
            }
        }
        return digits.count == 4 ? unit : nil
    }

    /// Two units where the first is the high half of a pair.
    private static func scalar(_ written: ArraySlice<UInt8>, _ place: inout Int) -> UInt32 {
        let first = unit(written[place..<(place + 4)]) ?? 0
        place += 4
        guard first >> 10 == 0x36 else { return first }
        let second = unit(written[(place + 2)..<(place + 6)]) ?? 0
        place += 6
        return 0x1_0000 + (first & 0x3FF) << 10 + second & 0x3FF
    }

    private static func append(_ scalar: UInt32, to text: inout [UInt8]) {
        if let scalar = Unicode.Scalar(scalar) { text += UTF8.encode(scalar).map { Array($0) } ?? [] }
    }

    private static func control(_ mark: UInt8) -> UInt8 {
        switch mark {
        case UInt8(ascii: "b"): 0x08
        case UInt8(ascii: "f"): 0x0C
        case UInt8(ascii: "n"): 0x0A
        case UInt8(ascii: "r"): 0x0D
        case UInt8(ascii: "t"): 0x09
        default: mark
        }
    }
}
