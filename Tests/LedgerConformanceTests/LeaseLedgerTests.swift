import Desk
import DeskTesting
import Foundation
import Registrations
import Testing

@Suite struct LeaseLedgerTests {
    private func lease(_ owner: String, at seconds: Double, for length: Double = 60) -> Lease {
        Lease(name: "clocks", owner: owner, at: .second(seconds), seconds: length)
    }

    @Test(arguments: LedgerKind.allCases)
    func `one replica has the lease, and keeps it as long as it asks`(kind: LedgerKind) async throws {
        try await kind.fresh { (ledger) async throws in
            for seconds in [0.0, 20, 40, 80, 200] {
                let ours = lease("north", at: seconds)
                #expect(try await ledger.write { try $0.take(ours) } == 1)
                let theirs = lease("south", at: seconds + 1)
                #expect(try await ledger.write { try $0.take(theirs) } == nil)
            }
            let other = Lease(name: "leftovers", owner: "south", at: .second(0), seconds: 60)
            #expect(try await ledger.write { try $0.take(other) } == 1, "each name is its own")
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `one who is late by every clock loses it, and can renew nothing any more`(kind: LedgerKind) async throws {
        try await kind.fresh { (ledger) async throws in
            let first = lease("north", at: 0)
            #expect(try await ledger.write { try $0.take(first) } == 1)
            let early = lease("south", at: 69)
            #expect(try await ledger.write { try $0.take(early) } == nil, "its clock may be ahead")
            let second = lease("south", at: 71)
            #expect(try await ledger.write { try $0.take(second) } == 2)
            let late = lease("north", at: 72)
            #expect(try await ledger.write { try $0.renew(late, fence: 1) } == false)
            #expect(try await ledger.write { try $0.renew(late, fence: 2) } == false)
            #expect(try await ledger.write { try $0.renew(second, fence: 2) })
            #expect(try await ledger.write { try $0.take(late) } == nil)
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `one who comes back before anybody took it has it still`(kind: LedgerKind) async throws {
        try await kind.fresh { (ledger) async throws in
            let first = lease("north", at: 0)
            #expect(try await ledger.write { try $0.take(first) } == 1)
            let late = lease("north", at: 500)
            #expect(try await ledger.write { try $0.renew(late, fence: 1) })
            #expect(try await ledger.write { try $0.take(late) } == 1)
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `what is handed back is free at once, and only its owner hands it back`(kind: LedgerKind) async throws {
        try await kind.fresh { (ledger) async throws in
            let (ours, theirs) = (lease("north", at: 0), lease("south", at: 1))
            #expect(try await ledger.write { try $0.take(ours) } == 1)
            try await ledger.write { try $0.giveBack(theirs) }
            #expect(try await ledger.write { try $0.take(theirs) } == nil)
            try await ledger.write { try $0.giveBack(ours) }
            #expect(try await ledger.write { try $0.renew(ours, fence: 1) } == false)
            #expect(try await ledger.write { try $0.take(theirs) } == 2)
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `a lease from a clock that was an hour ahead keeps nobody waiting`(kind: LedgerKind) async throws {
        try await kind.fresh { (ledger) async throws in
            let ahead = lease("north", at: 3_600)
            #expect(try await ledger.write { try $0.take(ahead) } == 1)
            let now = lease("south", at: 0)
            #expect(try await ledger.write { try $0.take(now) } == 2)
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `of many who ask at once one gets it`(kind: LedgerKind) async throws {
        try await kind.fresh { (ledger) async throws in
            let fences = try await withThrowingTaskGroup(of: Int?.self) { group in
                for number in 1...32 {
                    let asked = lease("replica \(number)", at: 0)
                    group.addTask { try await ledger.write { try $0.take(asked) } }
                }
                return try await group.reduce(into: [Int]()) { fences, fence in
                    if let fence { fences.append(fence) }
                }
            }
            #expect(fences == [1])
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `a replica that was stopped amid its work writes nothing more once another has taken over`(
        kind: LedgerKind
    ) async throws {
        try await kind.fresh { (ledger) async throws in
            let clock = ManualClock(.second(0))
            let stopped = Tenure("clocks", owner: "north", seconds: 60, ledger: ledger, time: clock)
            let other = Tenure("clocks", owner: "south", seconds: 60, ledger: ledger, time: clock)
            let isDone = try await stopped.run { fenced in
                try await fenced.write { try $0.save(Samples.draft("d1")) }
                #expect(try await other.run { _ in } == false)
                clock.advance(bySeconds: 71)
                let tookOver = try await other.run { theirs in
                    try await theirs.write { try $0.save(Samples.draft("d2")) }
                }
                #expect(tookOver)
                try await fenced.write { try $0.save(Samples.draft("d3")) }
            }
            #expect(!isDone)
            let found = try await ledger.read { reader in
                try ["d1", "d2", "d3"].filter { try reader.draft(DraftID($0)) != nil }
            }
            #expect(found == ["d1", "d2"])
            try await other.giveBack()
            #expect(try await stopped.run { _ in })
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `work that writes for longer than its lease lasts renews it on the way`(kind: LedgerKind) async throws {
        try await kind.fresh { (ledger) async throws in
            let clock = ManualClock(.second(0))
            let ours = Tenure("clocks", owner: "north", seconds: 60, ledger: ledger, time: clock)
            let other = Tenure("clocks", owner: "south", seconds: 60, ledger: ledger, time: clock)
            let isDone = try await ours.run { fenced in
                for number in 1...10 {
                    clock.advance(bySeconds: 50)
                    try await fenced.write { try $0.save(Samples.draft("d\(number)")) }
                    #expect(try await other.run { _ in } == false)
                }
            }
            #expect(isDone)
        }
    }
}
