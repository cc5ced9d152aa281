import Desk
import DeskTesting
import Foundation
import PostgreSQLTesting
import Registrations
import Testing

@testable import PostgreSQL

/// An open ledger in a schema of its own on the shared server.
func withLedger(_ body: (PostgreSQLLedger, _ url: String, PostgreSQLServer) async throws -> Void) async throws {
    let server = try PostgreSQLServer.shared.get()
    let (schema, url) = try server.freshURL()
    let ledger = try await PostgreSQLLedger.open(PostgreSQLAddress(url), role: .service)
    try await body(ledger, url, server)
    try await ledger.close()
    try server.run("DROP SCHEMA \(schema) CASCADE")
}

/// A delivery of its own for each number.
func key(_ text: String) -> DeliveryKey { DeliveryKey(source: .slack, text: text) }

extension Ledger {
    /// Claims a delivery, as every step does.
    func claim(_ text: String) async throws -> Bool {
        try await write { try $0.claim(key(text), at: Samples.start) }
    }

    /// Reads a number and writes the next one.
    func increment(_ name: String) async throws {
        try await write { transaction in
            let number = try transaction.mark(name).flatMap { Int($0.value) } ?? 0
            try transaction.set(mark: name, to: "\(number + 1)", at: Samples.start)
        }
    }

    func number(_ name: String) async throws -> Int {
        try await read { try $0.mark(name) }.flatMap { Int($0.value) } ?? 0
    }
}

/// Asks until it is so; a test that never sees it ends by its time limit.
func until(_ isSo: () async throws -> Bool) async rethrows {
    while try await !isSo() { await Task.yield() }
}
