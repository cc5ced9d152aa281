public import Registrations

/// Entry points, and what happens to installations.
extension Phrasebook {
    /// Posted once in each shared channel, so that those who did not install the app can register too.
    public func entry(program: String) -> Card {
        greeting(
            say("Register a prospect", "Interessent registrieren"),
            [
                text(
                    "Found somebody for us? Claim them here in under a minute. You get a case number and an answer you can rely on.",
                    "Jemanden für uns gefunden? Melden Sie ihn hier in unter einer Minute an. Sie bekommen eine Fallnummer und eine verlässliche Antwort."
                ),
                text(
                    "Press the button, or mention the app here and write register. help lists what else you can write.",
                    "Drücken Sie den Knopf, oder erwähnen Sie hier die App und schreiben register. help nennt, was Sie noch schreiben können."
                ),
            ],
            program,
            buttons: [Button(.registerStart, say("Register a lead", "Lead registrieren"), value: "", style: .primary)]
        )
    }

    /// Where no dialog could be opened in time.
    public func goOn(_ draft: DraftID) -> Card {
        let sentence = say(
            "That took too long to open. Nothing is lost: press to go on.",
            "Das Öffnen hat zu lange gedauert. Nichts ist verloren: Hier geht es weiter."
        )
        return Card(
            parts: [.paragraph(Text(plain: sentence))],
            buttons: [Button(.registerStart, say("Go on", "Weiter"), value: draft.text, style: .primary)],
            summary: sentence
        )
    }

    /// Where a form cannot be opened at all: a button that opens it.
    public func start(_ draft: DraftID) -> Card {
        let sentence = say("Press to register a prospect.", "Hier können Sie einen Interessenten registrieren.")
        return Card(
            parts: [.paragraph(Text(plain: sentence))],
            buttons: [
                Button(.registerStart, say("Register a lead", "Lead registrieren"), value: draft.text, style: .primary)
            ],
            summary: sentence
        )
    }

    /// Asks a partner manager which partner a workspace belongs to.
    public func linkCard(workspace: String, channel: Channel) -> Card {
        Card(
            heading: say("A workspace wants to register", "Ein Workspace möchte registrieren"),
            parts: [
                .facts([Fact(say("Workspace", "Workspace"), Text([.typed(workspace)]))]),
                .paragraph(
                    text(
                        "Nobody linked it to a partner yet. Link it only if you know it.",
                        "Er ist noch keinem Partner zugeordnet. Ordnen Sie ihn nur zu, wenn Sie ihn kennen."
                    )
                ),
            ],
            buttons: [
                Button(
                    .linkWorkspace,
                    say("Link to a partner…", "Partner zuordnen…"),
                    value: "\(channel.rawValue):\(workspace)",
                    style: .primary
                )
            ],
            summary: say("A workspace wants to register", "Ein Workspace möchte registrieren")
        )
    }

    /// `more` when not all partners fit.
    public func linkForm(workspace: String, channel: Channel, partners: [Partner], more: Bool = false) -> Form {
        let cut = text(
            "Only the first \(partners.count) partners are listed. Link any other on the command line: registrar partner link.",
            "Nur die ersten \(partners.count) Partner stehen zur Wahl. Andere ordnen Sie auf der Kommandozeile zu: registrar partner link."
        )
        return Form(
            name: .linkWorkspace,
            token: "\(channel.rawValue):\(workspace)",
            title: say("Link a workspace", "Workspace zuordnen"),
            intro: [.paragraph(Text([.typed(workspace)]))] + (more ? [.note(cut)] : []),
            inputs: [
                Form.Input(
                    id: "partner",
                    label: say("Partner", "Partner"),
                    kind: .choice(partners.map { .init(value: $0.id.text, label: optionLabel($0.name)) }),
                    isRequired: true
                )
            ],
            submit: say("Link", "Zuordnen"),
            close: cancel
        )
    }

    public func noPartners() -> Card {
        let sentence = say(
            "There are no partners yet. Add one first: registrar partner add.",
            "Es gibt noch keine Partner. Legen Sie zuerst einen an: registrar partner add."
        )
        return Card(parts: [.paragraph(Text(plain: sentence))], summary: sentence)
    }

    public func linked(workspace: String, partner: String) -> Card {
        let sentence = say("\(workspace) now belongs to \(partner).", "\(workspace) gehört jetzt zu \(partner).")
        return Card(
            parts: [
                .paragraph(
                    Text([
                        .typed(workspace), .plain(say(" now belongs to ", " gehört jetzt zu ")), .typed(partner),
                        .plain("."),
                    ])
                )
            ],
            summary: sentence
        )
    }

    /// The page after an installation.
    public func installed(partner: String?, command: String) -> Card {
        guard let partner else {
            return Card(
                heading: say("Installed", "Installiert"),
                parts: [
                    .paragraph(
                        text(
                            "A partner manager links your workspace to your company next; then you can register.",
                            "Das Partner-Management ordnet Ihren Workspace nun Ihrem Unternehmen zu; danach können Sie registrieren."
                        )
                    )
                ],
                summary: say("Installed", "Installiert")
            )
        }
        return Card(
            heading: say("Ready", "Bereit"),
            parts: [
                .paragraph(
                    Text([
                        .plain(say("Your workspace is linked to ", "Ihr Workspace gehört zu ")), .typed(partner),
                        .plain(say(". Type \(command) in Slack.", ". Tippen Sie in Slack \(command).")),
                    ])
                )
            ],
            summary: say("Ready", "Bereit")
        )
    }

    public func invitationEnded() -> Card {
        let sentence = say(
            "This invitation was used already or is too old. Please ask your partner manager for a new one.",
            "Diese Einladung wurde schon benutzt oder ist abgelaufen. Bitte erbitten Sie beim Partner-Management eine neue."
        )
        return Card(
            heading: say("Not installed", "Nicht installiert"),
            parts: [.paragraph(Text(plain: sentence))],
            summary: sentence
        )
    }

    public func notInstalled(declined: Bool) -> Card {
        let sentence =
            declined
            ? say("You declined. Nothing was installed.", "Sie haben abgelehnt. Es wurde nichts installiert.")
            : say(
                "That did not work. Please open the install link again.",
                "Das hat nicht geklappt. Bitte öffnen Sie den Installationslink noch einmal."
            )
        return Card(
            heading: say("Not installed", "Nicht installiert"),
            parts: [.paragraph(Text(plain: sentence))],
            summary: sentence
        )
    }
}
