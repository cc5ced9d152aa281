import DeskTesting
import Dialogue
import FoundationEssentials
import Registrations
import Testing

@testable import Desk

@Suite struct OnboardTests {
    private static let room = Room(workspace: Office.vendor, id: "C0NEW")

    private func key(_ text: String) -> DeliveryKey { DeliveryKey(source: .slack, text: text) }

    @Test func `a room is greeted once, whatever the event is called`() async throws {
        let office = try await Office()
        let now = office.clock.now()
        try await office.desk.learn(.joined(Self.room), keys: [key("e1"), key("join C0NEW")], at: now)
        let greeting = try #require(try await office.sent().first)
        #expect(greeting.purpose == .entryCard && greeting.routes.map(\.address) == [.room(Self.room)])
        #expect(greeting.routes.first?.card.buttons.map(\.verb) == [.registerStart])
        try await office.desk.learn(.joined(Self.room), keys: [key("e1")], at: now)
        try await office.desk.learn(.joined(Self.room), keys: [key("e2"), key("join C0NEW")], at: now)
        try await office.desk.learn(.joined(Self.room), keys: [key("e3"), key("join again")], at: now)
        #expect(try await office.sent().isEmpty)
    }

    @Test func `old news under a new name does nothing`() async throws {
        let office = try await Office()
        let now = office.clock.now()
        try await office.desk.learn(.left(Office.room), keys: [key("e1"), key("left at noon")], at: now)
        try await office.desk.learn(.joined(Office.room), keys: [key("e2"), key("joined at one")], at: now)
        for keys in [[key("e3"), key("left at noon")], [key("left at noon"), key("e4")]] {
            try await office.desk.learn(.left(Office.room), keys: keys, at: now)
            #expect(try await office.ledger.read { try $0.joinedRoom(Office.room) } != nil)
        }
    }

    @Test func `another's room is none of ours`() async throws {
        let office = try await Office()
        let room = Room(workspace: Office.north.workspace, id: "C0THEIRS")
        try await office.desk.learn(.joined(room), keys: [], at: office.clock.now())
        #expect(try await office.sent().isEmpty)
        #expect(try await office.ledger.read { try $0.joinedRoom(room) } == nil)
    }

    @Test func `rooms are left and renamed`() async throws {
        let office = try await Office()
        let now = office.clock.now()
        try await office.desk.learn(.renamed(Office.room, to: "G0SHARED"), keys: [key("r")], at: now)
        let renamed = Room(workspace: Office.vendor, id: "G0SHARED")
        #expect(try await office.ledger.read { try $0.joinedRoom(renamed) }?.isGreeted == true)
        #expect(try await office.ledger.read { try $0.joinedRoom(Office.room) } == nil)
        try await office.desk.learn(.left(renamed), keys: [key("l")], at: now)
        #expect(try await office.ledger.read { try $0.joinedRoom(renamed) } == nil)
    }

    @Test func `an uninstallation removes the token, at once and with a trace`() async throws {
        let office = try await Office()
        let workspace = Office.north.workspace
        try await office.install(workspace)
        #expect(try await office.vault.token(for: workspace)?.reveal() == "xoxb-T0NORTH")
        for number in 1...2 {
            try await office.desk.learn(
                .uninstalled(workspace, at: office.clock.now()),
                keys: [key("u\(number)")],
                at: office.clock.now()
            )
        }
        #expect(try await office.vault.token(for: workspace) == nil)
        #expect(try await office.ledger.read { try $0.installation(workspace) } == nil)
        #expect(try await office.events(.service).map(\.event.kind) == [.appInstalled, .appUninstalled])
    }

    @Test func `another replica keeps a token that was given back for a minute, and then has none`() async throws {
        let office = try await Office()
        let workspace = Office.north.workspace
        try await office.install(workspace)
        let other = TokenVault(ledger: office.ledger, keyring: office.keyring, time: office.clock, own: [:])
        #expect(try await other.token(for: workspace)?.reveal() == "xoxb-T0NORTH")
        let news = News.uninstalled(workspace, at: office.clock.now())
        try await office.desk.learn(news, keys: [key("u1")], at: office.clock.now())
        // It heard nothing, and was never refused: only the time tells it to look again.
        office.clock.advance(bySeconds: 60)
        #expect(try await other.token(for: workspace) == nil)
        // Nor does it take that for the last word.
        try await office.install(workspace)
        office.clock.advance(bySeconds: 60)
        #expect(try await other.token(for: workspace) != nil)
    }

