import Desk
import DeskTesting
import Registrations
import Synchronization
import Testing

@testable import SQLite

@Suite(.timeLimit(.minutes(1))) struct OverloadTests {
    private func turn(_ line: String?, milliseconds: Int) -> Turn {
        Turn(line: line, begunBy: .now + .milliseconds(milliseconds))
    }

    private func drafts(_ ids: [String], in ledger: SQLiteLedger) async throws -> [String] {
        try await ledger.read { reader in try ids.filter { try reader.draft(DraftID($0)) != nil } }
    }

    private func pass(_ moment: ContinuousClock.Instant) async {
        while ContinuousClock.now <= moment { await Task.yield() }
    }

    @Test func `a write whose time is over is refused before it runs, and its neighbours are written`() async throws {
        try await withLedger { (ledger) async throws in
            let gate = Gate()
            let runs = Diary()
            await withTaskGroup(of: Void.self) { tasks in
                tasks.addTask { _ = await trouble { try await ledger.write { _ in gate.pass() } } }
                await gate.untilReached()
                let late = turn("T1", milliseconds: 2_000)
                tasks.addTask {
                    let refusal = await trouble {
                        try await ledger.write(late) { transaction in
                            runs.write("late")
                            try transaction.save(Samples.draft("late"))
                        }
                    }
                    #expect(refusal == .busy("it waited for too long"))
                }
                await ledger.untilWaiting(1)
                tasks.addTask {
                    #expect(await trouble { try await ledger.write { try $0.save(Samples.draft("d1")) } } == nil)
                }
                await ledger.untilWaiting(2)
                if let begunBy = late.begunBy { await pass(begunBy) }
                gate.open()
            }
            #expect(runs.lines.isEmpty)
            #expect(try await drafts(["late", "d1"], in: ledger) == ["d1"])
        }
    }

    @Test(.timeLimit(.minutes(1)))
    func `while the writer stands still nobody new is let in, reading goes on, and it opens again by itself`()
        async throws
    {
        try await withLedger { (ledger) async throws in
            let usual = try await ContinuousClock().measure {
                try await ledger.write { try $0.save(Samples.draft("d0")) }
            }
            let gate = Gate()
            await withTaskGroup(of: Void.self) { tasks in
                tasks.addTask { _ = await trouble { try await ledger.write { _ in gate.pass() } } }
                await gate.untilReached()
                // A write is overdue when it lasts longer than twice the usual.
                await pass(.now + .milliseconds(200) + usual * 3)
                #expect(!ledger.hasRoom(for: turn("T1", milliseconds: 100)))
                let refused = await trouble {
                    try await ledger.write(turn("T1", milliseconds: 100)) { try $0.save(Samples.draft("d1")) }
                }
                #expect(refused == .busy("more writes wait than can be done in time"))
                let known = await trouble {
                    try await ledger.write(
                        turn("T1", milliseconds: 100),
                        knowing: { try $0.partners() },
                        { transaction, _ in try transaction.save(Samples.draft("d1")) }
                    )
                }
                #expect(known == .busy("more writes wait than can be done in time"))
                // Reading never waits for writing.
                #expect(
                    await trouble { _ = try await ledger.read(turn("T1", milliseconds: 5_000)) { try $0.partners() } }
                        == nil
                )
                gate.open()
            }
            // Whoever waited is answered before the writer is through.
            while !ledger.hasRoom(for: turn("T1", milliseconds: 100)) { await Task.yield() }
            try await ledger.write(turn("T1", milliseconds: 5_000)) { try $0.save(Samples.draft("d2")) }
            #expect(try await drafts(["d1", "d2"], in: ledger) == ["d2"])
        }
    }

    @Test func `a quiet workspace does not stand behind a noisy one`() async throws {
        try await withLedger { (ledger) async throws in
            let gate = Gate()
            let order = Diary()
            await withTaskGroup(of: Void.self) { tasks in
                tasks.addTask { _ = await trouble { try await ledger.write { _ in gate.pass() } } }
                await gate.untilReached()
                for number in 1...200 {
                    tasks.addTask {
                        _ = await trouble {
                            try await ledger.write(Turn(line: "noisy", begunBy: nil)) { _ in
                                order.write("noisy")
                            }
                        }
                    }
                    await ledger.untilWaiting(number)
                }
                tasks.addTask {
                    _ = await trouble {
                        try await ledger.write(Turn(line: "quiet", begunBy: nil)) { _ in
                            order.write("quiet")
                        }
                    }
                }
                await ledger.untilWaiting(201)
                gate.open()
            }
            #expect(order.lines.firstIndex(of: "quiet").map { $0 <= 1 } == true)
        }
    }
}

/// What ran, in order.
private final class Diary: Sendable {
    private let list = Mutex<[String]>([])

    var lines: [String] { list.withLock { $0 } }

    func write(_ line: String) { list.withLock { $0.append(line) } }
}

private func trouble(_ body: () async throws -> Void) async -> LedgerTrouble? {
    do {
        try await body()
        return nil
    } catch {
        return error as? LedgerTrouble ?? .broken("\(error)")
    }
}
