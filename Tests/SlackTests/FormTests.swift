import Testing

@testable import Slack

struct FormTests {
    @Test func `fields are decoded strictly`() throws {
        let fields = try FormFields(Array("a=1+2&b=%C3%A4%2B&c=&d&a=3&&e==x".utf8))
        #expect(fields["a"] == "1 2")
        #expect(fields["b"] == "ä+")
        #expect(fields["c"] == "")
        #expect(fields["d"] == "")
        #expect(fields["e"] == "=x")
        #expect(fields["f"] == nil)
        #expect(try FormFields([])["a"] == nil)
    }

    @Test(
        arguments: [
            ("a=%", .brokenEscape), ("a=%4", .brokenEscape), ("a=%zz", .brokenEscape), ("%=1", .brokenEscape),
            ("a=%FF", .notUTF8), ("a=%C3", .notUTF8), ("%ED%A0%80=1", .notUTF8), ("a=%C0%80", .notUTF8),
        ] as [(String, FormFields.Mistake)]
    )
    func `a broken form is refused`(form: String, mistake: FormFields.Mistake) {
        #expect(throws: mistake) { try FormFields(Array(form.utf8)) }
    }

    @Test(arguments: UInt8.min...UInt8.max)
    func `an escape is two hexadecimal digits, each byte tried in both places`(byte: UInt8) throws {
        let digit = byte < 0x80 ? Character(Unicode.Scalar(byte)).hexDigitValue : nil
        for (escape, value) in [([byte, 0x31], digit.map { $0 * 16 + 1 }), ([0x31, byte], digit.map { 16 + $0 })] {
            let form = Array("a=%".utf8) + escape
            guard let value else {
                #expect(throws: FormFields.Mistake.brokenEscape) { try FormFields(form) }
                continue
            }
            if value < 0x80 {
                #expect(try FormFields(form).bytes("a") == [UInt8(value)])
            } else {
                #expect(throws: FormFields.Mistake.notUTF8) { try FormFields(form) }
            }
        }
    }

    @Test func `raw bytes that are no text are refused`() {
        #expect(throws: FormFields.Mistake.notUTF8) { try FormFields(Array("a=".utf8) + [0xFF]) }
    }

    @Test func `fields are counted`() throws {
        let many = Array(repeating: "a=1", count: 64).joined(separator: "&")
        _ = try FormFields(Array(many.utf8))
        #expect(throws: FormFields.Mistake.tooManyFields) { try FormFields(Array((many + "&a=1").utf8)) }
    }

    @Test func `what is encoded is read back`() throws {
        let text = "a b+c&d=e%f/ä🙂\n\u{0}"
        #expect(try FormFields(Array(FormFields.encoded([("x", text)]).utf8))["x"] == text)
    }
}
