public import Registrations

/// A business no, in words that say what to do.
extension Phrasebook {
    public func sentence(_ refusal: Refusal) -> String {
        switch refusal {
        case .stranger: unlinkedWorkspace
        case .notPartner: partnersRegister
        case .partnerSuspended: partnerSuspended
        case .claimantSuspended: claimantSuspended
        case .notReviewer: reviewersOnly
        case .notManager:
            say("Only a partner manager can do that.", "Das kann nur das Partner-Management.")
        case .draftGone: formGone
        case .alreadyYours(let number): sentence(Mistake.alreadyYours(number))
        case .unknownCase: unknownCase
        case .wrongState(let status):
            say(
                "That does not fit any more: the registration is \(word(status)).",
                "Das passt nicht mehr: Die Registrierung ist \(word(status))."
            )
        case .alreadyDecided(let name, let at, let status):
            say(
                "\(name) decided on \(moment(at)): \(word(status)). Nothing was changed.",
                "\(name) hat am \(moment(at)) entschieden: \(word(status)). Es wurde nichts geändert."
            )
        case .prospectHeld(let until):
            say(
                "Another partner holds this prospect until \(day(until)). Two holds on one prospect are not possible.",
                "Ein anderer Partner hat diesen Interessenten bis \(day(until)) geschützt. Ein zweiter Schutz ist nicht möglich."
            )
        case .blockedByChecks(let reasons):
            say(
                "A check blocks this claim (\(list(reasons))). A partner manager can lift it: lift CASE REASON.",
                "Eine Prüfung sperrt diesen Anspruch (\(list(reasons))). Das Partner-Management kann sie aufheben: lift FALL GRUND."
            )
        case .incomplete(let fields):
            say(
                "Please fill in: \(fields.map { label($0) }.joined(separator: ", ")).",
                "Bitte ausfüllen: \(fields.map { label($0) }.joined(separator: ", "))."
            )
        case .noConsent: sentence(Mistake.notTicked)
        case .unknownReason: sentence(Mistake.notAnOption)
        case .linksUsedUp: linksUsedUp
        case .notFirst(let position): notFirst(position)
        case .offered(let until): offered(until)
        case .needsChoice: needsChoice
        case .choiceNotAllowed: choiceNotAllowed
        case .notApprover: notApprover
        case .authorOfDecision: authorOfDecision
        case .undoOver: undoOver
        case .notAuthor: notAuthor
        case .appealOver: appealOver
        case .registeredAnew(let number): registeredAnew(number)
        case .noExtension: noExtension
        case .evidenceMissing: evidenceMissing
        case .noResearch: noResearch
        case .noAssigning: noAssigning
        case .nobodyKnown: nobodyKnown
        case .notDeclinable: notDeclinable
        case .dateOver: dateOver
        case .noMeeting: noMeeting
        case .tooSoon(let until): tooSoon(until)
        case .dateTooFar: sentence(Mistake.dayTooFar)
        case .tooMany(let seconds):
            say(
                "That was too often. Please try again in \(minutes(seconds)).",
                "Das war zu oft. Bitte in \(minutes(seconds)) noch einmal versuchen."
            )
        }
    }

    private var partnersRegister: String {
        say(
            "Partners register, and you are not named for one. If you decide for the vendor, type queue; if you are a partner's guest here, a partner manager can enter you.",
            "Registrieren können Partner, und Sie sind für keinen eingetragen. Wenn Sie für den Hersteller entscheiden, zeigt queue, was wartet; als Gast eines Partners kann das Partner-Management Sie eintragen."
        )
    }

    private var unknownCase: String {
        say(
            "There is no case of that number that you may see. Type status for a list of yours.",
            "Unter dieser Nummer gibt es keinen Fall, den Sie sehen dürfen. Mit status sehen Sie Ihre Fälle."
        )
    }

    private var partnerSuspended: String {
        say(
            "Your company cannot register at the moment. Please talk to your partner manager.",
            "Ihr Unternehmen kann derzeit nicht registrieren. Bitte sprechen Sie mit Ihrem Partner-Management."
        )
    }

    private var claimantSuspended: String {
        say(
            "This partner is suspended: nothing is approved for it until the suspension ends.",
            "Dieser Partner ist gesperrt: Bis zum Ende der Sperre wird für ihn nichts freigegeben."
        )
    }

    private var unlinkedWorkspace: String {
        say(
            "Your workspace is not linked to a partner yet. A partner manager has been told and can link it; then try again.",
            "Ihr Workspace ist noch keinem Partner zugeordnet. Das Partner-Management weiß Bescheid und kann ihn zuordnen; versuchen Sie es dann erneut."
        )
    }

    private var reviewersOnly: String {
        say(
            "Only reviewers of this program can do that. If you should be one, ask the admin to add you to the policy file.",
            "Das können nur die Prüfenden dieses Programms. Wenn Sie dazugehören sollten, lassen Sie sich in die Policy-Datei aufnehmen."
        )
    }

    private var formGone: String {
        say(
            "This form is no longer yours to fill in, or it is older than a day. Start again with the command.",
            "Dieses Formular gehört nicht (mehr) Ihnen oder ist älter als einen Tag. Beginnen Sie mit dem Befehl neu."
        )
    }

    private var linksUsedUp: String {
        say(
            "The links of this record were changed too often to be changed again. Please talk to the program's admin.",
            "Die Links dieses Vorgangs wurden zu oft geändert. Bitte wenden Sie sich an die Administration des Programms."
        )
    }

    /// What is said when something broke on our side.
    public func trouble(incident: String) -> String {
        say(
            "That did not work, and nothing was saved. Please try again in a moment. If it happens again, quote \(incident).",
            "Das hat nicht geklappt, und nichts wurde gespeichert. Bitte gleich noch einmal versuchen. Wenn es wieder geschieht, nennen Sie \(incident)."
        )
    }

    public func unreadableCase() -> String {
        say(
            "That is not a case number. One looks like REG-7K3M9QX2; check it letter by letter.",
            "Das ist keine Fallnummer. Eine sieht so aus: REG-7K3M9QX2; bitte Zeichen für Zeichen prüfen."
        )
    }

    /// Nothing is kept of it: half a reason would be quoted as a whole one.
    public func tooLongToKeep(limit: Int) -> String {
        say(
            "Nothing was saved: that text is too long. Please use at most \(limit) characters.",
            "Nichts wurde gespeichert: Der Text ist zu lang. Bitte höchstens \(limit) Zeichen verwenden."
        )
    }

    public func refusal(_ sentence: String) -> Card {
        Card(parts: [.paragraph(Text(plain: sentence))], summary: sentence)
    }

    private func minutes(_ seconds: Int) -> String {
        count(max(1, (seconds + 59) / 60), ("minute", "minutes"), ("Minute", "Minuten"))
    }

    private func list(_ reasons: [Check.Reason]) -> String {
        reasons.map { sentence($0) }.joined(separator: "; ")
    }
}
