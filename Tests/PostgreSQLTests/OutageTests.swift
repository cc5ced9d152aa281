import Desk
import DeskTesting
import Foundation
import PostgreSQLTesting
import Registrations
import Synchronization
import Testing

@testable import PostgreSQL

/// Servers that end, hang up or refuse, and come back.
@Suite(.serialized) struct OutageTests {
    /// Clients that claim one delivery after the other while `disturb` runs; what was acknowledged and what failed.
    private func underLoad(
        _ ledger: PostgreSQLLedger,
        clients: Int = 8,
        _ disturb: () async throws -> Void
    ) async throws -> (acknowledged: [String], failures: [String]) {
        let load = Load()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for client in 0..<clients {
                group.addTask { await load.run(client, on: ledger) }
            }
            defer { load.end() }
            await until { load.count > 50 }
            try await disturb()
            let before = load.count
            await until { load.count > before + 50 }
        }
        return (load.acknowledged, load.failures)
    }

    /// Whatever was acknowledged is there, and there only once.
    private func expectKept(_ acknowledged: [String], in ledger: PostgreSQLLedger) async throws {
        #expect(Set(acknowledged).count == acknowledged.count)
        let lost = try await ledger.write { transaction in
            try acknowledged.filter { try transaction.claim(key($0), at: Samples.start) }
        }
        #expect(lost.isEmpty)
    }

    @Test(.timeLimit(.minutes(2)))
    func `a server that dies under load loses nothing and is found again`() async throws {
        let server = try PostgreSQLServer(["fsync = on"])
        let ledger = try await PostgreSQLLedger.open(PostgreSQLAddress(server.freshURL().url), role: .service)
        for _ in 1...3 {
            let (acknowledged, _) = try await underLoad(ledger) { try server.restart() }
            try await expectKept(acknowledged, in: ledger)
            try await ledger.write { try $0.removeTraces(before: .distantFuture) }
        }
        try await ledger.close()
    }

    @Test(.timeLimit(.minutes(2)))
    func `connections that are cut under load are made again, and nobody notices`() async throws {
        let server = try PostgreSQLServer()
        let ledger = try await PostgreSQLLedger.open(PostgreSQLAddress(server.freshURL().url), role: .service)
        let cut = "SELECT COUNT(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE application_name = 'registrar'"
        let (acknowledged, failures) = try await underLoad(ledger) {
            for _ in 1...5 { try server.run(cut) }
        }
        try await expectKept(acknowledged, in: ledger)
        #expect(failures == [])
        #expect(ledger.repeats > 0)
        try await ledger.close()
    }

    @Test(.timeLimit(.minutes(2)))
    func `a server that is away is said so at once, and readiness follows it`() async throws {
        let server = try PostgreSQLServer()
        let ledger = try await PostgreSQLLedger.open(PostgreSQLAddress(server.freshURL().url), role: .service)
        #expect(await ledger.isHealthy())
        try await ledger.increment("n")
        try server.stop()
        await #expect(throws: LedgerTrouble.self) { try await ledger.increment("n") }
        #expect(await !ledger.isHealthy())
        try server.start()
        await until { await ledger.isHealthy() }
        try await ledger.increment("n")
        #expect(try await ledger.number("n") == 2)
        try await ledger.close()
    }

    @Test(.timeLimit(.minutes(2)))
    func `a server that became a follower is not written to, and written to again when it leads`() async throws {
        let server = try PostgreSQLServer()
        let ledger = try await PostgreSQLLedger.open(PostgreSQLAddress(server.freshURL().url), role: .service)
        try await ledger.increment("n")
        try server.run("ALTER SYSTEM SET default_transaction_read_only = on")
        try server.run("SELECT pg_reload_conf()")
        await until {
            do {
                try await ledger.increment("n")
                return false
            } catch {
                guard case LedgerTrouble.busy = error else { return false }
                return true
            }
        }
        #expect(await !ledger.isHealthy())
        try server.run("ALTER SYSTEM RESET default_transaction_read_only")
        try server.run("SELECT pg_reload_conf()")
        await until { await ledger.isHealthy() }
        // The server's processes hear of it one after the other.
        await until {
            do {
                try await ledger.increment("after")
                return true
            } catch {
                return false
            }
        }
        #expect(try await ledger.number("after") == 1)
        try await ledger.close()
    }

    @Test(.timeLimit(.minutes(2)))
    func `a commit whose wait for the standby is called off is not acknowledged before the standby has it`()
        async throws
    {
        let server = try PostgreSQLServer()
        let ledger = try await PostgreSQLLedger.open(PostgreSQLAddress(server.freshURL().url), role: .service)
        try server.run("ALTER SYSTEM SET synchronous_standby_names = 'nobody'")
        try server.run("SELECT pg_reload_conf()")
        let acknowledged = Counter()
        await #expect(throws: LedgerTrouble.busy("the wait for the server's standby was called off")) {
            // The server's processes hear of it one after the other.
            async let answer: Void = {
                while true {
                    try await ledger.increment("n")
                    acknowledged.add()
                }
            }()
            let callOff = "SELECT COUNT(pg_cancel_backend(pid)) FROM pg_stat_activity WHERE wait_event = 'SyncRep'"
            try await until { try server.run(callOff) != "0" }
            try await answer
        }
        try server.run("ALTER SYSTEM RESET synchronous_standby_names")
        try server.run("SELECT pg_reload_conf()")
        await until { await ledger.isHealthy() }
        #expect(try await ledger.number("n") == acknowledged.count + 1)
        try await ledger.close()
    }

    @Test(.timeLimit(.minutes(2)))
    func `a commit whose connection ends while it waits for the standby is not acknowledged before the standby has it`()
        async throws
    {
        let server = try PostgreSQLServer()
        let ledger = try await PostgreSQLLedger.open(PostgreSQLAddress(server.freshURL().url), role: .service)
        try server.run("ALTER SYSTEM SET synchronous_standby_names = 'nobody'")
        try server.run("SELECT pg_reload_conf()")
        let (acknowledged, isOver) = (Counter(), Counter())
        async let steps: Void = {
            while isOver.count == 0 {
                try await ledger.increment("n")
                acknowledged.add()
            }
        }()
        let waiting = "SELECT pid FROM pg_stat_activity WHERE wait_event = 'SyncRep'"
        try await until { try server.run(waiting) != "" }
        let (ended, before) = (try server.run(waiting), acknowledged.count)
        try server.run("SELECT pg_terminate_backend(\(ended))")
        // Whoever asks what became of it waits for the standby as well.
        try await until { !["", ended].contains(try server.run(waiting)) }
        #expect(acknowledged.count == before)
        isOver.add()
        try server.run("ALTER SYSTEM RESET synchronous_standby_names")
        try server.run("SELECT pg_reload_conf()")
        try await steps
        #expect(acknowledged.count == before + 1)
        #expect(try await ledger.number("n") == before + 1)
        try await ledger.close()
    }

    @Test(.timeLimit(.minutes(1)))
    func `a transaction that stood idle too long is undone and done again`() async throws {
        try await withLedger { open, url, server in
            let settings = "SET idle_in_transaction_session_timeout = '50ms'; SET application_name = 'idler'"
            let ledger = PostgreSQLLedger(try PostgreSQLAddress(url), writers: 1, settings: settings)
            let runs = Counter()
            try await ledger.write { transaction in
                runs.add()
                try transaction.set(mark: "n", to: "\(runs.count)", at: Samples.start)
                _ = try transaction.mark("n")
                guard runs.count == 1 else { return }
                let alive = "SELECT COUNT(*) FROM pg_stat_activity WHERE application_name = 'idler'"
                while try server.run(alive) != "0" {}
            }
            #expect(runs.count == 2)
            #expect(try await open.number("n") == 2)
            try await ledger.close()
        }
    }
}

/// What clients did so far.
private final class Load: Sendable {
    private let isOver = Atomic(false)
    private let done = Mutex<[String]>([])
    private let failed = Mutex<[String]>([])

    var acknowledged: [String] { done.withLock { $0 } }
    var failures: [String] { failed.withLock { $0 } }
    var count: Int { done.withLock { $0.count } }

    func end() { isOver.store(true, ordering: .relaxed) }

    func run(_ client: Int, on ledger: PostgreSQLLedger) async {
        var number = 0
        while !isOver.load(ordering: .relaxed) {
            number += 1
            let text = "\(client).\(number)"
            do {
                let isNew = try await ledger.claim(text)
                #expect(isNew, "\(text) was there before")
                done.withLock { $0.append(text) }
            } catch {
                failed.withLock { $0.append("\(text): \(error)") }
            }
        }
    }
}
