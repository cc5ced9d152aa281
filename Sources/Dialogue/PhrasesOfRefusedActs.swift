import Registrations

/// Why something cannot be had: more time, a deal for a partner, a longer hold.
extension Phrasebook {
    var evidenceMissing: String {
        say(
            "What happened since is missing: the protection is extended when you write it.",
            "Es fehlt, was seither geschehen ist: Verlängert wird, wenn Sie es schreiben."
        )
    }

    var noResearch: String {
        say(
            "More time for research is not possible here: the rules give none, it was taken, or the answer is due or not owed.",
            "Mehr Zeit zum Nachforschen ist hier nicht möglich: Die Regeln geben keine, sie ist genommen, oder die Antwort ist fällig oder nicht geschuldet."
        )
    }

    var noAssigning: String {
        say(
            "The rules let nobody register for a partner.",
            "Die Regeln lassen niemanden für einen Partner registrieren."
        )
    }

    var nobodyKnown: String {
        say(
            "Nobody of this partner has registered yet, so nobody could be told. Ask them to register once.",
            "Von diesem Partner hat noch niemand registriert, also würde es niemand erfahren. Bitten Sie um eine erste Registrierung."
        )
    }

    var notDeclinable: String {
        say(
            "The vendor assigned this to you, and the rules let nobody decline it. Please talk to your partner manager.",
            "Der Hersteller hat Ihnen das zugewiesen, und die Regeln lassen keine Ablehnung zu. Bitte sprechen Sie mit Ihrem Partner-Management."
        )
    }
}
