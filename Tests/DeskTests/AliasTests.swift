import DeskTesting
import Dialogue
import FoundationEssentials
import Registrations
import Testing

@testable import Desk

/// A policy that learns, after the claims were taken, that two domains are one company.
@Suite struct AliasTests {
    private func approve(_ registration: Registration, _ office: Office) async throws -> Reply {
        try await office.press(.reviewApprove, registration.id.text, by: Office.rita)
    }

    /// Both lead to `acme.com` from now on.
    private func join(_ aliases: [String], _ office: Office) throws {
        var policy = Office.policy()
        let target = try #require(DomainName(ascii: "acme.com"))
        for alias in aliases { policy.aliases[try #require(DomainName(ascii: alias))] = target }
        office.policies.replace(with: policy)
    }

    @Test(arguments: [("acme.de", "acme.com"), ("acme.com", "acme.de"), ("acme.de", "acme.at")])
    func `a new alias does not let two partners hold one company`(held: String, claimed: String) async throws {
        let office = try await Office()
        let first = try await office.register(held, by: Office.north)
        let early = try await office.register(claimed, by: Office.west)
        _ = try await approve(first, office)
        try join(["acme.de", "acme.at"], office)
        #expect(try await office.say("check \(claimed)", by: Office.south).text.contains("Held"))
        let late = try await office.register(claimed, by: Office.south)
        #expect(late.answerDueAt == nil)
        for claim in [early, late] {
            #expect(
                try await office.say("review \(claim.caseNumber)", by: Office.rita).text.contains("wait for the hold")
            )
            #expect(try await approve(claim, office).text.contains("holds this prospect until"))
            #expect(try await office.now(claim).status == .submitted)
        }
    }

    @Test func `one's own claim under another domain of the company is found`() async throws {
        let office = try await Office()
        let own = try await office.register("acme.de", by: Office.north)
        try join(["acme.de"], office)
        let form = try await office.say("acme.com", by: Office.north).form()
        let reply = try await office.fill(.register, form.token, Office.company("acme.com"), by: Office.north)
        #expect(reply.text.contains(own.caseNumber.description))
        // Others see that somebody was there before.
        #expect(try await office.say("check acme.com", by: Office.south).text.contains("May be a duplicate"))
    }

    @Test func `holds that ran out under any of the domains give way`() async throws {
        let office = try await Office()
        let first = try await office.register("acme.de", by: Office.north)
        let second = try await office.register("acme.com", by: Office.west)
        for claim in [first, second] { _ = try await approve(claim, office) }
        try join(["acme.de"], office)
        office.clock.advance(byDays: 91)
        let next = try await office.register("acme.com", by: Office.south)
        _ = try await approve(next, office)
        #expect(try await office.now(next).status == .approved)
        for claim in [first, second] { #expect(try await office.now(claim).status == .lapsed) }
    }
}
