extension Setting {
    /// The page `docs/configuration.md`.
    static var page: String {
        let rows = all.map { setting in
            "| `\(setting.name)` | \(setting.standard.map { "`\($0)`" } ?? "–") | \(setting.summary) |\n"
        }
        return pageHead + rows.joined() + pageEnd
    }

    private static let pageHead = """
        # Configuration

        Settings come from the environment. Each can also be given as its name with `_FILE` at the end, holding the path of a
        file with the value; giving both is a mistake. The flags `--bind`, `--database`, `--policy` and `--public-url` go before
        the environment. Spaces around a value do not count, and an empty value is as if it were not set. A setting that ends in
        `_FILE` itself names a file that gets rotated, and is read anew whenever it is needed.

        | name | default | what it is |
        |---|---|---|

        """

    private static let pageEnd = """

        ## Chats
        No chat set at all: `registrar serve` starts, logs the lines to copy and shows them to this machine at `/`. Both can be
        on at once.

        With one Slack setting there must be `REGISTRAR_SLACK_SIGNING_SECRET`, `REGISTRAR_SLACK_TEAM_ID` and `REGISTRAR_SLACK_BOT_TOKEN`. For
        partners to install the app, add `REGISTRAR_SLACK_CLIENT_ID` and `REGISTRAR_SLACK_CLIENT_SECRET`.

        Teams is on once one of `REGISTRAR_TEAMS_APP_ID`, `REGISTRAR_TEAMS_TENANT_ID`, `REGISTRAR_TEAMS_APP_SECRET`,
        `REGISTRAR_TEAMS_APP_CERTIFICATE_FILE` and `REGISTRAR_TEAMS_APP_FEDERATED_TOKEN_FILE` is set: then there must be the first two and exactly one
        of the other three ([which one](deploying.md#how-teams-knows-the-app)). `registrar manifest teams --url URL` makes the app's package and says which address to enter as the bot's
        messaging endpoint.

        ## When something is wrong
        A start with malformed values or a half-set chat ends with exit code 1 and one message that names every one of them and
        never holds a value. A `REGISTRAR_` name that is not in this table is logged with the nearest one that is.
        `registrar doctor` checks settings, database, policy, addresses, scopes and clock, each line with its mend. `http://`
        addresses of vendors are taken for this machine only (`localhost`, `127.0.0.1`, `[::1]`).

        """
}
