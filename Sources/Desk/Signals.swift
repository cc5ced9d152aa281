import Dialogue
import FoundationEssentials
import Registrations

/// What makes a partner manager look at a partner: told once a day each, never in the partner's way.
extension Sitting {
    private static let daySeconds = 86_400.0

    mutating func signal(_ registration: Registration, _ partner: Partner) throws {
        let rules = policy.signals
        let dayAgo = now.addingTimeInterval(-Self.daySeconds)
        if let burst = rules.burstPerDay {
            let count = try transaction.load(of: partner.id, since: dayAgo, limit: burst + 1).recent
            if count >= burst { try signal(.burst(count: count), "burst", partner) }
        }
        if let idle = rules.idleHolds {
            let count = try transaction.idleHolds(of: partner.id)
            if count >= idle { try signal(.idleHolds(count: count), "idle_holds", partner) }
        }
        if rules.nearMissDomains, let known = nearMiss(registration) {
            let domain = registration.answers.prospect.domain.display
            try signal(.nearMiss(domain: domain, known: known), "near_miss \(registration.company)", partner)
        }
    }

    /// A known company of a like name whose domain differs by one letter.
    private func nearMiss(_ registration: Registration) -> String? {
        let own = registration.company.text
        return similar.matches.map(\.candidate.company.text).first { $0 != own && own.differsByOneLetter(from: $0) }
    }

    private mutating func signal(_ signal: Signal, _ name: String, _ partner: Partner) throws {
        let key = "\(partner.id.text) \(name)"
        guard try transaction.tally("signal", key: key, since: now.addingTimeInterval(-Self.daySeconds)) == 0 else {
            return
        }
        try transaction.count("signal", key: key, at: now)
        let event = Event(
            .signalled,
            at: now,
            actor: .rule("signals.\(name.prefix { $0 != " " })", policyVersion: policy.version),
            details: [.init("partner", partner.id.text)]
        )
        try Timeline.append([event], to: .service, in: transaction, chance: desk.chance)
        let command = desk.settings.command
        try tellManagers { $0.signal(signal, partner: partner.name, command: command) }
    }
}

extension String {
    /// One letter more, fewer or other, or two neighbours swapped.
    func differsByOneLetter(from other: String) -> Bool {
        var (mine, theirs) = (Array(utf8)[...], Array(other.utf8)[...])
        guard abs(mine.count - theirs.count) <= 1 else { return false }
        while let one = mine.first, one == theirs.first {
            mine.removeFirst()
            theirs.removeFirst()
        }
        while let one = mine.last, one == theirs.last {
            mine.removeLast()
            theirs.removeLast()
        }
        if mine.count == 2, theirs.count == 2 { return mine.first == theirs.last && mine.last == theirs.first }
        return mine.count <= 1 && theirs.count <= 1 && !(mine.isEmpty && theirs.isEmpty)
    }
}
