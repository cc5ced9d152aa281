import Curl
import Desk
import Foundation
import Teams

/// The vendor's own Teams: its token, and the keys that activities are signed with.
enum TeamsExamination {
    static func findings(_ settings: Settings, _ curl: CurlClient) async -> [Finding] {
        guard let teams = settings.teams else { return [] }
        let findings = await TeamsCheckUp.run(teams, curl: curl, time: SystemTime())
        return [token(findings.token, teams.credential), keys(findings.keys)] + ending(teams.credential, now: Date())
    }

    /// So long a new certificate may take to be made, uploaded and laid out.
    private static let noticeDays = 30

    /// nil unless a certificate ends soon; of one that ended no token can be had, which is said already.
    static func ending(_ credential: TeamsCredential, now: Date) -> [Finding] {
        let end: Date?
        // What cannot be read is said where a token is asked for.
        do throws(CredentialTrouble) { end = try credential.examined() } catch { return [] }
        guard let end, end > now, end < now.addingTimeInterval(Double(noticeDays) * 86_400) else { return [] }
        return [
            .warning(
                "teams",
                "the app's certificate ends within \(noticeDays) days, at \(end.formatted(.iso8601))",
                mend: "make a new one, add it to the app's registration, and put it into the file"
            )
        ]
    }

    private static func named(_ credential: TeamsCredential) -> Substring {
        credential.setting.name.dropFirst("REGISTRAR_TEAMS".count)
    }

    static func token(_ finding: TeamsCheckUp.Finding, _ credential: TeamsCredential) -> Finding {
        switch finding {
        case .well: .ok("teams", "a token can be had")
        case .refused(let reason):
            .error(
                "teams",
                "Microsoft gives no token: \(reason)",
                mend: "compare REGISTRAR_TEAMS_APP_ID, \(named(credential)) and _TENANT_ID with the app's registration"
            )
        case .unproven(let trouble):
            .error("teams", "\(credential.setting.name) \(trouble.words)", mend: trouble.mend)
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
        case .unproven(let trouble): .error("teams", trouble.words, mend: trouble.mend)
        case .refused(let reason), .unreachable(let reason):
            .error(
                "teams",
                "the keys of its activities cannot be had: \(reason)",
                mend: "check REGISTRAR_TEAMS_OPENID_URL, REGISTRAR_PROXY and the firewall"
            )
        }
    }
}
