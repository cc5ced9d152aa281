import Dialogue
import FoundationEssentials
import Registrations

/// The desk judges by the time: what a clock has ended is over, whether or not a sweep has looked.
extension Sitting {
    /// More than can end one after the other: the hold, then a duty.
    private static let endings = 4

    /// Brings the registration that is spoken of up to date before anybody acts on it.
    ///
    /// A stop of the service that no sweep has added yet is added first: nothing ends by it.
    mutating func settle() throws {
        guard let id = try spokenOf(), var registration = try transaction.registration(id) else { return }
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
    private func stop() throws -> (from: Date, until: Date)? {
        let underWay = try transaction.mark(FrontDesk.stopUnderWay).flatMap { FrontDesk.stop($0.value) }
        guard let last = try transaction.mark(FrontDesk.lastSweep)?.updatedAt,
            now.timeIntervalSince(last) > FrontDesk.stopSeconds
        else { return underWay }
        return (underWay?.from ?? last, now)
    }
}
