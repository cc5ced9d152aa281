import DeskTesting
import Dialogue
import FoundationEssentials
import Registrations
import Testing

@testable import Desk

/// A vendor's desk with three partners, two reviewers and a manager; everything is in memory and the clock stands still.
struct Office: Sendable {
    let ledger = MemoryLedger()
    let clock = ManualClock()
    let chance: SeededChance
    let policies: PolicyShelf
    let keyring: Keyring
    let vault: TokenVault
    let desk: FrontDesk
    let bell = Bell()

    static let vendor = Samples.vendor
    static let teamsVendor = WorkspaceKey(channel: .teams, id: "vendor-tenant")
    static let room = Samples.room
    static let rita = Person(workspace: vendor, user: "U0RITA")
    static let ben = Person(workspace: vendor, user: "U0BEN")
    static let mona = Person(workspace: vendor, user: "U0MONA")
    static let north = person(of: "north")
    static let south = person(of: "south")
    static let west = person(of: "west")
    static let masterKey = [UInt8](repeating: 7, count: Keyring.keyLengthBytes)

    static func workspace(_ partner: String) -> WorkspaceKey {
        WorkspaceKey(channel: .slack, id: "T0\(partner.uppercased())")
    }

    static func person(of partner: String, _ user: String = "U0SUB") -> Person {
        Person(workspace: workspace(partner), user: "\(user)\(partner.uppercased())")
    }

    static func policy() -> Policy {
        Policy(
            version: "7 abc",
            program: .init(id: "p", name: "Programme", language: .english, timeZone: "Europe/Berlin"),
            reviewers: [
                .init(name: "Rita", email: "rita@vendor.example", people: [rita], territories: ["DE"]),
                .init(name: "Ben", email: "ben@vendor.example", people: [ben], language: .german),
                .init(name: "Mona", email: "mona@vendor.example", people: [mona], isManager: true),
            ],
            routing: .init(fallback: "Rita")
        )
    }

    init(
        seed: UInt64 = 1,
        masterKeys: [[UInt8]] = [masterKey],
        chats: [WorkspaceKey] = [vendor],
        _ change: (inout Policy) -> Void = { _ in }
    ) async throws {
        var policy = Self.policy()
        change(&policy)
        chance = SeededChance(seed: seed)
        policies = PolicyShelf(policy)
        keyring = try #require(Keyring(masterKeys: masterKeys))
        vault = TokenVault(ledger: ledger, keyring: keyring, time: clock, own: [Self.vendor: Secret("xoxb-vendor")])
        desk = Self.desk(ledger, clock, chance, policies, keyring, vault, bell, chats)
        for name in ["north", "south", "west"] {
            try await ledger.write { transaction in
                try transaction.save(
                    Partner(id: PartnerID(name), name: "\(name.capitalized) Systems", tier: "gold", kind: .reseller)
                )
                try transaction.save(Workspace(key: Self.workspace(name), partner: PartnerID(name)))
            }
        }
        try await desk.learn(.joined(Self.room), keys: [], at: clock.now())
        _ = try await sent()
    }

    private static func desk(
        _ ledger: MemoryLedger,
        _ clock: ManualClock,
        _ chance: SeededChance,
        _ policies: PolicyShelf,
        _ keyring: Keyring,
        _ vault: TokenVault,
        _ bell: Bell,
        _ chats: [WorkspaceKey] = [vendor]
    ) -> FrontDesk {
        FrontDesk(
            ledger: ledger,
            time: clock,
            chance: chance,
            policies: policies,
            domains: TableDomainReader.common,
            legalForms: .common,
            keyring: keyring,
            vault: vault,
            bell: bell,
            settings: .init(
                publicURL: "https://registrar.example",
                command: "/claim",
                vendorWorkspaces: chats,
                chatInstallURL: "https://registrar.example/slack/install"
            )
        )
    }

    /// The same desk after its master keys were changed.
    func desk(masterKeys: [[UInt8]]) throws -> FrontDesk {
        let keyring = try #require(Keyring(masterKeys: masterKeys))
        return Self.desk(ledger, clock, chance, policies, keyring, vault, bell)
    }

    // What people do

    func act(
        _ input: Delivery.Input,
        by person: Person,
        key: String? = nil,
        in room: Room? = room,
        language: Language? = .english,
        answer: Delivery.AnswerPath = .response
    ) async throws -> Reply {
        try await desk.receive(
            Delivery(
                key: key.map { DeliveryKey(source: .slack, text: $0) },
                installation: room?.workspace ?? person.workspace,
                actor: person,
                room: room,
                language: language,
                input: input,
                answer: answer,
                at: clock.now()
            )
        )
    }

    func say(_ words: String, by person: Person, language: Language? = .english) async throws -> Reply {
        try await act(.words(words), by: person, language: language)
    }

    func press(_ verb: Verb, _ value: String, by person: Person, typed: [String: String] = [:]) async throws -> Reply {
        try await act(.press(verb, value: value, typed: typed), by: person)
    }

