import Registrations

/// What somebody reads who just got the app for themselves.
extension Phrasebook {
    public func greeting(ofSubmitter program: String) -> Card {
        greeting(
            say("Register a prospect", "Interessent registrieren"),
            [
                text(
                    "Write register here, with a domain if you like, or press the button. You get a case number and an answer you can rely on.",
                    "Schreiben Sie hier register, gern gleich mit einer Domain, oder drücken Sie den Knopf. Sie bekommen eine Fallnummer und eine verlässliche Antwort."
                ),
                text(
                    "status shows your cases, check and a domain says whether a prospect is free, help lists the rest.",
                    "status zeigt Ihre Fälle, check und eine Domain sagen, ob ein Interessent frei ist, help nennt alles Weitere."
                ),
            ],
            program,
            buttons: [Button(.registerStart, say("Register a lead", "Lead registrieren"), value: "", style: .primary)]
        )
    }

    public func greeting(ofReviewer program: String) -> Card {
        greeting(
            say("Here you decide on registrations", "Hier entscheiden Sie über Registrierungen"),
            [
                text(
                    "Each one that waits for you comes here as a card. Write queue to see what waits, or help for what else you can write.",
                    "Jede, die auf Sie wartet, kommt als Karte hierher. Schreiben Sie queue, um zu sehen, was wartet, oder help für alles Weitere."
                )
            ],
            program
        )
    }

    /// Of the vendor's own people who do not decide, and of guests whom no partner is named for yet.
    public func greetingOfOthers(program: String) -> Card {
        greeting(
            say("Partners register prospects here", "Hier registrieren Partner Interessenten"),
            [
                text(
                    "You are named neither as a reviewer nor as a partner's yet, so you can read the rules: write rules. A partner manager can change that.",
                    "Sie sind noch weder zum Prüfen noch für einen Partner eingetragen und können deshalb die Regeln lesen: Schreiben Sie rules. Das Partner-Management kann das ändern."
                )
            ],
            program
        )
    }

    /// The card that tells somebody, or a room, what the app is for.
    func greeting(_ heading: String, _ words: [Text], _ program: String, buttons: [Button] = []) -> Card {
        let parts = words.map(Part.paragraph) + [.note(Text(plain: program))]
        return Card(heading: heading, parts: parts, buttons: buttons, summary: heading)
    }
}
