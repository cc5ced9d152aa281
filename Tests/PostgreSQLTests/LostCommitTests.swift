import Desk
import DeskTesting
import Foundation
import PostgreSQLTesting
import Registrations
import Synchronization
import Testing

@testable import PostgreSQL

/// The line is cut around a commit: nothing is reported as done that is not, and nothing is done twice.
@Suite struct LostCommitTests {
    private func withProxy(
        doubtSeconds: Double = Writing.doubtSeconds,
        _ body: (PostgreSQLLedger, Proxy, _ direct: PostgreSQLLedger) async throws -> Void
    ) async throws {
        try await withLedger { direct, url, server in
            let proxy = try Proxy(to: server.socket)
            let address = try PostgreSQLAddress(url.replacing(server.socket, with: proxy.folder))
            // One that has said nothing yet, so that the word COMMIT goes over the line.
            let ledger = PostgreSQLLedger(address, writers: 1, doubtSeconds: doubtSeconds)
            try await body(ledger, proxy, direct)
            proxy.close()
            try await ledger.close()
        }
    }

    /// Counts how often its body runs.
    private func incrementCounting(_ ledger: PostgreSQLLedger, _ runs: Counter) async throws {
        try await ledger.write { transaction in
            runs.add()
            let number = try transaction.mark("n").flatMap { Int($0.value) } ?? 0
            try transaction.set(mark: "n", to: "\(number + 1)", at: Samples.start)
        }
    }

    @Test func `a commit whose answer is lost is found to be made, and is not made again`() async throws {
        try await withProxy { ledger, proxy, direct in
            let (runs, asked, cut) = (Counter(), Counter(), Counter())
            proxy.judge { direction, bytes in
                if direction == .toServer, bytes.contains("COMMIT") { asked.add() }
                guard direction == .toClient, asked.count == 1, cut.count == 0 else { return .pass }
                cut.add()
                return .cut(after: 0)
            }
            try await incrementCounting(ledger, runs)
            #expect(cut.count == 1)
            #expect(runs.count == 1)
            #expect(ledger.tallies.resolutionCount == 1)
            #expect(try await direct.number("n") == 1)
        }
    }

    @Test func `a commit that never reached the server is made by running the body again`() async throws {
        try await withProxy { ledger, proxy, direct in
            let (runs, cut) = (Counter(), Counter())
            proxy.judge { direction, bytes in
                guard direction == .toServer, bytes.contains("COMMIT"), cut.count == 0 else { return .pass }
                cut.add()
                return .cut(after: 0)
            }
            try await incrementCounting(ledger, runs)
            #expect(cut.count == 1)
            #expect(runs.count == 2)
            #expect(try await direct.number("n") == 1)
        }
    }

    @Test func `an answer about a commit that is lost itself is asked for again, and not taken for the commit`()
        async throws
    {
        try await withProxy { ledger, proxy, direct in
            let (runs, asked, cut) = (Counter(), Counter(), Counter())
            proxy.judge { direction, bytes in
                if direction == .toServer, bytes.contains("ON CONFLICT (session, number)") { asked.add() }
                // The commit never arrives; of the first asking the server knows, and nobody hears of it.
                let mustCut =
                    switch direction {
                    case .toServer: cut.count == 0 && bytes.contains("COMMIT")
                    case .toClient: cut.count == 1 && asked.count == 1
                    }
                guard mustCut else { return .pass }
                cut.add()
                return .cut(after: 0)
            }
            try await incrementCounting(ledger, runs)
            #expect(cut.count == 2)
            #expect(runs.count == 2)
            #expect(try await direct.number("n") == 1)
        }
    }

    @Test func `a line that is cut before it was of use is made again, and nobody notices`() async throws {
        try await withProxy { ledger, proxy, direct in
            let cut = Counter()
            proxy.judge { direction, bytes in
                guard direction == .toServer, bytes.contains("SET "), cut.count < 2 else { return .pass }
                cut.add()
                return .cut(after: 0)
            }
            try await ledger.increment("n")
            #expect(cut.count == 2)
            #expect(try await direct.number("n") == 1)
        }
    }

    @Test func `a commit nobody can be asked about is not reported as made`() async throws {
        try await withProxy(doubtSeconds: 0.3) { ledger, proxy, direct in
            let cut = Counter()
            proxy.judge { direction, bytes in
                if direction == .toServer, bytes.contains("COMMIT") { cut.add() }
                return cut.count > 0 ? .cut(after: 0) : .pass
            }
            await #expect(throws: LedgerTrouble.self) { try await incrementCounting(ledger, Counter()) }
            #expect(await !ledger.isHealthy())
            proxy.judge { _, _ in .pass }
            await until { await ledger.isHealthy() }
            try await ledger.increment("n")
            #expect(try await direct.number("n") == 1)
        }
    }

    @Test func `a line cut anywhere loses and doubles nothing`() async throws {
        try await withLedger { direct, url, server in
            let proxy = try Proxy(to: server.socket)
            let address = try PostgreSQLAddress(url.replacing(server.socket, with: proxy.folder))
            for place in stride(from: 1_100, to: 4_400, by: 83) {
                // So many bytes go through, then the line is cut, once.
                let rest = Rest(place)
                proxy.judge { _, bytes in rest.judge(bytes) }
                let ledger = PostgreSQLLedger(address, writers: 1)
                for _ in 0..<3 { try await ledger.increment("n\(place)") }
                let number = try await direct.number("n\(place)")
                #expect(number == 3, "cut after \(place) bytes")
                try await ledger.close()
            }
            proxy.close()
        }
    }
}

/// So many bytes until a line is cut, once.
private final class Rest: Sendable {
    private let rest: Mutex<Int>

    init(_ count: Int) { rest = Mutex(count) }

    func judge(_ bytes: [UInt8]) -> Proxy.Verdict {
        rest.withLock { rest in
            guard rest >= 0 else { return .pass }
            defer { rest -= bytes.count }
            return bytes.count > rest ? .cut(after: rest) : .pass
        }
    }
}

/// Counts across threads.
final class Counter: Sendable {
    private let number = Atomic(0)

    func add() { number.add(1, ordering: .sequentiallyConsistent) }
    var count: Int { number.load(ordering: .sequentiallyConsistent) }
}
