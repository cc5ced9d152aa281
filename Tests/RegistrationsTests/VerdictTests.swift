import DeskTesting
import FoundationEssentials
import Testing

@testable import Registrations

@Suite struct VerdictTests {
    static let suggestions: [([Check], Verdict.Suggestion, Int)] = [
        ([], .approve, 0),
        ([Check(.territory, .pass, .territoryCovered)], .approve, 0),
        ([Check(.territory, .flag, .territoryForeign)], .look, 1),
        ([Check(.duplicateDomain, .block, .prospectHeld)], .wait, 1),
        ([Check(.duplicateDomain, .block, .prospectHeld), Check(.territory, .flag, .territoryForeign)], .wait, 1),
        ([Check(.blockedAccount, .block, .accountBlocked)], .reject, 1),
        ([Check(.duplicateDomain, .block, .prospectHeld), Check(.partnerCaps, .block, .openCapReached)], .reject, 2),
    ]

    @Test(arguments: suggestions)
    func `the checks together suggest`(checks: [Check], suggestion: Verdict.Suggestion, because: Int) {
        let verdict = Verdict(checks)
        #expect(verdict.suggestion == suggestion)
        #expect(verdict.because.count == because)
    }

    @Test func `a verdict follows what became of the hold, and what a manager lifted`() throws {
        var registration = try Samples.registration(1)
        registration.checks = [
            Check(.duplicateDomain, .block, .prospectHeld), Check(.partnerCaps, .block, .openCapReached),
        ]
        #expect(registration.verdict(isHeld: true).suggestion == .reject)
        #expect(registration.verdict(isHeld: false).because.map(\.reason) == [.openCapReached])
        registration.lifted = .init(by: "Mona", at: Rulebook.now, reason: "agreed")
        #expect(registration.verdict(isHeld: true).suggestion == .wait)
        #expect(registration.verdict(isHeld: false).suggestion == .approve)
        registration.checks = [Check(.duplicateDomain, .pass, .prospectFree)]
        #expect(registration.verdict(isHeld: true).suggestion == .wait)
    }

    private func standing(
        _ facts: Facts,
        domain: String = "acme.example",
        _ change: (inout Policy) -> Void = { _ in }
    ) throws -> Standing {
        let claim = Claim(partner: Rulebook.partner(), prospect: try Samples.prospect("Acme", domain: domain))
        return Standing(claim, facts, Rulebook.policy(change), at: Rulebook.now)
    }

    @Test func `a partner learns how it stands, by precedence`() throws {
        let blocked = try Rulebook.domain("acme.example")
        let hold = Rulebook.hold()
        let own = Facts(hold: hold, openClaims: [Rulebook.claim(of: "north")])
        #expect(try standing(Facts()) == .free)
        #expect(try standing(own) == .yours(CaseNumber(random: 5)))
        #expect(try standing(Facts(hold: hold)) { $0.blockedAccounts = [blocked] } == .held(until: hold.until))
        #expect(try standing(Facts(openCount: 1)) { $0.blockedAccounts = [blocked] } == .notOpen)
        #expect(try standing(Facts(openCount: 1)) { $0.defaultTier.openCap = 1 } == .capReached)
        #expect(try standing(Facts(openClaims: [Rulebook.claim(of: "south")])) == .mayBeDuplicate)
        #expect(try standing(Facts(wonAt: Rulebook.now)) == .mayBeDuplicate)
        #expect(try standing(Facts(hold: Rulebook.hold(days: 0))) == .free)
        #expect(try standing(Facts(hold: Rulebook.hold(partner: "north"))) == .free)
    }
}
