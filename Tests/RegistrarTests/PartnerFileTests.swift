import FakeServers
import Foundation
import JSON
import Testing

@testable import registrar

/// Partners from a spreadsheet, and what they are sent.
struct PartnerFileTests {
    private static let good = #"""
        name,domains,tier,kind,territories,language,slack_team
        Nordwind GmbH,nordwind.example nordwind.test,gold,reseller,DE AT,de,T0NORD
        "Müller, Söhne ""& Co""",mueller.example,,referral,,,
        Plain,,,,,,

        """#

    @Test func `a list is taken whole, a second time nothing, and a change is a change`() async throws {
        try await Program.inFolder { program in
            try await program.run("migrate")
            try program.write(Self.good, to: "partners.csv")
            let tried = try await program.run("partner", "import", "partners.csv", "--dry-run")
            #expect(tried.status == 0 && tried.lines.last == "3 added, 0 changed, 0 unchanged; nothing was changed.")
            #expect(try await program.run("partner", "list").lines.count == 1)
            let taken = try await program.run("partner", "import", "partners.csv")
            #expect(taken.lines.last == "3 added, 0 changed, 0 unchanged.", "\(taken.errors)")
            #expect(taken.lines.contains("added: Müller, Söhne \"& Co\""))
            let again = try await program.run("partner", "import", "partners.csv")
            #expect(again.output == "0 added, 0 changed, 3 unchanged.\n")
            let listed = try await program.run("partner", "list", "--format", "json").lines
            let north = try JSON.parse(Array((listed.first { $0.contains("Nordwind") } ?? "").utf8))
            #expect(north["tier"]?.string == "gold" && north["domains"]?.elements.count == 2)
            #expect(north["workspaces"]?[0]?.string == "T0NORD")
            try program.write(Self.good.replacingOccurrences(of: ",gold,", with: ",silver,"), to: "partners.csv")
            let changed = try await program.run("partner", "import", "partners.csv")
            #expect(changed.output == "changed: Nordwind GmbH\n0 added, 1 changed, 2 unchanged.\n")
            // Semicolons, a mark of byte order and Windows' line ends, as a German Excel writes them.
            let german = "\u{FEFF}name;tier\r\n\"Zwei\r\nZeilen\";gold\r\nOst;gold\r\n"
            try program.write(german, to: "german.csv")
            let refused = try await program.run("partner", "import", "german.csv")
            #expect(refused.status == 1 && refused.output.hasPrefix("german.csv:2: name must be"))
            try program.write(german.replacingOccurrences(of: "Zwei\r\nZeilen", with: "West"), to: "german.csv")
            #expect(
                try await program.run("partner", "import", "german.csv").output.hasSuffix(
                    "2 added, 0 changed, 0 unchanged.\n"
                )
            )
            #expect(try await program.run("audit", "verify").status == 0)
        }
    }

    @Test func `every mistake is named with its line, and nothing is taken`() async throws {
        try await Program.inFolder { program in
            try await program.run("migrate")
            try await program.run("partner", "add", "--name", "Owner", "--slack-team", "T0OWNED")
            let bad = """
                name,kind,domains,language,slack_team,teams_tenant
                One,friend,,,,
                ,,,,,
                Two,,gmail.com,,,
                three,,,fr,x,y
                Four,,
                one,,,,,

