import Dialogue
import Web

/// Lines to copy, in the log and on the set-up page.
enum SetUpLines {
    static func environment(_ settings: Settings) -> [String] {
        always(settings, address: nil) + slack + ["# or, and, for Teams:"] + teams(app: nil)
    }

    static func always(_ settings: Settings, address: String?) -> [String] {
        [
            "REGISTRAR_PUBLIC_URL=\(address ?? settings.publicURL ?? "https://deals.vendor.example")",
            "REGISTRAR_POLICY=\(settings.policyPath ?? "policy.yaml")",
        ]
    }

    static let slack = [
        "REGISTRAR_SLACK_SIGNING_SECRET=", "REGISTRAR_SLACK_TEAM_ID=", "REGISTRAR_SLACK_BOT_TOKEN=",
        "REGISTRAR_SLACK_CLIENT_ID=", "REGISTRAR_SLACK_CLIENT_SECRET=",
    ]

    static func teams(app: String?) -> [String] {
        ["REGISTRAR_TEAMS_APP_ID=\(app ?? "")", "REGISTRAR_TEAMS_APP_SECRET=", "REGISTRAR_TEAMS_TENANT_ID="]
    }

    /// What is made for an address, and for a Teams app once its id is known.
    static func manifests(_ facts: inout SetUpFacts, url: String, app: String?, command: String) {
        facts.manifest = ManifestSlack.text(url: url, command: command)
        facts.createLink = ManifestSlack.link(url: url, command: command)
        facts.endpoint = ManifestTeams.endpoint(url)
        if let app { facts.packageLink = "\(SetUpDoor.packagePath)?url=\(url)&app=\(app)" }
        facts.packageCommand =
            "registrar manifest teams --url \(url) \\\n    --app-id \(app ?? "11111111-2222-3333-4444-555555555555")"
    }

    static let policy = """
        program: { id: main, name: Partner Program,
                   language: en, time_zone: Europe/Berlin }
        reviewers:
          - name: Ada Lindqvist
            email: ada@vendor.example
            manager: true
            slack: { team: T0VENDOR, user: U0ADA }
            # Teams:
            # teams: { tenant: GUID, object_id: GUID }
        routing: { fallback: Ada Lindqvist }
        """

    static let partnerOnSlack = """
        registrar partner add --name "Nordwind GmbH" \\
            --domain nordwind.example
        registrar partner invite "Nordwind GmbH"
        registrar doctor
        """

    static let partnerOnTeams = """
        registrar partner add --name "Nordwind GmbH" \\
            --domain nordwind.example \\
            --teams-tenant 99999999-2222-3333-4444-555555555555
        registrar partner welcome "Nordwind GmbH"
        registrar doctor
        """
}
