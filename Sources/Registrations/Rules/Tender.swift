import FoundationEssentials

/// A claim on a public tender is older than the tender.
enum Tender {
    static func check(_ claim: Claim, _ policy: Policy, at now: Date) -> Check? {
        guard policy.entry.tenderOnlyBeforePublication, let outcome = policy.severity(.tender).outcome else {
            return nil
        }
        guard let published = claim.tenderPublished else { return Check(.tender, .pass, .noTender) }
        let today = BusinessCalendar(policy).localDate(now).text
        guard published <= today else { return Check(.tender, .pass, .noTender) }
        return Check(.tender, outcome, .tenderPublished, evidence: [.init("published", published)])
    }
}
