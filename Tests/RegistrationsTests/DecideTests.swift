import DeskTesting
import FoundationEssentials
import Testing

@testable import Registrations

@Suite struct DecideTests {
    private func take(
        _ request: Request,
        _ facts: Facts = Facts(),
        _ policy: Policy = Rulebook.policy()
    ) throws -> Registration {
        try decide(request, given: facts, under: policy, at: Rulebook.now).registration
    }

    @Test func `only claims that say nothing yet are refused`() throws {
        let suspended = Rulebook.partner { $0.standing = .suspended }
        Rulebook.refuses(.partnerSuspended) { try take(try Rulebook.request(partner: suspended)) }
        let own = Facts(openClaims: [Rulebook.claim(of: "south", 4), Rulebook.claim(of: "north", 5)])
        Rulebook.refuses(.alreadyYours(CaseNumber(random: 5))) { try take(try Rulebook.request(), own) }
        Rulebook.refuses(.noConsent) { try take(try Rulebook.request(consent: false)) }
        Rulebook.refuses(.incomplete([.problem])) { try take(try Rulebook.request { $0.problem = "" }) }
    }

    @Test(arguments: [
        Field.contactRole, .solutionFit, .servicesNeeded, .stage, .sourceKind, .geography, .targetRevenue,
        .productInterest, .competitors,
    ])
    func `what the policy requires has to be there`(field: Field) throws {
        let strict = Rulebook.policy { $0.questions[field] = .required }
        Rulebook.refuses(.incomplete([field])) { try take(try Rulebook.request(), Facts(), strict) }
        let full = try Rulebook.request { answers in
            let contact = answers.contact
            answers.contact = Contact(name: contact.name, email: contact.email, role: "CFO")
            answers.solutionFit = "It fits"
            answers.servicesNeeded = "All"
            answers.stage = .evaluation
            answers.sourceKind = .referral
            answers.geography = "DE"
            answers.targetRevenue = Amount(minorUnits: 1)
            answers.productInterest = "One"
            answers.competitors = "None"
        }
        #expect(try take(full, Facts(), strict).status == .submitted)
    }

    @Test func `a check that blocks leaves the claim submitted`() throws {
        let blocked = Rulebook.policy { policy in policy.defaultTier.openCap = 0 }
        let taken = try take(try Rulebook.request(), Facts(), blocked)
        #expect(taken.status == .submitted)
        #expect(taken.answerDueAt != nil)
        #expect(Verdict(taken.checks).suggestion == .reject)
    }

    @Test func `a claim on a held prospect starts no clock`() throws {
        let held = try take(try Rulebook.request(), Facts(hold: Rulebook.hold()))
        #expect(held.status == .submitted)
        #expect(held.answerDueAt == nil)
        let after = try take(try Rulebook.request(), Facts(hold: Rulebook.hold(days: 0)))
        #expect(after.answerDueAt == (try instant("2026-03-05T10:00:00+01:00")))
    }

    @Test func `the tier says when an answer is due`() throws {
        let quick = Rulebook.policy { $0.tiers["gold"] = .init(answer: .businessDays(1)) }
        #expect(try take(try Rulebook.request(), Facts(), quick).answerDueAt == instant("2026-03-04T10:00:00+01:00"))
    }

    @Test func `the history opens with the claim and its checks, and keeps personal data apart`() throws {
        let taken = try decide(try Rulebook.request(), given: Facts(), under: Rulebook.policy(), at: Rulebook.now)
        #expect(taken.events.map(\.kind) == [.submitted, .checksRun])
        let open = taken.events.flatMap(\.details).map(\.value).joined(separator: " ")
        for secret in ["Ada", "ada@", "by hand"] { #expect(!open.contains(secret)) }
        let personal = taken.events.flatMap(\.personal).map(\.value)
        #expect(personal.contains("Ada Example") && personal.contains("ada@acme.example"))
    }

    @Test func `an alias counts as the company it belongs to`() throws {
        let aliased = Rulebook.policy { policy in
            guard let alias = DomainName(ascii: "acme.example"), let home = DomainName(ascii: "acme-group.example")
            else { return }
            policy.aliases = [alias: home]
        }
        #expect(try take(try Rulebook.request(), Facts(), aliased).company == CompanyKey("acme-group.example"))
    }

    @Test(arguments: [
        (nil, "Rita"), ("DE", "Rita"), ("de", "Rita"), ("UK", "Ben"), ("uk", "Ben"), ("FR", "Mona"), ("", "Mona"),
    ])
    func `a claim goes to whoever has the territory, else to the fallback`(geography: String?, name: String) throws {
        let request = try Rulebook.request { $0.geography = geography }
        #expect(try take(request).reviewer == name)
    }

    @Test func `without any territory the fallback decides`() throws {
        #expect(Rulebook.policy().route(territory: nil) == "Mona")
    }

    @Test(
        arguments: [
            (false, nil, false, "Rita"), (true, "Ben", false, "Ben"), (true, nil, false, "Mona"),
            (true, "Ben", true, "Mona"), (true, "Nobody", false, "Mona"),
        ] as [(Bool, String?, Bool, String)]
    )
    func `an absent reviewer is stood in for`(
        absent: Bool,
        deputy: String?,
        deputyAbsent: Bool,
        name: String
    ) throws {
        let policy = Rulebook.policy { policy in
            policy.reviewers[0].isAbsent = absent
            policy.reviewers[0].deputy = deputy
            policy.reviewers[1].isAbsent = deputyAbsent
        }
        #expect(policy.route(territory: "DE") == name)
    }

    @Test func `with everybody away it stays with the one whose territory it is`() throws {
        let policy = Rulebook.policy { policy in
            for place in policy.reviewers.indices { policy.reviewers[place].isAbsent = true }
        }
        #expect(policy.route(territory: "DE") == "Rita")
    }

    @Test func `a tier the policy does not name has the defaults`() {
        let policy = Rulebook.policy { policy in
            policy.defaultTier = .init(openCap: 3, hold: .days(60))
            policy.tiers["gold"] = .init(weeklyCap: 4)
        }
        let (days, answer) = (Span.days(60), Span.businessDays(2))
        #expect(policy.tier(named: "gold") == .init(openCap: 3, weeklyCap: 4, hold: days, answer: answer))
        #expect(policy.tier(named: "tin") == .init(openCap: 3, weeklyCap: nil, hold: days, answer: answer))
    }
}
