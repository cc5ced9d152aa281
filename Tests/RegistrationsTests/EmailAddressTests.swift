import DeskTesting
import FoundationEssentials
import Registrations
import Testing

@Suite struct EmailAddressTests {
    @Test(arguments: [
        ("ada@example.com", "ada", "example.com"), (" Ada.Lindqvist@Example.COM\n", "Ada.Lindqvist", "example.com"),
        ("mailto:a@b.de", "a", "b.de"),
        ("a+b=c@example.com", "a+b=c", "example.com"), ("o'neill@example.ie", "o'neill", "example.ie"),
        ("-a-@example.com", "-a-", "example.com"),
        ("jörg@müller.de", "jörg", "müller.de"), ("a@xn--mller-kva.de", "a", "xn--mller-kva.de"),
        ("1@2.de", "1", "2.de"), ("_@a-b.example", "_", "a-b.example"),
    ])
    func `an address is split at its at sign`(typed: String, local: String, domain: String) throws {
        let address = try #require(EmailAddress(typed))
        #expect(address.local == local)
        #expect(address.domain == domain)
        #expect(address.text == "\(local)@\(domain)")
    }

    @Test(arguments: [
        "", "@", "a@", "@b.de", "a", "a@b", "a@@b.de", "a b@c.de", "a@b c.de", ".a@b.de", "a.@b.de", "a..b@c.de",
        "a@.de", "a@b..de", "a@b.de.",
        "\"a b\"@c.de", "<a@b.de>", "Ada <a@b.de>", "a@b.de, c@d.de", "a@[127.0.0.1]", "a@127.0.0.1", "a@-b.de",
        "a@b-.de", "a\u{0}@b.de",
        "a@b.de\u{0}", "a@b\u{202E}.de", "a\u{200B}@b.de", "a@b.de/x", "a@b.de?subject=x", "a@b_c.de", "a,b@c.de",
        "a@b.de:25", "a\r\nBcc: x@y.de", "x\u{600}@acme.example", "a@\u{301}b.de",
    ])
    func `what no server would take is refused`(typed: String) {
        #expect(EmailAddress(typed) == nil)
    }

    /// A space beyond ASCII at its ends leads past the shortcuts for what is plain.
    @Test func `a plain address and a plain host are read as those that are not plain`() {
        let pieces = ["a", "Z", "0", "9", ".", "@", "-", "_", ":", "+", "/", " ", "mailto:", "MAILTO:", "de", "%"]
        for seed in 1...6_000 as ClosedRange<UInt64> {
            var random = SplitMix(seed: seed)
            let text = (0..<Int.random(in: 0...12, using: &random)).compactMap { _ in
                pieces.randomElement(using: &random)
            }.joined()
            #expect(EmailAddress(text) == EmailAddress("\u{A0}" + text + "\u{A0}"), "\(text), seed \(seed)")
            #expect(HostText.find(in: text) == HostText.find(in: "\u{A0}" + text), "\(text), seed \(seed)")
        }
    }

    @Test func `lengths are those of SMTP`() {
        let local = String(repeating: "a", count: 64)
        #expect(EmailAddress("\(local)@example.com") != nil)
        #expect(EmailAddress("\(local)a@example.com") == nil)
        let label = String(repeating: "b", count: 61)
        #expect(EmailAddress("\(local)@\(label).\(label).\(label).de") != nil)
        #expect(EmailAddress("\(local)@\(label).\(label).\(label).info") == nil)
        #expect(EmailAddress(String(repeating: "a@", count: 5_000) + "b.de") == nil)
    }

    @Test func `an address survives storage as one string`() throws {
        let address = try #require(EmailAddress("Ada@Example.com"))
        let stored = try JSONEncoder().encode([address])
        #expect(String(decoding: stored, as: UTF8.self) == #"["Ada@example.com"]"#)
        #expect(try JSONDecoder().decode([EmailAddress].self, from: stored) == [address])
    }
}
