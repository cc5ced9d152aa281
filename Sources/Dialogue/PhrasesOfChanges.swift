import Registrations

/// What would change a verdict or a duty, one sentence each.
extension Phrasebook {
    /// Nil where there is nothing to change.
    func change(_ reason: Check.Reason) -> String? {
        switch reason {
        case .prospectHeld:
            say(
                "The claim moves up when that protection ends.",
                "Der Anspruch rückt nach, sobald dieser Schutz endet."
            )
        case .prospectClaimed:
            say(
                "The rules on conflicts say which claim goes first.",
                "Welcher Anspruch vorgeht, sagen die Regeln für Konflikte."
            )
        case .nameSimilar:
            say("A person looks whether it is the same company.", "Jemand sieht nach, ob es dasselbe Unternehmen ist.")
        case .wonBefore:
            say(
                "A purchase longer ago than the rules look back does not count.",
                "Ein Kauf, der weiter zurückliegt, als die Regeln zurückblicken, zählt nicht."
            )
        case .replacementProven:
            say("The reviewer confirms the proof with a yes.", "Wer prüft, bestätigt den Nachweis mit der Freigabe.")
        case .replacementUnproven:
            say("The proof that it replaces something would change it.", "Der Nachweis des Ersatzes würde das ändern.")
        case .territoryForeign:
            say("A territory in the agreement would change it.", "Ein Gebiet im Vertrag würde das ändern.")
        case .accountBlocked:
            say(
                "A partner manager can lift it with a reason.",
                "Das Partner-Management kann es mit Begründung aufheben."
            )
        case .partnerSuspended: say("The end of the suspension.", "Das Ende der Sperre.")
        case .openCapReached:
            say(
                "An older registration that ends makes room.",
                "Endet eine ältere Registrierung, ist wieder Platz."
            )
        case .weeklyCapReached:
            say("Next week there is room again.", "Nächste Woche ist wieder Platz.")
        case .contactFreeMail, .contactDisposable:
            say("An address of the company would change it.", "Eine Adresse des Unternehmens würde das ändern.")
        case .domainMixedScript:
            say("A person looks whether the domain is real.", "Jemand sieht nach, ob die Domain echt ist.")
        case .directSaleOpen, .directSaleRecent:
            say(
                "It counts while the vendor works there and for as long as the rules say after it.",
                "Es zählt, solange der Hersteller dort arbeitet und danach so lange, wie die Regeln sagen."
            )
        case .kindNotEligible, .tierNotEligible, .certificationMissing:
            say("The partner's agreement would have to change.", "Dafür müsste sich der Partnervertrag ändern.")
        case .outsideWindow:
            say("On the days of the program it can be taken.", "An den Tagen des Programms wird sie angenommen.")
        case .sizeTooSmall: say("A larger amount would change it.", "Ein höherer Betrag würde das ändern.")
        case .coolingDown: say("It is over when that day is over.", "Sie ist vorbei, wenn dieser Tag vorbei ist.")
        case .tenderPublished:
            say(
                "A claim made before the tender would have counted.",
                "Ein Anspruch vor der Ausschreibung hätte gezählt."
            )
        case .documentsMissing:
            say("Links to the material would change it.", "Links zu den Unterlagen würden das ändern.")
        case .prospectFree, .nameUnknown, .noKnownDeal, .territoryCovered, .territoryUnknown, .accountOpen,
            .partnerGood,
            .capsKept, .domainCompany, .noDirectSale, .eligible, .sizeEnough, .sizeUnknown, .notCoolingDown, .noTender,
            .documentsThere, .answersComplete, .consentGiven:
            nil
        }
    }

    /// What meets the duty.
    func change(_ duty: Duty.Kind) -> String {
        switch duty {
        case .answer:
            say(
                "A decision or a question by the vendor meets it.",
                "Eine Entscheidung oder Rückfrage des Herstellers erfüllt sie."
            )
        case .provideInformation:
            say("The partner's answer meets it.", "Die Antwort des Partners erfüllt sie.")
        case .firstMeeting:
            say(
                "A meeting logged with meeting, the number and the date meets it.",
                "Ein Gespräch, eingetragen mit meeting, Nummer und Datum, erfüllt sie."
            )
        case .nextStep:
            say(
                "The next step, recorded by the vendor, meets it.",
                "Der nächste Schritt, vom Hersteller eingetragen, erfüllt sie."
            )
        case .acceptOffer:
            say("Accepting in time keeps the turn.", "Wer rechtzeitig annimmt, bleibt am Zug.")
        case .acceptApproval:
            say("The protection begins with the acceptance.", "Mit der Annahme beginnt der Schutz.")
        }
    }
}
