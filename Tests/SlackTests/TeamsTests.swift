import Desk
import JSON
import Registrations
import Testing

@testable import Slack

/// Whose token answers and whose rights count, for every kind of payload, Slack Connect's cases included.
struct TeamsTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let fixture: String
        let installing: String
        let actor: String
        let user: String
        var room: String?
        var isEvent = false
        var testDescription: String { fixture }
    }

    static let rows = [
        Row(
            fixture: "block_actions_external",
            installing: "T0VENDOR",
            actor: "T0PARTNER",
            user: "U0PAT",
            room: "C0SHARED"
        ),
        Row(
            fixture: "block_actions_inside",
            installing: "T0VENDOR",
            actor: "T0VENDOR",
            user: "U0ANN",
            room: "C0SHARED"
        ),
        Row(fixture: "block_actions_org", installing: "E0VENDOR", actor: "T0VENDOR2", user: "U0ANN", room: "C0SHARED"),
        Row(fixture: "block_actions_in_view_external", installing: "T0VENDOR", actor: "T0PARTNER", user: "U0PAT"),
        Row(fixture: "view_submission_external", installing: "T0VENDOR", actor: "T0PARTNER", user: "U0PAT"),
        Row(fixture: "view_submission_external_grid", installing: "T0VENDOR", actor: "T0PARTNER", user: "U0PAT"),
        Row(fixture: "view_submission_partner_install", installing: "T0PARTNER", actor: "T0PARTNER", user: "U0PAT"),
        Row(fixture: "view_submission_org_install", installing: "E0PARTNER", actor: "T0PARTNER", user: "U0PAT"),
        Row(fixture: "view_submission_review", installing: "T0VENDOR", actor: "T0VENDOR", user: "U0ANN"),
        Row(fixture: "view_closed_external", installing: "T0VENDOR", actor: "T0PARTNER", user: "U0PAT"),
        Row(fixture: "shortcut", installing: "T0PARTNER", actor: "T0PARTNER", user: "U0PAT"),
        Row(fixture: "shortcut_org_install", installing: "E0PARTNER", actor: "T0PARTNER", user: "U0PAT"),
        Row(fixture: "message_action", installing: "T0PARTNER", actor: "T0PARTNER", user: "U0PAT", room: "C0ROOM"),
        Row(
            fixture: "app_mention_external",
            installing: "T0VENDOR",
            actor: "T0PARTNER",
            user: "U0PAT",
            room: "C0SHARED",
            isEvent: true
        ),
        Row(
            fixture: "app_mention_external_grid",
            installing: "T0VENDOR",
            actor: "E0PARTNER",
            user: "U0PAT",
            room: "C0SHARED",
            isEvent: true
        ),
        Row(
            fixture: "app_mention_inside",
            installing: "T0VENDOR",
            actor: "T0VENDOR",
            user: "U0ANN",
            room: "C0SHARED",
            isEvent: true
        ),
        Row(
            fixture: "app_mention_other_origin",
            installing: "T0VENDOR",
            actor: "T0PARTNER",
            user: "U0PAT",
            room: "C0SHARED",
            isEvent: true
        ),
        Row(
            fixture: "app_mention_org_install",
            installing: "E0VENDOR",
            actor: "T0VENDOR2",
            user: "U0ANN",
            room: "C0SHARED",
            isEvent: true
        ),
    ]

    @Test(arguments: rows)
    func `every payload says who installed and who acted`(row: Row) throws {
        let (delivery, _) = try delivery(of: row.isEvent ? event(row.fixture) : interaction(row.fixture))
        #expect(delivery.installation == WorkspaceKey(channel: .slack, id: row.installing))
        #expect(delivery.actor.workspace == WorkspaceKey(channel: .slack, id: row.actor))
        #expect(delivery.actor.user == row.user)
        #expect(delivery.room == row.room.map { Room(workspace: delivery.installation, id: $0) })
    }

    @Test func `a command is answered with its workspace's token`() throws {
        let table: [([String: String?], [String], String)] = [
            ([:], ["T0PARTNER"], "T0PARTNER"),
            (["enterprise_id": "E0PARTNER"], ["T0PARTNER", "E0PARTNER"], "T0PARTNER"),
            (
                ["enterprise_id": "E0PARTNER", "is_enterprise_install": "true"], ["E0PARTNER", "T0PARTNER"], "T0PARTNER"
            ),
            (
                ["team_id": nil, "enterprise_id": "E0PARTNER", "is_enterprise_install": "true"], ["E0PARTNER"],
                "E0PARTNER"
            ),
        ]
        for (changes, tokens, actor) in table {
            let (delivery, path) = try delivery(of: signed(Sample.command(changes)))
            guard case .command(let opening) = path else { throw NotRead() }
            #expect(opening.installing.keys.map(\.id) == tokens)
            #expect(delivery.actor.workspace.id == actor)
        }
    }

    @Test func `an outsider's organisation never lends its token`() throws {
        let teams = try #require(SlackTeams(view: try .parse(Sample.fixture("view_submission_external_grid"))))
        #expect(teams.installing.keys.map(\.id) == ["T0VENDOR"])
    }

    @Test func `a person whose team nobody names has no rights`() throws {
        guard case .ignored(let kind) = try read(event("app_mention_unknown_team")) else { throw NotRead() }
        #expect(kind == "unknown_actor_team")
        let nameless = String(decoding: try Sample.fixture("block_actions_external"), as: UTF8.self)
            .replacing(#""team_id": "T0PARTNER""#, with: #""team_id": null"#)
        let request = signed(Sample.payload(Array(nameless.utf8)), to: SlackPath.interactions)
        guard case .ignored("unknown_actor_team") = try read(request) else { throw NotRead() }
    }

    @Test func `only names of Slack's kind are names`() {
        for bad in ["", "U0PAT", "T 1", "T1/..", "Tä", String(repeating: "T", count: 65), "T1\u{0}"] {
            #expect(SlackID.team(bad) == nil, "\(bad)")
        }
        #expect(SlackID.team("T1") == "T1")
        #expect(SlackID.team("E1") == "E1")
    }
}
