import FoundationEssentials
import Registrations
import Testing

@testable import Dialogue

@Suite struct MeetingTests {
    /// Tuesday, 3 March 2026, 10:00 in Berlin.
    private static let at = Fixture.now

    @Test(arguments: [
        (Language.english, "Tue 3 March 2026, 10:00"), (.german, "Di., 3. März 2026, 10:00 Uhr"),
    ])
    func `the time that was understood is said in words, in the program's zone`(
        language: Language,
        words: String
    ) throws {
        let file = try States.approved()
        let book = Fixture.book(language)
        let card = book.meetingQuestion(file, at: Self.at)
        #expect(card.summary.contains(words) && card.buttons.map(\.verb) == [.meeting])
        #expect(card.words.contains { $0.contains("Europe/Berlin") })
        let form = book.meetingForm(file, typed: "today", understood: Self.at)
        #expect(form.words.contains(words) && form.words.contains { $0.contains("Europe/Berlin") })
        #expect(form.inputs.map(\.id) == ["date"] && form.inputs.map(\.value) == ["today"])
        #expect(!book.meetingForm(file, typed: nil, understood: nil).words.contains(words))
    }

    @Test func `a form says which time was understood, and no other text does`() throws {
        let file = try States.approved()
        let book = Fixture.book(.english)
        let first = book.meetingForm(file, typed: nil, understood: nil)
        #expect(Phrasebook.read(meetingToken: first.token) == (RegistrationID("r1"), nil))
        let second = book.meetingForm(file, typed: "x", understood: Self.at)
        #expect(second.token == "r1@1772528400000")
        #expect(Phrasebook.read(meetingToken: second.token) == (RegistrationID("r1"), Self.at))
        for token in ["", "@", "r1@", "r1@x", "r1@99999999999999999999"] {
            #expect(Phrasebook.read(meetingToken: token) == (RegistrationID(token), nil))
        }
    }

    @Test func `a date with two meanings is given back with both`() {
        let other = DateWords(at: Self.at.addingTimeInterval(86_400), day: Fixture.today.adding(days: 1), hasTime: true)
        let first = DateWords(at: Self.at, day: Fixture.today, hasTime: true)
        let sentence = Fixture.book(.english).sentence(DateWords.Mistake.ambiguous(first, other))
        #expect(sentence.contains("3 March 2026") && sentence.contains("4 March 2026"))
    }
}
