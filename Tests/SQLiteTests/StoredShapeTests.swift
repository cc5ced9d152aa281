import Desk
import DeskTesting
import Dialogue
import Foundation
import GRDB
import Registrations
import Testing

@testable import SQLite

/// Values written without `Codable` have its shape, so that releases before and after read each other's rows.
@Suite struct StoredShapeTests {
    private static let words = "\"Quoted\" \\ back/slash\n\tnext \u{1} Zoë 株式会社 👩‍👧"

    private static let card = Card(
        heading: words,
        parts: [
            .paragraph(
                Text([.plain("a "), .strong("b"), .typed(words), .link(label: words, url: "https://a.example/?b=c")])
            ),
            .facts([Fact("Company", Text([.typed(words)])), Fact("Empty", Text([]))]), .facts([]), .quote(words),
            .note("small"), .divider,
        ],
        buttons: [
            Button(.reviewApprove, "Approve", value: words, style: .primary),
            Button(
                .withdraw,
                "Withdraw",
                value: "",
                style: .danger,
                confirm: .init(title: "Sure?", text: words, yes: "Yes", no: "No")
            ),
        ],
        summary: ""
    )

    private static let routes = [
        Route(.direct(Samples.submitter, installation: Samples.vendor), card),
        Route(.privately(Samples.submitter, Samples.room), Card(summary: words)),
        Route(.room(Room(workspace: WorkspaceKey(channel: .teams, id: "t"), id: words)), Card(summary: "s")),
    ]

    private static func message(_ routes: [Route]) -> Message {
        Message(
            id: MessageID("a"),
            conversation: "a",
            purpose: .reviewCard,
            registration: RegistrationID("r1"),
            routes: routes
        )
    }

    private func text(_ column: String, of table: String, in ledger: SQLiteLedger) async throws -> String {
        let text = try await ledger.pool.read { try String.fetchOne($0, sql: "SELECT \(column) FROM \(table)") }
        return try #require(text)
    }

    private func decoded<Value: Decodable>(_ text: String, as _: Value.Type) throws -> Value {
        try JSONDecoder().decode(Value.self, from: Data(text.utf8))
    }

    @Test func `a message's ways are written as Codable reads them`() async throws {
        try await withLedger { ledger in
            try await ledger.write { try $0.enqueue(Self.message(Self.routes), due: Samples.start) }
            let cards = try decoded(await text("cards", of: "outbox", in: ledger), as: [Card].self)
            let addresses = try decoded(await text("addresses", of: "outbox", in: ledger), as: [Address].self)
            #expect(zip(addresses, cards).map { Route($0, $1) } == Self.routes)
        }
    }

    @Test func `a message's ways are read as Codable writes them`() async throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let cards = String(decoding: try encoder.encode(Self.routes.map(\.card)), as: UTF8.self)
        let addresses = String(decoding: try encoder.encode(Self.routes.map(\.address)), as: UTF8.self)
        try await withLedger { ledger in
            try await ledger.write { try $0.enqueue(Self.message([Self.routes[2]]), due: Samples.start) }
            try await ledger.pool.write {
                try $0.execute(sql: "UPDATE outbox SET cards = ?, addresses = ?", arguments: [cards, addresses])
            }
            let until = Samples.start.addingTimeInterval(60)
            let due = try await ledger.write { try $0.lease(now: Samples.start, until: until, limit: 1) }
            #expect(due.map(\.message.routes) == [Self.routes])
        }
    }

    @Test(arguments: ["Acme", words, "Müller & Söhne", "\"normalised\":\"x\",\"plain\":\"y\""])
    func `a name and its checks are stored as Codable has them`(name: String) async throws {
        var registration = try Samples.registration(1, name: name)
        let checks = [
            Check(.similarName, .flag, .nameSimilar, evidence: [.init("names", Self.words), .init("score", "")]),
            Check(.consent, .pass, .consentGiven),
        ]
        registration.checks = checks
        let checked = registration
        try await withLedger { ledger in
            _ = try await ledger.write { try $0.insert(checked, nameKeys: ["=a"]) }
            let stored = try decoded(await text("company_name", of: "registration", in: ledger), as: CompanyName.self)
            #expect(stored == checked.answers.prospect.name)
            #expect(try decoded(await text("checks", of: "registration", in: ledger), as: [Check].self) == checks)
            #expect(try await ledger.read { try $0.registration(checked.id) } == checked)
            let like = try await ledger.read { try $0.similarNames(keys: ["=a"], limit: 9) { $0 == stored.spellings } }
            #expect(like.map(\.name) == [stored.typed])
            #expect(like.map(\.spellings) == [stored.spellings])
        }
    }

    private static let form = Form(
        name: .reviewReject,
        token: words,
        title: "Title",
        intro: [.divider, .quote(words)],
        inputs: [
            Form.Input(id: "a", label: words, kind: .line(maximumLength: 7), isRequired: true, value: words),
            Form.Input(
                id: "b",
                label: "",
                kind: .paragraph(maximumLength: 9),
                isRequired: false,
                hint: "",
                placeholder: "p"
            ),
            Form.Input(id: "c", label: "", kind: .email, isRequired: false),
            Form.Input(id: "d", label: "", kind: .number, isRequired: false),
            Form.Input(id: "e", label: "", kind: .choice([.init(value: "1", label: words)]), isRequired: false),
            Form.Input(id: "f", label: "", kind: .choices([]), isRequired: false),
            Form.Input(id: "g", label: "", kind: .tick(.init(value: "yes", label: "Yes")), isRequired: false),
        ],
        submit: nil,
        close: "Close",
        buttons: card.buttons
    )

    private static let replies: [Reply] = [
        .nothing, .done, .card(card), .form(form, otherwise: nil), .form(form, otherwise: card), .mistakes([]),
        .mistakes([FieldMistake(input: "a", sentence: words)]),
    ]

    @Test(arguments: replies)
    func `a reply is written as Codable reads it`(reply: Reply) async throws {
        let key = DeliveryKey(source: .slack, text: "k")
        try await withLedger { ledger in
            let stored = try await ledger.write { transaction in
                _ = try transaction.claim(key, at: Samples.start)
                try transaction.store(reply, for: key)
                return try transaction.storedReply(key)
            }
            #expect(stored == reply)
        }
    }

    @Test func `a name that is not alike is counted and not told`() async throws {
        try await withLedger { ledger in
            for number in 1...3 {
                let registration = try Samples.registration(number, name: "Acme \(number)")
                _ = try await ledger.write { try $0.insert(registration, nameKeys: ["=a", ".acme"]) }
            }
            let found = try await ledger.read {
                try $0.similarNames(keys: ["=a", ".acme"], limit: 2) { $0.plain != "acme 1" }
            }
            #expect(found.map(\.name) == ["Acme 2"])
        }
    }
}
