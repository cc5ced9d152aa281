import Desk
import Slack

extension SettingsReader {
    /// nil when Slack is off: none of the settings that turn it on is there.
    mutating func slack(publicURL: String) -> SlackSettings? {
        let api = url(.slackAPIURL, loopbackHTTP: true)
        let authorize = url(.slackAuthorizeURL, loopbackHTTP: true)
        let hosts = responseHosts()
        let command = slackCommand()
        let vendor: [Setting] = [.slackSigningSecret, .slackTeamID, .slackBotToken]
        let install: [Setting] = [.slackClientID, .slackClientSecret]
        guard (vendor + install).contains(where: isSet) else { return nil }
        need(vendor)
        if install.contains(where: isSet) { need(install) }
        let signing = secrets(.slackSigningSecret)
        let team = team()
        guard let api, let authorize else { return nil }
        let clientSecrets = secrets(.slackClientSecret)
        var settings = SlackSettings(
            signingSecrets: signing,
            vendorTeam: team,
            botToken: text(.slackBotToken).map { Secret($0) },
            clientID: text(.slackClientID),
            clientSecret: clientSecrets.first,
            apiURL: api,
            authorizeURL: authorize,
            responseHosts: hosts,
            command: command,
            publicURL: publicURL
        )
        settings.otherClientSecrets = Array(clientSecrets.dropFirst())
        return settings
    }

    private mutating func need(_ settings: [Setting]) {
        for setting in settings where !isSet(setting) { wrong(setting, "is missing: Slack is half set") }
    }

    private mutating func secrets(_ setting: Setting) -> [Secret] {
        let secrets = Self.list(text(setting) ?? "")
        if secrets.contains("") { wrong(setting, "must be secrets with one comma between") }
        return secrets.map { Secret($0) }
    }

    private mutating func team() -> String? {
        guard let team = text(.slackTeamID) else { return nil }
        let isID = team.count > 1 && team.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
        guard isID, team.hasPrefix("T") || team.hasPrefix("E") else {
            wrong(.slackTeamID, "must be a workspace's id: T (or E), then letters and digits")
            return nil
        }
        return team
    }

    private mutating func responseHosts() -> [String] {
        let hosts = Self.list(text(.slackResponseHosts) ?? "")
        let areHosts = hosts.allSatisfy { host in
            BindAddress("\(host):443") != nil || (BindAddress(host)?.port ?? 0) > 0
        }
        if hosts.isEmpty || !areHosts {
            wrong(.slackResponseHosts, "must be hosts such as hooks.slack.com, with commas between")
        }
        return hosts
    }

    /// https://docs.slack.dev/interactivity/implementing-slash-commands: at most 32 letters, no space, lower case.
    private mutating func slackCommand() -> String {
        let limitCharacters = 32
        let command = text(.slackCommand) ?? ""
        guard command.hasPrefix("/"), (2...limitCharacters).contains(command.count),
            !command.dropFirst().contains(where: { $0.isWhitespace || $0 == "/" || $0 == "\"" })
        else {
            wrong(.slackCommand, "must begin with a slash and have no space, such as /register")
            return ""
        }
        return command
    }
}
