import Desk
import Foundation
import Registrations
import Synchronization
import Web

/// What is read when somebody looks at `/metrics`: counts of the ledger, its health, and the process.
struct ServiceGauges: Sendable {
    let ledger: WatchedLedger
    let desk: FrontDesk
    let time: any TimeSource
    /// Where the database's file is; nil where it is none.
    let databasePath: String?
    private let latest = Latest()

    /// However often somebody looks, the ledger is counted no more often.
    private static let leastSeconds = 5.0

    init(ledger: WatchedLedger, desk: FrontDesk, time: any TimeSource, databasePath: String?) {
        self.ledger = ledger
        self.desk = desk
        self.time = time
        self.databasePath = databasePath
    }

    var all: [Gauges] {
        [
            Gauges(Self.counted) { await counts() },
            Gauges(Self.health) { await state() },
            Gauges(ProcessFigures.families) { ProcessFigures.read() },
        ]
    }

    private static let counted: [Gauges.Family] = [
        .init("registrar_outbox_messages", help: "Messages due, waiting for their time, leased and parked."),
        .init("registrar_outbox_oldest_seconds", help: "How long the message waits that waits longest."),
        .init("registrar_registrations_open", help: "Open registrations, by status."),
        .init("registrar_drafts_open", help: "Dialogues that became nothing yet."),
        .init("registrar_deadlines", help: "Open registrations whose side is overdue, or has less than a day left."),
        .init("registrar_sweep_age_seconds", help: "Since the clocks were looked at last, by whichever replica."),
        .init("registrar_backup_age_seconds", help: "Since the last backup by the command."),
    ]

    private static let health: [Gauges.Family] = [
        .init("registrar_database_healthy", help: "1 while a write would be taken."),
        .init("registrar_database_writes_waiting", help: "Writes that wait for their turn."),
        .init("registrar_database_free_bytes", help: "Room left where the database's file is."),
        .init("registrar_build_info", help: "Always 1; the version is its label."),
    ]

    /// No number is shown when the database cannot say one.
    private func counts() async -> [Gauges.Sample] {
        let now = time.now()
        if let samples = latest.samples(notBefore: now.addingTimeInterval(-Self.leastSeconds), at: now) {
            return samples
        }
        do {
            let figures = try await ledger.read { try $0.figures(at: now) }
            let (swept, saved) = try await (desk.lastSweep(), desk.lastBackup())
            let samples = Self.samples(figures, at: now) + Self.ages(swept: swept, saved: saved, at: now)
            latest.keep(samples, at: now)
            return samples
        } catch {
            return []
        }
    }

    private func state() async -> [Gauges.Sample] {
        let isHealthy = await ledger.isHealthy()
        var samples: [Gauges.Sample] = [
            .init("registrar_database_healthy", isHealthy ? 1 : 0),
            .init("registrar_database_writes_waiting", Double(ledger.writesWaiting)),
            .init("registrar_build_info", [("version", Version.text)], 1),
        ]
        if let free = databasePath.flatMap(ProcessFigures.freeBytes) {
            samples.append(.init("registrar_database_free_bytes", free))
        }
        return samples
    }

    private static func samples(_ figures: Figures, at now: Date) -> [Gauges.Sample] {
        let messages = [
            ("due", figures.due), ("later", figures.later), ("leased", figures.leased), ("parked", figures.parked),
        ]
        var samples = messages.map { state, count in
            Gauges.Sample("registrar_outbox_messages", [("state", state)], Double(count))
        }
        let oldest = figures.waitsSince.map { max(now.timeIntervalSince($0), 0) } ?? 0
        samples.append(.init("registrar_outbox_oldest_seconds", oldest))
        for status in Registration.Status.allCases where status.isOpen {
            let count = Double(figures.open[status] ?? 0)
            samples.append(.init("registrar_registrations_open", [("status", status.rawValue)], count))
        }
        samples.append(.init("registrar_drafts_open", Double(figures.drafts)))
        for (side, deadlines) in [("reviewer", figures.reviewer), ("partner", figures.partner)] {
            for (state, count) in [("overdue", deadlines.overdue), ("soon", deadlines.soon)] {
                samples.append(.init("registrar_deadlines", [("side", side), ("state", state)], Double(count)))
            }
        }
        return samples
    }

    private static func ages(swept: Date?, saved: Date?, at now: Date) -> [Gauges.Sample] {
        [("registrar_sweep_age_seconds", swept), ("registrar_backup_age_seconds", saved)].compactMap { name, then in
            then.map { .init(name, max(now.timeIntervalSince($0), 0)) }
        }
    }

    /// The samples of the last look into the ledger.
    private final class Latest: Sendable {
        private let kept = Mutex<(samples: [Gauges.Sample], at: Date)?>(nil)

        func samples(notBefore oldest: Date, at now: Date) -> [Gauges.Sample]? {
            kept.withLock { kept in
                guard let kept, kept.at >= oldest, kept.at <= now else { return nil }
                return kept.samples
            }
        }

        func keep(_ samples: [Gauges.Sample], at now: Date) { kept.withLock { $0 = (samples, now) } }
    }
}

extension Gauges.Sample {
    fileprivate init(_ name: String, _ value: Double) { self.init(name, [], value) }
}
