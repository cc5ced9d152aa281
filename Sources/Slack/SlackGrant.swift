import Desk
import Dialogue
import JSON
import Registrations

/// What Slack gives an installed app.
///
/// https://docs.slack.dev/reference/methods/oauth.v2.access
struct SlackGrant: Hashable, Sendable {
    let workspace: WorkspaceKey
    let name: String?
    let botUser: String?
    let token: Secret
    let scopes: [String]

    init(_ answer: JSON) throws(SlackFailure) {
        let team = SlackID.team(answer["team"]?["id"])
        let enterprise = SlackID.team(answer["enterprise"]?["id"])
        // An installation for a whole organisation is kept under the organisation.
        let isForAll = answer["is_enterprise_install"]?.bool == true
        guard let id = isForAll ? enterprise ?? team : team ?? enterprise,
            let token = answer["access_token"]?.string, !token.isEmpty
        else { throw .garbage }
        workspace = WorkspaceKey(channel: .slack, id: id)
        name = (id == team ? answer["team"] : answer["enterprise"])?["name"]?.string
            .map { SlackText.cut(SlackText.oneLine($0), to: SlackLimits.identifierCharacters) }
        botUser = SlackID.valid(answer["bot_user_id"]?.string)
        self.token = Secret(token)
        scopes = (answer["scope"]?.string ?? "").split { $0 == "," || $0 == " " }.map(String.init)
    }
}

/// What installing asks of the front desk, by name, so that tests can answer for it.
struct InstallDesk: Sendable {
    let begin: @Sendable (_ invitation: String?) async throws -> (state: String, cookie: String)
    let take: @Sendable (_ state: String, _ cookie: String?) async throws -> InstallState?
    let installed: @Sendable (SlackGrant, InstallState) async throws -> InstallOutcome
    let notice: @Sendable (InstallNotice, Language) -> Card

    init(
        begin: @escaping @Sendable (_ invitation: String?) async throws -> (state: String, cookie: String),
        take: @escaping @Sendable (_ state: String, _ cookie: String?) async throws -> InstallState?,
        installed: @escaping @Sendable (SlackGrant, InstallState) async throws -> InstallOutcome,
        notice: @escaping @Sendable (InstallNotice, Language) -> Card
    ) {
        self.begin = begin
        self.take = take
        self.installed = installed
        self.notice = notice
    }

    init(_ desk: FrontDesk) {
        begin = { try await desk.beginInstallation(invitation: $0) }
        take = { try await desk.takeInstallation(state: $0, cookie: $1) }
        installed = { grant, promise in
            try await desk.installed(
                workspace: grant.workspace,
                name: grant.name,
                botUser: grant.botUser,
                token: grant.token,
                scopes: grant.scopes,
                promise: promise
            )
        }
        notice = { desk.installNotice($0, language: $1) }
    }
}
