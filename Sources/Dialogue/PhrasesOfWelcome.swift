public import FoundationEssentials
import Registrations

/// What a new partner reads before anything works: plain text, for a mail or a message.
extension Phrasebook {
    /// `link` is the invitation and when it ends; `asks` whom the partner asks, with address.
    public func welcome(
        partner: String,
        program: String,
        command: String,
        link: (url: String, until: Date)?,
        asks: String?
    ) -> String {
        var paragraphs = [
            say("Welcome to \(program), \(partner).", "Willkommen im \(program), \(partner)."),
            say(
                "You register a lead where you already work: type \(command) in Slack, answer in under a minute, and you have a case number, a status and a link to the record. There is no portal and no password.",
                "Sie registrieren einen Lead dort, wo Sie ohnehin arbeiten: Tippen Sie in Slack \(command), antworten Sie in weniger als einer Minute, und Sie haben Fallnummer, Status und einen Link zum Eintrag. Es gibt kein Portal und kein Passwort."
            ),
        ]
        if let link { paragraphs.append(connecting(partner, command, link)) }
        paragraphs += [withoutInstalling(command, isInvited: link != nil), afterwards(command)]
        if let asks { paragraphs.append(say("Questions: \(asks)", "Fragen: \(asks)")) }
        return paragraphs.joined(separator: "\n\n")
    }

    private func connecting(_ partner: String, _ command: String, _ link: (url: String, until: Date)) -> String {
        say(
            """
            Connect your workspace
            1. Somebody who may install apps in your Slack opens this link:
               \(link.url)
               It works once, until \(moment(link.until)), and connects the workspace chosen there to \(partner). Do not pass it on.
            2. Slack asks for leave to add the command and to send messages to those who registered. The app reads no channel.
            3. Type \(command) help in any conversation.
            Where apps need an approval first, ask for it and open the link again afterwards: looking at it does not use it up.
            """,
            """
            Ihren Workspace verbinden
            1. Jemand, der in Ihrem Slack Apps installieren darf, öffnet diesen Link:
               \(link.url)
               Er gilt einmal, bis \(moment(link.until)), und verbindet den dort gewählten Workspace mit \(partner). Geben Sie ihn nicht weiter.
            2. Slack fragt, ob die App den Befehl anlegen und denen schreiben darf, die registriert haben. Sie liest keinen Kanal.
            3. Tippen Sie in einer beliebigen Unterhaltung \(command) help.
            Wo Apps erst genehmigt werden, bitten Sie darum und öffnen den Link danach noch einmal: Ansehen verbraucht ihn nicht.
            """
        )
    }

    private func withoutInstalling(_ command: String, isInvited: Bool) -> String {
        say(
            """
            \(isInvited ? "If you cannot install apps" : "How you reach us")
            We share a channel with you through Slack Connect. Press the button there, or mention the app with the words you would type after \(command). Everything else is the same, and nothing is installed.
            """,
            """
            \(isInvited ? "Wenn Sie keine Apps installieren können" : "So erreichen Sie uns")
            Wir teilen über Slack Connect einen Kanal mit Ihnen. Drücken Sie dort den Knopf, oder erwähnen Sie die App mit den Worten, die Sie nach \(command) tippen würden. Alles andere ist gleich, und es wird nichts installiert.
            """
        )
    }

    private func afterwards(_ command: String) -> String {
        say(
            """
            What you can rely on
            - \(command) rules shows the rules: how fast we answer, how long a prospect is kept for you, what you owe meanwhile.
            - \(command) check company.example says before you register whether a prospect is free.
            - \(command) status shows your cases at any time. No other partner learns of them.
            - With each registration you confirm that your contact may be named to us; that is kept as evidence.
            """,
            """
            Worauf Sie sich verlassen können
            - \(command) rules zeigt die Regeln: wie schnell wir antworten, wie lange ein Interessent für Sie geschützt ist, was Sie inzwischen tun.
            - \(command) check firma.example sagt vor der Registrierung, ob ein Interessent frei ist.
            - \(command) status zeigt jederzeit Ihre Fälle. Kein anderer Partner erfährt davon.
            - Mit jeder Registrierung bestätigen Sie, dass Ihr Kontakt uns genannt werden darf; das wird als Nachweis aufbewahrt.
            """
        )
    }
}
