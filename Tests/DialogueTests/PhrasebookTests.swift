import FoundationEssentials
import Testing

@testable import Dialogue
@testable import Registrations

@Suite struct PhrasebookTests {
    static let number = CaseNumber(random: 7)
    static let at = Fixture.now

    static let mistakes: [Mistake] = [
        .missing, .tooLong(limit: 7), .notAName, .notADomain, .mailProvider("x.com"), .throwAwayMail("x.com"),
        .sharedHost("x.com"), .publicSuffix("co.uk"), .ipAddress, .notAnAddress, .notAnAmount, .notAnOption, .notTicked,
        .alreadyYours(number), .notPositive, .notADay, .dayOver, .dayTooFar,
    ]

    static let refusals: [Refusal] = [
        .stranger, .notPartner, .partnerSuspended, .notReviewer, .notManager, .draftGone, .alreadyYours(number),
        .unknownCase, .wrongState(.won), .alreadyDecided(by: "Rita", at: at, .approved), .prospectHeld(until: at),
        .blockedByChecks([.accountBlocked]), .incomplete([.problem]), .noConsent, .unknownReason,
        .claimantSuspended, .linksUsedUp,
        .notFirst(position: 2), .offered(until: at), .needsChoice, .choiceNotAllowed, .notApprover, .authorOfDecision,
        .undoOver, .notAuthor, .appealOver, .noExtension, .dateOver, .noMeeting, .dateTooFar, .tooSoon(until: at),
        .registeredAnew(number), .evidenceMissing, .noResearch, .noAssigning, .nobodyKnown, .notDeclinable,
        .tooMany(retryAfterSeconds: 61),
    ]

    static let turns: [NextAction] = [
        .init(who: .reviewer, what: .decide, due: nil), .init(who: .reviewer, what: .decide, due: at),
        .init(who: .nobody, what: .waitForHold, due: nil), .init(who: .nobody, what: .waitForHold, due: at),
        .init(who: .partner, what: .answerQuestion, due: nil),
        .init(who: .partner, what: .bookFirstMeeting, due: nil), .init(who: .partner, what: .bookFirstMeeting, due: at),
        .init(who: .nobody, what: .nothing, due: nil), .init(who: .nobody, what: .waitForHold, due: Hold.openEnd),
        .init(who: .partner, what: .answerQuestion, due: at), .init(who: .reviewer, what: .bookFirstMeeting, due: at),
        .init(who: .partner, what: .acceptOffer, due: at), .init(who: .partner, what: .acceptOffer, due: nil),
        .init(who: .partner, what: .acceptApproval, due: at), .init(who: .partner, what: .acceptApproval, due: nil),
        .init(who: .reviewer, what: .recordNextStep, due: at), .init(who: .reviewer, what: .recordNextStep, due: nil),
        .init(who: .reviewer, what: .closeDeal, due: at), .init(who: .reviewer, what: .closeDeal, due: Hold.openEnd),
    ]

    static let dates: [DateWords.Mistake] = {
        let first = DateWords(at: at, day: Fixture.today, hasTime: true)
        return [.unreadable, .ambiguous(first, first), .noSuchDate, .tooFar]
    }()

    static let spans: [Span] = [
        .businessDays(1), .businessDays(2), .businessHours(1), .businessHours(4), .hours(1), .hours(24), .days(1),
        .days(90),
        .months(1), .months(6),
    ]

    static let standings: [Standing] = [
        .free, .mayBeDuplicate, .held(until: at), .yours(number), .notOpen, .capReached,
    ]

    /// Each sentence of the book, by what it stands for.
    private func sentences(_ language: Language) -> [String: String] {
        let book = Fixture.book(language)
        var all: [String: String] = [:]
        for mistake in Self.mistakes { all["mistake \(mistake)"] = book.sentence(mistake) }
        for refusal in Self.refusals { all["refusal \(refusal)"] = book.sentence(refusal) }
        for turn in Self.turns { all["turn \(turn)"] = book.sentence(turn) }
        for standing in Self.standings { all["standing \(standing)"] = book.sentence(standing).plain }
        for reason in Check.Reason.allCases { all["reason \(reason)"] = book.sentence(reason) }
        for rule in Check.Rule.allCases { all["rule \(rule)"] = book.name(rule) }
        for status in Registration.Status.allCases { all["status \(status)"] = book.word(status) }
        for field in Field.allCases { all["label \(field)"] = book.label(field) }
        for turn in Self.turns where turn.who == .partner { all["to \(turn)"] = book.sentence(turn, to: .partner) }
        for mistake in Self.dates { all["date \(mistake)"] = book.sentence(mistake) }
        for span in Self.spans { all["span \(span)"] = book.span(span) }
        for duty in Duty.Kind.allCases {
            all["duty \(duty)"] = book.name(duty)
            all["change \(duty)"] = book.change(duty)
        }
        for reason in Check.Reason.allCases {
            if let change = book.change(reason) { all["change \(reason)"] = change }
        }
        for place in 1...11 { all["place \(place)"] = book.ordinal(place) }
        for stage in Stage.allCases { all["stage \(stage)"] = book.option(stage) }
        for kind in SourceKind.allCases { all["kind \(kind)"] = book.option(kind) }
        for step in Step.allCases { all["title \(step)"] = book.title(step) }
        for outcome in [Check.Outcome.flag, .block] { all["mark \(outcome)"] = book.mark(outcome) }
        for word in [Verdict.Suggestion.approve, .look, .wait, .reject] { all["suggestion \(word)"] = book.word(word) }
        all["trouble"] = book.trouble(incident: "7")
        all["unreadable"] = book.unreadableCase()
        all["too long to keep"] = book.tooLongToKeep(limit: 7)
        return all
    }

