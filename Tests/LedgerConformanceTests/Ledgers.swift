import Desk
import DeskTesting
import Foundation
import PostgreSQL
import PostgreSQLTesting
import SQLite
import Testing

/// Every ledger there is; each must pass everything in this folder.
enum LedgerKind: String, CaseIterable, CustomTestStringConvertible {
    case memory, sqlite, postgresql

    var testDescription: String { rawValue }

    /// A fresh ledger, gone afterwards.
    func fresh(_ body: (any Ledger) async throws -> Void) async throws {
        switch self {
        case .memory: try await body(MemoryLedger())
        case .sqlite:
            let folder = FileManager.default.temporaryDirectory.appending(path: "ledger-\(UUID().uuidString)")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            let ledger = try await SQLiteLedger.open(path: folder.appending(path: "ledger.db").path, role: .service)
            try await body(ledger)
            try await ledger.close()
            try FileManager.default.removeItem(at: folder)
        case .postgresql:
            let server = try PostgreSQLServer.shared.get()
            let (schema, url) = try server.freshURL()
            let ledger = try await PostgreSQLLedger.open(PostgreSQLAddress(url), role: .service)
            try await body(ledger)
            try await ledger.close()
            try server.run("DROP SCHEMA \(schema) CASCADE")
        }
    }
}

struct Refused: Error {}

extension Date {
    /// So many seconds after the samples' start.
    static func second(_ seconds: Double) -> Date {
        Date(millisecondsSince1970: Samples.start.millisecondsSince1970 + Int((seconds * 1000).rounded()))
    }
}
