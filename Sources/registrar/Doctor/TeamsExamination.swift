import Curl
import Desk
import Teams

/// The vendor's own Teams: its token, and the keys that activities are signed with.
enum TeamsExamination {
    static func findings(_ settings: Settings, _ curl: CurlClient) async -> [Finding] {
        guard let teams = settings.teams else { return [] }
        let findings = await TeamsCheckUp.run(teams, curl: curl, time: SystemTime())
        return [token(findings.token), keys(findings.keys)]
    }

    static func token(_ finding: TeamsCheckUp.Finding) -> Finding {
        switch finding {
        case .well: .ok("teams", "a token can be had")
        case .refused(let reason):
            .error(
                "teams",
                "Microsoft gives no token: \(reason)",
                mend: "compare REGISTRAR_TEAMS_APP_ID, _APP_SECRET and _TENANT_ID with the app's registration"
            )
        case .unreachable(let reason):
            .error(
                "teams",
                "the login cannot be reached: \(reason)",
                mend: "check REGISTRAR_TEAMS_LOGIN_URL, REGISTRAR_PROXY and the firewall"
            )
        }
    }

    static func keys(_ finding: TeamsCheckUp.Finding) -> Finding {
        switch finding {
        case .well: .ok("teams", "the keys of its activities can be had")
        case .refused(let reason), .unreachable(let reason):
            .error(
                "teams",
                "the keys of its activities cannot be had: \(reason)",
                mend: "check REGISTRAR_TEAMS_OPENID_URL, REGISTRAR_PROXY and the firewall"
            )
        }
    }
}
