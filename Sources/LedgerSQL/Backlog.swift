public import Desk

/// A transaction that waits for its turn.
public protocol LedgerWork: AnyObject, Sendable {
    /// Runs the body and keeps its result; may be called again.
    func run(in session: SQLSession) throws
    /// Answers whoever waits, with the result or with the failure; only the first answer counts.
    func finish(_ failure: (any Error)?)
}

/// Work that waits for threads, within bounds of number and time, and how long more of it would wait.
public struct Backlog {
    /// How much each group's own time counts in the measured one.
    private static let weight = 0.2
    private static let ownLine = ""

    public let limit: Int
    /// Threads that take work from here.
    public let servers: Int
    private var lines = FairLines<any LedgerWork>()
    /// What one member took lately.
    private var secondsEach = 0.0
    private var running: (since: ContinuousClock.Instant, count: Int)?

    public init(limit: Int, servers: Int = 1) {
        self.limit = limit
        self.servers = servers
    }

    public var count: Int { lines.count }

    public mutating func add(_ member: any LedgerWork, _ turn: Turn) {
        lines.append(member, to: turn.line ?? Self.ownLine)
    }

    public mutating func take(atMost count: Int) -> [any LedgerWork] {
        var taken: [any LedgerWork] = []
        while taken.count < count, let member = lines.pop() { taken.append(member) }
        return taken
    }

    /// Why one more cannot wait: there is no room for it, or it would wait for too long.
    public func refusal(_ turn: Turn, of what: String, at now: ContinuousClock.Instant) -> LedgerTrouble? {
        if count >= limit { return .busy("\(limit) \(what) wait already") }
        if let line = turn.line, lines.count(of: line) >= limit - count {
            // With n lines full, each has an nth of the room, and there is still a place for the next.
            return .busy("too many \(what) of one workspace wait already")
        }
        guard let begunBy = turn.begunBy, now + .seconds(waitSeconds(turn, at: now)) > begunBy else { return nil }
        return .busy("more \(what) wait than can be done in time")
    }

    /// How long until one more in this turn begins.
    private func waitSeconds(_ turn: Turn, at now: ContinuousClock.Instant) -> Double {
        let line = turn.line ?? Self.ownLine
        let inLine = lines.count(of: line)
        let lineCount = lines.lineCount + (inLine == 0 ? 1 : 0)
        let ahead = min(count, (inLine + 1) * lineCount - 1)
        return Double(ahead) * secondsEach / Double(servers) + restSeconds(at: now)
    }

    /// What is left of the group under way; one that is long overdue is expected to take as long again.
    private func restSeconds(at now: ContinuousClock.Instant) -> Double {
        guard let running else { return 0 }
        let spent = (now - running.since) / .seconds(1)
        let expected = Double(running.count) * secondsEach
        return spent > 2 * expected ? spent : max(expected - spent, 0)
    }

    // One group at a time, where there is one server

    public mutating func began(_ count: Int, at now: ContinuousClock.Instant) { running = (now, count) }

    public mutating func joined(_ count: Int) { running?.count += count }

    public mutating func ended(at now: ContinuousClock.Instant) {
        guard let running else { return }
        measured((now - running.since) / .seconds(1) / Double(max(running.count, 1)))
        self.running = nil
    }

    public mutating func measured(_ seconds: Double) {
        secondsEach = secondsEach == 0 ? seconds : secondsEach * (1 - Self.weight) + seconds * Self.weight
    }
}
