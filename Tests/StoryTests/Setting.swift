import FakeServers

// What the chats of a story need to be set up.
extension Story.Setting {
    /// The policy, whose reviewers are known on the story's chats.
    var policyText: String {
        var text = policy
        for (user, objectID) in [("U0AE", 15), ("U0MANAGER", 16)] {
            let slack = "slack: { team: T0VENDOR, user: \(user) }"
            let teams =
                "teams: { tenant: \(TeamsWorld.vendor), object_id: 0f0f0f0f-0000-4000-8000-0000000000\(objectID) }"
            let known = chats.map { name in
                switch name {
                case .slack: slack
                case .teams: teams
                }
            }
            text = text.replacing(slack, with: known.joined(separator: ", "))
        }
        return text
    }

    /// The options of `partner add` that name a partner's workspaces.
    func workspaces(slack: String, teams: String) -> String {
        chats.map { name in
            switch name {
            case .slack: "--slack-team \(slack)"
            case .teams: "--teams-tenant \(teams)"
            }
        }.joined(separator: " ")
    }

    func slackEnvironment(api: String) -> [String: String] {
        [
            "REGISTRAR_SLACK_SIGNING_SECRET": Story.signingSecret,
            "REGISTRAR_SLACK_TEAM_ID": "T0VENDOR",
            "REGISTRAR_SLACK_BOT_TOKEN": "xoxb-demo-vendor",
            "REGISTRAR_SLACK_CLIENT_ID": "client",
            "REGISTRAR_SLACK_CLIENT_SECRET": Story.clientSecret,
            "REGISTRAR_SLACK_API_URL": api + "/api/",
            "REGISTRAR_SLACK_AUTHORIZE_URL": api + "/oauth/v2/authorize",
            "REGISTRAR_SLACK_RESPONSE_HOSTS": ([String(api.dropFirst("http://".count))] + responseHosts)
                .joined(separator: ","),
        ]
    }

    static func environment(of teams: FakeTeams) async -> [String: String] {
        let login = await teams.loginURL
        return [
            "REGISTRAR_TEAMS_APP_ID": TeamsWorld.app,
            "REGISTRAR_TEAMS_APP_SECRET": TeamsWorld.appSecret,
            "REGISTRAR_TEAMS_TENANT_ID": TeamsWorld.vendor,
            "REGISTRAR_TEAMS_OPENID_URL": await teams.openIDURL,
            "REGISTRAR_TEAMS_LOGIN_URL": login,
            "REGISTRAR_TEAMS_SERVICE_HOSTS": String(login.dropFirst("http://".count).dropLast()),
        ]
    }
}
