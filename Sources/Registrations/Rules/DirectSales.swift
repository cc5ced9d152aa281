import FoundationEssentials

/// The vendor's own people are at the company, or were lately.
enum DirectSales {
    static func check(_ claim: Claim, _ facts: Facts, _ policy: Policy, at now: Date) -> Check? {
        guard let outcome = policy.severity(.directSale).outcome else { return nil }
        guard let sale = facts.directSale else { return Check(.directSale, .pass, .noDirectSale) }
        let evidence: [Check.Evidence] = [
            .init("opened_by", sale.by), .init("opened_at", sale.openedAt.formatted(.iso8601)),
        ]
        guard let closed = sale.closedAt else {
            return Check(.directSale, outcome, .directSaleOpen, evidence: evidence)
        }
        guard let span = policy.entry.outreachLookBack,
            BusinessCalendar(policy).deadline(span, after: closed) >= now
        else { return Check(.directSale, .pass, .noDirectSale) }
        return Check(.directSale, outcome, .directSaleRecent, evidence: evidence)
    }
}
