import DeskTesting
import Dialogue
import FoundationEssentials
import Registrations
import Testing

@testable import Desk

/// One reviewer known on two chats is one person.
@Suite struct AcrossChatsTests {
    private static let tenant = WorkspaceKey(channel: .teams, id: "a0a0a0a0-0000-4000-8000-000000000001")
    private static let rita = Person(workspace: tenant, user: "0f0f0f0f-0000-4000-8000-000000000015")
    private static let mona = Person(workspace: tenant, user: "0f0f0f0f-0000-4000-8000-000000000016")
    private static let onSlack = Address.direct(Office.rita, installation: Office.vendor)
    private static let onTeams = Address.direct(rita, installation: tenant)

    private func office(_ change: (inout Policy) -> Void = { _ in }) async throws -> Office {
        try await Office(chats: [Office.vendor, Self.tenant]) { policy in
            policy.reviewers[0].people = [Office.rita, Self.rita]
            policy.reviewers[2].people = [Office.mona, Self.mona]
            change(&policy)
        }
    }

    @Test func `a reviewer of both chats has a card on each, and a decision on either rewrites both`() async throws {
        for person in [Office.rita, Self.rita] {
            let office = try await office()
            let registration = try await office.register("acme.com", by: Office.north)
            let cards = try await office.sent().filter { $0.purpose == .reviewCard }
            #expect(Set(cards.flatMap(\.routes).map(\.address)) == [Self.onSlack, Self.onTeams])
            // Apart, so that a card on one chat never overtakes the other's.
            #expect(Set(cards.map(\.conversation)).count == 2)
            _ = try await office.act(
                .press(.reviewApprove, value: registration.id.text, typed: [:]),
                by: person,
                in: nil
            )
            let rewritten = try await office.sent().filter { $0.purpose == .reviewCardUpdate }
            #expect(Set(rewritten.compactMap(\.rewrites)) == Set(cards.map(\.id)))
            #expect(Set(rewritten.flatMap(\.routes).map(\.address)) == [Self.onSlack, Self.onTeams])
            for card in rewritten.flatMap(\.routes).map(\.card) {
                #expect(card.buttons.contains { $0.verb == .reviewUndo })
            }
            let named = try await office.now(registration).decision?.by
            #expect(named == "Rita")
        }
    }

    @Test func `what was decided on one chat is undone on the other, by the same person alone`() async throws {
        let office = try await office()
        let registration = try await office.register("acme.com", by: Office.north)
        let id = registration.id.text
        _ = try await office.press(.reviewApprove, id, by: Office.rita)
        _ = try await office.press(.reviewUndo, id, by: Office.ben)
        #expect(try await office.now(registration).status == .approved)
        _ = try await office.act(.press(.reviewUndo, value: id, typed: [:]), by: Self.rita, in: nil)
        #expect(try await office.now(registration).status == .submitted)
    }

    @Test func `two yeses of one person on two chats are one yes`() async throws {
        let plan = Policy.ApprovalRules.Plan(
            id: "two",
            when: .init(),
            approvers: ["Rita", "Ben"],
            isParallel: true
        )
        let office = try await office { $0.approvals.plans = [plan] }
        let registration = try await office.register("acme.com", by: Office.north)
        _ = try await office.press(.reviewApprove, registration.id.text, by: Office.rita)
        _ = try await office.act(
            .press(.reviewApprove, value: registration.id.text, typed: [:]),
            by: Self.rita,
            in: nil
        )
        let half = try await office.now(registration)
        #expect(half.status == .submitted && half.progress.approvals.map(\.by) == ["Rita"])
        _ = try await office.press(.reviewApprove, registration.id.text, by: Office.ben)
        #expect(try await office.now(registration).status == .approved)
    }

    @Test func `an appeal is not decided by its first judge from another chat`() async throws {
        let office = try await office()
        let registration = try await office.register("acme.com", by: Office.north)
        let id = registration.id.text
        _ = try await office.fill(.reviewReject, id, ["reason": "other", "reason_text": "No"], by: Office.rita)
        let form = try await office.say("appeal \(registration.caseNumber)", by: Office.north).form()
        #expect(try await office.fill(.appeal, form.token, ["appeal": "We met them"], by: Office.north) == .done)
        let open = try await office.now(registration)
        try #require(open.status == .submitted)
        _ = try await office.act(.press(.reviewApprove, value: id, typed: [:]), by: Self.rita, in: nil)
        #expect(try await office.now(registration).status == .submitted)
    }

    @Test func `a reminder comes once, by the next chat only where the first is closed`() async throws {
        let office = try await office()
        let registration = try await office.register("acme.com", by: Office.north)
        _ = try await office.press(.reviewApprove, registration.id.text, by: Office.rita)
        _ = try await office.sent()
        let date = "meeting \(registration.caseNumber) tomorrow 10:00"
        let card = try await office.say(date, by: Office.north).card()
        let button = try #require(card.buttons.first { $0.verb == .meeting })
        _ = try await office.press(.meeting, button.value, by: Office.north)
        let told = try await office.sent().filter { $0.purpose == .reminder }
        #expect(told.count == 1)
        #expect(told.first?.routes.map(\.address) == [Self.onSlack, Self.onTeams])
    }

    @Test func `managers are asked on each chat to link a workspace`() async throws {
        let office = try await office()
        let stranger = Person(workspace: WorkspaceKey(channel: .teams, id: "stranger"), user: "x")
        _ = try await office.act(.words("acme.com"), by: stranger, in: nil)
        let asked = try await office.sent().filter { $0.purpose == .linkCard }.flatMap(\.routes).map(\.address)
        #expect(
            Set(asked)
                == [
                    .direct(Office.mona, installation: Office.vendor), .direct(Self.mona, installation: Self.tenant),
                ]
        )
    }

    @Test func `a chat that is not set up is not written to`() async throws {
        let office = try await Office { $0.reviewers[0].people = [Office.rita, Self.rita] }
        _ = try await office.register("acme.com", by: Office.north)
        let cards = try await office.sent().filter { $0.purpose == .reviewCard }
        #expect(cards.flatMap(\.routes).map(\.address) == [Self.onSlack])
    }
}
