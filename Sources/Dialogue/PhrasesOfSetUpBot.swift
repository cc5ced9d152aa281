import Registrations

/// The set-up page's step that makes the bot and its package for Teams.
extension Phrasebook {
    func botStep(_ facts: SetUpFacts) -> SetUp.Step {
        let hasAddress = !facts.endpoint.isEmpty
        let words =
            hasAddress
            ? text(
                "Register a bot of the single-tenant kind in the developer portal, with the endpoint below, and make a client secret for it. Type its id here: the package to upload in the Teams admin center is made for it.",
                "Registrieren Sie im Developer Portal einen Bot für einen einzelnen Mandanten, mit dem Endpunkt unten, und legen Sie einen geheimen Clientschlüssel an. Tragen Sie hier seine ID ein: Dafür entsteht das Paket, das Sie im Teams Admin Center hochladen."
            )
            : text("First choose the address above.", "Wählen Sie zuerst oben die Adresse.")
        return SetUp.Step(
            heading: say("Register the Teams bot", "Teams-Bot registrieren"),
            parts: [.paragraph(words)],
            form: hasAddress ? botQuestion(facts) : nil,
            action: hasAddress ? botAction(facts) : nil,
            samples: botSamples(facts)
        )
    }

    /// First the place where a bot is made, then what is made for it.
    private func botAction(_ facts: SetUpFacts) -> SetUp.Action {
        guard facts.packageLink.isEmpty else {
            return SetUp.Action(
                label: say("Download the app's package", "Paket der App herunterladen"),
                url: facts.packageLink,
                isDownload: true
            )
        }
        return SetUp.Action(
            label: say("Open the developer portal", "Developer Portal öffnen"),
            url: "https://dev.teams.microsoft.com/bots"
        )
    }

    private func botQuestion(_ facts: SetUpFacts) -> SetUp.Question {
        SetUp.Question(
            name: .app,
            label: say("The bot's id", "ID des Bots"),
            value: facts.app ?? "",
            placeholder: "11111111-2222-3333-4444-555555555555",
            mistake: facts.isTypedAppWrong
                ? say(
                    "That is no id of a bot: it has 32 digits and letters from a to f, in five groups.",
                    "Das ist keine ID eines Bots: Sie hat 32 Ziffern und Buchstaben von a bis f, in fünf Gruppen."
                ) : nil,
            submit: say("Make the package", "Paket erstellen"),
            kept: facts.address.map { SetUp.Question.Kept(name: .url, value: $0) }
        )
    }

    private func botSamples(_ facts: SetUpFacts) -> [SetUp.Sample] {
        guard !facts.endpoint.isEmpty else { return [] }
        let endpoint = SetUp.Sample(
            label: say("Messaging endpoint", "Messaging-Endpunkt"),
            text: facts.endpoint,
            isFolded: false
        )
        let command = SetUp.Sample(
            label: say("Or make the package with a command", "Oder das Paket mit einem Befehl erstellen"),
            text: facts.packageCommand,
            isFolded: true
        )
        return [endpoint, command]
    }
}
