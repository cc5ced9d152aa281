import Desk
import DeskTesting
import Foundation
import PostgreSQLTesting
import Synchronization
import Testing

@testable import PostgreSQL

/// Who waits for a connection, for how long, and behind whom.
@Suite(.serialized) struct WaitingTests {
    @Test(.timeLimit(.minutes(1)))
    func `no more writes wait than may`() async throws {
        try await withLedger { _, url, _ in
            let ledger = PostgreSQLLedger(try PostgreSQLAddress(url), writers: 1, waitingLimit: 3)
            let gate = Meeting()
            let isHeld = Flag()
            async let held: Void = ledger.write { _ in
                isHeld.raise()
                gate.meet()
            }
            await until { isHeld.isUp }
            let refused = Counter()
            await withTaskGroup(of: Void.self) { group in
                for number in 1...8 {
                    group.addTask {
                        do {
                            _ = try await ledger.claim("k\(number)")
                        } catch {
                            if error as? LedgerTrouble == .busy("3 writes wait already") { refused.add() }
                        }
                    }
                }
                await until { refused.count == 5 }
                await Task.detached { gate.meet() }.value
            }
            try await held
            #expect(refused.count == 5)
            try await ledger.close()
        }
    }

    @Test(.timeLimit(.minutes(1)))
    func `a way to the server that swallows everything keeps nobody waiting`() async throws {
        try await withLedger { direct, url, server in
            let proxy = try Proxy(to: server.socket)
            let address = try PostgreSQLAddress(url.replacing(server.socket, with: proxy.folder))
            let ledger = PostgreSQLLedger(address, writers: 1)
            try await ledger.increment("n")
            proxy.judge { _, _ in .swallow }
            var soon: Turn { Turn(line: "T1", begunBy: .now + .milliseconds(200)) }
            let late = LedgerTrouble.busy("the database did not answer in time")
            await #expect(throws: late) { try await ledger.write(soon) { _ in } }
            await #expect(throws: late) { try await ledger.read(soon) { try $0.mark("n") } }
            #expect(await !ledger.isHealthy())
            proxy.judge { _, _ in .pass }
            proxy.close()
            try await ledger.close()
            #expect(try await direct.number("n") == 1)
        }
    }

    @Test(.timeLimit(.minutes(1)))
    func `a workspace that sends much keeps no other waiting`() async throws {
        try await withLedger { _, url, _ in
            let ledger = PostgreSQLLedger(try PostgreSQLAddress(url), writers: 1)
            let gate = Meeting()
            let isHeld = Flag()
            async let held: Void = ledger.write { _ in
                isHeld.raise()
                gate.meet()
            }
            await until { isHeld.isUp }
            let order = Order()
            await withTaskGroup(of: Void.self) { group in
                for line in Array(repeating: "noisy", count: 20) + ["quiet"] {
                    let before = ledger.waiting
                    group.addTask {
                        try? await ledger.write(Turn(line: line, begunBy: nil)) { _ in
                            order.note(line)
                        }
                    }
                    await until { ledger.waiting == before + 1 }
                }
                await Task.detached { gate.meet() }.value
            }
            try await held
            let place = order.lines.firstIndex(of: "quiet")
            #expect(place.map { $0 <= 1 } == true)
            try await ledger.close()
        }
    }
}

/// Something that is so from a moment on.
private final class Flag: Sendable {
    private let isSet = Atomic(false)

    var isUp: Bool { isSet.load(ordering: .sequentiallyConsistent) }

    func raise() { isSet.store(true, ordering: .sequentiallyConsistent) }
}

/// In which order lines were served.
private final class Order: Sendable {
    private let noted = Mutex<[String]>([])

    var lines: [String] { noted.withLock { $0 } }

    func note(_ line: String) { noted.withLock { $0.append(line) } }
}
