import Dialogue
import FoundationEssentials
import Registrations

/// The desk judges by the time: what a clock has ended is over, whether or not a sweep has looked.
extension Sitting {
    /// More than can end one after the other: the hold, then a duty.
    static let endings = 4
    /// As many as contend at most.
    private static let settledClaims = 200

    /// Brings the registration that is spoken of up to date before anybody acts on it.
    ///
    /// A stop of the service that no sweep has added yet is added first: nothing ends by it.
    mutating func settle() throws {
        if let id = try spokenOf() { try settle(id) }
    }

    /// Whoever has a claim on the company has it only as long as its clocks say.
    mutating func settle(claimsOf partner: PartnerID? = nil, on domain: DomainName) throws {
        for company in policy.companies(of: domain) {
            let open = try transaction.openRegistrations(on: company, limit: Self.settledClaims)
            for claim in open where partner == nil || claim.partner == partner {
                guard claim.isOverdue(under: try terms(of: claim), at: now) else { continue }
                try settle(claim.id)
            }
        }
    }

    private mutating func settle(_ id: RegistrationID) throws {
        guard var registration = try transaction.registration(id) else { return }
        let terms = try terms(of: registration)
        if let stop = try stop() {
            // Nor does anybody else's hold on the same end by it.
            for claim in [registration] + (try contenders(for: registration).map(\.0)) {
                let own = try self.terms(of: claim)
                guard claim.isOverdue(under: own, at: now),
                    let moved = claim.shifted(pastStopFrom: stop.from, until: stop.until, under: own)
                else { continue }
                let next = try apply(moved, under: own, isTelling: false)
                if next.id == id { registration = next }
            }
        }
        for _ in 0..<Self.endings {
            guard registration.isOverdue(under: terms, at: now), try wake(id) else { return }
            guard let next = try transaction.registration(id) else { return }
            registration = next
        }
    }

    private func spokenOf() throws -> RegistrationID? {
        guard case .words(let text) = delivery.input else { return registrationOfInput }
        return try Words(text, domains: domains).caseNumber.flatMap { try transaction.registration(case: $0)?.id }
    }

    /// A stop that is over but not added to all clocks, or of which no sweep knows yet.
    private func stop() throws -> (from: Date, until: Date)? { try transaction.stop(at: now) }
}

extension LedgerReader {
    fileprivate func stop(at now: Date) throws -> (from: Date, until: Date)? {
        let underWay = try mark(FrontDesk.stopUnderWay).flatMap { FrontDesk.stop($0.value) }
        guard let last = try mark(FrontDesk.lastSweep)?.updatedAt, now.timeIntervalSince(last) > FrontDesk.stopSeconds
        else { return underWay }
        return (underWay?.from ?? last, now)
    }

    /// For whoever only looks: the registration as its clocks leave it now, and what no sweep has written down of that yet.
    func settled(
        _ registration: Registration,
        under terms: Policy,
        at now: Date
    ) throws -> (registration: Registration, events: [Event]) {
        var (next, events) = (registration, [Event]())
        guard next.isOverdue(under: terms, at: now) else { return (next, []) }
        if let stop = try stop(at: now),
            let moved = next.shifted(pastStopFrom: stop.from, until: stop.until, under: terms)
        {
            (next, events) = (moved.registration, moved.events)
        }
        for _ in 0..<Sitting.endings where next.isOverdue(under: terms, at: now) {
            guard let ended = try next.awakened(under: terms, at: now) else { break }
            next = ended.registration
            events += ended.events
        }
        return (next, events)
    }
}