                """
            try program.write(bad, to: "bad.csv")
            let refused = try await program.run("partner", "import", "bad.csv")
            #expect(
                refused.status == 1 && refused.errors.contains("nothing was imported: 8 mistakes"),
                "\(refused.output)"
            )
            let expected = [
                "bad.csv:2: kind must be", "bad.csv:3: name is empty", "bad.csv:4: gmail.com is not",
                "bad.csv:5: language must be", "bad.csv:5: slack_team", "bad.csv:5: teams_tenant",
                "bad.csv:6: there are 3 cells for 6 columns",
            ]
            for words in expected { #expect(refused.lines.contains { $0.hasPrefix(words) }, "\(words)") }
            try program.write("name,slack_team\nNew,T0FREE\nThief,T0OWNED\n", to: "taken.csv")
            let taken = try await program.run("partner", "import", "taken.csv")
            #expect(
                taken.status == 1
                    && taken.output == "taken.csv:3: T0OWNED belongs to Owner already: see registrar partner list\n"
            )
            #expect(try await program.run("partner", "list").lines.count == 2)
            for (text, words) in [("", "empty"), ("nam\nx\n", "no column"), ("name,name\nx,y\n", "twice")] {
                try program.write(text, to: "odd.csv")
                #expect(try await program.run("partner", "import", "odd.csv").output.contains(words))
            }
        }
    }

    @Test func `an invitation is a link and a text in the partner's language, its token stored nowhere`() async throws {
        let settings = [
            "REGISTRAR_SLACK_SIGNING_SECRET": "s1", "REGISTRAR_SLACK_TEAM_ID": "T0VENDOR",
            "REGISTRAR_SLACK_BOT_TOKEN": "xoxb-1", "REGISTRAR_PUBLIC_URL": "https://deals.vendor.example",
        ]
        try await Program.inFolder(settings) { program in
            try await program.run("migrate")
            try await program.run("partner", "add", "--name", "Nordwind GmbH", "--language", "de")
            let without = try await program.run("partner", "invite", "Nordwind GmbH")
            #expect(without.status == 1 && without.errors.contains("REGISTRAR_SLACK_CLIENT_ID"))
            #expect(without.errors.contains("partner welcome"))
            let set = program.with(["REGISTRAR_SLACK_CLIENT_ID": "1.2", "REGISTRAR_SLACK_CLIENT_SECRET": "s2"])
            let german = try await set.run("partner", "invite", "nordwind gmbh").output
            let opening = "https://deals.vendor.example/slack/install?invitation="
            #expect(german.contains(opening) && german.contains("Willkommen") && german.contains("gilt einmal"))
            let english = try await set.run("partner", "invite", "Nordwind GmbH", "--language", "en").output
            #expect(english.contains(opening) && english.contains("It works once, until"))
            let link = try await set.run("partner", "invite", "Nordwind GmbH", "--link-only").output
            let token = try #require(link.dropFirst(opening.count).split(separator: "&").first)
            #expect(token.count == 43 && !german.contains(token))
            let bytes = try #require(FileManager.default.contents(atPath: program.path("registrar.db")))
            #expect(bytes.range(of: Data(token.utf8)) == nil)
            #expect(try await set.run("partner", "invite", "Nobody").status == 1)
            #expect(try await set.run("partner", "invite", "Nordwind GmbH", "--days", "61").status == 64)
            let welcome = try await program.run("partner", "welcome", "Nordwind GmbH", "--language", "en")
            #expect(welcome.output.contains("How you reach us") && !welcome.output.contains("install?"))
        }
    }

    private static let teams = [
        "REGISTRAR_TEAMS_APP_ID": "11111111-2222-3333-4444-555555555555", "REGISTRAR_TEAMS_APP_SECRET": "s3",
        "REGISTRAR_TEAMS_TENANT_ID": "99999999-2222-3333-4444-555555555555",
    ]

    @Test func `where only Teams is set, an invitation says how a tenant is bound and the text speaks of Teams`()
        async throws
    {
        try await Program.inFolder(Self.teams) { program in
            try await program.run("migrate")
            try await program.run("partner", "add", "--name", "Nordwind GmbH", "--language", "de")
            let invited = try await program.run("partner", "invite", "Nordwind GmbH")
            #expect(invited.status == 1 && invited.errors.split(separator: "\n").count == 1, "\(invited.errors)")
            #expect(invited.errors.contains("registrar partner link \"Nordwind GmbH\" --teams-tenant GUID"))
            #expect(invited.errors.contains("partner welcome") && !invited.errors.contains("SLACK"))
            let english = try await program.run("partner", "welcome", "Nordwind GmbH", "--language", "en").output
            let german = try await program.run("partner", "welcome", "Nordwind GmbH").output
            #expect(
                english.contains("write register to the app in Teams") && german.contains("Ihren Mandanten Ihrer Firma")
            )
            for text in [english, german] { #expect(!text.contains("Slack") && !text.contains("/register ")) }
            let tenant = "88888888-2222-3333-4444-555555555555"
            let linked = try await program.run("partner", "link", "Nordwind GmbH", "--teams-tenant", tenant)
            #expect(linked.status == 0, "\(linked.errors)")
        }
    }

    @Test func `where both chats are set, an invitation's text speaks of both`() async throws {
        let slack = [
            "REGISTRAR_SLACK_SIGNING_SECRET": "s1", "REGISTRAR_SLACK_TEAM_ID": "T0VENDOR",
            "REGISTRAR_SLACK_BOT_TOKEN": "xoxb-1", "REGISTRAR_SLACK_CLIENT_ID": "1.2",
            "REGISTRAR_SLACK_CLIENT_SECRET": "s2",
        ]
        try await Program.inFolder(Self.teams.merging(slack) { $1 }) { program in
            try await program.run("migrate")
            try await program.run("partner", "add", "--name", "Nordwind GmbH", "--language", "en")
            let text = try await program.run("partner", "invite", "Nordwind GmbH").output
            #expect(text.contains("/slack/install?invitation=") && text.contains("In Teams\n"))
            #expect(text.contains("type /register in Slack, or write register to the app in Teams"))
            #expect(text.contains("without /register"))
        }
    }

    @Test func `the link that creates the app holds the whole manifest`() async throws {
        try await Program.inFolder { program in
            let arguments = ["manifest", "slack", "--url", "https://r.example/", "--command", "/deal"]
            let text = try await program.run(arguments).output
            let link = try await program.run(arguments + ["--link"]).output
            let opening = "https://api.slack.com/apps?new_app=1&manifest_json="
            #expect(link.hasPrefix(opening) && link.utf8.allSatisfy { $0 < 128 })
            let sent = try #require(link.dropFirst(opening.count).removingPercentEncoding)
            let compact = text.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }.joined()
            #expect(sent == compact + "\n")
            #expect(sent.contains("\"/deal\"") && sent.contains("https://r.example/slack/commands"))
        }
    }
}
