import DeskTesting
import Dialogue
import FoundationEssentials
import Registrations
import Testing

@testable import Desk

/// How people are reached, and whose a guest is.
@Suite struct ReachTests {
    private static let partner = WorkspaceKey(channel: .teams, id: "partner-tenant")
    private static let pat = Person(workspace: partner, user: "pat")
    private static let thread = Room(workspace: Office.teamsVendor, id: "19:a@thread.tacv2;messageid=1")

    private func reach(_ person: Person = pat, at address: String = "https://a", alone: String? = nil) -> Reach {
        Reach(
            person: person,
            host: Office.teamsVendor,
            account: "29:1",
            address: address,
            conversation: alone
        )
    }

    private func say(
        _ words: String,
        by person: Person = pat,
        _ reach: Reach?,
        key: String? = nil,
        in office: Office
    ) async throws -> Reply {
        try await office.desk.receive(
            Delivery(
                key: key.map { DeliveryKey(source: .teams, text: $0) },
                installation: Office.teamsVendor,
                actor: person,
                room: Self.thread,
                language: .english,
                input: .words(words),
                at: office.clock.now(),
                reach: reach,
                roomReach: RoomReach(room: Self.thread.whole, address: reach?.address ?? "https://a")
            )
        )
    }

    @Test func `an act tells how its actor and room are reached, and a newer one anew`() async throws {
        let office = try await Office(chats: [Office.vendor, Office.teamsVendor])
        _ = try await say("help", reach(), in: office)
        #expect(try await office.ledger.read { try $0.reach(of: Self.pat) } == reach())
        #expect(try await office.ledger.read { try $0.reach(of: Self.thread.whole) }?.address == "https://a")
        _ = try await say("help", reach(at: "https://b"), in: office)
        #expect(try await office.ledger.read { try $0.reach(of: Self.pat) }?.address == "https://b")
        #expect(try await office.ledger.read { try $0.reach(of: Self.thread.whole) }?.address == "https://b")
        _ = try await say("help", nil, in: office)
        #expect(try await office.ledger.read { try $0.reach(of: Self.pat) }?.address == "https://b")
    }

    @Test func `an act in a room does not forget the conversation alone`() async throws {
        let office = try await Office(chats: [Office.vendor, Office.teamsVendor])
        _ = try await say("help", reach(alone: "a:1"), in: office)
        _ = try await say("help", reach(), in: office)
        #expect(try await office.ledger.read { try $0.reach(of: Self.pat) }?.conversation == "a:1")
    }

    @Test func `a copy of an act tells nothing`() async throws {
        let office = try await Office(chats: [Office.vendor, Office.teamsVendor])
        _ = try await say("help", reach(), key: "k", in: office)
        _ = try await say("help", reach(at: "https://late"), key: "k", in: office)
        #expect(try await office.ledger.read { try $0.reach(of: Self.pat) }?.address == "https://a")
    }

    @Test func `whoever installs the app can be reached, until they remove it`() async throws {
        let office = try await Office(chats: [Office.vendor, Office.teamsVendor])
        let now = office.clock.now()
        let key = { DeliveryKey(source: .teams, text: $0) }
        try await office.desk.learn(.met(Self.pat, nil), keys: [key("m")], at: now, reach: reach(alone: "a:1"))
        #expect(try await office.ledger.read { try $0.reach(of: Self.pat) } == reach(alone: "a:1"))
        try await office.desk.learn(.parted(Self.pat), keys: [key("p")], at: now)
        #expect(try await office.ledger.read { try $0.reach(of: Self.pat) } == nil)
    }

    @Test func `whoever has the app for themselves is greeted once, by who they are and in their language`()
        async throws
    {
        let ada = Person(workspace: Office.teamsVendor, user: "ada")
        let office = try await Office(chats: [Office.vendor, Office.teamsVendor]) { $0.reviewers[0].people.append(ada) }
        try await office.ledger.write {
            try $0.save(Workspace(key: Self.partner, partner: PartnerID("north")))
            try $0.link(Person(workspace: Office.teamsVendor, user: "guest"), to: PartnerID("north"))
        }
        let table: [(Person, Language?, String, [Verb])] = [
            (Self.pat, nil, "Write register here", [.registerStart]),
            (
                Person(workspace: Office.teamsVendor, user: "guest"), .german, "Schreiben Sie hier register",
                [.registerStart]
            ),
            (ada, .english, "Write queue", []),
            (Person(workspace: Office.teamsVendor, user: "other"), .english, "write rules", []),
        ]
        for (number, (person, language, words, verbs)) in table.enumerated() {
            for copy in ["installed", "added", "upgraded"] {
                try await office.desk.learn(
                    .met(person, language),
                    keys: [DeliveryKey(source: .teams, text: "\(copy) \(number)")],
                    at: office.clock.now(),
                    reach: Reach(
                        person: person,
                        host: person.workspace,
                        account: "29:\(number)",
                        address: "https://a",
                        conversation: "a:\(number)"
                    )
                )
            }
            let sent = try await office.sent()
            let route = try #require(sent.first?.routes.first)
            #expect(sent.count == 1 && route.address == .direct(person, installation: Office.teamsVendor))
            #expect(route.card.text.contains(words) && route.card.buttons.map(\.verb) == verbs, "\(route.card.text)")
        }
    }

    @Test func `whoever wrote first, is at home elsewhere or cannot be reached is not greeted`() async throws {
        let office = try await Office(chats: [Office.vendor, Office.teamsVendor])
        let other = Person(workspace: Office.teamsVendor, user: "first")
        _ = try await say("help", by: other, reach(other, alone: "a:9"), in: office)
        _ = try await office.sent()
        let now = office.clock.now()
        try await office.desk.learn(.met(other, nil), keys: [], at: now, reach: reach(other, alone: "a:9"))
        try await office.desk.learn(.met(Self.pat, nil), keys: [], at: now, reach: reach(alone: "a:8"))
        try await office.desk.learn(.met(Person(workspace: Office.teamsVendor, user: "x"), nil), keys: [], at: now)
        #expect(try await office.sent().isEmpty)
    }

    @Test func `a room that was left is not reached any more`() async throws {
        let office = try await Office(chats: [Office.vendor, Office.teamsVendor])
        let now = office.clock.now()
        let room = Self.thread.whole
        try await office.desk.learn(
            .joined(room),
            keys: [],
            at: now,
            roomReach: RoomReach(room: room, address: "https://a")
        )
        #expect(try await office.ledger.read { try $0.reach(of: room) } != nil)
        try await office.desk.learn(.left(room), keys: [], at: now)
        #expect(try await office.ledger.read { try $0.reach(of: room) } == nil)
    }

    @Test func `a guest of the vendor's is the partner's that the admin named, and nobody else is`() async throws {
        let office = try await Office(chats: [Office.vendor, Office.teamsVendor])
        let guest = Person(workspace: Office.teamsVendor, user: "guest")
        let other = Person(workspace: Office.teamsVendor, user: "other")
        let namesake = Person(workspace: Self.partner, user: "guest")
        try await office.ledger.write { try $0.link(guest, to: PartnerID("north")) }
        let form = try await say("", by: guest, nil, in: office).form()
        #expect(form.name == .register)
        for stranger in [other, namesake] {
            guard case .form = try await say("", by: stranger, nil, in: office) else { continue }
            Issue.record("\(stranger.user) got a form")
        }
    }
}
