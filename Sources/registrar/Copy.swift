import ArgumentParser
import Desk
import Dispatch
import LedgerSQL
import PostgreSQL
import SQLite

/// From one database into another, empty one.
struct Copy: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Copy a database into an empty one, SQLite or PostgreSQL; the service must not run."
    )

    @Option(help: "What to copy, as in REGISTRAR_DATABASE; it is only read.") var from: String
    @Option(help: "An empty database, as in REGISTRAR_DATABASE; all of it arrives or nothing.") var to: String

    func run() async throws {
        let (source, target) = (try Self.place(from, "--from"), try Self.place(to, "--to"))
        try source.check(mustExist: true)
        try target.check()
        do {
            try await Self.openLedger(target).close()
            let reports = try await Self.copy(source, target)
            for report in reports where report.rows > 0 { Console.line("\(report.table): \(report.rows)") }
            let ledger = try await Self.openLedger(target)
            let audit = try await Audit(ledger).verify()
            try await ledger.close()
            guard audit.flaws.isEmpty else {
                throw CommandTrouble("every row was copied, and \(audit.flaws.count) chains are broken in both")
            }
            let rows = reports.map(\.rows).reduce(0, +)
            Console.line("Copied \(rows) rows, each compared; \(audit.events) events in \(audit.chains) chains hold.")
            Console.line("The master key stays the same: give it to the service as REGISTRAR_MASTER_KEY.")
        } catch let trouble as LedgerTrouble {
            throw CommandTrouble("nothing was copied: \(trouble.words)")
        }
    }

    private static func place(_ text: String, _ flag: String) throws -> DatabasePlace {
        guard let place = DatabasePlace(text) else {
            throw CommandTrouble("\(flag) must be sqlite: and a path, or an address as postgresql://user@host/database")
        }
        return place
    }

    private static func openLedger(_ place: DatabasePlace) async throws -> any StoredLedger {
        try await Assembly.openLedger(place, .migration)
    }

    /// Blocks for as long as it takes, on a thread that may.
    private static func copy(_ source: DatabasePlace, _ target: DatabasePlace) async throws -> [Copying.Report] {
        try await withCheckedThrowingContinuation { continuation in
            DispatchQueue.global().async {
                continuation.resume(
                    with: Result {
                        try source.reading { source in
                            try target.filling { target in try Copying(from: source, to: target).run() }
                        }
                    }
                )
            }
        }
    }
}

extension DatabasePlace {
    fileprivate func reading<Value>(_ body: (any CopyEnd) throws -> Value) throws -> Value {
        switch self {
        case .file(let path): try SQLiteLedger.reading(path, body)
        case .server(let address): try PostgreSQLLedger.reading(address, body)
        }
    }

    fileprivate func filling<Value>(_ body: (any CopyEnd) throws -> Value) throws -> Value {
        switch self {
        case .file(let path): try SQLiteLedger.filling(path, body)
        case .server(let address): try PostgreSQLLedger.filling(address, body)
        }
    }
}
