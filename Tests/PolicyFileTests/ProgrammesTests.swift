import Foundation
import PolicyFile
import Registrations
import Testing

/// The rules that vendors publish, each a file in Tests/Fixtures/policies, say in figures what the vendor says.
struct ProgrammesTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Fixtures/policies")

    private func policy(_ name: String) throws -> Policy {
        let bytes = try Data(contentsOf: Self.folder.appending(path: "\(name).yaml"))
        return try read(Array(bytes)).get()
    }

    @Test func `there is a file for every programme that states a rule`() throws {
        let names = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path())
        let rows = [1, 3, 4, 5, 6, 8, 10, 11, 12, 13, 16, 17, 19, 21, 22, 24]
        #expect(names.compactMap { Int($0.prefix(3).dropFirst()) }.sorted() == rows)
    }

    @Test func `every programme is read without a mistake and quoted word by word`() throws {
        for file in try FileManager.default.contentsOfDirectory(atPath: Self.folder.path()) {
            let name = String(file.dropLast(".yaml".count))
            let policy = try policy(name)
            #expect(policyAdvice(policy, in: 2026).isEmpty, "\(name)")
            let text = try String(contentsOf: Self.folder.appending(path: file), encoding: .utf8)
            #expect(text.hasPrefix("# D\(Int(name.prefix(3).dropFirst()) ?? 0):"), "\(name)")
            for language in Language.allCases {
                #expect(!renderRules(policy, in: language, as: .text, for: .partners).contains("  "), "\(name)")
            }
        }
    }

    @Test func `GitLab answers in 48 hours and protects one opportunity for 90 and 30 days`() throws {
        let policy = try policy("d01-gitlab")
        #expect(policy.duties[.answer]?.within == .hours(48) && policy.duties[.firstMeeting] == nil)
        #expect(policy.hold.length == .days(90) && policy.hold.starts == .approval && policy.hold.scope == .opportunity)
        #expect(policy.hold.extending == .init(times: 1, by: .days(30), grantedBy: .partner))
        #expect(policy.entry.certificationsNeeded == 1 && policy.entry.certifications.count == 3)
        #expect(policy.conflicts.winner == .bestQualified && policy.conflicts.allowsCustomerChoice)
        let weights = policy.conflicts.weights
        #expect(weights == [.receipt: 1, .qualification: 1, .delivery: 1, .relation: 1])
        #expect(policy.conflicts.queue == .received)
        #expect(policy.conflicts.consolation[.english]?.contains("list price") == true)
        #expect(policy.requirement(.opportunity) == .required)
        #expect(policy.duties[.answer]?.firstLook == .hours(4))
    }

    @Test func `Skyhigh reminds on day 20, calls on day 31 and disqualifies on day 45`() throws {
        let policy = try policy("d03-skyhigh")
        #expect(policy.duties[.answer]?.within == .businessDays(2))
        #expect(policy.hold.length == .days(90) && policy.hold.extending.grantedBy == .reviewer)
        #expect(policy.hold.extending.times == nil)
        let expected = Policy.DutyRules(
            within: .days(30),
            starts: .submission,
            reminderDays: [10],
            ladder: [.init(to: .reviewer, after: .days(1))],
            handOver: .days(15),
            outcome: .lapse
        )
        #expect(policy.duties[.firstMeeting] == expected)
        #expect(policy.entry.tenderOnlyBeforePublication && policy.reasons.map(\.id) == ["contract_vehicle", "tender"])
    }

    @Test func `Fortra wants competitors, milestones and documents`() throws {
        let policy = try policy("d04-fortra")
        #expect(policy.duties[.answer]?.within == .businessDays(2))
        #expect(policy.requirement(.competitors) == .required && policy.requirement(.stage) == .required)
        #expect(policy.entry.documentsAbove == Amount(minorUnits: 0) && policy.severity(.documents) == .block)
        #expect(policy.severity(.existingCustomer) == .block)
    }

    @Test func `HubSpot lets a sales partner have 25 open domains for 90 days from registration`() throws {
        let policy = try policy("d05-hubspot-sales")
        #expect(policy.tier(named: "any").openCap == 25)
        #expect(policy.hold.length == .days(90) && policy.hold.starts == .submission)
        #expect(policy.hold.extending.times == 0 && policy.terms.map(\.id) == ["revenue_share"])
    }

    @Test func `HubSpot lets a solutions partner have 50, 500 or 1,000 domains by tier`() throws {
        let policy = try policy("d06-hubspot-solutions")
        #expect(["provider", "gold", "elite"].map { policy.tier(named: $0).openCap } == [50, 500, 1_000])
        #expect(policy.entry.opensOn == "2024-02-01" && policy.terms.map(\.id) == ["above_cap", "commission"])
    }

    @Test func `Lenovo takes 35 nominations a week and protects as long as the bid stands`() throws {
        let policy = try policy("d08-lenovo")
        #expect(policy.tier(named: "any").weeklyCap == 35 && policy.hold.length == nil)
        #expect(policy.terms.map(\.id) == ["bid_price", "rebate"])
    }

    @Test func `Check Point looks back three years during a campaign`() throws {
        let policy = try policy("d10-check-point")
        #expect(policy.entry.purchaseLookBack == .months(36) && policy.severity(.existingCustomer) == .block)
        #expect(policy.entry.opensOn == "2013-02-07" && policy.entry.closesOn == "2013-06-30")
        #expect(policy.terms.map(\.id) == ["points"])
        #expect(policy.entry.replacementEvidence[.english] == "Decommission letter")
        #expect(policy.requirement(.replacement) == .optional)
    }
}

