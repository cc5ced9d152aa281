import DeskTesting
import Dialogue
import FoundationEssentials
import Registrations
import Testing

@testable import Desk

/// Random acts, stops, clock jumps and policy changes; after every step all that must always hold does.
@Suite struct CrowdTests {
    @Test(arguments: 1...10 as ClosedRange<UInt64>)
    func `whatever a crowd does, holds, clocks, queues and histories stay right`(seed: UInt64) async throws {
        var crowd = try await Crowd(seed: seed, partners: 30)
        var before: [RegistrationID: Registration] = [:]
        for turn in 0..<200 {
            try await crowd.step(turn)
            let office = crowd.office
            let all = try await office.registrations()
            let look = Look(office: office, all: all, before: before, place: "seed \(seed), turn \(turn)")
            let isSound = try await look.isSound()
            guard isSound else { return }
            before = Dictionary(uniqueKeysWithValues: all.map { ($0.id, $0) })
        }
        let states = Set(before.values.map(\.status))
        #expect(before.count >= 30 && states.count >= 4, "seed \(seed) does too little: \(before.count) \(states)")
        let report = try await Audit(crowd.office.ledger).verify()
        #expect(report.flaws.isEmpty && report.chains >= before.count, "seed \(seed)")
    }
}

/// What must hold of all registrations at any time.
struct Look {
    let office: Office
    let all: [Registration]
    let before: [RegistrationID: Registration]
    let place: String

    private func complain(_ what: String, _ registration: Registration) -> Bool {
        Issue.record("\(what): \(registration.id) \(registration.status) \(registration.progress.duties), \(place)")
        return false
    }

    func isSound() async throws -> Bool {
        let now = office.clock.now()
        for company in Set(all.map(\.company)) {
            let rows = try await office.ledger.read { try $0.holds(company: company) }
            let claims = all.filter { $0.company == company }
            guard holdsAreOne(rows, claims, at: now) else { return false }
            for claim in claims.filter(\.status.isOpen) {
                let terms = try await terms(of: claim)
                guard owesRightly(claim, rows, terms, at: now), isNotForgotten(claim, claims, rows, terms, at: now),
                    isOfferedInTurn(claim, claims)
                else { return false }
            }
        }
        for claim in all where before[claim.id] != claim {
            guard try await isTold(claim) else { return false }
        }
        return true
    }

    private func terms(of claim: Registration) async throws -> Policy {
        let policies = office.policies
        return try await office.ledger.read { try policies.terms(of: claim.policyVersion, in: $0) }
    }

    /// Rows and registrations say the same, and no more partners hold the same than may.
    private func holdsAreOne(_ rows: [Hold], _ claims: [Registration], at now: Date) -> Bool {
        for claim in claims where claim.hold != rows.first(where: { $0.registration == claim.id }) {
            return complain("hold and row differ", claim)
        }
        for claim in claims where claim.hold != nil && !claim.status.isOpen { return complain("held at rest", claim) }
        let holders = office.policies.current.conflicts.holders
        for claim in claims {
            guard let hold = claim.hold, hold.until > now else { continue }
            let others = rows.filter { $0.isInForce(against: claim.partner, at: now) && $0.scope.overlaps(hold.scope) }
            if others.count >= holders { return complain("held by too many", claim) }
        }
        return true
    }

    /// No clock runs against a side that owes nothing.
    private func owesRightly(_ claim: Registration, _ rows: [Hold], _ terms: Policy, at now: Date) -> Bool {
        for duty in claim.progress.duties where duty.isRunning {
            let isOwed =
                switch duty.kind {
                case .answer:
                    claim.status == .submitted
                        && rows.hindering(claim.partner, claim.scope, under: terms, at: now) == nil
                case .acceptOffer: claim.status == .submitted
                case .provideInformation: claim.status == .needsInformation
                case .firstMeeting: claim.status == .approved && claim.progress.firstMeeting == nil
                case .nextStep: claim.status == .approved && claim.progress.firstMeeting != nil
                case .acceptApproval: claim.status == .approved
                }
            if !isOwed { return complain("owes \(duty.kind) for nothing", claim) }
        }
        return true
    }

    /// Who waits, waits for something.
    private func isNotForgotten(
        _ claim: Registration,
        _ claims: [Registration],
        _ rows: [Hold],
        _ terms: Policy,
        at now: Date
    ) -> Bool {
        guard claim.status == .submitted, claim.progress.duties.isEmpty,
            rows.hindering(claim.partner, claim.scope, under: terms, at: now) == nil
        else { return true }
        let isBehind = claims.contains { other in
            let runs = other.progress.duty(.answer) != nil || other.progress.duty(.acceptOffer) != nil
            return other.id != claim.id && other.status.isOpen && other.scope.overlaps(claim.scope) && runs
        }
        return isBehind || complain("waits for nothing", claim)
    }

    /// One at a time, and nobody who waited longer without being looked at.
    private func isOfferedInTurn(_ claim: Registration, _ claims: [Registration]) -> Bool {
        guard claim.progress.duty(.acceptOffer) != nil else { return true }
        let others = claims.filter { $0.id != claim.id && $0.status.isOpen && $0.scope.overlaps(claim.scope) }
        if others.contains(where: { $0.progress.duty(.acceptOffer) != nil }) { return complain("offered twice", claim) }
        let isNew = before[claim.id]?.progress.duty(.acceptOffer) == nil
        guard isNew, office.policies.current.conflicts.winner == .firstReceived else { return true }
        let first = others.first {
            $0.status == .submitted && $0.submittedAt < claim.submittedAt && $0.progress.duties.isEmpty
                && !$0.rival().isBlocked
        }
        return first == nil || complain("offered before \(first?.id.text ?? "")", claim)
    }

    /// Its history says in which state it is, and of no reminder twice.
    private func isTold(_ claim: Registration) async throws -> Bool {
        let events = try await office.events(.registration(claim.id)).map(\.event)
        if events.compactMap(\.leadsTo).last != claim.status { return complain("state without its event", claim) }
        let terms = try await terms(of: claim)
        var counts: [String: Int] = [:]
        for event in events where event.kind == .reminded {
            guard case .rule(let rule, _) = event.actor else { continue }
            counts["\(rule) \(event.details.map(\.value))", default: 0] += 1
        }
        for (reminder, count) in counts {
            let kind = Duty.Kind.allCases.first { reminder.hasPrefix("\($0.rawValue).reminder") }
            let days = kind.flatMap { terms.duties[$0]?.reminderDays } ?? terms.hold.reminderDays
            if count > days.count { return complain("reminded too often: \(reminder)", claim) }
        }
        return true
    }
}
