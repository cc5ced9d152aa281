import Registrations

/// The five steps of the set-up page.
extension Phrasebook {
    func addressStep(_ facts: SetUpFacts, _ isTypedAddressWrong: Bool) -> SetUp.Step {
        let words = text(
            "Slack sends its requests to an https address of yours. A proxy that speaks TLS stands there and passes everything on to this service.",
            "Slack sendet seine Anfragen an eine https-Adresse von Ihnen. Dort steht ein Proxy, der TLS spricht und alles an diesen Dienst weitergibt."
        )
        let mistake = say(
            "That is no address Slack can send to: it begins with https:// and a host name.",
            "An diese Adresse kann Slack nicht senden: Sie beginnt mit https:// und einem Hostnamen."
        )
        return SetUp.Step(
            heading: say("Choose the public address", "Öffentliche Adresse wählen"),
            parts: [.paragraph(words)],
            form: SetUp.AddressForm(
                label: say("Public address", "Öffentliche Adresse"),
                value: facts.address ?? "",
                mistake: isTypedAddressWrong ? mistake : nil,
                submit: say("Use it below", "Unten einsetzen")
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
            "Put these lines into the service's environment and fill them in. Each name also takes _FILE and the path of a file, for secrets.",
            "Setzen Sie diese Zeilen in die Umgebung des Dienstes und füllen Sie sie aus. Jeder Name geht auch mit _FILE und dem Pfad einer Datei, für Geheimnisse."
        )
        let places = [
            Fact("SIGNING_SECRET", "Basic Information → App Credentials"),
            Fact("TEAM_ID", text("the T… of your workspace's address", "das T… in der Adresse Ihres Workspace")),
            Fact("BOT_TOKEN", "Install App → Bot User OAuth Token"),
        ]
        return SetUp.Step(
            heading: say("Give the service what Slack shows", "Dem Dienst geben, was Slack zeigt"),
            parts: [.paragraph(words), .facts(places)],
            form: nil,
            action: nil,
            samples: [
                SetUp.Sample(label: say("Environment", "Umgebung"), text: facts.environment, isFolded: false)
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
            "Add a partner and send it the invitation that the second line prints. Then start the service again: this page follows.",
            "Legen Sie einen Partner an und senden Sie ihm die Einladung, die die zweite Zeile ausgibt. Starten Sie dann den Dienst neu: Diese Seite folgt."
        )
        return SetUp.Step(
            heading: say("Bring in the first partner", "Den ersten Partner holen"),
            parts: [.paragraph(words)],
            form: nil,
            action: nil,
            samples: [SetUp.Sample(label: say("Commands", "Befehle"), text: facts.partnerSample, isFolded: false)]
        )
    }
}
