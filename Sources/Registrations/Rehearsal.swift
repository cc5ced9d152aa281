import FoundationEssentials

/// A history played again under given rules, with the core's own transitions.
struct Rehearsal {
    /// One registration and what became of it.
    struct Part {
        let original: Registration
        let policy: Policy
        var now: Registration?
        var refusal: String?
        /// A person says yes, and it has to wait.
        var yes: Registration.Decision?
        /// Why it waits: the name of the refusal.
        var waitsFor: String?
        var decidedBy: String?
        /// The last end its hold was given, or had when it ended early.
        var heldUntil: Date?
        /// The rule that ended it early.
        var endedBy: String?

        var suggestion: String { Verdict(now?.checks ?? []).suggestion.rawValue }

        var course: String {
            if let waitsFor { return "waits: \(waitsFor)" }
            guard let now else { return "refused" }
            guard let decidedBy else { return now.status.rawValue }
            return "\(now.decision?.outcome.rawValue ?? now.status.rawValue) by \(decidedBy)"
        }

        /// The check that makes the verdict another one.
        func decisiveCheck(against other: Part) -> Check? {
            let (own, others) = (now?.checks ?? [], other.now?.checks ?? [])
            let differing = own.filter { !$0.isAs(in: others) } + others.filter { !$0.isAs(in: own) }
            return differing.first { $0.outcome == .block } ?? differing.first { $0.outcome == .flag }
                ?? differing.first
        }
    }

    var parts: [RegistrationID: Part] = [:]
    let partners: [PartnerID: Partner]
    var companies: [CompanyKey: [RegistrationID]] = [:]
    var claims: [PartnerID: [RegistrationID]] = [:]
    private let acts: [Act]

    /// Something a person did, at its time.
    struct Act {
        let at: Date
        let id: RegistrationID
        let what: What

        enum What { case submit, decide(Registration.Decision), meet(Progress.Meeting), end(Registration.Status) }
    }

