import FoundationEssentials

@testable import Registrations

/// The office in Berlin opens on 3 March 2026, a Tuesday, and this is what claims have to bring along.
extension RuleCase {
    static let entries = [
        RuleCase("anybody may", .eligibility, .pass, .eligible),
        RuleCase("another kind of partner", .eligibility, .block, .kindNotEligible).with {
            $0.policy = { $0.entry.partnerKinds = [.services] }
        },
        RuleCase("another tier", .eligibility, .block, .tierNotEligible).with {
            $0.policy = { $0.entry.tiers = ["tin"] }
        },
        RuleCase("too few certificates", .eligibility, .block, .certificationMissing).with {
            $0.policy = {
                $0.entry.certifications = ["Expert", "Sales"]
                $0.entry.certificationsNeeded = 2
            }
            $0.partner = { $0.certifications = ["Sales", "Cooking"] }
        },
        RuleCase("enough certificates", .eligibility, .pass, .eligible).with {
            $0.policy = { $0.entry.certifications = ["Expert", "Sales"] }
            $0.partner = { $0.certifications = ["Sales"] }
        },
        RuleCase("before the first day", .eligibility, .block, .outsideWindow).with {
            $0.policy = { $0.entry.opensOn = "2026-03-04" }
        },
        RuleCase("on the last day", .eligibility, .pass, .eligible).with {
            $0.policy = { $0.entry.closesOn = "2026-03-03" }
        },
        RuleCase("after the last day", .eligibility, .block, .outsideWindow).with {
            $0.policy = { $0.entry.closesOn = "2026-03-02" }
        },
        RuleCase("no size asked", .dealSize, nil, nil).with { $0.amount = 1 },
        RuleCase("size not known", .dealSize, .pass, .sizeUnknown).with {
            $0.policy = { $0.entry.minimumAmount = Amount(minorUnits: 500) }
        },
        RuleCase("too small", .dealSize, .flag, .sizeTooSmall).with {
            $0.policy = { $0.entry.minimumAmount = Amount(minorUnits: 500) }
            $0.amount = 499
        },
        RuleCase("just large enough", .dealSize, .pass, .sizeEnough).with {
            $0.policy = { $0.entry.minimumAmount = Amount(minorUnits: 500) }
            $0.amount = 500
        },
        RuleCase("large, without material", .documents, .flag, .documentsMissing).with {
            $0.policy = { $0.entry.documentsAbove = Amount(minorUnits: 500) }
            $0.amount = 501
        },
        RuleCase("large, with material", .documents, .pass, .documentsThere).with {
            $0.policy = { $0.entry.documentsAbove = Amount(minorUnits: 500) }
            $0.amount = 501
            $0.material = "https://partner.example/letter"
        },
        RuleCase("no tender", .tender, .pass, .noTender).with {
            $0.policy = { $0.entry.tenderOnlyBeforePublication = true }
        },
        RuleCase("a tender to come", .tender, .pass, .noTender).with {
            $0.policy = { $0.entry.tenderOnlyBeforePublication = true }
            $0.tender = "2026-03-04"
        },
        RuleCase("a tender of today", .tender, .block, .tenderPublished).with {
            $0.policy = { $0.entry.tenderOnlyBeforePublication = true }
            $0.tender = "2026-03-03"
        },
    ]

    private static func day(_ days: Double) -> Date { Rulebook.now.addingTimeInterval(days * 86_400) }

    private static func sale(open: Double, closed: Double?) -> DirectSale {
        DirectSale(
            company: CompanyKey("acme.example"),
            by: "Rita",
            openedAt: day(open),
            closedAt: closed.map { day($0) }
        )
    }

    static let sales = [
        RuleCase("nobody of the vendor's is there", .directSale, .pass, .noDirectSale),
        RuleCase("the vendor's own people are there", .directSale, .flag, .directSaleOpen).with {
            $0.facts = { $0.directSale = sale(open: -100, closed: nil) }
        },
        RuleCase("they were there lately", .directSale, .flag, .directSaleRecent).with {
            $0.facts = { $0.directSale = sale(open: -100, closed: -59) }
            $0.policy = { $0.entry.outreachLookBack = .days(60) }
        },
        RuleCase("they were there long ago", .directSale, .pass, .noDirectSale).with {
            $0.facts = { $0.directSale = sale(open: -100, closed: -62) }
            $0.policy = { $0.entry.outreachLookBack = .days(60) }
        },
        RuleCase("the partner's own hold never lapsed", .coolDown, .pass, .notCoolingDown).with {
            $0.policy = { $0.hold.coolDown = .days(7) }
        },
        RuleCase("it lapsed a week ago", .coolDown, .block, .coolingDown).with {
            $0.facts = { $0.lapsedAt = day(-7) }
            $0.policy = { $0.hold.coolDown = .days(7) }
        },
        RuleCase("it lapsed eight days ago", .coolDown, .pass, .notCoolingDown).with {
            $0.facts = { $0.lapsedAt = day(-8) }
            $0.policy = { $0.hold.coolDown = .days(7) }
        },
        RuleCase("bought within three years", .existingCustomer, .flag, .wonBefore).with {
            $0.facts = { $0.wonAt = day(-1_090) }
            $0.policy = { $0.entry.purchaseLookBack = .months(36) }
        },
        RuleCase("a customer without the proof of replacement", .existingCustomer, .block, .replacementUnproven).with {
            $0.facts = { $0.wonAt = day(-9) }
            $0.policy = {
                $0.severities[.existingCustomer] = .block
                $0.entry.replacementEvidence = [.english: "Letter"]
            }
        },
        RuleCase("a customer with the proof of replacement", .existingCustomer, .flag, .replacementProven).with {
            $0.facts = { $0.wonAt = day(-9) }
            $0.replacement = "Letter of May"
            $0.policy = {
                $0.severities[.existingCustomer] = .block
                $0.entry.replacementEvidence = [.english: "Letter"]
            }
        },
        RuleCase("bought longer ago", .existingCustomer, .pass, .noKnownDeal).with {
            $0.facts = { $0.wonAt = day(-1_100) }
            $0.policy = { $0.entry.purchaseLookBack = .months(36) }
        },
    ]
}
