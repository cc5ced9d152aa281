import Curl
import Desk
import DeskTesting
import Foundation
import JSON
import Logging
import Registrations
import SQLite
import Testing

@testable import registrar

/// What the service erases by itself, and how often.
struct DailyRetentionTests {
    private static let day = 86_400.0
    private static let setting = ["REGISTRAR_ERASE_AFTER_DAYS": "30"]

    private func add(_ number: Int, endedDaysAgo days: Double?, to ledger: any Ledger) async throws {
        var registration = try Samples.registration(number, status: days == nil ? .submitted : .lapsed)
        registration.endedAt = days.map { Date().addingTimeInterval(-$0 * Self.day) }
        try await ledger.write { [registration] transaction in
            try transaction.save(Samples.partner())
            _ = try transaction.insert(registration, nameKeys: [])
        }
    }

    private func isKnown(_ number: Int, _ ledger: any Ledger) async throws -> Bool {
        let registration = try await ledger.read { try $0.registration(RegistrationID("r\(number)")) }
        return registration.map { !$0.personalWords.isEmpty } ?? false
    }

    private func withAssembly(_ settings: [String: String], _ body: (Assembly) async throws -> Void) async throws {
        try await Program.inFolder { program in
            let environment = settings.merging(["REGISTRAR_DATABASE": "sqlite:" + program.path("registrar.db")]) { $1 }
            let read = try Settings.read(environment, file: { _ in nil })
            let log = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
            let assembly = try await Assembly.open(read, as: .service, log: log)
            try await body(assembly)
            try await assembly.ledger.close()
        }
    }

    @Test func `once a day and no oftener, what ended long enough ago is erased and nothing else`() async throws {
        try await withAssembly(Self.setting) { assembly in
            let (ledger, retention) = (assembly.ledger, try #require(DailyRetention(assembly)))
            try await add(1, endedDaysAgo: 31, to: ledger)
            try await add(2, endedDaysAgo: 29, to: ledger)
            try await add(3, endedDaysAgo: nil, to: ledger)
            try await retention.run(on: ledger)
            #expect(try await isKnown(1, ledger) == false)
            #expect(try await isKnown(2, ledger))
            #expect(try await isKnown(3, ledger))
            try await add(4, endedDaysAgo: 31, to: ledger)
            try await retention.run(on: ledger)
            #expect(try await isKnown(4, ledger), "it ran twice within a day")
            // A second more: a mark's time is one of whole milliseconds, and this test takes less than one.
            let yesterday = Date().addingTimeInterval(-Self.day - 1)
            try await ledger.write { try $0.set(mark: DailyRetention.mark, to: "", at: yesterday) }
            try await retention.run(on: ledger)
            #expect(try await isKnown(4, ledger) == false)
            #expect(try await isKnown(2, ledger))
        }
    }

    @Test func `without its setting nothing is ever erased`() async throws {
        try await withAssembly([:]) { #expect(DailyRetention($0) == nil) }
    }

    @Test func `the service erases by itself, says how many, and serves on`() async throws {
        try await Program.inFolder(Self.setting) { program in
            try await program.run("migrate")
            let ledger = try await SQLiteLedger.open(path: program.path("registrar.db"), role: .tool)
            try await add(1, endedDaysAgo: 31, to: ledger)
            try await add(2, endedDaysAgo: 2, to: ledger)
            try await ledger.close()
            try await RunningProgram.serving(program) { service in
                let erased = try await service.logged("retention.erased")
                let ready = try await service.get("/readyz")
                #expect(erased["count"]?.string == "1" && ready.status == 200)
            }
            #expect(try await program.run("export", "--contact", "ada@acme1.example").output.contains("\"records\":[]"))
            #expect(try await program.run("export", "--contact", "ada@acme2.example").output.contains("Ada Example"))
        }
    }
}
