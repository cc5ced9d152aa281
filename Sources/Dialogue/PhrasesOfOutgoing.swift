/// What is said where a team asks without a bot: everybody in the channel reads it.
extension Phrasebook {
    /// What such a team can ask, and where the rest is done.
    public func helpAloud() -> Card {
        Card(
            heading: say("What you can ask here", "Was Sie hier fragen können"),
            parts: [
                .facts([
                    Fact(
                        "check acme.com",
                        text("see whether a company is free", "prüfen, ob ein Unternehmen frei ist")
                    ),
                    Fact(
                        "status REG-…",
                        text("where a registration stands, without names", "wie eine Registrierung steht, ohne Namen")
                    ),
                    Fact("rules", text("the rules as they are today", "die Regeln, wie sie heute gelten")),
                ]),
                .note(Text(plain: limitsAloud)),
            ],
            summary: say("What you can ask here", "Was Sie hier fragen können")
        )
    }

    /// Anything else, where no form can be opened and nothing can be said to one person alone.
    public func notAloud() -> Card {
        Card(parts: [.paragraph(Text(plain: limitsAloud))], summary: limitsAloud)
    }

    private var limitsAloud: String {
        say(
            "Everybody in this channel reads the answers. To register, decide or open a record, use the app or a link you were given.",
            "Alle in diesem Kanal lesen die Antworten. Registrieren, entscheiden und Vorgänge öffnen können Sie in der App oder über einen Link, den Sie bekommen haben."
        )
    }

    /// Where registrations stand, for all to read: case numbers and next steps.
    public func linesAloud(_ files: [CaseFile], more: Bool) -> Card {
        guard !files.isEmpty else {
            let sentence = say("There are no registrations yet.", "Es gibt noch keine Registrierungen.")
            return Card(parts: [.paragraph(Text(plain: sentence))], summary: sentence)
        }
        let rest = say("Those are the newest.", "Das sind die neuesten.")
        return Card(
            parts: files.flatMap { channelLine($0).parts } + (more ? [.note(Text(plain: rest))] : []),
            summary: say("Your registrations", "Ihre Registrierungen")
        )
    }
}
