import Registrations

/// The steps of the set-up page.
extension Phrasebook {
    func addressStep(_ facts: SetUpFacts) -> SetUp.Step {
        let words = text(
            "Slack and Teams send their requests to an https address of yours. A proxy that speaks TLS stands there and passes everything on to this service.",
            "Slack und Teams senden ihre Anfragen an eine https-Adresse von Ihnen. Dort steht ein Proxy, der TLS spricht und alles an diesen Dienst weitergibt."
        )
        let mistake = say(
            "No chat can send to that address: it begins with https:// and a host name.",
            "An diese Adresse kann kein Chat senden: Sie beginnt mit https:// und einem Hostnamen."
        )
        return SetUp.Step(
            heading: say("Choose the public address", "Öffentliche Adresse wählen"),
            parts: [.paragraph(words)],
            form: SetUp.Question(
                name: .url,
                label: say("Public address", "Öffentliche Adresse"),
                value: facts.address ?? "",
                placeholder: "https://deals.vendor.example",
                mistake: facts.isTypedAddressWrong ? mistake : nil,
                submit: say("Use it below", "Unten einsetzen"),
                kept: facts.app.map { SetUp.Question.Kept(name: .app, value: $0) }
            ),
            action: nil,
            samples: []
        )
    }

    func appStep(_ facts: SetUpFacts) -> SetUp.Step {
        let words =
            facts.createLink.isEmpty
            ? text("First choose the address above.", "Wählen Sie zuerst oben die Adresse.")
            : text(
                "The button opens Slack with everything filled in: choose your workspace, press Create, then Install to Workspace.",
                "Der Knopf öffnet Slack mit allem ausgefüllt: Wählen Sie Ihren Workspace, dann „Create“ und „Install to Workspace“."
            )
        return SetUp.Step(
            heading: say("Create the Slack app", "Slack-App anlegen"),
            parts: [.paragraph(words)],
            form: nil,
            action: facts.createLink.isEmpty
                ? nil
                : SetUp.Action(label: say("Create the app in Slack", "App in Slack anlegen"), url: facts.createLink),
            samples: facts.manifest.isEmpty
                ? []
                : [
                    SetUp.Sample(
                        label: say("Or paste the manifest yourself", "Oder das Manifest selbst einfügen"),
                        text: facts.manifest,
                        isFolded: true
                    )
                ]
        )
    }

    func valuesStep(_ facts: SetUpFacts) -> SetUp.Step {
        let words = text(
            "Put these lines into the service's environment and fill them in: the first ones, and those of your chat. Each name also takes _FILE and the path of a file, for secrets.",
            "Setzen Sie diese Zeilen in die Umgebung des Dienstes und füllen Sie sie aus: die ersten und die Ihres Chats. Jeder Name geht auch mit _FILE und dem Pfad einer Datei, für Geheimnisse."
        )
        let places = [
            Fact("SLACK_SIGNING_SECRET", "Basic Information → App Credentials"),
            Fact("SLACK_TEAM_ID", text("the T… of your workspace's address", "das T… in der Adresse Ihres Workspace")),
            Fact("SLACK_BOT_TOKEN", "Install App → Bot User OAuth Token"),
            Fact("TEAMS_APP_ID", text("the bot's id, a GUID", "die ID des Bots, eine GUID")),
            Fact("TEAMS_APP_SECRET", text("a client secret of that app", "ein geheimer Clientschlüssel dieser App")),
            Fact("TEAMS_TENANT_ID", text("Entra → Overview → Tenant ID", "Entra → Übersicht → Mandanten-ID")),
        ]
        return SetUp.Step(
            heading: say("Give the service what the chat shows", "Dem Dienst geben, was der Chat zeigt"),
            parts: [.paragraph(words), .facts(places)],
            form: nil,
            action: nil,
            samples: [
                SetUp.Sample(label: say("In any case", "In jedem Fall"), text: facts.environment, isFolded: false),
                SetUp.Sample(label: say("For Slack", "Für Slack"), text: facts.environmentOfSlack, isFolded: false),
                SetUp.Sample(label: say("For Teams", "Für Teams"), text: facts.environmentOfTeams, isFolded: false),
            ]
        )
    }

    func policyStep(_ facts: SetUpFacts) -> SetUp.Step {
        let words = text(
            "One file says who decides and by which rules; everything not said has a sensible default. Check it with registrar policy check policy.yaml.",
            "Eine Datei sagt, wer nach welchen Regeln entscheidet; was nicht darin steht, hat einen sinnvollen Standard. Prüfen Sie sie mit registrar policy check policy.yaml."
        )
        return SetUp.Step(
            heading: say("Name who decides", "Festlegen, wer entscheidet"),
            parts: [.paragraph(words)],
            form: nil,
            action: nil,
            samples: [SetUp.Sample(label: "policy.yaml", text: facts.policySample, isFolded: false)]
        )
    }

    func partnerStep(_ facts: SetUpFacts) -> SetUp.Step {
        let words = text(
            "Start the service again with these settings, then add a partner. On Slack it gets an invitation by link; on Teams you name its tenant, which its administrator can tell you.",
            "Starten Sie den Dienst mit diesen Einstellungen neu und legen Sie einen Partner an. In Slack bekommt er einen Link als Einladung; in Teams nennen Sie seinen Mandanten, den seine Administration Ihnen sagen kann."
        )
        return SetUp.Step(
            heading: say("Bring in the first partner", "Den ersten Partner holen"),
            parts: [.paragraph(words)],
            form: nil,
            action: nil,
            samples: [
                SetUp.Sample(label: say("On Slack", "In Slack"), text: facts.partnerOnSlack, isFolded: false),
                SetUp.Sample(label: say("On Teams", "In Teams"), text: facts.partnerOnTeams, isFolded: false),
            ]
        )
    }
}