    /// Labels that are one word in both languages.
    private static let same: Set<String> = ["rule domainKind"]

    @Test func `every sentence is there in every language, and each language has its own`() {
        let (english, german) = (sentences(.english), sentences(.german))
        #expect(english.count > 200 && english.keys == german.keys)
        for (name, sentence) in english {
            #expect(!sentence.isEmpty && german[name]?.isEmpty == false, "\(name)")
            #expect((sentence == german[name]) == Self.same.contains(name), "\(name)")
        }
    }

    @Test func `no two things are said with the same words`() {
        for language in Language.allCases {
            let reasons = Check.Reason.allCases.map { Fixture.book(language).sentence($0) }
            #expect(Set(reasons).count == reasons.count)
            let statuses = Registration.Status.allCases.map { Fixture.book(language).word($0) }
            #expect(Set(statuses).count == statuses.count)
            let standings = Self.standings.map { Fixture.book(language).sentence($0).plain }
            #expect(Set(standings).count == standings.count)
        }
    }

    @Test func `every refusal has a name of its own`() {
        let names = Set(Self.refusals.map(\.name))
        #expect(names.count == Self.refusals.count)
        #expect(names.allSatisfy { $0.allSatisfy { $0.isLowercase || $0 == "_" } })
    }

    @Test(arguments: [
        (Language.english, ["der", "die", "das", "und", "nicht", "ist", "mit", "Sie", "wird", "Uhr", "bis"]),
        (.german, ["the", "and", "not", "you", "with", "your", "is", "are", "until", "by", "Type"]),
    ])
    func `no document mixes its languages`(language: Language, foreign: [String]) throws {
        for document in try Self.documents(language) {
            for text in document.words where text != Fixture.link {
                let words = Set(text.split { !$0.isLetter }.map(String.init))
                #expect(words.isDisjoint(with: foreign), "\(text)")
                if language == .english { #expect(!text.contains { "äöüßÄÖÜ".contains($0) }, "\(text)") }
            }
        }
    }

    @Test func `no document shows an empty word`() throws {
        for language in Language.allCases {
            for document in try Self.documents(language) {
                #expect(!document.words.contains(""), "\(document)")
            }
        }
    }

    @Test(arguments: [
        ("2026-03-03T09:00:00Z", "Tue 3 March 2026, 10:00", "Di., 3. März 2026, 10:00 Uhr"),
        ("2026-12-31T23:30:00Z", "Fri 1 January 2027, 00:30", "Fr., 1. Januar 2027, 00:30 Uhr"),
        ("2026-07-05T07:05:00Z", "Sun 5 July 2026, 09:05", "So., 5. Juli 2026, 09:05 Uhr"),
        ("2028-02-29T22:59:59Z", "Tue 29 February 2028, 23:59", "Di., 29. Februar 2028, 23:59 Uhr"),
    ])
    func `dates are written as the language writes them, in the program's time`(
        instant: String,
        english: String,
        german: String
    ) throws {
        let date = try Date(instant, strategy: .iso8601)
        #expect(Fixture.book(.english).moment(date) == english)
        #expect(Fixture.book(.german).moment(date) == german)
    }

    @Test(arguments: [
        (0, "0", "0"), (99, "0.99", "0,99"), (100, "1", "1"), (123_456, "1,234.56", "1.234,56"),
        (100_000_000, "1,000,000", "1.000.000"), (99_999_999_999_999_900, "999,999,999,999,999", "999.999.999.999.999"),
    ])
    func `amounts are written as the language writes them`(minorUnits: Int, english: String, german: String) {
        #expect(Fixture.book(.english).amount(Amount(minorUnits: minorUnits)) == english)
        #expect(Fixture.book(.german).amount(Amount(minorUnits: minorUnits)) == german)
    }

    @Test(arguments: [
        (Span.businessDays(1), "1 business day", "1 Werktag", "1 Werktag"),
        (.businessDays(2), "2 business days", "2 Werktage", "2 Werktagen"),
        (.businessHours(4), "4 business hours", "4 Arbeitsstunden", "4 Arbeitsstunden"),
        (.hours(24), "24 hours", "24 Stunden", "24 Stunden"), (.days(90), "90 days", "90 Tage", "90 Tagen"),
        (.months(6), "6 months", "6 Monate", "6 Monaten"),
    ])
    func `a time is written as the language counts it`(span: Span, english: String, german: String, after: String) {
        #expect(Fixture.book(.english).span(span) == english)
        #expect(Fixture.book(.german).span(span) == german)
        #expect(Fixture.book(.german).span(span, afterPreposition: true) == after)
    }

    @Test(arguments: [(1, "1 minute", "1 Minute"), (60, "1 minute", "1 Minute"), (61, "2 minutes", "2 Minuten")])
    func `one is one and many are many`(seconds: Int, english: String, german: String) {
        let refusal = Refusal.tooMany(retryAfterSeconds: seconds)
        #expect(Fixture.book(.english).sentence(refusal).contains("in \(english)."))
        #expect(Fixture.book(.german).sentence(refusal).contains("in \(german) "))
    }

    @Test(arguments: [("de", Language.german), ("de-AT", .german), ("DE_ch", .german), ("en-GB", .english)])
    func `a locale's tag names the language`(tag: String, language: Language) {
        #expect(Language(tag: tag) == language)
        #expect(Language(tag: "fr-FR") == nil && Language(tag: "") == nil)
    }
}
