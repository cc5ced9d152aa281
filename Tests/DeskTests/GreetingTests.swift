import DeskTesting
import Dialogue
import FoundationEssentials
import Registrations
import Testing

@testable import Desk

/// The first words to somebody, and in a room.
@Suite struct GreetingTests {
    private static let other = Person(workspace: Office.teamsVendor, user: "other")
    private static let guest = Person(workspace: Office.teamsVendor, user: "guest")
    private static let ada = Person(workspace: Office.teamsVendor, user: "ada")

    private func office(program: Language = .english, reviewer: Language? = nil) async throws -> Office {
        let office = try await Office(chats: [Office.vendor, Office.teamsVendor]) { policy in
            policy.program.language = program
            policy.reviewers[0].people.append(Self.ada)
            policy.reviewers[0].language = reviewer
        }
        try await office.ledger.write { try $0.link(Self.guest, to: PartnerID("north")) }
        return office
    }

    private func meet(
        _ person: Person,
        _ language: Language? = nil,
        in office: Office,
        request: String? = nil
    ) async throws {
        let reach = Reach(
            person: person,
            host: person.workspace,
            account: "29:\(person.user)",
            address: "https://a",
            conversation: "a:\(person.user)"
        )
        let now = office.clock.now()
        try await office.desk.learn(.met(person, language), keys: [], at: now, request: request, reach: reach)
    }

    private func words(in office: Office) async throws -> String {
        try #require(try await office.sent().first?.routes.first).card.text
    }

    @Test(arguments: [
        (Language?.some(.english), Language?.some(.german), "Write queue"),
        (nil, .german, "Schreiben Sie queue"), (nil, nil, "Write queue"),
    ])
    func `a reviewer reads what they speak, else what the policy says of them`(
        said: Language?,
        own: Language?,
        words: String
    ) async throws {
        let office = try await office(reviewer: own)
        try await meet(Self.ada, said, in: office)
        #expect(try await self.words(in: office).contains(words))
    }

    @Test func `what somebody's chat said before counts before the policy, and after what it says now`() async throws {
        for (said, words) in [(nil, "Schreiben Sie queue"), (.english, "Write queue")] as [(Language?, String)] {
            let office = try await office(reviewer: .english)
            let now = office.clock.now()
            try await office.ledger.write { try $0.save(language: .german, of: Self.ada, at: now) }
            try await meet(Self.ada, said, in: office)
            #expect(try await self.words(in: office).contains(words))
        }
    }

    @Test func `a partner's people read the partner's language, and everybody else the programme's`() async throws {
        let office = try await office(program: .german)
        try await meet(Self.other, in: office)
        #expect(try await words(in: office).contains("Schreiben Sie rules"))
        try await office.ledger.write { transaction in
            var partner = try #require(try transaction.partner(PartnerID("north")))
            partner.language = .english
            try transaction.save(partner)
        }
        try await meet(Self.guest, in: office)
        #expect(try await words(in: office).contains("Write register here"))
    }

    @Test func `a greeting goes at once, on its own line of conversation, and is owed to nobody`() async throws {
        let office = try await office()
        for person in [Self.other, Self.guest] { try await meet(person, in: office, request: "q-\(person.user)") }
        let now = office.clock.now()
        for id in ["C0ONE", "C0TWO"] {
            let room = Room(workspace: Office.vendor, id: id)
            try await office.desk.learn(.joined(room), keys: [], at: now, request: "q-\(id)")
        }
        let sent = try await office.sent()
        #expect(sent.count == 4 && Set(sent.map(\.conversation)).count == 4)
        #expect(Set(sent.map(\.request)) == ["q-other", "q-guest", "q-C0ONE", "q-C0TWO"])
        #expect(sent.allSatisfy { !$0.purpose.isOwed && $0.registration == nil })
    }

    @Test func `a room that the bot is added to twice keeps the day of the first`() async throws {
        let office = try await office()
        let room = Room(workspace: Office.vendor, id: "C0ONE")
        let first = office.clock.now()
        for _ in 1...2 {
            try await office.desk.learn(.joined(room), keys: [], at: office.clock.now())
            office.clock.advance(bySeconds: 60)
        }
        #expect(try await office.ledger.read { try $0.joinedRoom(room) }?.joinedAt == first)
    }

    @Test func `a partner's people are known by their own workspace`() async throws {
        let office = try await Office(chats: [Office.teamsVendor, Office.vendor])
        let tenant = WorkspaceKey(channel: .teams, id: "partner-tenant")
        try await office.ledger.write { try $0.save(Workspace(key: tenant, partner: PartnerID("south"))) }
        try await meet(Person(workspace: tenant, user: "pat"), .english, in: office)
        let route = try #require(try await office.sent().first?.routes.first)
        #expect(route.card.text.contains("Write register here") && route.card.text.contains("Programme"))
        #expect(route.card.summary.contains("Register a prospect"))
    }
}
