import Registrations
import Synchronization

/// How fast people and workspaces may act: for each a bucket of acts that fills at a steady rate.
///
/// Time is the caller's and monotonic; the tables are bounded.
public final class Turnstile: Sendable {
    /// So many acts a second, after as many at once as the bucket holds.
    public struct Rate: Hashable, Sendable {
        public let perSecond: Double
        public let atOnce: Double

        public init(perSecond: Double, atOnce: Double) {
            self.perSecond = perSecond
            self.atOnce = atOnce
        }
    }

    /// Who was too fast, how fast is allowed, and after how many seconds the next act is taken.
    public enum Excess: Hashable, Sendable {
        case person(perSecond: Int, waitSeconds: Int)
        case workspace(perSecond: Int, waitSeconds: Int)
    }

    /// More are not remembered at once; those forgotten first are the ones that could act at full speed anyway.
    static let limitBuckets = 20_000

    private struct State {
        var people = Buckets<Person>()
        var workspaces = Buckets<WorkspaceKey>()
    }

    private let person: Rate?
    private let workspace: Rate?
    private let state = Mutex(State())

    /// nil for no bound.
    public init(person: Rate? = nil, workspace: Rate? = nil) {
        self.person = person
        self.workspace = workspace
    }

    /// nil when the act may pass; somebody who is too fast costs the workspace nothing.
    func pass(_ actor: Person, at now: ContinuousClock.Instant) -> Excess? {
        state.withLock { state in
            let ownWait = person.map { state.people.wait(for: actor, $0, at: now) } ?? 0
            if let person, ownWait > 0 {
                return .person(perSecond: Int(person.perSecond), waitSeconds: Int(ownWait.rounded(.up)))
            }
            if let excess = pass(actor.workspace, &state.workspaces, at: now) { return excess }
            if person != nil { state.people.take(from: actor) }
            return nil
        }
    }

    /// What a workspace sends by itself.
    func pass(_ key: WorkspaceKey, at now: ContinuousClock.Instant) -> Excess? {
        state.withLock { pass(key, &$0.workspaces, at: now) }
    }

    private func pass(
        _ key: WorkspaceKey,
        _ buckets: inout Buckets<WorkspaceKey>,
        at now: ContinuousClock.Instant
    ) -> Excess? {
        guard let workspace else { return nil }
        let wait = buckets.wait(for: key, workspace, at: now)
        guard wait == 0 else {
            return .workspace(perSecond: Int(workspace.perSecond), waitSeconds: Int(wait.rounded(.up)))
        }
        buckets.take(from: key)
        return nil
    }

    var rememberedPeople: Int { state.withLock { $0.people.count } }
}

/// The buckets of one kind of holder.
private struct Buckets<Holder: Hashable & Sendable>: Sendable {
    private struct Bucket {
        var level: Double
        var at: ContinuousClock.Instant
    }

    private var buckets: [Holder: Bucket] = [:]

    var count: Int { buckets.count }

    /// Fills the holder's bucket up to now; 0 when there is an act in it, else the seconds until there is.
    mutating func wait(for holder: Holder, _ rate: Turnstile.Rate, at now: ContinuousClock.Instant) -> Double {
        if buckets[holder] == nil, buckets.count >= Turnstile.limitBuckets { forget(rate, at: now) }
        let level = Self.level(buckets[holder], rate, at: now)
        buckets[holder] = Bucket(level: level, at: now)
        return level >= 1 ? 0 : (1 - level) / rate.perSecond
    }

    mutating func take(from holder: Holder) { buckets[holder]?.level -= 1 }

    /// Full buckets say nothing; when every one is in use, all begin anew.
    private mutating func forget(_ rate: Turnstile.Rate, at now: ContinuousClock.Instant) {
        buckets = buckets.filter { Self.level($0.value, rate, at: now) < rate.atOnce }
        if buckets.count >= Turnstile.limitBuckets { buckets.removeAll() }
    }

    private static func level(_ bucket: Bucket?, _ rate: Turnstile.Rate, at now: ContinuousClock.Instant) -> Double {
        guard let bucket else { return rate.atOnce }
        let seconds = max((now - bucket.at) / .seconds(1), 0)
        return min(bucket.level + seconds * rate.perSecond, rate.atOnce)
    }
}
