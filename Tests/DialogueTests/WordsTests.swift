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
        ("meeting \(typed) tomorrow 14:00", .meeting(number, date: "tomorrow 14:00")),
        ("Meeting \(typed)", .meeting(number, date: "")), ("meeting", .help),
        ("meeting tomorrow", .unreadableCase("tomorrow")),
        ("meeting \(typed)  1.12.\t2pm ", .meeting(number, date: "1.12.\t2pm")),
        ("deal", .deal(nil)), ("DEAL \(typed)", .deal(number)), ("deal acme.com", .unreadableCase("acme.com")),
        ("appeal \(typed)", .appeal(number)), ("appeal", .help), ("appeal x", .unreadableCase("x")),
        ("extend \(typed)", .extend(number)), ("Extend", .help), ("accept \(typed)", .accept(number)),
        ("accept", .help),
        ("contradict \(typed)", .contradict(number)), ("why \(typed)", .why(number)), ("WHY", .help),
        ("why not", .unreadableCase("not")), ("undo \(typed)", .undo(number)), ("undo", .help),
        ("research \(typed)", .research(number)), ("research", .help), ("assign", .help),
        ("assign North Systems acme.com", .assign(partner: "North Systems", domain: "acme.com")),
        ("Assign  North\tSystems", .assign(partner: "North Systems", domain: nil)),
        ("assign acme.com", .assign(partner: "acme.com", domain: nil)),
        ("won \(typed)", .won(number)), ("Won", .help), ("won \(typed) at last", .unreadableCase("\(typed) at last")),
        ("lost \(typed) too dear", .lost(number, reason: "too dear")), ("lost \(typed)", .lost(number, reason: "")),
        ("lost", .help), ("lost it", .unreadableCase("it")),
        ("next \(typed) call them", .next(number, text: "call them")), ("next \(typed)", .next(number, text: "")),
        ("NEXT week", .unreadableCase("week")),
        ("choice \(typed) their letter", .choice(number, evidence: "their letter")), ("choice \(typed)", .help),
        ("direct acme.com", .direct(domain: "acme.com", isOver: false)),
        ("Direct https://acme.com OVER", .direct(domain: "https://acme.com", isOver: true)),
        ("direct acme.com now", .help), ("direct", .help), ("direct acme", .help),
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
        " ", "a", "a ", "register ", "check ", "status ", "lift x ", "meeting ", "direct a.de ", "lost x ", ".",
        "a.com ", "\u{301}", "🙂", "\u{0}",
    ])
    func `ten kilobytes of anything are read and bounded`(piece: String) {
        let text = String(repeating: piece, count: 10_240 / piece.utf8.count)
        switch words(text) {
        case .check(let kept), .unreadableCase(let kept), .meeting(_, let kept), .direct(let kept, _),
            .assign(let kept, _):
            #expect(kept.count <= 500)
        case .lift(_, let kept), .lost(_, let kept), .next(_, let kept), .choice(_, let kept):
            #expect(kept.unicodeScalars.count <= Form.wordsLimit)
        case .start(let domain): #expect((domain?.count ?? 0) <= 500)
        case .status, .withdraw, .revoke, .rules, .help, .queue, .review, .contradict, .appeal, .extend, .accept, .deal,
            .why, .undo, .won, .research, .tooLong:
            break
        }
    }

    @Test(arguments: ["lost", "next", "lift", "choice", "register next"])
    func `a text that is kept is kept whole or refused, never cut`(word: String) {
        let number = Self.number
        let whole = String(repeating: "é", count: Form.wordsLimit)
        let heard = words("\(word) \(Self.typed) \(String(repeating: " ", count: 9_000))\(whole)\n")
        switch heard {
        case .lost(number, let kept), .next(number, let kept), .lift(number, let kept), .choice(number, let kept):
            #expect(kept == whole)
        default: Issue.record("\(heard)")
        }
        #expect(words("\(word) \(Self.typed) \(whole)é") == .tooLong(number))
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
