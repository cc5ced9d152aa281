import Desk
import FoundationEssentials

/// A message under lease, with what happened to it before.
struct Leased: Sendable {
    let due: DueMessage
    let trail: Trail
    let leaseUntil: Date

    init(due: DueMessage, trail: Trail, leaseUntil: Date) {
        self.due = due
        self.trail = trail
        self.leaseUntil = leaseUntil
    }

    /// With the trail that its row carries; the first time there is none.
    init(_ due: DueMessage, at now: Date, leaseUntil: Date) {
        self.init(due: due, trail: Trail(reason: due.reason) ?? .beginning(at: now), leaseUntil: leaseUntil)
    }

    /// The way to take now; nil when the row names one the message does not have.
    var route: Route? {
        due.message.routes.indices.contains(due.route) ? due.message.routes[due.route] : nil
    }
}

/// What becomes of a message after a try.
enum Settlement: Hashable, Sendable {
    case done(reference: String?)
    case later(due: Date, route: Int, reason: String, Outcome)
    case parked(reason: String)
    case dropped(reason: String)

    /// A message that could not be delivered for so long is parked.
    static let budgetSeconds = 86_400.0

    var outcome: Outcome {
        switch self {
        case .done: .sent
        case .later(_, _, _, let outcome): outcome
        case .parked: .parked
        case .dropped: .dropped
        }
    }

    /// Decides by what the courier said.
    ///
    /// A parked message carries no trail, so an admin's retry starts afresh.
    ///
    /// `fraction` in 0..<1 is the jitter's dice.
    static func of(
        _ result: Result<String?, DeliveryFailure>,
        for leased: Leased,
        at now: Date,
        fraction: Double
    ) -> Settlement {
        var trail = leased.trail
        trail.tries += 1
        switch result {
        case .success(let reference):
            return .done(reference: reference)
        case .failure(.permanent(let reason)):
            return .parked(reason: reason)
        case .failure(.closedRoute(let reason)):
            let next = leased.due.route + 1
            guard leased.due.message.routes.indices.contains(next) else {
                return leased.due.message.purpose.isOwed ? .parked(reason: reason) : .dropped(reason: reason)
            }
            return .later(due: now, route: next, reason: trail.written(behind: reason), .rerouted)
        case .failure(.retry(let afterSeconds, let reason)):
            let wait =
                afterSeconds.map { max($0, 0) } ?? Backoff.delaySeconds(afterTries: trail.tries, fraction: fraction)
            return again(leased, at: now.addingTimeInterval(wait), trail, reason, .retried)
        case .failure(.unknown(let reason)):
            return unknown(leased, at: now, trail, reason)
        }
    }

    /// It may have arrived: once more, after its lease, when somebody is owed it.
    private static func unknown(_ leased: Leased, at now: Date, _ trail: Trail, _ reason: String) -> Settlement {
        guard leased.due.message.purpose.isOwed else { return .dropped(reason: reason) }
        guard trail.unknowns == 0 else { return .parked(reason: "twice_unknown: \(reason)") }
        var trail = trail
        trail.unknowns += 1
        return again(leased, at: max(now, leased.leaseUntil), trail, reason, .unknown)
    }

    private static func again(
        _ leased: Leased,
        at due: Date,
        _ trail: Trail,
        _ reason: String,
        _ outcome: Outcome
    ) -> Settlement {
        guard due.timeIntervalSince(trail.since) <= budgetSeconds else {
            return .parked(reason: "gave_up: \(reason)")
        }
        return .later(due: due, route: leased.due.route, reason: trail.written(behind: reason), outcome)
    }

    /// False when somebody else has taken the message over: then nothing was changed.
    func write(for due: DueMessage, in transaction: any LedgerTransaction) throws -> Bool {
        let id = due.message.id
        switch self {
        case .done(let reference):
            return try transaction.settle(id, fence: due.fence, state: .done, reference: reference, reason: nil)
        case .later(let at, let route, let reason, _):
            return try transaction.postpone(id, fence: due.fence, due: at, route: route, reason: reason)
        case .parked(let reason):
            return try transaction.settle(id, fence: due.fence, state: .parked, reference: nil, reason: reason)
        case .dropped(let reason):
            return try transaction.settle(id, fence: due.fence, state: .dropped, reference: nil, reason: reason)
        }
    }
}

/// What a try came to, as it is counted.
public enum Outcome: String, Hashable, Sendable, CaseIterable {
    case sent, retried, rerouted, unknown, parked, dropped
    /// Not sent: the vendor asked the installation to wait.
    case held
    /// Somebody else had taken it over; nothing was changed.
    case fenced
}
