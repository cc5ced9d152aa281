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
        for step in 1...TakenSteps.limit { _ = try await scene.company("c\(step).com", key: "k\(step)") }
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

    @Test func `a step that skips the consent cannot bring back what was typed`() async throws {
        let scene = try await Scene()
        // Everything but the last step, then a step of deals, which this claim has not.
        for (step, typed) in [
            ("company", Office.company("acme.com")), ("contact", Office.contact), ("opportunity", Office.opportunity),
            ("consent", ["consent": "yes", "company": "x"]),
        ] {
            _ = try await scene.office.fill(.register, "\(scene.draft).\(step)", typed, by: Office.north, key: step)
        }
        _ = try await scene.office.fill(.register, "\(scene.draft).deal", [:], by: Office.north, key: "deal")
        let drafts = try await scene.office.ledger.read { try $0.drafts(after: DraftID(""), limit: 9) }
        #expect(drafts.allSatisfy { $0.registration == nil || $0.typed.isEmpty })
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
        var taken = TakenSteps()
        let keys = (0..<20).map { DeliveryKey(source: .slack, text: "k\($0)") }
        for key in keys { taken.add(key) }
        let again = taken
        taken.add(keys[19])
        #expect(taken == again && taken.text.utf8.count == 16 * 16)
        #expect(keys.map(taken.contains) == (0..<20).map { $0 >= 4 })
        #expect(!taken.contains(DeliveryKey(source: .teams, text: "k19")))
        #expect(TakenSteps(taken.text) == taken && !TakenSteps().contains(keys[0]))
        // What is damaged or shorter contains nothing by chance.
        #expect(!TakenSteps(String(taken.text.dropFirst())).contains(keys[19]))
        #expect(!TakenSteps("abc").contains(keys[0]))
    }

    private struct Unexpected: Error {
        let reply: Reply
    }
}
