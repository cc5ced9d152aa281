import Registrations

/// Contradictions about entry, checks, and who is asked or told.
extension Reading {
    /// Rules whose check is switched off.
    mutating func checks(_ policy: Policy, in file: Section) {
        let needs: [([Key], Check.Rule)] = [
            ([.entry, .partnerKinds], .eligibility), ([.entry, .tiers], .eligibility),
            ([.entry, .certifications], .eligibility), ([.entry, .opens], .eligibility),
            ([.entry, .closes], .eligibility), ([.entry, .minimumAmount], .dealSize),
            ([.entry, .documentsAbove], .documents), ([.entry, .lookBack, .purchase], .existingCustomer),
            ([.entry, .replacementEvidence], .existingCustomer),
            ([.entry, .lookBack, .outreach], .directSale), ([.hold, .coolDown], .coolDown),
            ([.caps, .open], .partnerCaps), ([.caps, .weekly], .partnerCaps),
        ]
        for (path, rule) in needs where policy.severity(rule) == .off {
            let words = path.map(\.rawValue)
            guard file.isWritten(path) else { continue }
            offRule(words[words.count - 1], rule, at: file.place(words))
        }
        if policy.entry.tenderOnlyBeforePublication, policy.severity(.tender) == .off {
            let key = Key.tenderOnlyBeforePublication
            offRule(key.rawValue, .tender, at: file.place(.entry, key))
        }
    }

    private mutating func offRule(_ key: String, _ rule: Check.Rule, at place: Place) {
        complain(
            place,
            "\(quoted(key)) is looked at by the check \(quoted(rule.rawValue)), which is off",
            "Write \(rule.rawValue): block or flag under \"checks\", or delete \(key)."
        )
    }

    mutating func entry(_ policy: Policy, in file: Section) {
        let entry = policy.entry
        if let opens = entry.opensOn, let closes = entry.closesOn, opens > closes {
            complain(
                file.place(.entry, .closes),
                "Registrations close on \(closes), before they open on \(opens)",
                "Write a day after \(opens)."
            )
        }
        if file.isWritten(.entry, .certificationsNeeded), entry.certificationsNeeded > entry.certifications.count {
            complain(
                file.place(.entry, .certificationsNeeded),
                "\"certifications_needed\" is \(entry.certificationsNeeded), and the list of certifications has \(entry.certifications.count)",
                "Name as many under certifications, or write a smaller number."
            )
        }
    }

    mutating func people(_ policy: Policy, in file: Section) {
        if policy.assigning?.by == .manager, policy.managers.isEmpty {
            complain(
                file.place(.assignment, .by),
                "Partner managers assign, and there is none",
                "Write by: reviewer, or add manager: true to a reviewer."
            )
        }
        for kind in Duty.Kind.allCases where file.isWritten(.duties, Key(kind), .escalate) {
            let steps = policy.duties[kind]?.ladder.map(\.to) ?? []
            let place = file.place(.duties, Key(kind), .escalate)
            if steps.contains(.deputy), policy.reviewers.allSatisfy({ $0.deputy == nil }) {
                complain(place, "A deputy is told, and no reviewer has one", "Add deputy: NAME to a reviewer.")
            }
            if steps.contains(.manager), policy.managers.isEmpty {
                complain(place, "A partner manager is told, and there is none", "Add manager: true to a reviewer.")
            }
        }
        guard case .list(let nodes)? = file.part(.approvals, .plans)?.content else { return }
        for (index, plan) in policy.approvals.plans.enumerated() where index < nodes.count {
            managers(plan, policy, at: nodes[index].place)
            let isHidden = policy.approvals.plans[..<index].contains { $0.when == .init() }
            if isHidden {
                complain(
                    nodes[index].place,
                    "The plan \(quoted(plan.id)) is never reached, since one before it is for every claim",
                    "Put the plan without when last."
                )
            }
        }
    }

    /// Every `manager` of a plan has to be another person.
    private mutating func managers(_ plan: Policy.ApprovalRules.Plan, _ policy: Policy, at place: Place) {
        let wanted = plan.approvers.count { $0 == Approver.manager }
        let free = policy.managers.count { !plan.approvers.contains($0.name) }
        guard wanted > free else { return }
        complain(
            place,
            "The plan \(quoted(plan.id)) asks for more partner managers than there are besides those it names",
            "Add manager: true to another reviewer, or name somebody else."
        )
    }
}
