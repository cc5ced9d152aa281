public import FoundationEssentials

/// What the terms come to for one registration.
extension Policy {
    /// These terms, with the people, the calendar and the messages of the policy that is in force now.
    ///
    /// A registration keeps the rules it was submitted under; who decides, when the office is open and how people are
    /// told is what it is today.
    public func housed(by current: Policy) -> Policy {
        var policy = self
        policy.program = current.program
        policy.reviewers = current.reviewers
        policy.routing = current.routing
        policy.blockedAccounts = current.blockedAccounts
        policy.aliases = current.aliases
        policy.reasons = current.reasons
        policy.signals = current.signals
        policy.calendar = current.calendar
        policy.messages = current.messages
        policy.links = current.links
        policy.limits = current.limits
        return policy
    }

    /// What of the company a claim with these answers is about.
    public func scope(of answers: Answers) -> ScopeKey {
        switch hold.scope {
        case .account: .account
        case .product: named("product", answers.productInterest)
        case .businessUnit: named("business_unit", answers.businessUnit)
        case .opportunity: named("opportunity", answers.opportunity ?? answers.productInterest)
        case .segment: ScopeKey("segment:\(segment(of: answers)?.id ?? "other")")
        }
    }

    /// Without the answer it is about everything.
    private func named(_ scope: String, _ answer: String?) -> ScopeKey {
        let words = (answer ?? "").lowercased().split { !$0.isLetter && !$0.isNumber }
        return words.isEmpty ? .account : ScopeKey("\(scope):\(words.joined(separator: "-"))")
    }

    func segment(of answers: Answers) -> HoldRules.Segment? {
        hold.segments.first { segment in
            let isThere =
                segment.territories.isEmpty
                || segment.territories.contains { $0.lowercased() == answers.geography?.lowercased() }
            let isBought =
                segment.products.isEmpty
                || segment.products.contains { $0.lowercased() == answers.productInterest?.lowercased() }
            let amount = answers.targetRevenue?.minorUnits
            let isBigEnough = segment.minimumRevenue.map { (amount ?? 0) >= $0.minorUnits } ?? true
            let isSmallEnough = segment.maximumRevenue.map { (amount ?? 0) < $0.minorUnits } ?? true
            return isThere && isBought && isBigEnough && isSmallEnough
        }
    }

    /// How long the registration is protected: its product's time, else its kind's, else its tier's.
    public func holdLength(of registration: Registration, tier name: String) -> Span? {
        let product = registration.answers.productInterest?.lowercased()
        let byProduct = product.flatMap { wanted in hold.byProduct.first { $0.key.lowercased() == wanted }?.value }
        return byProduct ?? hold.byKind[registration.kind] ?? tier(named: name).hold
    }

    /// By when a duty that comes to be now is owed; nil where the policy knows no such duty.
    public func duty(_ kind: Duty.Kind, of registration: Registration, tier name: String, from now: Date) -> Duty? {
        guard let rules = duties[kind] else { return nil }
        let own = kind == .answer ? tiers[name]?.answer ?? defaultTier.answer : nil
        let within = rules.byKind[registration.kind] ?? own ?? rules.within
        let start =
            switch rules.starts {
            case .usual: now
            case .submission: registration.submittedAt
            }
        let calendar = BusinessCalendar(self)
        var duty = Duty(kind, startedAt: start, within: within, due: calendar.deadline(within, after: start))
        if start < now {
            // What others took of the time is no fault of whoever owes it now.
            let earliest = calendar.endOfDay(calendarDays: Self.shortestNoticeDays, after: now)
            if duty.due < earliest {
                duty.due = earliest
                duty.hasMoved = true
            }
        }
        duty.reminded = rules.reminderDays.count { calendar.daysBefore($0, duty.due) <= now }
        return duty
    }

    /// Nobody hears today that something was due yesterday.
    static let shortestNoticeDays = 2

    /// When the vendor, which took the duty over, gives up on it.
    func handedOverUntil(_ duty: Duty) -> Date {
        duties[duty.kind]?.handOver.map { BusinessCalendar(self).deadline($0, after: duty.due) } ?? duty.due
    }

    /// The whole time until an unmet duty has its outcome.
    func outcomeAt(_ duty: Duty, _ calendar: BusinessCalendar) -> Date? {
        guard let rules = duties[duty.kind] else { return nil }
        let handed = rules.handOver.map { calendar.deadline($0, after: duty.due) } ?? duty.due
        return rules.grace.map { calendar.deadline($0, after: handed) } ?? handed
    }
}