    @Test func `late news of an uninstallation leave a newer installation alone`() async throws {
        let office = try await Office()
        let workspace = Office.north.workspace
        let before = office.clock.now()
        office.clock.advance(bySeconds: 5)
        try await office.install(workspace)
        for (number, at) in [before, before.addingTimeInterval(4.999)].enumerated() {
            let news = News.uninstalled(workspace, at: at)
            try await office.desk.learn(news, keys: [key("u\(number)")], at: office.clock.now())
        }
        #expect(try await office.vault.token(for: workspace) != nil)
        try await office.desk.learn(
            .uninstalled(workspace, at: before.addingTimeInterval(5)),
            keys: [key("u3")],
            at: office.clock.now()
        )
        #expect(try await office.vault.token(for: workspace) == nil)
    }

    @Test func `whoever begins to install clears away what nobody came back with`() async throws {
        let office = try await Office()
        let now = office.clock.now()
        try await office.ledger.write { transaction in
            for (number, end) in [now.addingTimeInterval(-1), now.addingTimeInterval(1)].enumerated() {
                let digest = [UInt8(number)]
                try transaction.save(InstallState(digest: digest, cookieDigest: [], partner: nil, expiresAt: end))
            }
        }
        _ = try await office.desk.beginInstallation(invitation: nil)
        let left = try await office.ledger.write { transaction in
            try [[UInt8(0)], [UInt8(1)]].map { try transaction.takeInstallState(digest: $0) != nil }
        }
        #expect(left == [false, true])
    }

    @Test func `an unlinked workspace is put before the managers once a day, however often it installs`() async throws {
        let office = try await Office()
        let workspace = WorkspaceKey(channel: .slack, id: "T0WHO")
        for _ in 1...3 { try await office.install(workspace) }
        _ = try await office.say("", by: Person(workspace: workspace, user: "U0WHO"))
        #expect(try await office.sent().map(\.purpose) == [.linkCard])
        office.clock.advance(bySeconds: 86_401)
        try await office.install(workspace)
        #expect(try await office.sent().map(\.purpose) == [.linkCard])
    }

    @Test func `an installation's promise is kept once, in its browser, for ten minutes`() async throws {
        let office = try await Office()
        func begin() async throws -> (state: String, cookie: String) {
            try await office.desk.beginInstallation(invitation: nil)
        }
        func takes(_ state: String, _ cookie: String?) async throws -> Bool {
            try await office.desk.takeInstallation(state: state, cookie: cookie) != nil
        }
        let first = try await begin()
        #expect(first.state != first.cookie && first.state.utf8.count >= 43)
        #expect(try await takes(first.state, first.cookie))
        #expect(try await !takes(first.state, first.cookie))
        let other = try await begin()
        for cookie in [nil, "", first.cookie, other.state] {
            let promise = try await begin()
            #expect(try await !takes(promise.state, cookie))
            // Spent, even by the wrong browser.
            #expect(try await !takes(promise.state, promise.cookie))
        }
        for state in ["", "x", other.cookie] { #expect(try await !takes(state, other.cookie)) }
        office.clock.advance(bySeconds: 599)
        #expect(try await takes(other.state, other.cookie))
        let late = try await begin()
        office.clock.advance(bySeconds: 600)
        #expect(try await !takes(late.state, late.cookie))
    }

    @Test func `an installed workspace is linked where the admin named it, else put before the managers`() async throws
    {
        let office = try await Office()
        try await office.install(Office.north.workspace)
        #expect(try await office.sent().isEmpty)
        try await office.install(WorkspaceKey(channel: .slack, id: "T0WHO"))
        let card = try #require(try await office.sent().first)
        #expect(card.purpose == .linkCard)
        #expect(card.routes.first?.card.buttons.first?.value == "slack:T0WHO")
        let notices: [(InstallNotice, String)] = [
            (.linked(partner: "North"), "/claim"), (.waitsForLink, "partner manager"), (.declined, "declined"),
            (.failed, "did not work"),
        ]
        for (notice, words) in notices {
            #expect(office.desk.installNotice(notice, language: .english).text.contains(words))
            #expect(
                office.desk.installNotice(notice, language: .german) != office.desk.installNotice(notice, language: nil)
            )
        }
    }

