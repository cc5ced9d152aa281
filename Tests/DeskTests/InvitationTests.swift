import DeskTesting
import Foundation
import Registrations
import Testing

@testable import Desk

/// A link for one partner, once.
struct InvitationTests {
    private let workspace = WorkspaceKey(channel: .slack, id: "T0NEW")
    private let other = WorkspaceKey(channel: .slack, id: "T0OTHER")

    private func book(_ office: Office) -> PartnerBook {
        PartnerBook(ledger: office.ledger, time: office.clock, chance: SystemChance())
    }

    private func invite(_ office: Office, days: Int = 7) async throws -> Invitation {
        _ = try await book(office).add(
            name: "Invited",
            tier: "gold",
            kind: .reseller,
            territories: [],
            domains: [],
            language: nil,
            workspaces: []
        )
        return try await book(office).invite(partnerNamed: "invited", days: days)
    }

    private func install(
        _ workspace: WorkspaceKey,
        _ promise: InstallState,
        _ office: Office
    ) async throws -> InstallOutcome {
        try await office.desk.installed(
            workspace: workspace,
            name: nil,
            botUser: nil,
            token: Secret("xoxb-1"),
            scopes: ["commands"],
            promise: promise
        )
    }

    private func begin(_ invitation: String?, _ office: Office) async throws -> InstallState {
        let (state, cookie) = try await office.desk.beginInstallation(invitation: invitation)
        return try #require(try await office.desk.takeInstallation(state: state, cookie: cookie))
    }

    @Test func `an invitation binds one workspace to its partner, and looking at it uses nothing up`() async throws {
        let office = try await Office()
        let invitation = try await invite(office)
        for _ in 1...3 { _ = try await office.desk.beginInstallation(invitation: invitation.token) }
        let two = [try await begin(invitation.token, office), try await begin(invitation.token, office)]
        #expect(try await install(workspace, two[0], office) == .linked(partner: "Invited"))
        #expect(try await install(other, two[1], office) == .waitsForLink)
        await #expect(throws: InvitationEnded.self) { try await begin(invitation.token, office) }
        let linked = try await office.ledger.read { try $0.workspaces(of: invitation.partner.id).map(\.key) }
        #expect(linked == [workspace])
        let events = try await office.ledger.read { try $0.events(of: .service, after: 0, limit: 99) }
        let bound = events.filter { $0.event.kind == .workspaceLinked }
        #expect(bound.count == 1 && bound[0].event.details.map(\.value).contains("invitation"))
    }

    @Test func `an invitation ends, and nothing else is one`() async throws {
        let office = try await Office()
        let invitation = try await invite(office, days: 1)
        let (state, cookie) = try await office.desk.beginInstallation(invitation: nil)
        for token in ["", "x", state, cookie, invitation.token + "x"] {
            await #expect(throws: InvitationEnded.self) { try await begin(token, office) }
        }
        // A promise that was tried as an invitation is still its browser's.
        #expect(try await office.desk.takeInstallation(state: state, cookie: cookie) != nil)
        #expect(try await office.desk.takeInstallation(state: invitation.token, cookie: "") == nil)
        let second = try await book(office).invite(partnerNamed: "Invited", days: 1)
        office.clock.advance(bySeconds: 86_399)
        _ = try await begin(second.token, office)
        office.clock.advance(bySeconds: 2)
        await #expect(throws: InvitationEnded.self) { try await begin(second.token, office) }
        await #expect(throws: PartnerBook.Trouble.unknownPartner("Nobody")) {
            try await book(office).invite(partnerNamed: "Nobody", days: 1)
        }
    }

    @Test func `neither the vendor's workspace nor one that belongs to a partner is bound by an invitation`()
        async throws
    {
        let office = try await Office()
        let invitation = try await invite(office)
        let vendor = try #require(office.desk.settings.vendorWorkspaces.first)
        #expect(try await install(vendor, try await begin(invitation.token, office), office) == .waitsForLink)
        _ = try await book(office).add(
            name: "Owner",
            tier: "gold",
            kind: .reseller,
            territories: [],
            domains: [],
            language: nil,
            workspaces: [other]
        )
        #expect(
            try await install(other, try await begin(invitation.token, office), office) == .linked(partner: "Owner")
        )
        #expect(
            try await install(workspace, try await begin(invitation.token, office), office)
                == .linked(partner: "Invited")
        )
    }
}
