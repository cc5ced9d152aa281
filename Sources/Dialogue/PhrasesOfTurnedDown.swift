import FoundationEssentials
import Registrations

/// Somebody else's turn, too late, or too early.
extension Phrasebook {
    func notFirst(_ position: Int) -> String {
        say(
            "Other claims go first under the rules: this one is \(ordinal(position)). Type queue to see them.",
            "Nach den Regeln gehen andere Ansprüche vor: Dieser steht an \(ordinal(position)) Stelle. Mit queue sehen Sie alle."
        )
    }

    func offered(_ until: Date) -> String {
        say(
            "The prospect is offered to the next in the queue until \(moment(until)). Wait for the answer.",
            "Der Interessent ist bis \(moment(until)) dem Nächsten auf der Warteliste angeboten. Bitte die Antwort abwarten."
        )
    }

    var needsChoice: String {
        say(
            "Several partners claim this prospect: the customer's written choice decides. Record it: choice CASE WHAT.",
            "Mehrere Partner beanspruchen diesen Interessenten: Es gilt die schriftliche Wahl des Kunden. Erfassen: choice FALL BELEG."
        )
    }

    var choiceNotAllowed: String {
        say(
            "Under these rules the customer's choice does not decide. Nothing was changed.",
            "Nach diesen Regeln entscheidet die Wahl des Kunden nicht. Es wurde nichts geändert."
        )
    }

    var notApprover: String {
        say(
            "You are not the one who is asked now, or you have said yes already. Nothing was changed.",
            "Sie sind gerade nicht gefragt oder haben schon zugestimmt. Es wurde nichts geändert."
        )
    }

    var authorOfDecision: String {
        say(
            "You decided before, so somebody else decides on the appeal.",
            "Sie haben zuvor entschieden; über den Einspruch entscheidet jemand anderes."
        )
    }

    func registeredAnew(_ number: CaseNumber) -> String {
        say(
            "This prospect was registered anew: \(number). That is the claim to go on with.",
            "Dieser Interessent wurde neu registriert: \(number). Mit diesem Anspruch geht es weiter."
        )
    }

    var undoOver: String {
        say(
            "There is no decision here that can still be undone.",
            "Hier gibt es keine Entscheidung, die sich noch zurücknehmen lässt."
        )
    }

    var notAuthor: String {
        say(
            "Only the author of the decision or a partner manager can undo it.",
            "Das kann nur zurücknehmen, wer entschieden hat, oder das Partner-Management."
        )
    }

    var appealOver: String {
        say(
            "An appeal is not possible here (any more): there is one, against a rejection, within its time.",
            "Ein Einspruch ist hier nicht (mehr) möglich: Es gibt einen, gegen eine Ablehnung, innerhalb der Frist."
        )
    }

    var noExtension: String {
        say(
            "This protection cannot be extended (any more). Type rules for what is possible.",
            "Dieser Schutz lässt sich nicht (mehr) verlängern. Mit rules sehen Sie, was möglich ist."
        )
    }

    var dateOver: String {
        say(
            "That day is before the registration. Please give a later one.",
            "Dieser Tag liegt vor der Registrierung. Bitte einen späteren angeben."
        )
    }

    var noMeeting: String {
        say(
            "The other side has logged no meeting here that you could contradict.",
            "Die andere Seite hat hier kein Gespräch eingetragen, dem Sie widersprechen könnten."
        )
    }

    func tooSoon(_ until: Date) -> String {
        say(
            "Under the rules it can be won from \(moment(until)) on. Try again then.",
            "Nach den Regeln kann es ab \(moment(until)) gewonnen werden. Versuchen Sie es dann erneut."
        )
    }
}
