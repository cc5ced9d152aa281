import Desk
import DeskTesting
import Foundation
import Registrations
import Testing

@Suite struct PartnerLedgerTests {
    @Test(arguments: LedgerKind.allCases)
    func `a partner is kept whole, replaced, and found by name in any case`(kind: LedgerKind) async throws {
        try await kind.fresh { ledger in
            let domain = try #require(DomainName(ascii: "xn--mller-kva.example", display: "müller.example"))
            var partner = Samples.partner("p2", named: "Müller ÜBER Systems")
            partner.domains = [domain]
            partner.territories = ["DE", "a,b"]
            partner.language = .german
            partner.certifications = ["Delivery \"A\"", "b"]
            try await ledger.write { [partner] in try $0.save(partner) }
            #expect(try await ledger.read { try $0.partner(PartnerID("p2")) } == partner)
            #expect(try await ledger.read { try $0.partner(named: "mÜLLER über systems") } == partner)
            #expect(try await ledger.read { try $0.partner(named: "Müller") } == nil)
            partner.standing = .suspended
            partner.name = "Other"
            try await ledger.write { [partner] in try $0.save(partner) }
            let replaced = try await ledger.read { try $0.partner(PartnerID("p2")) }
            #expect(replaced == partner)
            #expect(replaced?.domains.first?.display == "müller.example")
            #expect(try await ledger.read { try $0.partner(named: "Müller ÜBER Systems") } == nil)
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `partners come by name`(kind: LedgerKind) async throws {
        try await kind.fresh { ledger in
            for (id, name) in [("1", "beta"), ("2", "Alpha"), ("3", "Gamma"), ("0", "Beta")] {
                try await ledger.write { try $0.save(Samples.partner(id, named: name)) }
            }
            #expect(try await ledger.read { try $0.partners().map(\.id.text) } == ["2", "0", "1", "3"])
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `a workspace is linked to one partner`(kind: LedgerKind) async throws {
        try await kind.fresh { ledger in
            let keys =
                ["T2", "T1"].map { WorkspaceKey(channel: .slack, id: $0) } + [WorkspaceKey(channel: .teams, id: "T1")]
            try await ledger.write { transaction in
                for key in keys { try transaction.save(Workspace(key: key)) }
                try transaction.save(Workspace(key: keys[0], name: "Two", partner: PartnerID("north")))
                try transaction.save(Workspace(key: keys[1], partner: PartnerID("north")))
            }
            let found = try await ledger.read { try $0.workspaces(of: PartnerID("north")) }
            #expect(found.map(\.key) == [keys[1], keys[0]])
            #expect(try await ledger.read { try $0.workspace(keys[0])?.name } == "Two")
            #expect(try await ledger.read { try $0.workspace(keys[2]) } == Workspace(key: keys[2]))
            #expect(try await ledger.read { try $0.workspace(WorkspaceKey(channel: .slack, id: "T9")) } == nil)
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `an installation is kept with its token's bytes and removed`(kind: LedgerKind) async throws {
        try await kind.fresh { ledger in
            var installation = Installation(
                workspace: Samples.vendor,
                botUser: nil,
                sealedToken: Array(0...255),
                scopes: ["chat:write", "commands"],
                installedAt: .second(0.001)
            )
            try await ledger.write { [installation] in try $0.save(installation) }
            #expect(try await ledger.read { try $0.installation(Samples.vendor) } == installation)
            installation.sealedToken = []
            installation.botUser = "U0BOT"
            try await ledger.write { [installation] in try $0.save(installation) }
            #expect(try await ledger.read { try $0.installation(Samples.vendor) } == installation)
            try await ledger.write { try $0.removeInstallation(Samples.vendor) }
            #expect(try await ledger.read { try $0.installation(Samples.vendor) } == nil)
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `a room keeps what is known of it under its new id`(kind: LedgerKind) async throws {
        try await kind.fresh { ledger in
            let joined = JoinedRoom(room: Samples.room, joinedAt: .second(5), isGreeted: true)
            let new = Room(workspace: Samples.vendor, id: "C0NEW")
            try await ledger.write { transaction in
                try transaction.save(JoinedRoom(room: Samples.room, joinedAt: .second(5), isGreeted: false))
                try transaction.save(joined)
                try transaction.renameRoom(Samples.room, to: Samples.room.id)
            }
            #expect(try await ledger.read { try $0.joinedRoom(Samples.room) } == joined)
            try await ledger.write { transaction in
                try transaction.save(JoinedRoom(room: new, joinedAt: .second(9), isGreeted: false))
                try transaction.renameRoom(Samples.room, to: "C0NEW")
            }
            #expect(try await ledger.read { try $0.joinedRoom(Samples.room) } == nil)
            let renamed = try await ledger.read { try $0.joinedRoom(new) }
            #expect(renamed == JoinedRoom(room: new, joinedAt: .second(5), isGreeted: true))
            try await ledger.write { try $0.removeRoom(new) }
            #expect(try await ledger.read { try $0.joinedRoom(new) } == nil)
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `open registrations move with their room, whoever's side they came from`(kind: LedgerKind) async throws {
        try await kind.fresh { ledger in
            let partners = Room(workspace: Samples.submitter.workspace, id: Samples.room.id)
            let other = Room(workspace: Samples.vendor, id: "C0OTHER")
            let rooms = [Samples.room, partners, other, Samples.room]
            for (number, room) in rooms.enumerated() {
                var made = try Samples.registration(number, status: number == 3 ? .rejected : .submitted)
                made.room = room
                let registration = made
                _ = try await ledger.write { try $0.insert(registration, nameKeys: []) }
            }
            try await ledger.write { try $0.renameRoom(Samples.room, to: "C0NEW") }
            for (number, id) in ["C0NEW", "C0NEW", "C0OTHER", Samples.room.id].enumerated() {
                let key = try Samples.registration(number).id
                let room = try await ledger.read { try $0.registration(key)?.room }
                #expect(room == Room(workspace: rooms[number].workspace, id: id))
            }
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `a person's language is the last one told`(kind: LedgerKind) async throws {
        try await kind.fresh { ledger in
            #expect(try await ledger.read { try $0.language(of: Samples.submitter) } == nil)
            try await ledger.write { try $0.save(language: .english, of: Samples.submitter, at: Samples.start) }
            try await ledger.write { try $0.save(language: .german, of: Samples.submitter, at: Samples.start) }
            #expect(try await ledger.read { try $0.language(of: Samples.submitter) } == .german)
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `promises nobody kept in time are removed`(kind: LedgerKind) async throws {
        try await kind.fresh { ledger in
            try await ledger.write { transaction in
                for second in [599.0, 600, 601] {
                    let digest = [UInt8(second - 599)]
                    let end = Date.second(second)
                    try transaction.save(InstallState(digest: digest, cookieDigest: [], partner: nil, expiresAt: end))
                }
                try transaction.removeInstallStates(expiredBy: .second(600))
            }
            let left = try await ledger.write { transaction in
                try (0...2).map { try transaction.takeInstallState(digest: [UInt8($0)]) != nil }
            }
            #expect(left == [false, true, true])
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `a promise is taken once`(kind: LedgerKind) async throws {
        try await kind.fresh { ledger in
            let state = InstallState(
                digest: [1, 2, 0],
                cookieDigest: [3],
                partner: PartnerID("north"),
                expiresAt: .second(600)
            )
            try await ledger.write { try $0.save(state) }
            #expect(try await ledger.write { try $0.takeInstallState(digest: [1, 2]) } == nil)
            #expect(try await ledger.write { try $0.takeInstallState(digest: [1, 2, 0]) } == state)
            #expect(try await ledger.write { try $0.takeInstallState(digest: [1, 2, 0]) } == nil)
        }
    }
}
