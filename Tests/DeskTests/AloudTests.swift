import DeskTesting
import Dialogue
import FoundationEssentials
import Registrations
import Testing

@testable import Desk

/// What a team hears where everybody reads along, and whose questions they are.
@Suite struct AloudTests {
    private func ask(_ words: String, of partner: String = "north", in office: Office) async throws -> Reply {
        let team = WorkspaceKey(channel: .teams, id: "outgoing \(partner)")
        var delivery = Delivery(
            key: nil,
            installation: team,
            actor: Person(workspace: team, user: "team"),
            room: nil,
            language: nil,
            input: .words(words),
            answer: .aloud,
            at: office.clock.now()
        )
        delivery.partner = PartnerID(partner)
        return try await office.desk.receive(delivery)
    }

    private func texts(_ card: Card) -> String {
        "\(card.heading ?? "") \(card.parts) \(card.summary)"
    }

    @Test func `a registration is told by number and next step, without names, link or button`() async throws {
        let office = try await Office()
        let registration = try await office.register("acme.example", by: Office.north)
        for words in ["status", "status \(registration.caseNumber)"] {
            let card = try await ask(words, in: office).card()
            let shown = texts(card)
            #expect(shown.contains("\(registration.caseNumber)"))
            #expect(!shown.contains("http") && card.buttons.isEmpty)
            for name in ["Rita", registration.answers.prospect.name.typed, registration.answers.contact.name] {
                #expect(!shown.contains(name), "\(name)")
            }
        }
    }

    @Test func `another partner's registration is unknown`() async throws {
        let office = try await Office()
        let registration = try await office.register("acme.example", by: Office.north)
        let theirs = texts(try await ask("status \(registration.caseNumber)", of: "south", in: office).card())
        let unknown = office.desk.newCaseNumber()
        let nobodys = texts(try await ask("status \(unknown)", of: "south", in: office).card())
        #expect(!theirs.contains("acme"))
        #expect(theirs == nobodys)
        #expect(!texts(try await ask("status", of: "south", in: office).card()).contains("REG-"))
    }

    @Test func `a check is answered and counted as the partner's`() async throws {
        let office = try await Office()
        #expect(texts(try await ask("check acme.example", in: office).card()).contains("acme.example"))
        try await office.ledger.write { transaction in
            let partner = try transaction.partner(PartnerID("north"))
            guard var partner else { return }
            partner.standing = .suspended
            try transaction.save(partner)
        }
        let refused = texts(try await ask("check acme.example", in: office).card())
        #expect(!refused.contains("acme.example"))
    }

    @Test(arguments: ["register", "acme.example", "deal", "withdraw REG-00000000", "queue", "why REG-00000000"])
    func `what needs a form or one person's eyes is said to be elsewhere`(words: String) async throws {
        let office = try await Office()
        let card = try await ask(words, in: office).card()
        #expect(card.buttons.isEmpty)
        #expect(try await office.registrations().isEmpty)
        #expect(try await office.sent().isEmpty)
    }

    @Test func `a partner that is gone is a stranger`() async throws {
        let office = try await Office()
        #expect(!texts(try await ask("rules", of: "nobody", in: office).card()).isEmpty)
        #expect(texts(try await ask("help", in: office).card()).contains("check acme.com"))
        #expect(!texts(try await ask("help", of: "nobody", in: office).card()).contains("check acme.com"))
    }
}

@Suite struct PartnerLinkTests {
    private static let token = Secret("vqF0En+Z0ucuRTM/01o2GuhMH3hKKk/N2bOmlM31zaA=")

    private func token(_ number: UInt8) -> Secret {
        Secret(Data(repeating: number, count: 32).base64EncodedString())
    }

    private func book(_ office: Office) -> PartnerBook {
        PartnerBook(ledger: office.ledger, time: office.clock, chance: office.chance)
    }

    @Test func `a key is kept sealed, opened for its partner, and two at most`() async throws {
        let office = try await Office()
        let book = book(office)
        for number in 1...3 as ClosedRange<UInt8> {
            office.clock.advance(bySeconds: 1)
            let added = try await book.add(
                outgoingKey: token(number),
                toPartnerNamed: "North Systems",
                sealedBy: office.keyring
            )
            #expect(added.keys == min(Int(number), 2))
        }
        let opened = try await office.desk.outgoingKeys()
        #expect(Set(opened.map(\.token)) == [token(2), token(3)])
        #expect(opened.allSatisfy { $0.partner == PartnerID("north") })
        let bytes = Array(token(3).reveal().utf8)
        for key in try await office.ledger.read({ try $0.outgoingKeys() }) {
            #expect(!key.sealed.contains(subsequence: bytes))
        }
    }

    @Test func `a key is one partner's alone, and given twice it is one`() async throws {
        let office = try await Office()
        let book = book(office)
        for _ in 1...2 {
            let added = try await book.add(
                outgoingKey: Self.token,
                toPartnerNamed: "North Systems",
                sealedBy: office.keyring
            )
            #expect(added.keys == 1)
        }
        await #expect(throws: PartnerBook.Trouble.keyTaken(by: "North Systems")) {
            try await book.add(outgoingKey: Self.token, toPartnerNamed: "South Systems", sealedBy: office.keyring)
        }
        await #expect(throws: PartnerBook.Trouble.unreadableKey) {
            try await book.add(outgoingKey: Secret("x"), toPartnerNamed: "South Systems", sealedBy: office.keyring)
        }
        await #expect(throws: PartnerBook.Trouble.unknownPartner("Nobody")) {
            try await book.add(outgoingKey: token(9), toPartnerNamed: "Nobody", sealedBy: office.keyring)
        }
    }

    @Test func `a person is linked once, with a trace, and not to two partners`() async throws {
        let office = try await Office()
        let book = book(office)
        let guest = Person(workspace: Office.teamsVendor, user: "guest")
        _ = try await book.link(guest, toPartnerNamed: "North Systems")
        #expect(try await office.ledger.read { try $0.linkedPartner(of: guest) } == PartnerID("north"))
        await #expect(throws: PartnerBook.Trouble.workspaceTaken("guest", by: "North Systems")) {
            try await book.link(guest, toPartnerNamed: "South Systems")
        }
        #expect(try await office.events(.service).map(\.event.kind) == [.workspaceLinked])
    }
}

extension [UInt8] {
    fileprivate func contains(subsequence other: [UInt8]) -> Bool {
        indices.contains { self[$0...].starts(with: other) }
    }
}
