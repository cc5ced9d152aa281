import Foundation
import Registrations

/// A policy with fifty rules and more, and claims to try them on.
///
/// A rule is a tier, a segment, an automatic rule, a plan, a blocked account, a duty, a check with a weight, a hold by
/// product or kind.
enum PolicyOfFifty {
    /// Tuesday, 3 March 2026, 09:00 UTC.
    static let now = Date(timeIntervalSince1970: 1_772_528_400)
    /// Friday, 20 March 2026, 09:00 UTC: the answers are overdue, the meetings in their grace.
    static let late = Date(timeIntervalSince1970: 1_773_997_200)
    static let reviewer = person("U0RITA")

    static func person(_ user: String) -> Person {
        Person(workspace: WorkspaceKey(channel: .slack, id: "T0VENDOR"), user: user)
    }

    static func rules(in policy: Policy) -> Int {
        policy.tiers.count + policy.hold.segments.count + policy.approvals.automatic.count
            + policy.approvals.plans.count + policy.blockedAccounts.count + policy.duties.count
            + policy.severities.count + policy.hold.byProduct.count + policy.hold.byKind.count
    }

    static func policy() throws -> Policy {
        var policy = Policy(
            version: "1 fifty",
            program: .init(id: "p", name: "Programme", language: .english, timeZone: "Europe/Berlin"),
            reviewers: [.init(name: "Rita", email: "rita@vendor.example", people: [reviewer], isManager: true)],
            routing: .init(fallback: "Rita")
        )
        for number in 0..<10 {
            policy.tiers["tier\(number)"] = .init(openCap: 25, weeklyCap: 35, hold: .days(60 + number))
            policy.hold.segments.append(.init(id: "s\(number)", territories: ["T\(number)"], products: ["P\(number)"]))
            policy.hold.byProduct["P\(number)"] = .days(30 + number)
            policy.approvals.plans.append(
                .init(
                    id: "plan\(number)",
                    when: .init(tiers: ["tier\(number)"], minimumAmount: Amount(minorUnits: 1_000_000)),
                    approvers: ["reviewer", "manager"],
                    isParallel: false
                )
            )
            policy.approvals.automatic.append(.init(id: "auto\(number)", when: .init(tiers: ["tier1\(number)"])))
            if let domain = DomainName(ascii: "blocked\(number).example") { policy.blockedAccounts.insert(domain) }
        }
        policy.calendar.holidays = Set((1...28).map { "2026-05-\($0 < 10 ? "0" : "")\($0)" })
        policy.hold.scope = .segment
        policy.hold.byKind = [.lead: .days(90), .deal: .days(120)]
        policy.hold.coolDown = .days(7)
        policy.entry.minimumAmount = Amount(minorUnits: 100)
        policy.entry.purchaseLookBack = .months(36)
        policy.entry.outreachLookBack = .days(60)
        policy.entry.tenderOnlyBeforePublication = true
        policy.entry.closesOn = "2030-12-31"
        return policy
    }

    static func facts() throws -> Facts {
        Facts(
            wonAt: now.addingTimeInterval(-1_200 * 86_400),
            similar: [.init(name: "Acmee", caseNumber: CaseNumber(random: 9), partner: PartnerID("x"), score: 0.8)],
            openCount: 3,
            directSale: DirectSale(
                company: CompanyKey("acme.example"),
                by: "Rita",
                openedAt: now.addingTimeInterval(-200 * 86_400),
                closedAt: now.addingTimeInterval(-100 * 86_400)
            ),
            lapsedAt: now.addingTimeInterval(-30 * 86_400)
        )
    }

    static func request(_ number: Int) throws -> Request {
        guard let name = CompanyName("Acme \(number)", legalForms: LegalForms(lines: [])),
            let domain = DomainName(ascii: "acme\(number).example"),
            let email = EmailAddress("ada@acme\(number).example")
        else { throw Trouble("no such company") }
        var answers = Answers(
            prospect: Prospect(name: name, domain: domain),
            contact: Contact(name: "Ada Example", email: email, role: nil),
            problem: "They count by hand."
        )
        answers.geography = "T\(number % 10)"
        answers.productInterest = "P\(number % 10)"
        answers.targetRevenue = Amount(minorUnits: 50_000)
        let submitter = Person(workspace: WorkspaceKey(channel: .slack, id: "T0NORTH"), user: "U0SUB")
        return Request(
            id: RegistrationID("r\(number)"),
            caseNumber: CaseNumber(random: UInt64(number)),
            draft: DraftID("d\(number)"),
            partner: Partner(id: PartnerID("p\(number % 50)"), name: "P", tier: "tier\(number % 10)", kind: .reseller),
            submitter: submitter,
            room: nil,
            language: .english,
            answers: answers,
            consent: Consent(
                person: submitter,
                text: "I may.",
                language: .english,
                version: "1",
                at: now,
                channel: .slack
            )
        )
    }
}
