import DeskTesting
import FoundationEssentials
import Testing

@testable import Registrations

/// A claim on a prospect, what is known of it, and what one rule has to say.
struct RuleCase: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let rule: Check.Rule
    let outcome: Check.Outcome?
    let reason: Check.Reason?
    var facts: @Sendable (inout Facts) throws -> Void = { _ in }
    var partner: @Sendable (inout Partner) -> Void = { _ in }
    var policy: @Sendable (inout Policy) throws -> Void = { _ in }
    var domain = "acme.example"
    var display: String?
    var geography: String?
    var amount: Int?
    var tender: String?
    var material: String?
    var replacement: String?

    init(_ title: String, _ rule: Check.Rule, _ outcome: Check.Outcome?, _ reason: Check.Reason?) {
        testDescription = title
        self.rule = rule
        self.outcome = outcome
        self.reason = reason
    }

    func with(_ change: (inout RuleCase) -> Void) -> RuleCase {
        var copy = self
        change(&copy)
        return copy
    }

    func checks() throws -> [Check] {
        var facts = Facts()
        try self.facts(&facts)
        var policy = Rulebook.policy()
        try self.policy(&policy)
        var partner = Rulebook.partner()
        self.partner(&partner)
        let name = try Samples.prospect("Acme", domain: "acme.example").name
        let domain = try #require(DomainName(ascii: domain, display: display))
        let claim = Claim(
            partner: partner,
            prospect: Prospect(name: name, domain: domain),
            geography: geography,
            amount: amount.map { Amount(minorUnits: $0) },
            tenderPublished: tender,
            material: material,
            replacement: replacement,
            isComplete: true
        )
        return runChecks(claim, facts, policy, at: Rulebook.now)
    }
}

extension RuleCase {
    static let duplicates = [
        RuleCase("nobody claims it", .duplicateDomain, .pass, .prospectFree),
        RuleCase("another holds it", .duplicateDomain, .block, .prospectHeld).with {
            $0.facts = { $0.hold = Rulebook.hold() }
        },
        RuleCase("the hold is the partner's own", .duplicateDomain, .pass, .prospectFree).with {
            $0.facts = { $0.hold = Rulebook.hold(partner: "north") }
        },
        RuleCase("the hold ran out this instant", .duplicateDomain, .pass, .prospectFree).with {
            $0.facts = { $0.hold = Rulebook.hold(days: 0) }
        },
        RuleCase("another claims it", .duplicateDomain, .flag, .prospectClaimed).with {
            $0.facts = { $0.openClaims = [Rulebook.claim(of: "south")] }
        },
        RuleCase("the claim is the partner's own", .duplicateDomain, .pass, .prospectFree).with {
            $0.facts = { $0.openClaims = [Rulebook.claim(of: "north")] }
        },
    ]

    static let names = [
        RuleCase("no similar name", .similarName, .pass, .nameUnknown),
        RuleCase("a similar name", .similarName, .flag, .nameSimilar).with { $0.facts = { $0.similar = [near(0.75)] } },
        RuleCase("a name just too different", .similarName, .pass, .nameUnknown).with {
            $0.facts = { $0.similar = [near(0.7499)] }
        },
        RuleCase("never blocks, whatever the file says", .similarName, .flag, .nameSimilar).with {
            $0.facts = { $0.similar = [near(1)] }
            $0.policy = { $0.severities[.similarName] = .block }
        },
        RuleCase("similar names are off", .similarName, nil, nil).with {
            $0.facts = { $0.similar = [near(1)] }
            $0.policy = { $0.severities[.similarName] = .off }
        },
        RuleCase("no earlier deal", .existingCustomer, .pass, .noKnownDeal),
        RuleCase("won before", .existingCustomer, .flag, .wonBefore).with { $0.facts = { $0.wonAt = Rulebook.now } },
        RuleCase("won before, and the file blocks", .existingCustomer, .block, .wonBefore).with {
            $0.facts = { $0.wonAt = Rulebook.now }
            $0.policy = { $0.severities[.existingCustomer] = .block }
        },
        RuleCase("customers are off", .existingCustomer, nil, nil).with {
            $0.policy = { $0.severities[.existingCustomer] = .off }
        },
    ]

    static let places = [
        RuleCase("no geography asked", .territory, .pass, .territoryUnknown),
        RuleCase("inside, in any case", .territory, .pass, .territoryCovered).with { $0.geography = "de" },
        RuleCase("outside", .territory, .flag, .territoryForeign).with { $0.geography = "FR" },
        RuleCase("outside, and the file blocks", .territory, .block, .territoryForeign).with {
            $0.geography = "FR"
            $0.policy = { $0.severities[.territory] = .block }
        },
        RuleCase("a partner without territories sells anywhere", .territory, .pass, .territoryCovered).with {
            $0.geography = "FR"
            $0.partner = { $0.territories = [] }
        },
        RuleCase("territories are off", .territory, nil, nil).with { $0.policy = { $0.severities[.territory] = .off } },
        RuleCase("open to partners", .blockedAccount, .pass, .accountOpen),
        RuleCase("kept by the vendor", .blockedAccount, .block, .accountBlocked).with {
            $0.policy = { $0.blockedAccounts = [try Rulebook.domain("acme.example")] }
        },
        RuleCase("an alias of one kept by the vendor", .blockedAccount, .block, .accountBlocked).with {
            $0.policy = {
                $0.blockedAccounts = [try Rulebook.domain("acme-group.example")]
                $0.aliases = [try Rulebook.domain("acme.example"): try Rulebook.domain("acme-group.example")]
            }
        },
        RuleCase("the alias itself is kept by the vendor", .blockedAccount, .block, .accountBlocked).with {
            $0.domain = "acme-group.example"
            $0.policy = {
                $0.blockedAccounts = [try Rulebook.domain("acme.example")]
                $0.aliases = [try Rulebook.domain("acme.example"): try Rulebook.domain("acme-group.example")]
            }
        },
    ]

