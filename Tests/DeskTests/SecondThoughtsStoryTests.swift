import DeskTesting
import Dialogue
import FoundationEssentials
import Registrations
import Testing

@testable import Desk

/// What is taken back, asked again, or said before it is too late.
@Suite struct SecondThoughtsStoryTests {
    @Test func `contradicting a second meeting leaves the next step owed for the first`() async throws {
        let office = try await Office()
        let registration = try await office.approved("acme.com", by: Office.north)
        _ = try await office.meet(registration, "tomorrow 14:00", by: Office.north)
        let owed = try #require(try await office.now(registration).progress.duty(.nextStep))
        _ = try await office.meet(registration, "friday 10:00", by: Office.north)
        #expect(try await office.now(registration).progress.duty(.nextStep)?.startedAt != owed.startedAt)
        _ = try await office.meet(registration, "friday 16:00", by: Office.north)
        for _ in 1...2 { _ = try await office.press(.contradict, registration.id.text, by: Office.rita) }
        let after = try await office.now(registration)
        #expect(after.progress.firstMeeting != nil)
        let again = try #require(after.progress.duty(.nextStep))
        #expect(again.startedAt == owed.startedAt && again.due >= owed.due)
        #expect(after.progress.wakeAt != nil)
    }

    @Test func `a next step that was recorded since is not owed again`() async throws {
        let office = try await Office()
        let registration = try await office.approved("acme.com", by: Office.north)
        _ = try await office.meet(registration, "tomorrow 14:00", by: Office.north)
        _ = try await office.meet(registration, "friday 10:00", by: Office.north)
        _ = try await office.say("next \(registration.caseNumber) Demo", by: Office.rita)
        _ = try await office.press(.contradict, registration.id.text, by: Office.rita)
        #expect(try await office.now(registration).progress.duty(.nextStep) == nil)
    }

    @Test func `nothing revives a registration whose partner has registered the prospect anew`() async throws {
        let office = try await Office()
        let old = try await office.register("acme.com", by: Office.north)
        _ = try await office.fill(.reviewReject, old.id.text, ["reason": "other"], by: Office.rita)
        let anew = try await office.register("acme.com", by: Office.north)
        try await office.unchanged(old) {
            let number = anew.caseNumber.description
            let texts = [
                try await office.say("undo \(old.caseNumber)", by: Office.rita).text,
                try await office.press(.reviewUndo, old.id.text, by: Office.rita).text,
                try await office.say("appeal \(old.caseNumber)", by: Office.north).text,
                try await office.fill(.appeal, old.id.text, ["appeal": "Please"], by: Office.north).text,
            ]
            for text in texts { #expect(text.contains(number) && text.contains("anew"), "\(text)") }
        }
        // The new one is over: the old one can be looked at again.
        _ = try await office.say("withdraw \(anew.caseNumber)", by: Office.north)
        _ = try await office.say("undo \(old.caseNumber)", by: Office.rita)
        #expect(try await office.now(old).status == .submitted)
    }

    @Test func `a deal's answers are asked again like any other`() async throws {
        let office = try await Office()
        let registration = try await office.register("acme.com", by: Office.north)
        let deal = [
            "stage": "evaluation", "amount": "1000", "expected_close": "2026-06-30", "next_step": "Call",
        ]
        _ = try await office.fill(.deal, registration.id.text, deal, by: Office.north)
        let offered = try await office.press(.reviewAsk, registration.id.text, by: Office.rita).form()
        guard case .choices(let options)? = offered.inputs.last?.kind else {
            Issue.record("no fields to open")
            return
        }
        #expect(options.map(\.value).contains("amount") && options.map(\.value).contains("next_step"))
        let ask = ["question": "How much?", "fields": "amount,next_step,stage"]
        _ = try await office.fill(.reviewAsk, registration.id.text, ask, by: Office.rita)
        let form = try await office.press(.answer, registration.id.text, by: Office.north).form()
        #expect(Set(form.inputs.map(\.id)) == ["amount", "next_step", "stage", "answer"])
        #expect(form.value("amount") == "1000" && form.value("next_step") == "Call")
        let wrong = ["amount": "none", "next_step": "Demo", "stage": "evaluation"]
        let mistakes = try await office.fill(.answer, registration.id.text, wrong, by: Office.north).mistakes()
        #expect(mistakes.map(\.input) == ["amount"])
        let right = ["amount": "2.500,50", "next_step": "Demo", "stage": "discovery_scheduled"]
        #expect(try await office.fill(.answer, registration.id.text, right, by: Office.north) == .done)
        let after = try await office.now(registration)
        #expect(after.progress.deal?.amount.minorUnits == 250_050 && after.progress.deal?.nextStep == "Demo")
        #expect(after.progress.deal?.expectedClose == "2026-06-30")
        #expect(after.progress.deal?.stage == .discoveryScheduled && after.answers.stage == .discoveryScheduled)
        let given = try #require(
            try await office.events(.registration(registration.id)).last { $0.event.kind == .informationGiven }
        )
        #expect(given.commitments.contains { $0.name == "next_step" && $0.value == "Demo" })
        // A lead has no such answers.
        let lead = try await office.register("globex.com", by: Office.north)
        _ = try await office.fill(.reviewAsk, lead.id.text, ask, by: Office.rita)
        let leads = try await office.press(.answer, lead.id.text, by: Office.north).form()
        #expect(leads.inputs.map(\.id) == ["stage", "answer"])
    }

    @Test func `what a second partner gets is said while it waits`() async throws {
        let words = "Ten percent of the first year's services."
        let office = try await Office { $0.conflicts.consolation = [.english: words] }
        let first = try await office.approved("acme.com", by: Office.north)
        let form = try await office.dialogue("acme.com", by: Office.south)
        #expect(form.text.contains(words), "\(form.text)")
        let second = try #require(try await office.registrations().first { $0.partner == PartnerID("south") })
        #expect(try await office.say("status \(second.caseNumber)", by: Office.south).text.contains(words))
        let page = try #require(
            try await office.page(office.desk.link(to: second, for: .partner, at: office.clock.now()))
        )
        #expect(page.text.contains(words) && page.text.contains("first in the queue"), "\(page.text)")
        #expect(!page.text.contains("North"))
        #expect(try await !office.say("status \(first.caseNumber)", by: Office.north).text.contains(words))
    }

    @Test func `the card with a question has no answer button once it was answered`() async throws {
        let office = try await Office()
        for isAnswered in [true, false] {
            let registration = try await office.register(isAnswered ? "acme.com" : "globex.com", by: Office.north)
            _ = try await office.fill(.reviewAsk, registration.id.text, ["question": "Who?"], by: Office.rita)
            let asked = try #require(try await office.sent().last { $0.purpose == .submitterNote })
            #expect(asked.routes[0].card.buttons.first?.verb == .answer)
            if isAnswered {
                _ = try await office.fill(.answer, registration.id.text, ["answer": "Kim"], by: Office.north)
            } else {
                _ = try await office.fill(.reviewReject, registration.id.text, ["reason": "other"], by: Office.rita)
            }
            let mended = try #require(try await office.sent().first { $0.rewrites == asked.id })
            #expect(mended.registration == registration.id && !mended.purpose.isOwed)
            #expect(mended.routes.allSatisfy { !$0.card.buttons.map(\.verb).contains(.answer) })
            // Only where it can be rewritten: nobody else in a room reads it.
            for route in mended.routes {
                guard case .direct = route.address else {
                    Issue.record("sent to \(route.address)")
                    continue
                }
            }
        }
    }
}
