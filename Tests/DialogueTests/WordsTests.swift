import Registrations
import Testing

@testable import Dialogue

@Suite struct WordsTests {
    static let number = CaseNumber(random: 123_456_789)
    static let typed = number.description

    private func words(_ text: String) -> Words { Words(text, domains: Fixture.domains) }

    static let table: [(String, Words)] = [
        ("", .start(domain: nil)), ("   \n\t ", .start(domain: nil)), ("register", .start(domain: nil)),
        ("Register  Acme.COM ", .start(domain: "acme.com")), ("acme.com", .start(domain: "acme.com")),
        ("https://acme.com/x", .start(domain: "https://acme.com/x")), ("kim@acme.com", .start(domain: "kim@acme.com")),
        ("check acme.com", .check("acme.com")), ("CHECK   https://acme.com", .check("https://acme.com")),
        ("check", .help), ("check Acme Inc", .check("Acme Inc")),
        ("status", .status(nil)), ("Status \(typed)", .status(number)),
        ("status \(typed.lowercased())", .status(number)),
        ("STATUS \(typed.dropFirst(4))", .status(number)), ("status REG-00000001", .unreadableCase("REG-00000001")),
        ("status please", .unreadableCase("please")),
        ("withdraw \(typed)", .withdraw(number)), ("withdraw", .help), ("withdraw x", .unreadableCase("x")),
        ("revoke \(typed)", .revoke(number)), ("revoke", .help),
        ("review \(typed)", .review(number)), ("review", .help), ("REVIEW nonsense", .unreadableCase("nonsense")),
        ("lift \(typed) they asked", .lift(number, reason: "they asked")), ("lift \(typed)", .help), ("lift", .help),
        ("lift nonsense because", .unreadableCase("nonsense")),
        ("rules", .rules), ("RULES", .rules), ("rules now", .help), ("queue", .queue), ("Queue", .queue),
        ("queue all", .help), ("help", .help), ("help me", .help), ("hilfe", .help), ("acme", .help),
        ("acme.com or so", .help), ("register check acme.com", .check("acme.com")),
        ("approve \(typed)", .help), ("co.uk", .start(domain: "co.uk")), ("...", .help), ("\u{0}", .help), ("🙂", .help),
        ("drop table registration;", .help), ("<!channel>", .help), ("statusREG", .help),
        ("status\u{a0}\(typed)", .status(number)), ("status\n\(typed)", .status(number)),
    ]

    @Test(arguments: table)
    func `what is typed is understood, and everything else is a cry for help`(text: String, meaning: Words) {
        #expect(words(text) == meaning)
    }

    @Test(arguments: [
        " ", "a", "a ", "register ", "check ", "status ", "lift x ", ".", "a.com ", "\u{301}", "🙂", "\u{0}",
    ])
    func `ten kilobytes of anything are read and bounded`(piece: String) {
        let text = String(repeating: piece, count: 10_240 / piece.utf8.count)
        switch words(text) {
        case .check(let kept), .unreadableCase(let kept), .lift(_, let kept): #expect(kept.count <= 500)
        case .start(let domain): #expect((domain?.count ?? 0) <= 500)
        case .status, .withdraw, .revoke, .rules, .help, .queue, .review: break
        }
    }

    @Test func `one wrong character of a case number is noticed`() {
        let letters = Array(Self.typed)
        for place in 4..<letters.count {
            var wrong = letters
            wrong[place] = wrong[place] == "7" ? "8" : "7"
            let text = String(wrong)
            #expect(words("status \(text)") == .unreadableCase(text))
        }
    }
}