    @Test func `tokens are sealed, bound to their workspace, and open while their key is there`() async throws {
        let old = try #require(Keyring(masterKeys: [Office.masterKey]))
        let newKey = [UInt8](repeating: 8, count: 32)
        let both = try #require(Keyring(masterKeys: [newKey, Office.masterKey]))
        let new = try #require(Keyring(masterKeys: [newKey]))
        let sealed = try old.seal(Secret("xoxb-1"), purpose: "token slack T1")
        #expect(String(decoding: sealed, as: UTF8.self).contains("xoxb") == false)
        #expect(try old.seal(Secret("xoxb-1"), purpose: "token slack T1") != sealed)
        #expect(try both.open(sealed, purpose: "token slack T1").reveal() == "xoxb-1")
        #expect(throws: KeyTrouble.unknownKey) { try new.open(sealed, purpose: "token slack T1") }
        #expect(throws: (any Error).self) { try old.open(sealed, purpose: "token slack T2") }
        for place in sealed.indices {
            var broken = sealed
            broken[place] ^= 1
            #expect(throws: (any Error).self) { try old.open(broken, purpose: "token slack T1") }
        }
        for length in 0..<sealed.count {
            #expect(throws: (any Error).self) { try old.open(Array(sealed.prefix(length)), purpose: "token slack T1") }
        }
        #expect(Array(try both.seal(Secret("a"), purpose: "p").prefix(4)) != Array(sealed.prefix(4)))
    }

    @Test func `a master key has thirty-two bytes`() {
        for keys in [[], [[]], [[UInt8](repeating: 1, count: 31)], [Office.masterKey, []]] as [[[UInt8]]] {
            #expect(Keyring(masterKeys: keys) == nil)
        }
    }

    @Test func `the vault keeps a token for a minute and the vendor's for ever`() async throws {
        let office = try await Office()
        let workspace = Office.north.workspace
        #expect(try await office.vault.token(for: Office.vendor)?.reveal() == "xoxb-vendor")
        #expect(try await office.vault.token(for: workspace) == nil)
        try await office.install(workspace)
        #expect(try await office.vault.token(for: workspace) != nil)
        // Another replica removed it.
        try await office.ledger.write { try $0.removeInstallation(workspace) }
        #expect(try await office.vault.token(for: workspace) != nil)
        office.clock.advance(bySeconds: 60)
        #expect(try await office.vault.token(for: workspace) == nil)
    }

    @Test func `a secret is never printed`() {
        let secret = Secret("xoxb-1")
        var dumped = ""
        dump(secret, to: &dumped)
        for text in ["\(secret)", String(reflecting: secret), String(describing: [secret]), dumped] {
            #expect(!text.contains("xoxb"))
        }
    }

    @Test func `the admin keeps the partner book`() async throws {
        let office = try await Office()
        let book = PartnerBook(ledger: office.ledger, time: office.clock, chance: office.chance)
        func add(_ name: String, _ workspaces: [WorkspaceKey]) async throws -> Partner {
            try await book.add(
                name: name,
                tier: "gold",
                kind: .referral,
                territories: [],
                domains: [],
                language: nil,
                workspaces: workspaces
            )
        }
        let free = WorkspaceKey(channel: .slack, id: "T0EAST")
        await #expect(throws: PartnerBook.Trouble.nameTaken("NORTH systems")) { try await add("NORTH systems", []) }
        await #expect(throws: PartnerBook.Trouble.workspaceTaken("T0NORTH", by: "North Systems")) {
            try await add("East", [free, Office.north.workspace])
        }
        #expect(try await office.ledger.read { try $0.workspace(free) } == nil)
        let east = try await add("East", [free])
        #expect(
            try await book.list().map(\.partner.name) == ["East", "North Systems", "South Systems", "West Systems"]
        )
        await #expect(throws: PartnerBook.Trouble.unknownPartner("Nobody")) {
            try await book.link(free, toPartnerNamed: "Nobody")
        }
        #expect(try await book.link(free, toPartnerNamed: "east") == east)
        #expect(try await office.events(.service).map(\.event.kind) == [.partnerAdded, .workspaceLinked])
    }
}
