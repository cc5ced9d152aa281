import FoundationEssentials

/// The partner is one of those who may register, and registrations are taken today.
enum Eligibility {
    static func check(_ claim: Claim, _ policy: Policy, at now: Date) -> Check? {
        guard let outcome = policy.severity(.eligibility).outcome else { return nil }
        let (entry, partner) = (policy.entry, claim.partner)
        if !entry.partnerKinds.isEmpty, !entry.partnerKinds.contains(partner.kind) {
            return Check(.eligibility, outcome, .kindNotEligible, evidence: [.init("kind", partner.kind.rawValue)])
        }
        if !entry.tiers.isEmpty, !entry.tiers.contains(partner.tier) {
            return Check(.eligibility, outcome, .tierNotEligible, evidence: [.init("tier", partner.tier)])
        }
        let held = entry.certifications.filter { partner.certifications.contains($0) }
        if !entry.certifications.isEmpty, held.count < entry.certificationsNeeded {
            return Check(
                .eligibility,
                outcome,
                .certificationMissing,
                evidence: [
                    .init("certifications", held.joined(separator: ", ")),
                    .init("needed", String(entry.certificationsNeeded)),
                ]
            )
        }
        let today = BusinessCalendar(policy).localDate(now).text
        if entry.opensOn.map({ today < $0 }) == true || entry.closesOn.map({ today > $0 }) == true {
            return Check(.eligibility, outcome, .outsideWindow, evidence: [.init("today", today)])
        }
        return Check(.eligibility, .pass, .eligible)
    }
}
