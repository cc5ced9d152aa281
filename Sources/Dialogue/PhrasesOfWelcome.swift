public import FoundationEssentials
public import Registrations

/// What a new partner reads before anything works: plain text, for a mail or a message.
extension Phrasebook {
    /// `chats` are those that are set; `link` is the invitation to a Slack workspace and when it ends; `asks` whom the partner asks, with address.
    public func welcome(
        partner: String,
        program: String,
        command: String,
        chats: Set<Channel>,
        link: (url: String, until: Date)?,
        asks: String?
    ) -> String {
        let isOnTeams = chats.contains(.teams)
        // Where no chat is set yet, Slack is what the text is for.
        let isOnSlack = chats.contains(.slack) || !isOnTeams
        var paragraphs = [
            say("Welcome to \(program), \(partner).", "Willkommen im \(program), \(partner)."),
            registering(isOnSlack ? command : nil, isOnTeams: isOnTeams),
        ]
        if let link { paragraphs.append(connecting(partner, command, link)) }
        if isOnSlack { paragraphs.append(withoutInstalling(command, isInvited: link != nil)) }
        if isOnTeams { paragraphs.append(inTeams(isAlone: !isOnSlack, command)) }
        paragraphs.append(afterwards(isOnSlack ? command + " " : ""))
        if let asks { paragraphs.append(say("Questions: \(asks)", "Fragen: \(asks)")) }
        return paragraphs.joined(separator: "\n\n")
    }

    private func registering(_ command: String?, isOnTeams: Bool) -> String {
        let slack = command.map { say("type \($0) in Slack", "tippen Sie in Slack \($0)") }
        let teams =
            isOnTeams ? say("write register to the app in Teams", "schreiben Sie der App in Teams register") : nil
        let acts = [slack, teams].compactMap { $0 }.joined(separator: say(", or ", " oder "))
        return say(
            "You register a lead where you already work: \(acts), answer in under a minute, and you have a case number, a status and a link to the record. There is no portal and no password.",
            "Sie registrieren einen Lead dort, wo Sie ohnehin arbeiten: \(acts.prefix(1).uppercased() + acts.dropFirst()), antworten Sie in weniger als einer Minute, und Sie haben Fallnummer, Status und einen Link zum Eintrag. Es gibt kein Portal und kein Passwort."
        )
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

    private func inTeams(isAlone: Bool, _ command: String) -> String {
        let words = say(
            """
            In Teams
            1. We share a channel with you. There, type / and pick register, or mention the app and write register.
            2. The first time, one of us binds your tenant to your company. It is done beforehand if you tell us its id, a GUID: your administrator reads it in Entra under Overview.
            Nothing is installed, and what you are answered is yours alone to read.
            """,
            """
            In Teams
            1. Wir teilen einen Kanal mit Ihnen. Tippen Sie dort / und wählen Sie register, oder erwähnen Sie die App und schreiben register.
            2. Beim ersten Mal ordnet jemand von uns Ihren Mandanten Ihrer Firma zu. Das ist vorher erledigt, wenn Sie uns seine ID nennen, eine GUID: Ihre Administration liest sie in Entra unter „Übersicht“.
            Es wird nichts installiert, und was Ihnen geantwortet wird, lesen nur Sie.
            """
        )
        guard !isAlone else { return words }
        return words
            + say(
                "\nThe words below are the same there, without \(command).",
                "\nDie Worte unten sind dort dieselben, ohne \(command)."
            )
    }

    private func afterwards(_ command: String) -> String {
        say(
            """
            What you can rely on
            - \(command)rules shows the rules: how fast we answer, how long a prospect is kept for you, what you owe meanwhile.
            - \(command)check company.example says before you register whether a prospect is free.
            - \(command)status shows your cases at any time. No other partner learns of them.
            - With each registration you confirm that your contact may be named to us; that is kept as evidence.
            """,
            """
            Worauf Sie sich verlassen können
            - \(command)rules zeigt die Regeln: wie schnell wir antworten, wie lange ein Interessent für Sie geschützt ist, was Sie inzwischen tun.
            - \(command)check firma.example sagt vor der Registrierung, ob ein Interessent frei ist.
            - \(command)status zeigt jederzeit Ihre Fälle. Kein anderer Partner erfährt davon.
            - Mit jeder Registrierung bestätigen Sie, dass Ihr Kontakt uns genannt werden darf; das wird als Nachweis aufbewahrt.
            """
        )
    }
}
