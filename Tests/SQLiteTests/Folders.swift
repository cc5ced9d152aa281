import Desk
import Foundation
import Synchronization

@testable import SQLite

/// A database path in a folder of its own, gone afterwards.
func withFolder(_ body: (_ path: String) async throws -> Void) async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "ledger-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try await body(folder.appending(path: "ledger.db").path)
    try FileManager.default.removeItem(at: folder)
}

/// An open ledger in a folder of its own.
func withLedger(waitingLimit: Int = 1_000, _ body: (SQLiteLedger) async throws -> Void) async throws {
    try await withFolder { path in
        let ledger = try await SQLiteLedger.open(path: path, role: .service, waitingLimit: waitingLimit)
        try await body(ledger)
        try await ledger.close()
    }
}

/// Holds the writer's thread until it is opened, so that what comes meanwhile makes one group.
final class Gate: Sendable {
    private let opened = DispatchSemaphore(value: 0)
    private let reached = Atomic(false)

    func open() { opened.signal() }

    func pass() {
        reached.store(true, ordering: .sequentiallyConsistent)
        opened.wait()
        // Open it stays: a group that fails runs its members once more.
        opened.signal()
    }

    func untilReached() async {
        while !reached.load(ordering: .sequentiallyConsistent) { await Task.yield() }
    }
}

extension SQLiteLedger {
    func untilWaiting(_ count: Int) async {
        while waiting < count { await Task.yield() }
    }
}
