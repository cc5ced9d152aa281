import DeskTesting
import Dialogue
import FoundationEssentials
import Registrations
import Testing

@testable import Desk

/// A chat whose dialogs keep nothing is given the form again.
struct RedrawTests {
    private func fill(
        _ office: Office,
        _ form: Form.Name,
        _ token: String,
        _ typed: [String: String],
        by person: Person
    ) async throws -> Reply {
        try await office.act(.filled(form, token: token, typed: typed), by: person, answer: .dialog)
    }

    private func form(_ reply: Reply) throws -> Form {
        guard case .form(let form, _) = reply else { throw NoForm() }
        return form
    }

    private struct NoForm: Error {}

    @Test func `a step with mistakes comes back with what was typed and what is wrong`() async throws {
        let office = try await Office()
        let first = try form(try await office.act(.words(""), by: Office.north, answer: .dialog))
        let wrong = ["company_name": "Acme", "company_domain": "gmail.com"]
        let again = try form(try await fill(office, .register, first.token, wrong, by: Office.north))
        #expect(again.token == first.token && again.inputs.map(\.id) == first.inputs.map(\.id))
        #expect(again.inputs.map(\.value) == ["Acme", "gmail.com"])
        #expect(again.inputs.map { $0.mistake == nil } == [true, false])
        // What was mended goes on from there.
        let next = try form(
            try await fill(office, .register, again.token, Office.company("acme.com"), by: Office.north)
        )
        #expect(next.inputs.first?.id == "contact_name" && next.inputs.allSatisfy { $0.mistake == nil })
    }

    @Test func `nobody's tick is set for them`() async throws {
        let office = try await Office()
        var form = try form(try await office.act(.words("acme.com"), by: Office.north, answer: .dialog))
        for typed in [Office.company("acme.com"), Office.contact, Office.opportunity, [:]] {
            form = try self.form(try await fill(office, .register, form.token, typed, by: Office.north))
        }
        let consent = try #require(form.inputs.first { $0.id == "consent" })
        #expect(consent.value == nil && consent.mistake != nil)
    }

    @Test func `a reviewer's form comes back whole`() async throws {
        let office = try await Office()
        let registration = try await office.register("acme.com", by: Office.north)
        let long = String(repeating: "x", count: Form.wordsLimit + 1)
        let id = registration.id.text
        for (name, typed) in [
            (Form.Name.reviewAsk, ["question": long]),
            (.reviewReject, ["reason": "not_qualified", "reason_text": long]),
        ] {
            let again = try form(try await fill(office, name, id, typed, by: Office.rita))
            #expect(again.name == name && again.token == id)
            #expect(again.inputs.contains { $0.value == long && $0.mistake != nil })
        }
    }

    @Test func `whoever may not fill it is told so, and shown no form`() async throws {
        let office = try await Office()
        let registration = try await office.register("acme.com", by: Office.north)
        let reply = try await fill(office, .reviewAsk, registration.id.text, ["question": "?"], by: Office.south)
        guard case .mistakes(let mistakes) = reply else {
            Issue.record("not refused")
            return
        }
        #expect(mistakes.count == 1)
    }

    @Test func `only who reviews is shown the card behind a room's button`() async throws {
        let office = try await Office()
        let registration = try await office.register("acme.com", by: Office.north)
        let id = registration.id.text
        guard case .card(let shown) = try await office.press(.reviewShow, id, by: Office.rita) else {
            Issue.record("no card")
            return
        }
        #expect(shown.buttons.contains { $0.verb == .reviewApprove })
        #expect(
            shown.parts.contains { part in
                if case .paragraph(let text) = part {
                    return text.runs.contains { if case .link = $0 { true } else { false } }
                }
                return false
            }
        )
        for person in [Office.north, Office.south, Person(workspace: Office.vendor, user: "U0OTHER")] {
            guard case .card(let refused) = try await office.press(.reviewShow, id, by: person) else {
                Issue.record("no card")
                return
            }
            #expect(refused.buttons.isEmpty && !refused.summary.contains("acme"))
        }
    }
}
