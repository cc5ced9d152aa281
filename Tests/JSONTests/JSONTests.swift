import JSON
import Testing

@Suite struct JSONTests {
    private func parse(_ text: String) throws(JSONError) -> JSON { try JSON.parse(Array(text.utf8)) }

    @Test func `every kind of value is read as what it is`() throws {
        let json = try parse(
            #"{"text":"Müller","zero":"a\u0000b","int":9223372036854775807,"real":1.5,"yes":true,"no":false,"none":null,"list":[1,[2]]}"#
        )
        #expect(json["text"]?.string == "Müller")
        #expect(json["zero"]?.string == "a\0b")
        #expect(json["int"]?.int == Int.max)
        #expect(json["int"]?.string == nil)
        #expect(json["real"]?.double == 1.5)
        #expect(json["real"]?.int == nil)
        #expect(json["yes"]?.bool == true)
        #expect(json["no"]?.bool == false)
        #expect(json["none"]?.isNull == true)
        #expect(json["list"]?[1]?[0]?.int == 2)
        #expect(json["list"]?.elements.count == 2)
    }

    @Test func `what is absent or of another kind is nil`() throws {
        let json = try parse(#"{"list":[1],"":7}"#)
        #expect(json["other"] == nil)
        #expect(json[""]?.int == 7)
        #expect(json["list"]?["key"] == nil)
        #expect(json["list"]?[1] == nil)
        #expect(json["list"]?[-1] == nil)
        #expect(json[0] == nil)
        #expect(json["list"]?[0]?.elements.isEmpty == true)
        #expect(json["list"]?.members.isEmpty == true)
    }

    @Test func `members come in the order they were written`() throws {
        let json = try parse(#"{"z":1,"a":2,"m":3,"ö":4}"#)
        #expect(json.members.map(\.key) == ["z", "a", "m", "ö"])
        #expect(json.members.map(\.value.int) == [1, 2, 3, 4])
    }

    @Test func `a name is found however it was escaped`() throws {
        let json = try parse(#"{"\u0061\"\/":1,"\ud83c\udf89\b\f\n\r\t":2,"b":"\ud83C\uDF89\u00e9"}"#)
        #expect(json["a\"/"]?.int == 1)
        #expect(json["🎉\u{8}\u{C}\n\r\t"]?.int == 2)
        #expect(json["b"]?.string == "🎉é")
        #expect(json["\\u0061"] == nil)
    }

    @Test func `a name that comes twice is found among many`() throws {
        let names = (0..<1_000).map { #""k\#($0)":0"# }
        #expect(try parse("{" + names.joined(separator: ",") + "}").members.count == 1_000)
        let error = #expect(throws: JSONError.self) {
            try parse("{" + (names + names.suffix(1)).joined(separator: ",") + "}")
        }
        #expect(error?.reason == .duplicateKey)
    }

    @Test func `a value outlives the document it came from`() throws {
        func inner() throws -> JSON? { try parse(#"{"a":{"b":["kept"]}}"#)["a"]?["b"] }
        #expect(try inner()?[0]?.string == "kept")
    }

    @Test(arguments: [
        ("", JSONError.Reason.endedEarly), (" ", .endedEarly), ("{", .syntax), (#"{"a":1"#, .syntax),
        ("{}x", .syntax), ("1 2", .syntax), (#"{"a":1,"a":2}"#, .duplicateKey),
        (#"{"a\u0000":1}"#, .zeroInKey), ("9223372036854775808", .numberTooLarge), ("1e999", .syntax),
        ("{'a':1}", .syntax), ("[1,]", .syntax), ("[01]", .syntax), ("nul", .syntax), (#""\ud800""#, .syntax),
        ("[NaN]", .syntax), ("\"a\nb\"", .syntax), ("\u{FEFF}{}", .syntax), ("[1\0]", .syntax), ("[nullx]", .syntax),
        ("[-]", .syntax), ("[1.]", .syntax), ("[1e]", .syntax), ("[+1]", .syntax), ("[.5]", .syntax), ("{,}", .syntax),
        (#"{"a"}"#, .syntax), (#"{"a":}"#, .syntax), ("[1 2]", .syntax), ("]", .syntax), ("[1}", .syntax),
        (#""\x""#, .syntax), (#""\u12g4""#, .syntax), (#""\udc00""#, .syntax), (#""\ud83c\u0041""#, .syntax),
        (#""\ud83cx""#, .syntax), (#""abc"#, .endedEarly), (#""abc\"#, .endedEarly), ("-", .syntax),
        (#"{"\u0061":1,"a":2}"#, .duplicateKey), (#"{"a":{"b":1,"b":1}}"#, .duplicateKey),
    ])
    func `what is no JSON is refused with a reason`(text: String, reason: JSONError.Reason) {
        let error = #expect(throws: JSONError.self) { try parse(text) }
        #expect(error?.reason == reason, "\(text)")
    }

    @Test(
        arguments: [[0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xE2, 0x82]] as [[UInt8]]
    )
    func `bytes that are not UTF-8 are refused`(bytes: [UInt8]) {
        let error = #expect(throws: JSONError.self) { try JSON.parse([0x22] + bytes + [0x22]) }
        #expect(error?.reason == .notUTF8)
    }

    @Test func `a document nested ten thousand deep is an error`() {
        for (open, close) in [("[", "]"), (#"{"a":"#, "}")] {
            let opened = String(repeating: open, count: 10_000)
            let error = #expect(throws: JSONError.self) {
                try parse(opened + "1" + String(repeating: close, count: 10_000))
            }
            #expect(error?.reason == .tooDeep)
            #expect(throws: JSONError.self) { try parse(opened) }
        }
    }

    @Test func `the limit itself is still taken, and brackets in strings do not count`() throws {
        _ = try parse(String(repeating: "[", count: 64) + String(repeating: "]", count: 64))
        _ = try parse("\"" + String(repeating: #"[\"\\{"#, count: 200) + "\"")
        #expect(throws: JSONError.self) { try JSON.parse(Array("[[]]".utf8), maximumDepth: 1) }
    }

    @Test func `an error repeats nothing of the text`() {
        let error = #expect(throws: JSONError.self) { try parse(#"{"token": xoxb-secret}"#) }
        #expect(error.map { "\($0)".contains("xoxb") } == false)
    }
}
