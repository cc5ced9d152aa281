import Synchronization

/// What the ledger said a moment ago, so that somebody's next act does not ask again; a no is always asked anew.
///
/// Who may do what is decided in the act's own transaction, whatever stands here.
public final class RecentAnswers<Question: Hashable & Sendable, Answer: Sendable>: Sendable {
    private struct Entry {
        let answer: Answer
        let at: ContinuousClock.Instant
    }

    private let entries = Mutex<[Question: Entry]>([:])

    public init() {}

    public var count: Int { entries.withLock(\.count) }

    public func answer(to question: Question, at now: ContinuousClock.Instant) -> Answer? {
        guard let entry = entries.withLock({ $0[question] }), now - entry.at < RecentLimits.life else { return nil }
        return entry.answer
    }

    /// Nothing of what was said stands any more.
    func forget() { entries.withLock { $0.removeAll() } }

    public func note(_ answer: Answer, to question: Question, at now: ContinuousClock.Instant) {
        entries.withLock { entries in
            if entries.count >= RecentLimits.count, entries[question] == nil { entries.removeAll() }
            entries[question] = Entry(answer: answer, at: now)
        }
    }
}

public enum RecentLimits {
    /// How long another replica, or a command, may have changed something before it is noticed here.
    public static let life = Duration.seconds(5)
    public static let count = 10_000
}
