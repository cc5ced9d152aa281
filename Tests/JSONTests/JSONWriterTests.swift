import Foundation
import JSON
import Testing

@Suite struct JSONWriterTests {
    @Test func `commas stand between members and elements and nowhere else`() {
        var writer = JSONWriter()
        writer.object {
            $0.field("a", 1)
            $0.field("gone", ifPresent: nil)
            $0.array("list") {
                $0.value(true)
                $0.null()
                $0.object { _ in }
                $0.array { $0.value(1.5) }
            }
            $0.raw("ready", #"{"x":1}"#.utf8)
            $0.object("inner") { $0.field("b", "c") }
            $0.field("last", false)
        }
        #expect(
            writer.text
                == #"{"a":1,"list":[true,null,{},[1.5]],"ready":{"x":1},"inner":{"b":"c"},"last":false}"#
        )
    }

    @Test(arguments: [
        ("", #""""#), ("plain", #""plain""#), ("a\"b\\c", #""a\"b\\c""#), ("\n\r\t", #""\n\r\t""#),
        ("\0\u{1F}\u{7F}", "\"\\u0000\\u001f\u{7F}\""), ("Müller 🎉", "\"Müller 🎉\""), ("\"", #""\"""#),
    ])
    func `text is escaped where JSON asks for it`(text: String, written: String) {
        var writer = JSONWriter()
        writer.value(text)
        #expect(writer.text == written)
    }

    @Test func `there is room for whatever is written, however little was thought of`() throws {
        for count in [0, 1, 7, 63, 64, 5_000] {
            for text in [String(repeating: "a", count: count), String(repeating: "\u{1}\"", count: count)] {
                var writer = JSONWriter(capacity: 0)
                writer.object {
                    $0.field(text, text)
                    $0.array("again") { for _ in 0..<3 { $0.value(text) } }
                    $0.raw("ready", Array("[\(count)]".utf8))
                }
                let read = try JSON.parse(writer.bytes)
                #expect(read[text]?.string == text)
                #expect(read["again"]?[2]?.string == text)
                #expect(read["ready"]?[0]?.int == count)
            }
        }
    }

    @Test func `each byte is escaped or not wherever it stands`() throws {
        for scalar in (0...0x2FF as ClosedRange<UInt32>).compactMap({ Unicode.Scalar($0) }) {
            for place in 0...17 {
                var scalars = Array(repeating: Unicode.Scalar("m"), count: 18)
                scalars[place] = scalar
                let text = String(String.UnicodeScalarView(scalars))
                var writer = JSONWriter()
                writer.value(text)
                let isEscaped = scalar.value < 0x20 || scalar == "\"" || scalar == "\\"
                #expect(writer.text.contains("\\") == isEscaped)
                var theirs = JSONWriter()
                theirs.array { $0.value(text) }
                #expect(try JSON.parse(theirs.bytes)[0]?.string == text)
            }
        }
    }

    @Test func `numbers JSON cannot say are null`() {
        var writer = JSONWriter()
        writer.array {
            for number in [Double.nan, .infinity, -0.0, 1e300, 0.1] { $0.value(number) }
            $0.value(Int.min)
        }
        #expect(writer.text == "[null,null,-0.0,1e+300,0.1,-9223372036854775808]")
    }

    @Test func `what is written is read back alike by us and by Foundation`() throws {
        for seed in 1...400 as ClosedRange<UInt64> {
            var random = Splitmix(state: seed)
            let value = random.value(depth: 4)
            var writer = JSONWriter()
            value.write(to: &writer)
            #expect(Value(try JSON.parse(writer.bytes)) == value, "seed \(seed)")
            let theirs = try JSONSerialization.jsonObject(with: Data(writer.bytes), options: .fragmentsAllowed)
            #expect(Value(foundation: theirs).flattened == value.flattened, "seed \(seed)")
        }
    }

    @Test func `damaged documents are refused or read, and never crash`() throws {
        for seed in 1...2_000 as ClosedRange<UInt64> {
            var random = Splitmix(state: seed)
            var writer = JSONWriter()
            random.value(depth: 4).write(to: &writer)
            var bytes = writer.bytes
            for _ in 0..<(1 + random.below(3)) where !bytes.isEmpty {
                bytes[random.below(bytes.count)] = UInt8(random.below(256))
            }
            var again = JSONWriter()
            do {
                Value(try JSON.parse(bytes)).write(to: &again)
                _ = try JSON.parse(again.bytes)
            } catch {
                // Refused at once, or what we wrote ourselves would be.
                #expect(again.bytes.isEmpty, "seed \(seed)")
            }
        }
    }
}

/// A document as a Swift value.
private enum Value: Hashable {
    case null
    case bool(Bool)
    case int(Int)
    case double(Double)
    case string(String)
    case array([Value])
    case object([String: Value])

    init(_ json: JSON) {
        if json.isNull {
            self = .null
        } else if let bool = json.bool {
            self = .bool(bool)
        } else if let int = json.int {
            self = .int(int)
        } else if let double = json.double {
            self = .double(double)
        } else if let string = json.string {
            self = .string(string)
        } else if !json.members.isEmpty {
            self = .object(Dictionary(json.members.map { ($0.key, Value($0.value)) }) { first, _ in first })
        } else {
            self = .array(json.elements.map(Value.init))
        }
    }

    init(foundation: Any) {
        switch foundation {
        case let array as [Any]: self = .array(array.map(Value.init(foundation:)))
        case let object as [String: Any]: self = .object(object.mapValues(Value.init(foundation:)))
        case let string as String: self = .string(string)
        case let number as NSNumber: self = .double(number.doubleValue)
        default: self = .null
        }
    }

    /// Numbers and flags as Foundation tells them: one kind.
    var flattened: Value {
        switch self {
        case .bool(let flag): .double(flag ? 1 : 0)
        case .int(let number): .double(Double(number))
        case .array(let values): .array(values.map(\.flattened))
        case .object(let values): .object(values.mapValues(\.flattened))
        case .null, .double, .string: self
        }
    }

    func write(to writer: inout JSONWriter) {
        switch self {
        case .null: writer.null()
        case .bool(let flag): writer.value(flag)
        case .int(let number): writer.value(number)
        case .double(let number): writer.value(number)
        case .string(let text): writer.value(text)
        case .array(let values): writer.array { for value in values { value.write(to: &$0) } }
        case .object(let members):
            writer.object {
                for (name, value) in members {
                    $0.key(name)
                    value.write(to: &$0)
                }
            }
        }
    }
}

private struct Splitmix {
    var state: UInt64

    mutating func below(_ bound: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int((mixed ^ (mixed >> 31)) % UInt64(bound))
    }

    mutating func text() -> String {
        let letters: [Character] = [
            "a", "Z", "\"", "\\", "\n", "\0", "\u{1}", "\u{7F}", "ü", "€", "🎉", "/", "\u{2028}",
        ]
        return String((0..<below(12)).map { _ in letters[below(letters.count)] })
    }

    mutating func value(depth: Int) -> Value {
        switch below(depth > 0 ? 8 : 6) {
        case 0: return .null
        case 1: return .bool(below(2) == 0)
        case 2: return .int(below(1_000_000) - 500_000)
        case 3: return .double(Double(below(1_000_000)) / 8 + 0.0625)
        case 4, 5: return .string(text())
        case 6: return .array((0..<below(5)).map { _ in value(depth: depth - 1) })
        default:
            // Keys are never empty objects and never hold a zero character, which both readers treat apart.
            return .object(
                Dictionary(
                    (0...below(4)).map { ("k\($0)é\"", value(depth: depth - 1)) },
                    uniquingKeysWith: { first, _ in first }
                )
            )
        }
    }
}
