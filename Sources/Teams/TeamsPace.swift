import FoundationEssentials
import Synchronization

/// How fast this bot may speak in one conversation; whoever is too fast is told to come again, nobody waits here.
///
/// https://learn.microsoft.com/microsoftteams/platform/bots/how-to/rate-limit
final class TeamsPace: Sendable {
    /// So many in so many seconds; the longest last.
    static let limits: [(count: Int, seconds: Double)] = [(7, 1), (8, 2), (60, 30), (1800, 3600)]
    private static let longestSeconds = 3600.0
    static let conversations = 10_000

    private struct Past {
        /// Oldest first.
        var sent: [Date] = []
        var quietUntil: Date?
    }

    private let past = Mutex<[String: Past]>([:])

    /// How many conversations it remembers.
    var count: Int { past.withLock(\.count) }

    /// Counts one message; or how many seconds to wait, and nothing is counted.
    func take(_ conversation: String, at now: Date) -> Double? {
        past.withLock { past in
            if past[conversation] == nil { Self.makeRoom(in: &past, now) }
            var own = past[conversation] ?? Past()
            own.sent.removeAll { now.timeIntervalSince($0) >= Self.longestSeconds || $0 > now }
            defer { past[conversation] = own }
            let wait = Self.wait(own, now)
            if wait == nil { own.sent.append(now) }
            return wait
        }
    }

    /// Teams asked for patience there.
    func quiet(_ conversation: String, until: Date) {
        past.withLock { $0[conversation, default: Past()].quietUntil = until }
    }

    private static func wait(_ past: Past, _ now: Date) -> Double? {
        var wait = past.quietUntil.map { $0.timeIntervalSince(now) } ?? 0
        for limit in limits where past.sent.count >= limit.count {
            let first = past.sent[past.sent.count - limit.count]
            wait = max(wait, limit.seconds - now.timeIntervalSince(first))
        }
        return wait > 0 ? min(wait, longestSeconds) : nil
    }

    private static func makeRoom(in past: inout [String: Past], _ now: Date) {
        guard past.count >= conversations else { return }
        let recently = now.addingTimeInterval(-30)
        past = past.filter { _, own in
            max(own.sent.last ?? .distantPast, own.quietUntil ?? .distantPast) > recently
        }
        if past.count >= conversations { past.removeAll() }
    }
}