extension Policy.ApprovalRules {
    /// The plan for a claim; nil where one reviewer is enough.
    public func plan(for registration: Registration, _ partner: Partner) -> Plan? {
        plans.first { $0.when.holds(registration, partner) }
    }
}

extension Policy.ApprovalRules.Condition {
    func holds(_ registration: Registration, _ partner: Partner) -> Bool {
        let amount = (registration.progress.deal?.amount ?? registration.answers.targetRevenue)?.minorUnits
        let territory = registration.answers.geography ?? partner.territories.first
        return (tiers.isEmpty || tiers.contains(partner.tier))
            && (kinds.isEmpty || kinds.contains(registration.kind))
            && (partnerKinds.isEmpty || partnerKinds.contains(partner.kind))
            && (territories.isEmpty || territories.contains { $0.lowercased() == territory?.lowercased() })
            && (minimumAmount.map { (amount ?? 0) >= $0.minorUnits } ?? true)
            && (maximumAmount.map { (amount ?? Int.max) < $0.minorUnits } ?? true)
    }
}

extension Policy {
    /// Names of the reviewers who are asked, in order; the last entry of a plan is who decides.
    public func approvers(of registration: Registration, _ partner: Partner) -> [String] {
        asked(of: registration, partner).map(\.name).filter { $0 != Self.nobody }
    }

    /// The plan asks for more people than there are: somebody has to be named in the policy file first.
    public func lacksApprover(_ registration: Registration, _ partner: Partner) -> Bool {
        asked(of: registration, partner).contains { $0.name == Self.nobody }
    }

    /// Stands in a place of a plan for which nobody is left.
    static let nobody = ""

    /// Who is asked for each place of the plan, or has said yes in it; nobody is asked twice, and a
    /// place for which nobody is left is `nobody`'s.
    func asked(of registration: Registration, _ partner: Partner) -> [(place: Int, name: String)] {
        guard let plan = approvals.plan(for: registration, partner) else { return [(0, registration.reviewer)] }
        let given = registration.progress.approvals
        let author = registration.progress.appeal?.against
        var asked: [(place: Int, name: String)] = []
        for (place, role) in plan.approvers.enumerated() {
            if let yes = given.first(where: { $0.place == place }) {
                asked.append((place, yes.by))
                continue
            }
            let taken = asked.map(\.name) + given.map(\.by)
            // Whoever the plan names is not asked in the place of any manager.
            var name = person(in: role, registration, partner, taken: taken + plan.approvers)
            if let author, name == author { name = secondLook(after: author) }
            let barred = taken + [author].compactMap(\.self)
            if barred.contains(name) {
                let named = name
                name =
                    another(for: named, registration, partner, besides: barred + plan.approvers)
                    ?? another(for: named, registration, partner, besides: barred) ?? Self.nobody
            }
            asked.append((place, name))
        }
        return asked
    }

    /// Who says yes in the place of somebody who said it already: the next by routing, the deputy, a manager, anybody.
    private func another(
        for name: String,
        _ registration: Registration,
        _ partner: Partner,
        besides barred: [String]
    ) -> String? {
        let territory = (registration.answers.geography ?? partner.territories.first)?.lowercased()
        let routed = reviewers.filter { $0.territories.contains { $0.lowercased() == territory } }.map(\.name)
        let deputy = [reviewer(named: name)?.deputy].compactMap(\.self)
        let others = routed + [routing.fallback] + deputy + managers.map(\.name) + reviewers.map(\.name)
        return others.first { !barred.contains($0) && reviewer(named: $0)?.isAbsent == false }
    }

    /// Whom the claim is routed to: on an appeal somebody who did not decide before.
    func firstReviewer(of registration: Registration, _ partner: Partner) -> String {
        if let appeal = registration.progress.appeal { return secondLook(after: appeal.against) }
        return route(territory: registration.answers.geography ?? partner.territories.first)
    }

    private func person(in role: String, _ registration: Registration, _ partner: Partner, taken: [String]) -> String {
        switch role {
        case "reviewer":
            // The registration's own reviewer is whose turn it is, which changes with the first yes.
            return registration.progress.approvals.isEmpty
                ? registration.reviewer : firstReviewer(of: registration, partner)
        case "manager": return managers.first { !taken.contains($0.name) && !$0.isAbsent }?.name ?? routing.fallback
        default: return standIn(for: role)
        }
    }
}
