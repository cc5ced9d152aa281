import DeskTesting
import FoundationEssentials
import Registrations

@testable import Desk

/// What must hold of all open claims on one company.
struct Look {
    typealias Complain = (String) -> Void

    private let company: CompanyKey
    private let claims: [Registration]
    private let rows: [Hold]
    private let reader: any LedgerReader
    private let policies: PolicyShelf
    private let now: Date

    init(_ company: CompanyKey, _ reader: any LedgerReader, _ policies: PolicyShelf, at now: Date) throws {
        self.company = company
        self.reader = reader
        self.policies = policies
        self.now = now
        claims = try reader.openRegistrations(on: company, limit: 1_000)
        rows = try reader.holds(company: company)
    }

    private func name(_ claim: Registration) -> String {
        "\(claim.id) of \(claim.partner) on \(company), \(claim.status), \(claim.progress.duties.map(\.kind))"
    }

    /// Rows and claims say the same, and no more partners hold the same than may.
    func holdsAreOne(_ complain: Complain) throws {
        for claim in claims where claim.hold != rows.first(where: { $0.registration == claim.id }) {
            complain("hold and row differ: \(name(claim))")
        }
        for row in rows where !claims.contains(where: { $0.id == row.registration }) {
            complain("held by what is at rest: \(row.registration)")
        }
        let holders = policies.current.conflicts.holders
        for claim in claims {
            guard let hold = claim.hold, hold.until > now else { continue }
            let others = rows.filter { $0.isInForce(against: claim.partner, at: now) && $0.scope.overlaps(hold.scope) }
            if others.count >= holders { complain("held by too many: \(name(claim))") }
        }
    }

    /// Nobody has a second claim on what is already claimed by the same partner.
    ///
    /// An answer may make two claims alike later, when the opportunity was what was asked.
    func isNoTwin(_ registration: Registration, _ complain: Complain) {
        let twins = claims.filter { $0.partner == registration.partner && $0.scope == registration.scope }
        if twins.count > 1 { complain("claimed twice: \(name(registration))") }
    }

    /// No clock runs against a side that owes nothing.
    func owesRightly(_ complain: Complain) throws {
        for claim in claims where claim.progress.duties.contains(where: \.isRunning) {
            let terms = try policies.terms(of: claim.policyVersion, in: reader)
            let isHindered = rows.hindering(claim.partner, claim.scope, under: terms, at: now) != nil
            for duty in claim.progress.duties where duty.isRunning {
                let isOwed =
                    switch duty.kind {
                    case .answer: claim.status == .submitted && !isHindered
                    case .acceptOffer: claim.status == .submitted
                    case .provideInformation: claim.status == .needsInformation
                    case .firstMeeting: claim.status == .approved && claim.progress.firstMeeting == nil
                    case .nextStep: claim.status == .approved && claim.progress.firstMeeting != nil
                    case .acceptApproval: claim.status == .approved
                    }
                if !isOwed { complain("owes \(duty.kind) for nothing: \(name(claim))") }
            }
        }
    }

    /// One at a time, and nobody who waited longer without being looked at.
    func isOfferedInTurn(since before: (RegistrationID) -> Registration?, _ complain: Complain) throws {
        for claim in claims where claim.progress.duty(.acceptOffer) != nil {
            let others = claims.filter { $0.id != claim.id && $0.scope.overlaps(claim.scope) }
            if others.contains(where: { $0.progress.duty(.acceptOffer) != nil }) {
                complain("offered twice: \(name(claim))")
            }
            let isNew = before(claim.id)?.progress.duty(.acceptOffer) == nil
            guard isNew, policies.current.conflicts.winner == .firstReceived else { continue }
            let first = try others.first {
                let isSuspended = try reader.partner($0.partner)?.standing != .good
                return $0.status == .submitted && $0.submittedAt < claim.submittedAt && $0.progress.duties.isEmpty
                    && !$0.rival(isSuspended: isSuspended).isBlocked
            }
            if let first { complain("offered before \(first.id): \(name(claim))") }
        }
    }

    /// Who waits, waits for something.
    func nobodyIsForgotten(_ complain: Complain) throws {
        for claim in claims where claim.status == .submitted && claim.progress.duties.isEmpty {
            let terms = try policies.terms(of: claim.policyVersion, in: reader)
            guard rows.hindering(claim.partner, claim.scope, under: terms, at: now) == nil else { continue }
            let isBehind = claims.contains { other in
                let runs = other.progress.duty(.answer) != nil || other.progress.duty(.acceptOffer) != nil
                return other.id != claim.id && other.scope.overlaps(claim.scope) && runs
            }
            if !isBehind { complain("waits for nothing: \(name(claim))") }
        }
    }
}

/// What a registration's history must say.
struct History {
    let registration: Registration
    let events: [Event]
    let terms: Policy

    init(_ registration: Registration, _ reader: any LedgerReader, _ policies: PolicyShelf) throws {
        self.registration = registration
        events = try reader.events(of: .registration(registration.id), after: 0, limit: 10_000).map(\.event)
        terms = try policies.terms(of: registration.policyVersion, in: reader)
    }

    var reminded: Reminded { Reminded(registration: registration, events: events, terms: terms) }

    /// In which state it is, and of no reminder twice.
    func judge(_ complain: (String) -> Void) {
        if events.compactMap(\.leadsTo).last != registration.status {
            complain("\(registration.status) without its event: \(registration.id)")
        }
        var counts: [String: Int] = [:]
        for event in events where event.kind == .reminded {
            guard case .rule(let rule, _) = event.actor else { continue }
            counts["\(rule) \(event.details.map(\.value))", default: 0] += 1
        }
        for (reminder, count) in counts.sorted(by: { $0.key < $1.key }) {
            let kind = Duty.Kind.allCases.first { reminder.hasPrefix("\($0.rawValue).reminder") }
            let days = kind.flatMap { terms.duties[$0]?.reminderDays } ?? terms.hold.reminderDays
            if count > days.count { complain("reminded too often: \(reminder), \(registration.id)") }
        }
    }
}

extension Event {
    /// The state that a registration is in after it; nil when it changes none.
    var leadsTo: Registration.Status? {
        switch kind {
        case .submitted, .informationGiven, .decisionUndone, .appealed: .submitted
        case .informationRequested: .needsInformation
        case .approved: .approved
        case .rejected: .rejected
        case .withdrawn: .withdrawn
        case .won: .won
        case .lost: .lost
        case .lapsed: .lapsed
        default: nil
        }
    }
}
