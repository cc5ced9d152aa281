import DeskTesting
import Dialogue
import Foundation
import Registrations
import Testing

@testable import Desk

/// What copies of a step are answered, and what they must not change.
@Suite struct CopiesTests {
    private struct Scene {
        let office: Office
        let first: Form

        init() async throws {
            office = try await Office()
            first = try await office.say("acme.com", by: Office.north).form()
        }

        var draft: DraftID { DraftID(String(first.token.prefix { $0 != "." })) }

        func company(_ domain: String, key: String, by person: Person = Office.north) async throws -> Reply {
            try await office.fill(.register, first.token, Office.company(domain), by: person, key: key)
        }

        func typed() async throws -> [Field: String] {
            let id = draft
            return try #require(try await office.ledger.read { try $0.draft(id) }).typed
        }

        /// Where the answer to a delivery is kept.
        func places(of key: String) async throws -> (ledger: Reply?, draft: Bool) {
            let (id, key) = (draft, DeliveryKey(source: .slack, text: key))
            return try await office.ledger.write { transaction in
                (try transaction.storedReply(key), try transaction.draft(id)?.taken.contains(key) == true)
            }
        }
    }

    @Test func `a late copy of a step takes nothing back, and shows where the claim stands`() async throws {
        let scene = try await Scene()
        _ = try await scene.company("acme.com", key: "k1")
        let changed = try await scene.company("other.com", key: "k2")
        let late = try await scene.company("acme.com", key: "k1")
        #expect(late == changed)
        #expect(try await scene.typed()[.companyDomain] == "other.com")
        // By words that were changed on the way, too: what was sent first counts.
        #expect(try await scene.company("third.com", key: "k2") == changed)
        #expect(try await scene.typed()[.companyDomain] == "other.com")
    }

    @Test func `a copy of what was answered with mistakes is answered with them`() async throws {
        let scene = try await Scene()
        let once = try await scene.company("not a domain", key: "k1")
        guard case .mistakes = once else { throw Unexpected(reply: once) }
        #expect(try await scene.company("not a domain", key: "k1") == once)
    }

    @Test func `copies of the last sixteen steps are known`() async throws {
        let scene = try await Scene()
        for step in 1...TakenDeliveries.limit { _ = try await scene.company("c\(step).com", key: "k\(step)") }
        _ = try await scene.company("acme.com", key: "k1")
        #expect(try await scene.typed()[.companyDomain] == "c16.com")
        _ = try await scene.company("c17.com", key: "k17")
        // One more than that, and it counts as typed anew, which only the owner can do.
        _ = try await scene.company("acme.com", key: "k1")
        #expect(try await scene.typed()[.companyDomain] == "acme.com")
    }

    @Test func `a step is kept with its draft, everything else beside it`() async throws {
        let scene = try await Scene()
        _ = try await scene.company("acme.com", key: "k1")
        var places = try await scene.places(of: "k1")
        #expect(places.ledger == nil && places.draft)
        let stranger = try await scene.company("acme.com", key: "k2", by: Office.south)
        #expect(try await scene.company("other.com", key: "k2", by: Office.south) == stranger)
        places = try await scene.places(of: "k2")
        #expect(places.ledger == stranger && !places.draft)
        #expect(try await scene.typed()[.companyDomain] == "acme.com")
    }

    @Test func `a draft that was registered takes no step any more`() async throws {
        let scene = try await Scene()
        let last = try await scene.office.dialogue("acme.com", by: Office.north)
        let id = scene.draft
        let draft = try await scene.office.ledger.read { try $0.draft(id) }
        #expect(draft?.registration != nil && draft?.typed.isEmpty == true)
        let again = try await scene.company("other.com", key: "late")
        #expect(try again.form().intro == last.intro)
        #expect(try await scene.places(of: "late").ledger == again)
    }

