import DeskTesting
import Dialogue
import FoundationEssentials
import Registrations
import Testing

@testable import Desk

/// The first meeting: said, confirmed, told, contradicted.
@Suite struct MeetingStoryTests {
    @Test func `a meeting in words counts once it was confirmed`() async throws {
        let office = try await Office()
        let registration = try await office.approved("acme.com", by: Office.north)
        _ = try await office.sent()
        let question = try await office.say("meeting \(registration.caseNumber) tomorrow 14:00", by: Office.north)
            .card()
        #expect(question.text.contains("Wed 4 March 2026, 14:00"))
        #expect(try await office.now(registration) == registration)
        let yes = try #require(question.buttons.first)
        let told = try await office.press(yes.verb, yes.value, by: Office.north)
        #expect(told.text.contains("4 March 2026"))
        let met = try await office.now(registration)
        let planned = try Office.at("2026-03-04", 14)
        #expect(met.progress.firstMeeting?.at == planned)
        #expect(met.progress.duty(.firstMeeting) == nil && met.progress.duty(.nextStep) != nil)
        let note = try #require(try await office.sent().first { $0.purpose == .reminder })
        #expect(note.routes.map(\.address) == [.direct(Office.rita, installation: Office.vendor)])
        #expect(note.routes[0].card.buttons.map(\.verb) == [.contradict])
        // Pressed twice it is logged once.
        _ = try await office.press(yes.verb, yes.value, by: Office.north)
        #expect(try await office.now(registration) == met)
        #expect(try await office.sent().filter { $0.purpose == .reminder }.isEmpty)
    }

    @Test func `a reminder's button is no yes to what was said before`() async throws {
        let office = try await Office()
        let registration = try await office.approved("acme.com", by: Office.north)
        _ = try await office.say("meeting \(registration.caseNumber) tomorrow 14:00", by: Office.north)
        let form = try await office.press(.meeting, registration.id.text, by: Office.north).form()
        #expect(form.name == .meeting && form.value("date") == nil)
        #expect(try await office.now(registration).progress.meetings.isEmpty)
    }

    @Test func `a form asks back with what was understood`() async throws {
        let office = try await Office()
        let registration = try await office.approved("acme.com", by: Office.north)
        let empty = try await office.say("meeting \(registration.caseNumber)", by: Office.north).form()
        _ = try await office.fill(.meeting, empty.token, ["date": "whenever"], by: Office.north).mistakes()
        let typed = ["date": "morgen 14 Uhr"]
        let asked = try await office.fill(.meeting, empty.token, typed, by: Office.north).form()
        #expect(asked.value("date") == "morgen 14 Uhr" && asked.text.contains("Wed 4 March 2026, 14:00"))
        // Another date is asked back once more.
        let other = try await office.fill(.meeting, asked.token, ["date": "friday 10:00"], by: Office.north).form()
        #expect(other.text.contains("Fri 6 March 2026, 10:00"))
        #expect(try await office.now(registration).progress.meetings.isEmpty)
        #expect(
            try await office.fill(.meeting, other.token, ["date": "friday 10:00"], by: Office.north) == .done
        )
        let planned = try Office.at("2026-03-06", 10)
        #expect(try await office.now(registration).progress.firstMeeting?.at == planned)
    }

    @Test func `the other side contradicts, and what was met is owed again`() async throws {
        let office = try await Office()
        let registration = try await office.approved("acme.com", by: Office.north)
        _ = try await office.meet(registration, "tomorrow 14:00", by: Office.north)
        _ = try await office.sent()
        // Nobody contradicts themselves.
        #expect(
            try await office.say("contradict \(registration.caseNumber)", by: Office.north).text
                .contains("no meeting")
        )
        _ = try await office.press(.contradict, registration.id.text, by: Office.rita)
        let after = try await office.now(registration)
        #expect(after.progress.firstMeeting == nil && after.progress.duty(.firstMeeting) != nil)
        #expect(after.progress.duty(.nextStep) == nil)
        let told = try await office.sent().filter { $0.purpose == .reminder }
        #expect(told.contains { $0.routes.first?.card.text.contains("no meeting on Wed 4 March") == true })
        #expect(try await office.kinds(registration).suffix(1) == [.meetingContradicted])
    }

    @Test(arguments: [
        ("2 March 2026", "before the registration"), ("1 January 2126", "two years ahead"),
        ("32.13.2026", "no such day"), ("soon", "date"),
        ("03/04/2026", "4 march 2026 or 3 april 2026"),
    ])
    func `a date that cannot be has its sentence and changes nothing`(date: String, word: String) async throws {
        let office = try await Office()
        let registration = try await office.approved("acme.com", by: Office.north)
        try await office.unchanged(registration) {
            let text = try await office.meet(registration, date, by: Office.north)
            #expect(text.lowercased().contains(word), "\(text)")
        }
    }

    @Test func `a meeting for a lapsed case has its sentence`() async throws {
        let office = try await Office()
        let registration = try await office.approved("acme.com", by: Office.north)
        try await office.run(until: "2026-03-22")
        #expect(try await office.now(registration).status == .lapsed)
        try await office.unchanged(registration) {
            for words in ["meeting \(registration.caseNumber)", "meeting \(registration.caseNumber) tomorrow"] {
                #expect(try await office.say(words, by: Office.north).text.contains("lapsed"))
            }
            #expect(try await office.press(.meeting, registration.id.text, by: Office.north).text.contains("lapsed"))
            let filled = try await office.fill(.meeting, registration.id.text, ["date": "tomorrow"], by: Office.north)
            #expect(filled.text.contains("lapsed"))
        }
    }
}
