import FoundationEssentials
import Registrations
import Testing

@testable import Dialogue

@Suite struct WhyTests {
    private static let secrets = ["Rivale", "Rolf", "p-rival"]

    /// Each reason with everything a rule could have seen, others' data among it.
    private static let checks: [Check] = Check.Reason.allCases.map { reason in
        let others: [Check.Evidence] = [
            .init("held_by", "Rivale"), .init("holding_registration", "p-rival"), .init("claimed_by", "Rivale"),
            .init("similar", "Rivale 80 %"), .init("opened_by", "Rolf"), .init("opened_at", "Rolf"),
            .init("won_at", "Rolf"),
        ]
        let own = ["held_until", "open", "cap", "geography", "amount_minor", "until"].map {
            Check.Evidence($0, "own \($0)")
        }
        return Check(.territory, .block, reason, evidence: others + own)
    }

    @Test func `each verdict is opened to rule, version, evidence, and what would change it`() throws {
        let check = Check(.partnerCaps, .block, .openCapReached, evidence: [.init("open", "25"), .init("cap", "25")])
        let file = Fixture.file(try Fixture.registration(checks: [check]))
        for audience in [Audience.partner, .reviewer] {
            let reasons = Fixture.book(.english).reasons(file, history: [], for: audience)
            let words = reasons.map(\.value.plain).joined()
            for part in ["partner_caps", "7 abc", "25", "cap of open registrations reached", "makes room"] {
                #expect(words.contains(part), "\(part)")
            }
        }
    }

    @Test func `passed checks need no reason`() throws {
        let file = Fixture.file(try Fixture.registration(checks: [Check(.consent, .pass, .consentGiven)]))
        #expect(Fixture.book(.english).reasons(file, history: [], for: .reviewer).isEmpty)
    }

    @Test(arguments: Language.allCases)
    func `a partner reads its own evidence and nobody else's`(language: Language) throws {
        let file = Fixture.file(try Fixture.registration(checks: Self.checks))
        let book = Fixture.book(language)
        let partner = [
            book.why(file, history: States.history, for: .partner).words,
            book.page(file, history: States.history, for: .partner).words,
        ]
        for words in partner.flatMap(\.self) {
            for secret in Self.secrets { #expect(!words.contains(secret), "\(words)") }
        }
        #expect(partner.joined().contains { $0.contains("own held_until") })
        #expect(partner.joined().contains { $0.contains("own amount_minor") })
        let reviewer = book.page(file, history: States.history, for: .reviewer).words
        for secret in Self.secrets { #expect(reviewer.contains { $0.contains(secret) }) }
    }

    @Test(arguments: [
        ("amount_minor", "1250050", "12,500.50", "12.500,50"), ("least_minor", "500000", "5,000", "5.000"),
        ("held_until", "2026-03-31T21:59:59Z", "31 March 2026", "31. März 2026"),
        ("until", "2026-03-31T21:59:59Z", "31 March 2026", "31. März 2026"),
        ("won_at", "2026-01-05T10:00:00Z", "5 January 2026", "5. Januar 2026"),
        ("opened_at", "2026-01-05T10:00:00Z", "5 January 2026", "5. Januar 2026"),
        ("published", "2026-02-01", "1 February 2026", "1. Februar 2026"),
        ("today", "2026-03-03", "3 March 2026", "3. März 2026"), ("open", "25", "25", "25"),
    ])
    func `evidence is told as people write money and days`(
        name: String,
        value: String,
        english: String,
        german: String
    )
        throws
    {
        let check = Check(.dealSize, .block, .sizeTooSmall, evidence: [.init(name, value)])
        let file = Fixture.file(try Fixture.registration(checks: [check]))
        for (language, words) in [(Language.english, english), (.german, german)] {
            let book = Fixture.book(language)
            let reasons = book.reasons(file, history: [], for: .reviewer).map(\.value.plain).joined()
            let card = book.review(file).words.joined(separator: "\n")
            for text in [reasons, card] {
                #expect(text.contains(words) && (value == words || !text.contains(value)), "\(text)")
                #expect(!text.contains("cents") && !text.contains("Cent:"))
            }
        }
    }

    @Test func `the card and the page say it in the same words`() throws {
        for (name, file) in try States.all() {
            let book = Fixture.book(.english)
            for audience in [Audience.partner, .reviewer] {
                let history = Array(States.history.suffix(10))
                let card = book.why(file, history: history, for: audience).words
                let page = book.page(file, history: history, for: audience)
                for reason in book.reasons(file, history: history, for: audience) {
                    let words = reason.value.words
                    #expect(words.allSatisfy { word in card.contains(word) }, "\(name)")
                    #expect(
                        page.words.joined().contains(words.joined()) || words.allSatisfy { page.words.contains($0) }
                    )
                }
            }
        }
    }

    @Test func `each automatic step quotes its rule and version`() throws {
        let file = Fixture.file(try Fixture.registration())
        let lapses: [(String, Event.Kind, String)] = [
            ("hold", .lapsed, "the protection ran out"), ("first_meeting", .lapsed, "the first meeting was missing"),
            ("superseded", .lapsed, "another claim went first"),
            ("first_meeting.reminder", .reminded, "the first meeting"),
            ("answer.escalation", .escalated, "the vendor's decision"),
            ("first_meeting.hand_over", .handedOver, "took it over"),
        ]
        for (rule, kind, words) in lapses {
            let event = Event(kind, at: Fixture.now, actor: .rule(rule, policyVersion: "6 fed"))
            let reason = try #require(
                Fixture.book(.english).reasons(file, history: [.init(event: event, said: [:])], for: .partner).first
            )
            #expect(reason.value.plain.contains("Rule \(rule), version 6 fed."), "\(rule)")
            #expect(reason.value.plain.lowercased().contains(words), "\(rule)")
        }
    }

