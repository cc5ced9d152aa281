import Desk
import Foundation
import Glibc
import Registrations

/// The database, its schema, its disk, its clocks and its backups.
enum DatabaseExamination {
    private static let tooLittleBytes = 64 * 1_048_576
    private static let littleBytes = 512 * 1_048_576
    private static let backupDays = 8.0
    private static let sweepSeconds = 300.0

    @Sendable static func findings(_ patient: Patient) async throws -> [Finding] {
        let assembly = patient.assembly
        var findings: [Finding] = []
        if let warning = assembly.settings.database.warning {
            findings.append(.warning("database", warning.what, mend: warning.mend))
        }
        try await assembly.ledger.quickCheck()
        let place = assembly.settings.database.shown
        findings.append(.ok("database", "\(place): the quick check finds nothing wrong, the schema is this version's"))
        if let path = assembly.settings.databasePath {
            findings.append(disk(at: path))
            findings.append(try await backups(assembly))
        }
        findings += try await clocks(assembly)
        return findings
    }

    private static func disk(at path: String) -> Finding {
        let folder = URL(filePath: path).deletingLastPathComponent().path
        var facts = statvfs()
        guard statvfs(folder, &facts) == 0 else {
            return .warning("disk", "the room in \(folder) cannot be read", mend: "look with: df \(folder)")
        }
        let free = Int(facts.f_bavail) * Int(facts.f_frsize)
        // A backup, and the rewriting after an erasure, take as much as the file.
        let needed = max(littleBytes, 2 * DatabasePlace.bytes(of: path))
        let shown = "\(free / 1_048_576) MiB are free in \(folder)"
        if free < tooLittleBytes { return .error("disk", shown, mend: "make room: nothing is acknowledged without") }
        if free < needed { return .warning("disk", shown, mend: "make room for \(needed / 1_048_576) MiB") }
        return .ok("disk", shown)
    }

    private static func backups(_ assembly: Assembly) async throws -> Finding {
        let mend = "let a job run: registrar backup FILE"
        guard let last = try await assembly.desk().lastBackup() else {
            return .warning("backup", "none was written yet", mend: mend)
        }
        let days = assembly.time.now().timeIntervalSince(last) / 86_400
        guard days < backupDays else {
            return .warning("backup", "the last one is \(Int(days)) days old", mend: mend)
        }
        return .ok("backup", "the last one was written \(stamp(last))")
    }

    private static func clocks(_ assembly: Assembly) async throws -> [Finding] {
        guard let last = try await assembly.desk().lastSweep() else { return [] }
        let age = assembly.time.now().timeIntervalSince(last)
        if age < -sweepSeconds {
            return [
                .error(
                    "clock",
                    "the service's clocks ran \(Int(-age)) seconds in the future",
                    mend: "let NTP set this machine's clock"
                )
            ]
        }
        guard age < sweepSeconds else {
            return [
                .warning(
                    "service",
                    "no service has looked at the clocks since \(stamp(last))",
                    mend: "start it with: registrar serve"
                )
            ]
        }
        return [.ok("service", "one runs on this database, and its clocks with it")]
    }
}

extension DatabasePlace {
    /// How long a file is; 0 where there is none.
    static func bytes(of path: String) -> Int {
        do {
            return try URL(filePath: path).resourceValues(forKeys: [.fileSizeKey]).fileSize ?? 0
        } catch {
            return 0
        }
    }
}