/// The other half of the programmes.
extension ProgrammesTests {
    @Test func `VMware has one partner of record and rewards influence`() throws {
        let policy = try policy("d11-vmware")
        #expect(policy.entry.partnerKinds == [.reseller, .services])
        #expect(policy.conflicts.winner == .firstApproved && policy.conflicts.holders == 1)
        #expect(policy.hold.length == nil && policy.conflicts.consolation[.german]?.isEmpty == false)
    }

    @Test func `Microsoft wants 72 hours between created and won, and undoes nothing`() throws {
        let policy = try policy("d12-microsoft")
        #expect(policy.approvals.minimumTimeToWin == .hours(72))
        #expect(policy.approvals.undoWithin == nil && policy.approvals.appeal == nil)
    }

    @Test func `AWS opens eleven fields again`() throws {
        let policy = try policy("d13-aws")
        #expect(policy.reopenable.count == 11 && Set(policy.reopenable).count == 11)
        #expect(policy.requirement(.productInterest) == .required)
    }

    @Test func `Compliance-ai takes the first referrer and three business days, and three more`() throws {
        let policy = try policy("d16-compliance-ai")
        #expect(policy.duties[.answer]?.within == .businessDays(3))
        #expect(policy.duties[.answer]?.research == .businessDays(3))
        #expect(policy.hold.length == .days(60) && policy.conflicts.winner == .firstReceived)
        #expect(policy.entry.partnerKinds == [.referral] && policy.severity(.directSale) == .block)
    }

    @Test func `Wazuh takes no customers and nobody it talks to`() throws {
        let policy = try policy("d17-wazuh")
        #expect(policy.hold.length == .days(90) && policy.hold.extending.times == 0 && policy.reasons.count == 4)
        #expect(policy.severity(.existingCustomer) == .block && policy.severity(.directSale) == .block)
    }

    @Test func `Cirrus lets the customer's written choice override, and each meeting extend`() throws {
        let policy = try policy("d19-cirrus")
        #expect(policy.hold.length == .days(90) && policy.hold.starts == .submission)
        #expect(policy.hold.extending.onMeeting && policy.hold.extending.times == nil)
        #expect(policy.conflicts.allowsCustomerChoice && policy.approvals.appeal?.within == .businessDays(5))
    }

    @Test func `RF Code counts a tender only when it was registered before`() throws {
        let policy = try policy("d21-rf-code")
        #expect(policy.entry.tenderOnlyBeforePublication && policy.requirement(.tenderPublished) == .optional)
        #expect(policy.hold.scope == .opportunity && policy.terms.map(\.id) == ["deal_size"])
    }

    @Test func `RedShield protects while the partner is actively engaged`() throws {
        let policy = try policy("d22-redshield")
        #expect(policy.hold.extending.onMeeting && policy.hold.extending.by == .months(3))
        #expect(policy.requirement(.solutionFit) == .required)
        #expect(policy.assigning == .init(by: .reviewer, mayDecline: true))
    }

    @Test func `the templates have every figure of their row`() throws {
        let policy = try policy("d24-templates")
        let tiers = ["registered", "silver", "gold", "platinum"].map { policy.tier(named: $0).hold }
        #expect(tiers == [.days(60), .days(90), .days(120), .days(180)] && policy.hold.length == .days(90))
        #expect(policy.hold.extending == .init(times: 1, by: .days(60), grantedBy: .reviewer, needsEvidence: true))
        #expect(policy.hold.coolDown == .days(7) && policy.duties[.answer]?.within == .hours(48))
        #expect(policy.duties[.answer]?.ladder.map(\.after) == [.days(3), .days(5), .days(10)])
        #expect(policy.entry.minimumAmount == Amount(minorUnits: 500_000))
        #expect(policy.entry.documentsAbove == Amount(minorUnits: 2_500_000))
        #expect(policy.entry.outreachLookBack == .days(60) && policy.approvals.appeal?.within == .businessDays(5))
        #expect(
            policy.duties[.firstMeeting]?.within == .days(30)
                && policy.duties[.firstMeeting]?.outcome == Policy.DutyRules.Outcome.none
        )
    }
}