    init(
        _ history: [Registration],
        _ partners: [PartnerID: Partner],
        under policy: (Registration) -> Policy
    ) {
        self.partners = partners
        for one in history { parts[one.id] = Part(original: one, policy: policy(one)) }
        acts = history.flatMap(\.acts).enumerated()
            .sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }.map(\.element)
    }

    /// All of it, then on until every clock has rung that rings before the last act.
    mutating func play() {
        for act in acts {
            guard let part = parts[act.id], let partner = partners[part.original.partner] else { continue }
            let company = part.policy.company(of: part.original.answers.prospect.domain)
            catchUp(companies[company] ?? [], to: act.at)
            catchUp(claims[partner.id] ?? [], to: act.at)
            switch act.what {
            case .submit: submit(part, partner, company, at: act.at)
            case .decide(let decision): decided(act.id, decision, partner, at: act.at)
            case .meet(let meeting): meet(act.id, meeting, partner)
            case .end(let status): end(act.id, status, at: act.at)
            }
            tryWaiting(company, at: act.at)
        }
        guard let last = acts.last?.at else { return }
        for company in companies.keys { catchUp(companies[company] ?? [], to: last) }
    }

    private mutating func submit(_ part: Part, _ partner: Partner, _ company: CompanyKey, at now: Date) {
        let (one, policy) = (part.original, part.policy)
        let facts = facts(for: part, partner, company, at: now)
        do {
            let taken = try decide(one.request(of: partner), given: facts, under: policy, at: now)
            parts[one.id]?.now = taken.registration
            parts[one.id]?.now?.lifted = one.lifted
            parts[one.id]?.decidedBy = taken.registration.decision?.by
            parts[one.id]?.heldUntil = taken.hold?.until
            companies[company] = (companies[company] ?? []) + [one.id]
            claims[partner.id] = (claims[partner.id] ?? []) + [one.id]
        } catch {
            parts[one.id]?.refusal = error.name
        }
    }

    private mutating func decided(
        _ id: RegistrationID,
        _ decision: Registration.Decision,
        _ partner: Partner,
        at now: Date
    ) {
        guard let part = parts[id], let one = part.now, one.status == .submitted else { return }
        if decision.outcome == .rejected {
            var ended = one
            ended.status = .rejected
            ended.decision = decision
            ended.hold = nil
            ended.progress.duties = []
            ended.progress.wakeAt = nil
            parts[id]?.now = ended
            parts[id]?.decidedBy = decision.by
            return
        }
        do {
            let (holds, rivals) = around(one, part.policy)
            let approved = try one.approvedAgain(
                by: decision.by,
                Registration.Surroundings(holds: holds, rivals: rivals, partner: partner, at: now),
                under: part.policy
            )
            parts[id]?.yes = nil
            parts[id]?.waitsFor = nil
            parts[id]?.decidedBy = decision.by
            store(approved, at: now)
        } catch {
            parts[id]?.yes = decision
            parts[id]?.waitsFor = error.name
        }
    }

    private mutating func meet(_ id: RegistrationID, _ meeting: Progress.Meeting, _ partner: Partner) {
        guard let part = parts[id], let one = part.now else { return }
        do {
            let met = try one.meeting(
                at: meeting.at,
                by: .service,
                side: meeting.by,
                holds: around(one, part.policy).0,
                partner: partner,
                under: part.policy,
                at: meeting.loggedAt
            )
            store(met, at: meeting.loggedAt)
        } catch {}
    }

    private mutating func end(_ id: RegistrationID, _ status: Registration.Status, at now: Date) {
        guard var one = parts[id]?.now, one.status.isOpen else { return }
        if status != .withdrawn, one.status != .approved { return }
        one.status = status
        one.hold = nil
        one.endedAt = now
        one.progress.duties = []
        one.progress.wakeAt = nil
        parts[id]?.now = one
        parts[id]?.yes = nil
    }

    /// Lets the clocks of these registrations ring that ring until then.
    private mutating func catchUp(_ ids: [RegistrationID], to end: Date) {
        for id in ids {
            for _ in 0..<Self.limitRings {
                guard let part = parts[id], let one = part.now, let wake = one.progress.wakeAt, wake <= end else {
                    break
                }
                let rung: Transition?
                do { rung = try one.awakened(under: part.policy, at: wake) } catch { break }
                if let rung {
                    store(rung, at: wake)
                } else {
                    parts[id]?.now = one.wound(under: part.policy, at: wake)
                    if parts[id]?.now?.progress.wakeAt == wake { break }
                }
            }
        }
    }

    /// A clock rings for a handful of reminders and one end.
    private static let limitRings = 200

    /// Whoever was said yes to and had to wait is approved when its turn comes.
    private mutating func tryWaiting(_ company: CompanyKey, at now: Date) {
        let waiting = (companies[company] ?? []).filter {
            parts[$0]?.yes != nil && parts[$0]?.now?.status == .submitted
        }
        for id in waiting {
            guard let part = parts[id], let yes = part.yes, let partner = partners[part.original.partner] else {
                continue
            }
            decided(id, yes, partner, at: now)
        }
    }

    mutating func store(_ transition: Transition, at now: Date) {
        let one = transition.registration
        guard let part = parts[one.id] else { return }
        parts[one.id]?.now = one.wound(under: part.policy, at: now)
        if let until = one.hold?.until { parts[one.id]?.heldUntil = until }
        if one.status == .lapsed, case .rule(let rule, _)? = transition.events.first?.actor {
            parts[one.id]?.endedBy = rule
            if let ended = one.endedAt, part.heldUntil != nil { parts[one.id]?.heldUntil = ended }
        }
        for gone in transition.superseded {
            guard let other = parts[gone.registration], let former = other.now else { continue }
            do {
                store(try former.lapsed(at: now, rule: "superseded", under: other.policy), at: now)
            } catch {}
        }
    }
}

extension Check {
    fileprivate func isAs(in others: [Check]) -> Bool {
        others.contains { $0.rule == rule && $0.outcome == outcome && $0.reason == reason }
    }
}