    @Test func `a decision says until when it can be undone or appealed against`() throws {
        let rejected = Event(.rejected, at: Fixture.now, actor: .admin, details: [.init("by", "Rita")])
        let file = Fixture.file(try Fixture.registration(.rejected), now: States.soon)
        let words = Fixture.book(.english).reasons(file, history: [.init(event: rejected, said: [:])], for: .partner)
        #expect(words.first?.value.plain.contains("The partner can appeal until Tue 10 March 2026, 10:00.") == true)
        let late = Fixture.file(try Fixture.registration(.rejected), now: States.later)
        let later = Fixture.book(.english).reasons(late, history: [.init(event: rejected, said: [:])], for: .partner)
        #expect(later.first?.value.plain.contains("appeal") == false)
    }

    @Test func `a long history is cut in chat and whole on the page`() throws {
        let file = Fixture.file(try Fixture.registration())
        let card = Fixture.book(.english).why(file, history: States.history, for: .reviewer)
        #expect(card.words.contains("Older reasons stand on the record page."))
        let text = card.words.joined()
        #expect(text.count < 9_000)
    }
}

@Suite struct HistoryTests {
    /// Of no registration, or not for people.
    private static let silent: Set<Event.Kind> = [
        .partnerAdded, .partnerChanged, .partnerSuspended, .partnerRestored, .workspaceLinked, .appInstalled,
        .appUninstalled,
        .policyLoaded,
        .directSaleOpened, .directSaleClosed, .signalled, .serviceStopped,
    ]

    @Test(arguments: Language.allCases)
    func `every event of a registration is told`(language: Language) {
        let book = Fixture.book(language)
        for line in States.history {
            let told = book.told(line, for: .reviewer)
            #expect((told == nil) == Self.silent.contains(line.event.kind), "\(line.event.kind)")
            #expect(told?.plain.isEmpty != true)
        }
    }

    @Test func `questions, answers, appeals and next steps are read by both`() {
        for line in States.history {
            let told = [Audience.partner, .reviewer].map { Fixture.book(.english).told(line, for: $0)?.plain ?? "" }
            let words: String? =
                switch line.event.kind {
                case .informationRequested: "4721"
                case .informationGiven: "4722"
                case .appealed: "4723"
                case .extensionAsked: "4724"
                case .nextStepRecorded: "4725"
                default: nil
                }
            if let words { #expect(told.allSatisfy { $0.contains(words) }, "\(line.event.kind)") }
        }
    }

    @Test func `reasons among reviewers stay among them`() {
        for line in States.history {
            let told = Fixture.book(.english).told(line, for: .partner)?.plain ?? ""
            #expect(!told.contains("4726") && !(line.event.kind == .choiceRecorded && told.contains("4724")))
            if line.event.kind == .escalated { #expect(!told.contains("Bo")) }
            if line.event.kind == .refused { #expect(told.isEmpty) }
        }
    }
}