    static let partners = [
        RuleCase("in good standing", .partnerStanding, .pass, .partnerGood),
        RuleCase("suspended", .partnerStanding, .block, .partnerSuspended).with {
            $0.partner = { $0.standing = .suspended }
        },
        RuleCase("no caps at all", .partnerCaps, .pass, .capsKept).with {
            $0.facts = {
                $0.openCount = 1_000
                $0.weekCount = 1_000
            }
        },
        RuleCase("one below the cap", .partnerCaps, .pass, .capsKept).with {
            $0.facts = { $0.openCount = 2 }
            $0.policy = { $0.defaultTier.openCap = 3 }
        },
        RuleCase("at the cap", .partnerCaps, .block, .openCapReached).with {
            $0.facts = { $0.openCount = 3 }
            $0.policy = { $0.defaultTier.openCap = 3 }
        },
        RuleCase("the tier's own cap comes first", .partnerCaps, .pass, .capsKept).with {
            $0.facts = { $0.openCount = 3 }
            $0.policy = {
                $0.defaultTier.openCap = 3
                $0.tiers["gold"] = .init(openCap: 4)
            }
        },
        RuleCase("the week's cap", .partnerCaps, .flag, .weeklyCapReached).with {
            $0.facts = { $0.weekCount = 5 }
            $0.policy = {
                $0.tiers["gold"] = .init(weeklyCap: 5)
                $0.severities[.partnerCaps] = .flag
            }
        },
        RuleCase("caps are off", .partnerCaps, nil, nil).with {
            $0.facts = { $0.openCount = 3 }
            $0.policy = {
                $0.defaultTier.openCap = 0
                $0.severities[.partnerCaps] = .off
            }
        },
    ]

    static let domains = [
        RuleCase("a company's own address", .domainKind, .pass, .domainCompany).with {
            $0.facts = { $0.contactDomain = .company(try Rulebook.domain("acme.example"), host: "acme.example") }
        },
        RuleCase("a free mail address", .domainKind, .flag, .contactFreeMail).with {
            $0.facts = { $0.contactDomain = .freeMail(try Rulebook.domain("gmail.com")) }
        },
        RuleCase("a free mail address, and the file blocks", .domainKind, .block, .contactFreeMail).with {
            $0.facts = { $0.contactDomain = .freeMail(try Rulebook.domain("gmail.com")) }
            $0.policy = { $0.severities[.domainKind] = .block }
        },
        RuleCase("a throw-away address blocks", .domainKind, .block, .contactDisposable).with {
            $0.facts = { $0.contactDomain = .disposable(try Rulebook.domain("mailinator.com")) }
        },
        RuleCase("scripts mixed in the domain", .domainKind, .flag, .domainMixedScript).with {
            $0.domain = "xn--pypal-4ve.example"
            $0.display = "p\u{430}ypal.example"
        },
        RuleCase("domains are off", .domainKind, nil, nil).with { $0.policy = { $0.severities[.domainKind] = .off } },
    ]

    static let all = duplicates + names + places + partners + domains + entries + sales

    private static func near(_ score: Double) -> Facts.SimilarName {
        .init(name: "Acmee", caseNumber: CaseNumber(random: 9), partner: PartnerID("south"), score: score)
    }
}

@Suite struct RuleTests {
    @Test(arguments: RuleCase.all)
    func `each rule says what the table says`(row: RuleCase) throws {
        let found = try row.checks().filter { $0.rule == row.rule }
        #expect(found.map(\.outcome) == [row.outcome].compactMap(\.self))
        #expect(found.map(\.reason) == [row.reason].compactMap(\.self))
    }

    @Test func `every reason there is can be reached`() throws {
        var reached: Set<Check.Reason> = []
        for row in RuleCase.all { reached.formUnion(try row.checks().map(\.reason)) }
        let taken = try decide(try Rulebook.request(), given: Facts(), under: Rulebook.policy(), at: Rulebook.now)
        reached.formUnion(taken.registration.checks.map(\.reason))
        #expect(Set(Check.Reason.allCases) == reached)
    }

    @Test func `whatever does not pass shows the reviewer what it saw, and at most five of it`() throws {
        for row in RuleCase.all where row.outcome != .pass && row.outcome != nil && row.rule != .partnerStanding {
            let check = try #require(try row.checks().first { $0.rule == row.rule })
            #expect(!check.evidence.isEmpty, "\(row.testDescription)")
        }
        let crowd = RuleCase("crowd", .duplicateDomain, .flag, .prospectClaimed).with {
            $0.facts = { $0.openClaims = (1...30).map { Rulebook.claim(of: "p\($0)", UInt64($0)) } }
        }
        #expect(try crowd.checks().first?.evidence.count == 5)
    }

    @Test func `evidence names a partner by name, or by id where the name is unknown`() throws {
        let known = RuleCase("known", .duplicateDomain, .block, .prospectHeld).with {
            $0.facts = {
                $0.hold = Rulebook.hold()
                $0.names = [PartnerID("south"): "South Trading"]
            }
        }
        #expect(try known.checks().first?.evidence.first == .init("held_by", "South Trading"))
        let unknown = known.with { $0.facts = { $0.hold = Rulebook.hold() } }
        #expect(try unknown.checks().first?.evidence.first == .init("held_by", "south"))
    }
}
