/// The partner is in good standing.
enum PartnerStanding {
    static func check(_ claim: Claim) -> Check {
        switch claim.partner.standing {
        case .good: Check(.partnerStanding, .pass, .partnerGood)
        case .suspended: Check(.partnerStanding, .block, .partnerSuspended)
        }
    }
}

/// The partner keeps within the caps of its tier.
enum PartnerCaps {
    static func check(_ claim: Claim, _ facts: Facts, _ policy: Policy) -> Check? {
        guard let outcome = policy.severity(.partnerCaps).outcome else { return nil }
        let tier = policy.tier(named: claim.partner.tier)
        if let cap = tier.openCap, facts.openCount >= cap {
            return Check(
                .partnerCaps,
                outcome,
                .openCapReached,
                evidence: [.init("open", String(facts.openCount)), .init("cap", String(cap))]
            )
        }
        if let cap = tier.weeklyCap, facts.weekCount >= cap {
            return Check(
                .partnerCaps,
                outcome,
                .weeklyCapReached,
                evidence: [.init("week", String(facts.weekCount)), .init("cap", String(cap))]
            )
        }
        return Check(.partnerCaps, .pass, .capsKept)
    }
}
