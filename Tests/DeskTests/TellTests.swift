import DeskTesting
import Dialogue
import FoundationEssentials
import Registrations
import Testing

@testable import Desk

/// Who is told, where it is not plain.
@Suite struct TellTests {
    private func cards(_ office: Office) async throws -> [Route] {
        try await office.sent().filter { $0.purpose == .reviewCard || $0.purpose == .reviewCardUpdate }
            .flatMap(\.routes)
    }

    @Test func `a card in a channel carries no link, a direct one does`() async throws {
        let reviews = Room(workspace: Office.vendor, id: "C0REVIEWS")
        for room in [reviews, nil] {
            let office = try await Office { $0.messages.reviewRoom = room }
            let registration = try await office.register("acme.com", by: Office.north)
            var routes = try await cards(office)
            _ = try await office.press(.reviewApprove, registration.id.text, by: Office.rita)
            routes += try await cards(office)
            #expect(routes.count == 2)
            for route in routes { #expect(route.card.text.contains("/r/REG-") == (room == nil)) }
        }
    }

    @Test func `a claim nobody can be told of goes to a manager`() async throws {
        let teams = Person(workspace: .init(channel: .teams, id: "tenant"), user: "rita")
        for people in [[], [teams]] {
            let office = try await Office { $0.reviewers[0].people = people }
            _ = try await office.register("acme.com", by: Office.north)
            #expect(try await cards(office).map(\.address) == [.direct(Office.mona, installation: Office.vendor)])
        }
        let both = try await Office { $0.reviewers[0].people = [teams, Office.rita] }
        _ = try await both.register("acme.com", by: Office.north)
        #expect(try await cards(both).map(\.address) == [.direct(Office.rita, installation: Office.vendor)])
    }

    @Test func `an answer goes to whoever stands in by then`() async throws {
        let office = try await Office()
        let registration = try await office.register("acme.com", by: Office.north)
        _ = try await office.fill(.reviewAsk, registration.id.text, ["question": "Who?"], by: Office.rita)
        _ = try await office.sent()
        var policy = Office.policy()
        policy.reviewers[0].isAbsent = true
        policy.reviewers[0].deputy = "Ben"
        office.policies.replace(with: policy)
        _ = try await office.fill(.answer, registration.id.text, ["answer": "We"], by: Office.north)
        let card = try #require(try await office.sent().first { $0.purpose == .reviewCard })
        #expect(card.routes.map(\.address) == [.direct(Office.ben, installation: Office.vendor)])
        #expect(try await office.say("queue", by: Office.ben).text.contains(registration.caseNumber.description))
    }

    /// The partner's own installation answers: its view of a shared channel, of its own channel, of no channel.
    @Test(arguments: [("C0SHARED", true), ("C0OWN", false), (nil, false)] as [(String?, Bool)], Language.allCases)
    func `with an installation of its own the partner is told the same`(
        place: (id: String?, isShared: Bool),
        language: Language
    ) async throws {
        let office = try await Office()
        let workspace = Office.north.workspace
        try await office.install(workspace)
        let room = place.id.map { Room(workspace: workspace, id: $0) }
        func act(_ input: Delivery.Input) async throws -> Form {
            try await office.act(input, by: Office.north, in: room, language: language).form()
        }
        var form = try await act(.words("acme.com"))
        for typed in [Office.company("acme.com"), Office.contact, Office.opportunity, Office.consent] {
            form = try await act(.filled(.register, token: form.token, typed: typed))
        }
        #expect(form.submit == nil && form.text.contains("/r/REG-"))
        #expect(form.text.contains("/slack/install") == !place.isShared)
        let lines = try await office.sent().filter { $0.purpose == .channelLine }.flatMap(\.routes)
        // Public words are in the program's language and go through the vendor's bot.
        let seen = place.id.map { Address.room(Room(workspace: Office.vendor, id: $0)) }
        #expect(lines.map(\.address) == [seen].compactMap(\.self))
        #expect(lines.allSatisfy { $0.card.text.contains("submitted") })
        let registration = try #require(try await office.registrations().first)
        _ = try await office.press(.reviewApprove, registration.id.text, by: Office.rita)
        let note = try #require(try await office.sent().first { $0.purpose == .submitterNote })
        let summary = try #require(note.routes.first?.card.summary)
        #expect(summary.contains(language == .german ? "ist freigegeben" : "is approved"))
    }

    @Test func `a hundred decisions at once are one`() async throws {
        let office = try await Office()
        let registration = try await office.register("acme.com", by: Office.north)
        _ = try await office.sent()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<100 {
                let person = number.isMultiple(of: 2) ? Office.rita : Office.mona
                group.addTask {
                    let input: Delivery.Input =
                        number.isMultiple(of: 3)
                        ? .filled(.reviewReject, token: registration.id.text, typed: ["reason": "other"])
                        : .press(.reviewApprove, value: registration.id.text, typed: [:])
                    _ = try await office.act(input, by: person, key: "k\(number)")
                }
            }
            try await group.waitForAll()
        }
        let kinds = try await office.kinds(registration).filter { $0 == .approved || $0 == .rejected }
        #expect(kinds.count == 1)
        #expect(try await office.sent().count { $0.purpose == .submitterNote } == 1)
        #expect(try await Audit(office.ledger).verify().flaws.isEmpty)
    }

    @Test func `a mention outside any room is answered directly`() async throws {
        let office = try await Office()
        _ = try await office.act(.words("help"), by: Office.north, in: nil, answer: .message)
        let routes = try await office.sent().flatMap(\.routes)
        #expect(routes.map(\.address) == [.direct(Office.north, installation: Office.north.workspace)])
    }

    @Test func `of two managers the first links and the second is told`() async throws {
        let ben = Office.ben
        let office = try await Office { $0.reviewers[1].isManager = true }
        let token = "slack:T0WHO"
        #expect(try await office.fill(.linkWorkspace, token, ["partner": "west"], by: Office.mona) == .done)
        #expect(try await office.press(.linkWorkspace, token, by: ben).text.contains("now belongs to West Systems"))
        let late = try await office.fill(.linkWorkspace, token, ["partner": "north"], by: ben).mistakes()
        #expect(late.map(\.input) == ["partner"] && late.first?.sentence.contains("West Systems") == true)
        let key = WorkspaceKey(channel: .slack, id: "T0WHO")
        #expect(try await office.ledger.read { try $0.workspace(key) }?.partner == PartnerID("west"))
        #expect(try await office.events(.service).count == 1)
    }
}
