import DeskTesting
import Dialogue
import Registrations
import Testing

@testable import Desk

/// Texts of one's own words have one bound, wherever they are typed.
@Suite struct OwnWordsTests {
    private static let longest = String(repeating: "w", count: 2_000)

    /// The form, its input, and the state in which it is sent.
    private static let forms: [(Form.Name, String, [String: String], isReviewers: Bool, isDecided: Bool)] = [
        (.reviewReject, "reason_text", ["reason": "other"], true, false), (.reviewAsk, "question", [:], true, false),
        (.lost, "reason_text", [:], true, true), (.nextStep, "next_step", [:], true, true),
        (.extend, "evidence", [:], false, true),
    ]

    @Test(arguments: forms.indices)
    func `two thousand characters are taken, and one more is named at its input`(place: Int) async throws {
        let (form, input, more, isReviewers, isDecided) = Self.forms[place]
        let office = try await Office { $0.hold.extending = .init(times: 3, grantedBy: .reviewer, needsEvidence: true) }
        let registration =
            isDecided
            ? try await office.approved("acme.com", by: Office.north)
            : try await office.register("acme.com", by: Office.north)
        let person = isReviewers ? Office.rita : Office.north
        func send(_ text: String) async throws -> Reply {
            let typed = more.merging([input: text]) { $1 }
            return try await office.fill(form, registration.id.text, typed, by: person)
        }
        try await office.unchanged(registration) {
            let mistakes = try await send(Self.longest + "w").mistakes()
            #expect(mistakes.map(\.input) == [input] && mistakes[0].sentence.contains("2000"), "\(mistakes)")
        }
        #expect(try await send(Self.longest) == .done)
    }

    @Test(arguments: ["lost", "next", "lift", "choice"], Language.allCases)
    func `what is typed after a word is kept whole, or refused in words`(word: String, language: Language) async throws
    {
        let office = try await Office {
            $0.conflicts.allowsCustomerChoice = true
            if word == "lift" { $0.defaultTier.openCap = 0 }
        }
        let isDecided = word == "lost" || word == "next"
        let registration =
            isDecided
            ? try await office.approved("acme.com", by: Office.north)
            : try await office.register("acme.com", by: Office.north)
        func type(_ text: String, by person: Person) async throws -> String {
            try await office.say("\(word) \(registration.caseNumber) \(text)", by: person, language: language).text
        }
        try await office.unchanged(registration) {
            let told = try await type(Self.longest + "w", by: Office.rita)
            let opening = language == .english ? "Nothing was saved" : "Nichts wurde gespeichert"
            #expect(told.contains(opening) && told.contains("2000"), "\(told)")
            // Whoever may not say it at all hears that.
            let refused = try await type(Self.longest + "w", by: Office.north)
            #expect(!refused.contains("2000"), "\(refused)")
        }
        _ = try await type(Self.longest, by: Office.mona)
        let words = try await office.now(registration).personalWords.values
        let lifted = try await office.now(registration).lifted?.reason
        #expect(words.contains(Self.longest) || lifted == Self.longest)
    }

    @Test func `an answer and an appeal have the same bound`() async throws {
        let office = try await Office()
        let registration = try await office.register("acme.com", by: Office.north)
        let id = registration.id.text
        _ = try await office.fill(.reviewAsk, id, ["question": "Who?"], by: Office.rita)
        let answer = try await office.fill(.answer, id, ["answer": Self.longest + "w"], by: Office.north).mistakes()
        #expect(answer.map(\.input) == ["answer"])
        #expect(try await office.fill(.answer, id, ["answer": Self.longest], by: Office.north) == .done)
        _ = try await office.fill(.reviewReject, id, ["reason": "other"], by: Office.rita)
        let appeal = try await office.fill(.appeal, id, ["appeal": Self.longest + "w"], by: Office.north).mistakes()
        #expect(appeal.map(\.input) == ["appeal"])
        #expect(try await office.fill(.appeal, id, ["appeal": Self.longest], by: Office.north) == .done)
    }
}
