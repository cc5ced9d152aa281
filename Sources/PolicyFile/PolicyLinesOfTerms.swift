import Registrations

/// The lines of holds, duties, conflicts, approvals and entry.
extension PolicyLines {
    mutating func entry(_ entry: Policy.EntryRules) {
        some("entry.partner_kinds", entry.partnerKinds.map(\.rawValue))
        some("entry.tiers", entry.tiers)
        some("entry.certifications", entry.certifications)
        if !entry.certifications.isEmpty { add("entry.certifications_needed", "\(entry.certificationsNeeded)") }
        add("entry.minimum_amount", entry.minimumAmount?.units)
        add("entry.documents_above", entry.documentsAbove?.units)
        add("entry.tender_only_before_publication", "\(entry.tenderOnlyBeforePublication)")
        text("entry.replacement_evidence", entry.replacementEvidence)
        add("entry.look_back.purchase", entry.purchaseLookBack?.text)
        add("entry.look_back.outreach", entry.outreachLookBack?.text)
        add("entry.opens", entry.opensOn)
        add("entry.closes", entry.closesOn)
    }

    mutating func assignment(_ assigning: Policy.Assigning?) {
        add("assignment", assigning == nil ? "off" : nil)
        add("assignment.by", assigning?.by.rawValue)
        add("assignment.may_decline", assigning.map { "\($0.mayDecline)" })
    }

    mutating func hold(_ hold: Policy.HoldRules) {
        add("hold.length", hold.length?.text ?? Reading.unlimited)
        for (product, span) in hold.byProduct.sorted(by: { $0.key < $1.key }) {
            add("hold.by_product.\(product)", span.text)
        }
        byKind("hold", hold.byKind)
        add("hold.starts", hold.starts.rawValue)
        add("hold.scope", hold.scope.rawValue)
        let extending = hold.extending
        add("hold.extension.times", extending.times.map { $0 == 0 ? "none" : "\($0)" } ?? Reading.unlimited)
        if extending.times != 0 {
            add("hold.extension.by", extending.by.text)
            add("hold.extension.granted_by", extending.grantedBy.rawValue)
            add("hold.extension.on_meeting", "\(extending.onMeeting)")
            add("hold.extension.needs_evidence", "\(extending.needsEvidence)")
        }
        add("hold.lock_on_meeting", "\(hold.isLockedByMeeting)")
        add("hold.grows_by_vendor_delay", "\(hold.growsByVendorDelay)")
        add("hold.cool_down", hold.coolDown?.text)
        add("hold.remind_days_before", list(hold.reminderDays.map(String.init)))
    }

    mutating func duty(_ kind: Duty.Kind, _ rules: Policy.DutyRules?) {
        let path = "duties.\(Key(kind).rawValue)"
        guard let rules else { return add(path, "off") }
        // The time for an answer is best known by the section of its own.
        add(kind == .answer ? "answer.within" : "\(path).within", rules.within.text)
        byKind(path, rules.byKind)
        add("\(path).counts_from", rules.starts.rawValue)
        add("\(path).remind_days_before", list(rules.reminderDays.map(String.init)))
        add("\(path).escalate", list(rules.ladder.map { "\($0.to.rawValue) after \($0.after.text)" }))
        add("\(path).first_look", rules.firstLook?.text)
        if kind == .answer { add("answer.research", rules.research?.text) }
        add("\(path).hand_over", rules.handOver?.text)
        add("\(path).grace", rules.grace?.text)
        add("\(path).outcome", rules.outcome.rawValue)
    }

    mutating func conflicts(_ conflicts: Policy.ConflictRules) {
        add("conflicts.winner", conflicts.winner.rawValue)
        add("conflicts.customer_choice", "\(conflicts.allowsCustomerChoice)")
        add("conflicts.holders", "\(conflicts.holders)")
        text("conflicts.second_terms", conflicts.secondTerms)
        text("conflicts.consolation", conflicts.consolation)
        add("conflicts.queue.order", conflicts.queue?.rawValue)
        for measure in Policy.ConflictRules.Measure.allCases {
            add("conflicts.weights.\(measure.rawValue)", conflicts.weights[measure].map(String.init))
        }
    }

    /// Their order counts, since the first that matches is the claim's.
    mutating func segments(_ segments: [Policy.HoldRules.Segment]) {
        some("segments.parts", segments.map(\.id))
        for segment in segments {
            let path = "segments.\(segment.id)"
            some("\(path).territories", segment.territories)
            some("\(path).products", segment.products)
            add("\(path).revenue_from", segment.minimumRevenue?.units)
            add("\(path).revenue_below", segment.maximumRevenue?.units)
        }
    }

    mutating func approvals(_ approvals: Policy.ApprovalRules) {
        some("approvals.automatic", approvals.automatic.map(\.id))
        for rule in approvals.automatic { condition("approvals.automatic.\(rule.id)", rule.when) }
        some("approvals.plans", approvals.plans.map(\.id))
        for plan in approvals.plans {
            let path = "approvals.plans.\(plan.id)"
            condition(path, plan.when)
            add("\(path).approvers", list(plan.approvers))
            add("\(path).order", (plan.isParallel ? Order.parallel : .sequence).rawValue)
        }
        add("approvals.undo_within", approvals.undoWithin?.text ?? "off")
        add("approvals.appeal.within", approvals.appeal?.within.text ?? "off")
        add("approvals.minimum_time_to_win", approvals.minimumTimeToWin?.text)
    }

    private mutating func condition(_ path: String, _ when: Policy.ApprovalRules.Condition) {
        some("\(path).when.tiers", when.tiers)
        some("\(path).when.kinds", when.kinds.map(\.rawValue))
        some("\(path).when.partner_kinds", when.partnerKinds.map(\.rawValue))
        some("\(path).when.territories", when.territories)
        add("\(path).when.amount_from", when.minimumAmount?.units)
        add("\(path).when.amount_below", when.maximumAmount?.units)
    }

    mutating func attention(_ policy: Policy) {
        add("information.fields", list(policy.reopenable.map(\.rawValue)))
        add("signals.burst_per_day", policy.signals.burstPerDay.map(String.init) ?? "off")
        add("signals.idle_holds", policy.signals.idleHolds.map(String.init) ?? "off")
        add("signals.near_miss_domains", "\(policy.signals.nearMissDomains)")
    }

    private mutating func byKind(_ path: String, _ spans: [Registration.Kind: Span]) {
        for kind in Registration.Kind.known { add("\(path).by_kind.\(kind.rawValue)", spans[kind]?.text) }
    }

    /// A list that is only a rule when something stands in it.
    private mutating func some(_ path: String, _ words: [String]) {
        add(path, words.isEmpty ? nil : list(words))
    }
}

extension Amount {
    /// Whole units as the file has them.
    var units: String { String(minorUnits / 100) }
}
