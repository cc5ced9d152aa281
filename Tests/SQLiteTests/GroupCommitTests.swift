import Desk
import DeskTesting
import Foundation
import GRDB
import Registrations
import Testing

@testable import SQLite

@Suite struct GroupCommitTests {
    struct Poison: Error {}

    /// Runs the bodies in one group, in order; nil where one succeeded.
    func group(
        in ledger: SQLiteLedger,
        _ bodies: [@Sendable (any LedgerTransaction) throws -> Void]
    ) async -> [(any Error)?] {
        let gate = Gate()
        return await withTaskGroup(of: (Int, (any Error)?).self) { tasks in
            tasks.addTask { (-1, await failure { try await ledger.write { _ in gate.pass() } }) }
            await gate.untilReached()
            for (index, body) in bodies.enumerated() {
                tasks.addTask { (index, await failure { try await ledger.write(body) }) }
                await ledger.untilWaiting(index + 1)
            }
            gate.open()
            var failures: [(any Error)?] = Array(repeating: nil, count: bodies.count)
            for await (index, failure) in tasks where index >= 0 { failures[index] = failure }
            return failures
        }
    }

    @Test func `a member that throws undoes only itself`() async throws {
        try await withLedger { ledger in
            let failures = await group(
                in: ledger,
                [
                    { try $0.save(Samples.draft("d1")) },
                    { transaction in
                        try transaction.save(Samples.draft("d2"))
                        throw Poison()
                    },
                    { try $0.save(Samples.draft("d3")) },
                ]
            )
            #expect(failures.map { $0 is Poison } == [false, true, false])
            let left = try await drafts(ledger)
            #expect(left == ["d1", "d3"])
        }
    }

    @Test func `a member that breaks a constraint undoes only itself`() async throws {
        try await withLedger { ledger in
            let registrations = try (1...2).map { try Samples.registration($0) }
            let event = StoredEvent(
                chain: .service,
                sequence: 1,
                event: Event(.policyLoaded, at: Samples.start, actor: .admin),
                commitments: [],
                previousHash: [],
                hash: []
            )
            let failures = await group(
                in: ledger,
                [
                    { _ = try $0.insert(registrations[0], nameKeys: []) },
                    { try $0.append(event) },
                    { transaction in
                        _ = try transaction.insert(registrations[1], nameKeys: [])
                        try transaction.append(event)
                    },
                    { try $0.save(Samples.draft("d4")) },
                ]
            )
            #expect(failures.map { $0 == nil } == [true, true, false, true])
            let found = try await ledger.read { try $0.registrations(RegistrationQuery()) }
            #expect(found.map(\.id.text) == ["r1"])
            let left = try await drafts(ledger)
            #expect(left == ["d4"])
        }
    }

    @Test func `a member that takes the whole transaction with it fails alone in the end`() async throws {
        try await withLedger { ledger in
            try await limitPages(of: ledger)
            let failures = await group(
                in: ledger,
                [
                    { try $0.save(Samples.draft("d1")) },
                    { transaction in
                        try transaction.save(Samples.draft("d2"))
                        do {
                            let text = String(repeating: "x", count: 2_000_000)
                            try transaction.savePolicy(version: "1", text: text, at: Samples.start)
                        } catch {
                            // Going on after the transaction is gone must not commit anything by itself.
                            try transaction.save(Samples.draft("d2b"))
                            throw error
                        }
                    },
                    { try $0.save(Samples.draft("d3")) },
                ]
            )
            #expect(failures.map { $0 == nil } == [true, false, true])
            let left = try await drafts(ledger)
            #expect(left == ["d1", "d3"])
        }
    }

    @Test func `a body that swallows the loss of its transaction is not taken for a success`() async throws {
        try await withLedger { ledger in
            try await limitPages(of: ledger)
            let failures = await group(
                in: ledger,
                [
                    { try $0.save(Samples.draft("d1")) },
                    { transaction in
                        try transaction.save(Samples.draft("d2"))
                        do {
                            let text = String(repeating: "x", count: 2_000_000)
                            try transaction.savePolicy(version: "1", text: text, at: Samples.start)
                        } catch {}
                    },
                    { try $0.save(Samples.draft("d3")) },
                ]
            )
            #expect(failures.map { $0 == nil } == [true, false, true])
            let left = try await drafts(ledger)
            #expect(left == ["d1", "d3"])
        }
    }

