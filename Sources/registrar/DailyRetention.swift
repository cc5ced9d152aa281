import Desk
import Foundation
import Logging

/// Once a day, what ended long enough ago loses its personal data.
struct DailyRetention: Sendable {
    static let mark = "last retention"
    private static let everySeconds = 86_400.0

    private let assembly: Assembly
    private let days: Int

    /// nil when nothing is erased by itself.
    init?(_ assembly: Assembly) {
        guard let days = assembly.settings.eraseAfterDays else { return nil }
        self.assembly = assembly
        self.days = days
    }

    func run(on ledger: any Ledger) async throws {
        let now = assembly.time.now()
        let last = try await ledger.read { try $0.mark(Self.mark)?.updatedAt }
        if let last, now.timeIntervalSince(last) < Self.everySeconds { return }
        let erasing = Erasing(ledger: ledger, time: assembly.time, chance: assembly.chance)
        let due = try await erasing.due(endedBefore: now.addingTimeInterval(-Double(days) * 86_400))
        for registration in due { try await erasing.retire(registration) }
        try await ledger.write { try $0.set(mark: Self.mark, to: "", at: now) }
        if !due.isEmpty { assembly.log.notice("retention.erased", metadata: ["count": "\(due.count)"]) }
    }
}