    @Test func `a step that claims of its kind have not registers nothing`() async throws {
        let scene = try await Scene()
        let office = scene.office
        var form = try await scene.company("acme.com", key: "k1").form()
        form = try await office.fill(.register, form.token, Office.contact, by: Office.north).form()
        form = try await office.fill(.register, form.token, Office.opportunity, by: Office.north).form()
        // The tick is in the draft, and something else is missing.
        _ = try await scene.company("", key: "k2")
        _ = try await office.fill(.register, form.token, Office.consent, by: Office.north)
        _ = try await scene.company("acme.com", key: "k3")
        for key in ["k4", "k4", "k5"] {
            let reply = try await office.fill(.register, "\(scene.draft).deal", [:], by: Office.north, key: key)
            #expect(try reply.form().token == scene.first.token)
        }
        #expect(try await office.registrations().isEmpty)
    }

    @Test func `a copy in another language changes none`() async throws {
        let scene = try await Scene()
        let office = scene.office
        func company(_ language: Language) async throws -> Form {
            let typed = Office.company("acme.com")
            return try await office.fill(
                .register,
                scene.first.token,
                typed,
                by: Office.north,
                key: language.rawValue,
                language: language
            ).form()
        }
        _ = try await company(.english)
        var form = try await company(.german)
        form = try await office.fill(.register, form.token, Office.contact, by: Office.north, language: .german).form()
        form = try await office.fill(.register, form.token, Office.opportunity, by: Office.north, language: .german)
            .form()
        let before = try await scene.typed()
        office.clock.advance(bySeconds: 60)
        _ = try await company(.english)
        let id = scene.draft
        let (draft, spoken) = try await office.ledger.read { (try $0.draft(id), try $0.language(of: Office.north)) }
        #expect(draft?.language == .german && spoken == .german && draft?.typed == before)
        #expect(draft?.updatedAt == office.clock.now().addingTimeInterval(-60))
        _ = try await office.fill(.register, form.token, Office.consent, by: Office.north, language: .german)
        #expect(try await office.registrations().first?.consent.language == .german)
    }

    @Test func `a copy looks nothing up`() async throws {
        let scene = try await Scene()
        let said = try await scene.company("acme.com", key: "k1")
        func looks() async throws -> Int {
            let id = scene.draft
            return try await scene.office.ledger.read { reader in
                guard let partner = try reader.draft(id)?.partner else { return 0 }
                return try reader.tally("check", key: partner.text, since: .distantPast)
            }
        }
        let before = try await looks()
        #expect(try await scene.company("acme.com", key: "k1") == said)
        scene.office.clock.advance(bySeconds: 4_000)
        let late = try await scene.company("acme.com", key: "k1").form()
        #expect(try await looks() == before && before > 0 && late.intro.isEmpty)
    }

    @Test func `a refused step leaves what was typed, and its copy one trace`() async throws {
        let scene = try await Scene()
        _ = try await scene.company("acme.com", key: "k1")
        scene.office.clock.advance(bySeconds: 90_000)
        let refused = try await scene.company("other.com", key: "k2")
        #expect(refused.text.contains("older than a day"))
        #expect(try await scene.company("other.com", key: "k2") == refused)
        #expect(try await scene.typed()[.companyDomain] == "acme.com")
        let events = try await scene.office.ledger.read { try $0.events(of: .service, after: 0, limit: 99) }
        #expect(events.count { $0.event.kind == .refused } == 1)
    }

    @Test func `what a draft took is told apart by chat and key, newest first, each once`() {
        var taken = TakenDeliveries()
        let keys = (0..<20).map { DeliveryKey(source: .slack, text: "k\($0)") }
        for key in keys { taken.add(key) }
        let again = taken
        taken.add(keys[19])
        #expect(taken == again && taken.text.utf8.count == 16 * 16)
        #expect(keys.map(taken.contains) == (0..<20).map { $0 >= 4 })
        #expect(!taken.contains(DeliveryKey(source: .teams, text: "k19")))
        #expect(TakenDeliveries(taken.text) == taken && !TakenDeliveries().contains(keys[0]))
        // What is damaged or shorter contains nothing by chance.
        #expect(!TakenDeliveries(String(taken.text.dropFirst())).contains(keys[19]))
        #expect(!TakenDeliveries("abc").contains(keys[0]))
    }

    private struct Unexpected: Error {
        let reply: Reply
    }
}