    @Test func `a request that is given up leaves its write and its neighbours alone`() async throws {
        try await withLedger { ledger in
            let gate = Gate()
            try await withThrowingTaskGroup(of: Void.self) { tasks in
                tasks.addTask { try await ledger.write { _ in gate.pass() } }
                await gate.untilReached()
                for number in 1...3 {
                    tasks.addTask { try await ledger.write { try $0.save(Samples.draft("d\(number)")) } }
                }
                await ledger.untilWaiting(3)
                tasks.cancelAll()
                gate.open()
                try await tasks.waitForAll()
            }
            let left = try await drafts(ledger)
            #expect(left == ["d1", "d2", "d3"])
        }
    }

    @Test func `nobody is answered before the commit`() async throws {
        try await withLedger { ledger in
            await withTaskGroup(of: Void.self) { tasks in
                for number in 1...200 {
                    tasks.addTask {
                        _ = await failure {
                            let draft = Samples.draft("d\(number)")
                            try await ledger.write { try $0.save(draft) }
                            let found = try await ledger.read { try $0.draft(draft.id) }
                            #expect(found == draft)
                        }
                    }
                }
            }
            let left = try await drafts(ledger)
            #expect(left.count == 200)
        }
    }

    @Test func `a full queue is told at once`() async throws {
        try await withLedger(waitingLimit: 2) { ledger in
            let gate = Gate()
            await withTaskGroup(of: Void.self) { tasks in
                tasks.addTask { _ = await failure { try await ledger.write { _ in gate.pass() } } }
                await gate.untilReached()
                for number in 1...2 {
                    tasks.addTask {
                        #expect(
                            await failure { try await ledger.write { try $0.save(Samples.draft("d\(number)")) } } == nil
                        )
                    }
                }
                await ledger.untilWaiting(2)
                let refused = await failure { try await ledger.write { try $0.save(Samples.draft("d3")) } }
                #expect(refused as? LedgerTrouble == .busy("2 writes wait already"))
                // Reading never waits for writing.
                #expect(await failure { _ = try await ledger.read { try $0.partners() } } == nil)
                gate.open()
            }
            let left = try await drafts(ledger)
            #expect(left == ["d1", "d2"])
        }
    }

    @Test func `while another program keeps the file locked all writes are told so soon, none runs alone`() async throws
    {
        try await withLedger { ledger in
            var mayStayOpen = Configuration()
            mayStayOpen.allowsUnsafeTransactions = true
            let other = try DatabaseQueue(path: ledger.pool.path, configuration: mayStayOpen)
            try await other.writeWithoutTransaction { try $0.execute(sql: "BEGIN IMMEDIATE") }
            let start = ContinuousClock.now
            let failures = await withTaskGroup(of: (any Error)?.self) { tasks in
                for number in 1...5 {
                    tasks.addTask {
                        await failure { try await ledger.write { try $0.save(Samples.draft("d\(number)")) } }
                    }
                }
                return await tasks.reduce(into: []) { $0.append($1) }
            }
            #expect(ContinuousClock.now - start < .seconds(15))
            #expect(failures.count == 5)
            for failure in failures {
                guard case .busy = failure as? LedgerTrouble else { throw Poison() }
            }
            try await other.writeWithoutTransaction { try $0.execute(sql: "COMMIT") }
            try await ledger.write { try $0.save(Samples.draft("d6")) }
            let left = try await drafts(ledger)
            #expect(left == ["d6"])
        }
    }

    /// Room for little: a large row fills it, and SQLite then rolls everything back.
    private func limitPages(of ledger: SQLiteLedger) async throws {
        try await ledger.pool.writeWithoutTransaction { database in
            let pages = try Int.fetchOne(database, sql: "PRAGMA page_count") ?? 0
            try database.execute(sql: "PRAGMA max_page_count = \(pages + 40)")
        }
    }

    func drafts(_ ledger: SQLiteLedger) async throws -> [String] {
        try await ledger.pool.read { try String.fetchAll($0, sql: "SELECT id FROM draft ORDER BY id") }
    }
}

private func failure(_ body: () async throws -> Void) async -> (any Error)? {
    do {
        try await body()
        return nil
    } catch {
        return error
    }
}
