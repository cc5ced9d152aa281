import Desk
import DeskTesting
import Foundation
import Registrations
import Testing

@Suite struct ReachLedgerTests {
    private static let vendor = WorkspaceKey(channel: .teams, id: "vendor")
    private static let partner = WorkspaceKey(channel: .teams, id: "partner")

    private func reach(_ user: String, _ account: String, host: WorkspaceKey = vendor, alone: String? = nil) -> Reach {
        Reach(
            person: Person(workspace: Self.partner, user: user),
            host: host,
            account: account,
            address: "https://smba.example/\(user)",
            conversation: alone
        )
    }

    @Test(arguments: LedgerKind.allCases)
    func `a person is found by themselves and by what their host calls them`(kind: LedgerKind) async throws {
        try await kind.fresh { ledger in
            let first = reach("u1", "29:a", alone: "a:1")
            let other = reach("u2", "29:b")
            let elsewhere = reach("u3", "29:a", host: Self.partner)
            try await ledger.write { for one in [first, other, elsewhere] { try $0.save(one) } }
            #expect(try await ledger.read { try $0.reach(of: first.person) } == first)
            #expect(try await ledger.read { try $0.reach(account: "29:a", host: Self.vendor) } == first)
            #expect(try await ledger.read { try $0.reach(account: "29:a", host: Self.partner) } == elsewhere)
            #expect(try await ledger.read { try $0.reach(account: "29:c", host: Self.vendor) } == nil)
            let sameNameInSlack = WorkspaceKey(channel: .slack, id: "vendor")
            #expect(try await ledger.read { try $0.reach(account: "29:a", host: sameNameInSlack) } == nil)
            let moved = reach("u1", "29:z", host: Self.partner)
            try await ledger.write { try $0.save(moved) }
            #expect(try await ledger.read { try $0.reach(of: first.person) } == moved)
            #expect(try await ledger.read { try $0.reach(account: "29:a", host: Self.vendor) } == nil)
            try await ledger.write { try $0.removeReach(of: first.person) }
            #expect(try await ledger.read { try $0.reach(of: first.person) } == nil)
            #expect(try await ledger.read { try $0.reach(of: other.person) } == other)
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `of several who are called alike the first by id is meant`(kind: LedgerKind) async throws {
        try await kind.fresh { ledger in
            try await ledger.write { for user in ["u2", "u1", "u3"] { try $0.save(reach(user, "29:a")) } }
            #expect(try await ledger.read { try $0.reach(account: "29:a", host: Self.vendor) }?.person.user == "u1")
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `a room has the newest address until it is left`(kind: LedgerKind) async throws {
        try await kind.fresh { ledger in
            let room = Room(workspace: Self.vendor, id: "19:a@thread.tacv2")
            try await ledger.write { transaction in
                try transaction.save(RoomReach(room: room, address: "old"))
                try transaction.save(RoomReach(room: room, address: "new"))
            }
            #expect(try await ledger.read { try $0.reach(of: room) } == RoomReach(room: room, address: "new"))
            let other = Room(workspace: Self.partner, id: room.id)
            #expect(try await ledger.read { try $0.reach(of: other) } == nil)
            try await ledger.write { try $0.removeReach(of: room) }
            #expect(try await ledger.read { try $0.reach(of: room) } == nil)
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `a person is linked to one partner`(kind: LedgerKind) async throws {
        try await kind.fresh { ledger in
            let guest = Person(workspace: Self.vendor, user: "guest")
            #expect(try await ledger.read { try $0.linkedPartner(of: guest) } == nil)
            try await ledger.write { transaction in
                try transaction.link(guest, to: PartnerID("north"))
                try transaction.link(guest, to: PartnerID("south"))
            }
            #expect(try await ledger.read { try $0.linkedPartner(of: guest) } == PartnerID("south"))
            let other = Person(workspace: Self.partner, user: "guest")
            #expect(try await ledger.read { try $0.linkedPartner(of: other) } == nil)
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `whose a person is says their own link, else their workspace where it may be asked`(
        kind: LedgerKind
    ) async throws {
        try await kind.fresh { ledger in
            let guest = Person(workspace: Self.vendor, user: "guest")
            let member = Person(workspace: Self.partner, user: "member")
            try await ledger.write { transaction in
                try transaction.save(Samples.partner("north", named: "North"))
                try transaction.save(Samples.partner("south", named: "South"))
                try transaction.save(Workspace(key: Self.partner, partner: PartnerID("north")))
                try transaction.link(guest, to: PartnerID("south"))
            }
            func partner(_ person: Person, _ workspace: WorkspaceKey?) async throws -> PartnerID? {
                try await ledger.read { try $0.partner(of: person, in: workspace)?.id }
            }
            #expect(try await partner(member, Self.partner) == PartnerID("north"))
            #expect(try await partner(member, nil) == nil)
            #expect(try await partner(guest, nil) == PartnerID("south"))
            // Their own link counts more than where they are.
            #expect(try await partner(guest, Self.partner) == PartnerID("south"))
            #expect(try await partner(member, Self.vendor) == nil)
            try await ledger.write { try $0.link(member, to: PartnerID("south")) }
            #expect(try await partner(member, Self.partner) == PartnerID("south"))
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `keys are kept with their bytes, by id`(kind: LedgerKind) async throws {
        try await kind.fresh { ledger in
            let keys = ["b", "a"].map { id in
                OutgoingKey(id: id, partner: PartnerID("north"), sealed: Array(0...255), addedAt: .second(0.001))
            }
            try await ledger.write { for key in keys { try $0.save(key) } }
            #expect(try await ledger.read { try $0.outgoingKeys() } == [keys[1], keys[0]])
            try await ledger.write { try $0.removeOutgoingKey("a") }
            #expect(try await ledger.read { try $0.outgoingKeys() } == [keys[0]])
        }
    }
}
