import DeskTesting
import Dialogue
import Registrations
import Testing

@testable import Desk

/// A partner has one claim on one thing, however its answers came about.
@Suite struct SharedScopeStoryTests {
    private static let ask = ["question": "Which opportunity?", "fields": "opportunity"]

    private func office() async throws -> Office {
        try await Office {
            $0.hold.scope = .opportunity
            $0.questions[.opportunity] = .required
        }
    }

    private func register(_ opportunity: String, by person: Person, _ office: Office) async throws -> Registration {
        var form = try await office.say("acme.com", by: person).form()
        let more = Office.opportunity.merging(["opportunity": opportunity]) { $1 }
        for typed in [Office.company("acme.com"), Office.contact, more, Office.consent] {
            form = try await office.fill(.register, form.token, typed, by: person).form()
        }
        let draft = DraftID(String(form.token.prefix { $0 != "." }))
        return try #require(try await office.registrations().first { $0.draft == draft })
    }

    @Test func `an answer does not make a second claim of what the partner has claimed already`() async throws {
        let office = try await office()
        let phones = try await register("phones", by: Office.north, office)
        let printers = try await register("printers", by: Office.north, office)
        #expect(phones.scope != printers.scope)
        _ = try await office.fill(.reviewAsk, printers.id.text, Self.ask, by: Office.rita)
        try await office.unchanged(printers) {
            let typed = ["answer": "Phones", "opportunity": "Phones"]
            let mistakes = try await office.fill(.answer, printers.id.text, typed, by: Office.north).mistakes()
            #expect(mistakes.map(\.sentence).joined().contains("\(phones.caseNumber)"), "\(mistakes)")
        }
        // Another opportunity, or another partner's, is no hindrance.
        let cables = ["answer": "Cables", "opportunity": "cables"]
        #expect(try await office.fill(.answer, printers.id.text, cables, by: Office.north) == .done)
        #expect(try await office.now(printers).scope != printers.scope)
        let theirs = try await register("scanners", by: Office.south, office)
        _ = try await office.fill(.reviewAsk, theirs.id.text, Self.ask, by: Office.rita)
        let same = ["answer": "Cables", "opportunity": "cables"]
        #expect(try await office.fill(.answer, theirs.id.text, same, by: Office.south) == .done)
        #expect(try await office.now(theirs).scope == (try await office.now(printers).scope))
    }

    @Test func `once the first is withdrawn, the answer stands`() async throws {
        let office = try await office()
        let phones = try await register("phones", by: Office.north, office)
        let printers = try await register("printers", by: Office.north, office)
        _ = try await office.fill(.reviewAsk, printers.id.text, Self.ask, by: Office.rita)
        _ = try await office.say("withdraw \(phones.caseNumber)", by: Office.north)
        let typed = ["answer": "Phones", "opportunity": "phones"]
        #expect(try await office.fill(.answer, printers.id.text, typed, by: Office.north) == .done)
        #expect(try await office.now(printers).scope == phones.scope)
    }
}