    func fill(
        _ form: Form.Name,
        _ token: String,
        _ typed: [String: String],
        by person: Person,
        key: String? = nil,
        language: Language? = .english
    ) async throws -> Reply {
        try await act(.filled(form, token: token, typed: typed), by: person, key: key, language: language)
    }

    static let contact = ["contact_name": "Kim Doe", "contact_email": "kim@prospect.example"]
    static let opportunity = ["problem": "They count by hand"]
    static let consent = ["consent": "yes"]

    static func company(_ domain: String) -> [String: String] {
        // Names that are nothing like each other, so that only the domain makes duplicates.
        let name = domain.split(separator: ".").first.map(String.init) ?? domain
        return ["company_name": name, "company_domain": domain]
    }

    /// The whole dialogue, to its last view.
    func dialogue(_ domain: String, by person: Person, language: Language? = .english) async throws -> Form {
        var form = try await say(domain, by: person, language: language).form()
        for typed in [Self.company(domain), Self.contact, Self.opportunity, Self.consent] {
            form = try await fill(.register, form.token, typed, by: person, language: language).form()
        }
        return form
    }

    func register(_ domain: String, by person: Person, language: Language? = .english) async throws -> Registration {
        let form = try await dialogue(domain, by: person, language: language)
        let draft = DraftID(String(form.token.prefix { $0 != "." }))
        let all = try await registrations()
        return try #require(all.first { $0.draft == draft })
    }

    // What is there

    func registrations() async throws -> [Registration] {
        try await ledger.read { try $0.registrations(RegistrationQuery(limit: 10_000)) }
    }

    func now(_ registration: Registration) async throws -> Registration {
        let found = try await ledger.read { try $0.registration(registration.id) }
        return try #require(found)
    }

    func events(_ chain: ChainID) async throws -> [StoredEvent] {
        try await ledger.read { try $0.events(of: chain, after: 0, limit: 10_000) }
    }

    func kinds(_ registration: Registration) async throws -> [Event.Kind] {
        try await events(.registration(registration.id)).map(\.event.kind)
    }

    /// Everything that waits in the outbox, taken and sent; cards before notes before lines.
    func sent() async throws -> [Message] {
        var sent: [Message] = []
        let now = clock.now()
        while true {
            let batch = try await ledger.write { transaction in
                let due = try transaction.lease(now: now, until: now.addingTimeInterval(60), limit: 100)
                for message in due {
                    let id = message.message.id
                    _ = try transaction.settle(id, fence: message.fence, state: .done, reference: id.text, reason: nil)
                }
                return due.map(\.message)
            }
            guard !batch.isEmpty else {
                return Message.Purpose.allCases.flatMap { purpose in sent.filter { $0.purpose == purpose } }
            }
            sent += batch
        }
    }
}

extension Reply {
    func form(_ location: SourceLocation = #_sourceLocation) throws -> Form {
        guard case .form(let form, _) = self else {
            Issue.record("no form: \(self)", sourceLocation: location)
            throw WrongReply()
        }
        return form
    }

    func card(_ location: SourceLocation = #_sourceLocation) throws -> Card {
        guard case .card(let card) = self else {
            Issue.record("no card: \(self)", sourceLocation: location)
            throw WrongReply()
        }
        return card
    }

    func mistakes(_ location: SourceLocation = #_sourceLocation) throws -> [FieldMistake] {
        guard case .mistakes(let mistakes) = self else {
            Issue.record("no mistakes: \(self)", sourceLocation: location)
            throw WrongReply()
        }
        return mistakes
    }

    /// What the person reads, whatever form it has.
    var text: String {
        switch self {
        case .nothing, .done: ""
        case .card(let card): card.text
        case .form(let form, _): form.text
        case .mistakes(let mistakes): mistakes.map(\.sentence).joined(separator: "\n")
        }
    }
}

struct WrongReply: Error {}

extension Part {
    var text: String {
        switch self {
        case .paragraph(let text), .note(let text): text.all
        case .facts(let facts): facts.map { "\($0.label) \($0.value.all)" }.joined(separator: "\n")
        case .quote(let text): text
        case .divider: ""
        }
    }
}

extension Text {
    /// With the addresses of its links.
    var all: String {
        runs.map { run in
            if case .link(let label, let url) = run { return "\(label) \(url)" }
            return Text([run]).plain
        }.joined()
    }
}

extension Card {
    var text: String { ([heading ?? "", summary] + parts.map(\.text) + buttons.map(\.label)).joined(separator: "\n") }
}

extension Form {
    var text: String { ([title] + intro.map(\.text) + [submit ?? "", close]).joined(separator: "\n") }
    func value(_ id: String) -> String? { inputs.first { $0.id == id }?.value ?? nil }
}

extension Page {
    var text: String {
        ([title, status, next.all] + sections.flatMap { [$0.heading] + $0.parts.map(\.text) } + history.map(\.text.all)
            + [foot.all]).joined(separator: "\n")
    }
}
