import FoundationEssentials
public import Registrations

/// What a clock or the other side did: one sentence, and the one button to do the thing.
extension Phrasebook {
    public func note(_ notice: Transition.Notice, _ file: CaseFile) -> Card {
        let (sentence, button) = told(notice, file)
        return Card(
            heading: file.caseNumber,
            parts: [
                Part.facts([Fact(say("Company", "Unternehmen"), Text([.typed(file.company)]))]).cut(),
                .paragraph(Text(plain: sentence)),
            ] + said(notice, file),
            buttons: button.map { [$0] } ?? [],
            summary: "\(file.caseNumber): \(sentence)"
        )
    }

    private func told(_ notice: Transition.Notice, _ file: CaseFile) -> (String, Button?) {
        switch notice {
        case .reminder(let duty): return (reminder(duty), button(for: duty, file))
        case .overdue(let duty, let names): return (overdue(duty, names), overdueButton(duty, file))
        case .handedOver(let duty, let until): return (handedOver(until), button(for: duty, file))
        case .holdEnding(let until): return (holdEnding(until), file.mayExtend ? extendButton(file) : nil)
        case .offered(let until): return (offered(to: until), acceptButton(file))
        case .offerExpired: return (offerExpired, nil)
        case .meetingLogged(let meeting): return (meetingLogged(meeting), contradictButton(file))
        case .meetingContradicted(let meeting):
            return (contradicted(meeting), meetingButton(file, isFirst: false))
        case .approvalNeeded(let names): return (approvalNeeded(names), reviewButtons(file).first)
        case .extensionAsked: return (extensionAsked, file.mayExtend ? grantButton(file) : nil)
        case .holdExtended(let until): return (holdExtended(until), whyButton(file))
        case .nextStep:
            return (
                say("The vendor recorded the next step.", "Der Hersteller hat den nächsten Schritt eingetragen."), nil
            )
        case .deadlineMoved(let duty): return (deadlineMoved(duty), button(for: duty, file))
        case .appealed: return (appealed, reviewButtons(file).first)
        case .researching(let until): return (researching(until), whyButton(file))
        case .directSale(let isOver): return (directSale(file, isOver: isOver), whyButton(file))
        case .assigned: return (assigned(file), partnerButtons(file).first)
        case .nobodyToApprove: return (nobodyToApprove, whyButton(file))
        }
    }

    /// Words of people that go with it.
    private func said(_ notice: Transition.Notice, _ file: CaseFile) -> [Part] {
        switch notice {
        case .nextStep: file.registration.progress.nextStep.map { [Part.quote($0.text).cut()] } ?? []
        case .appealed: file.registration.progress.appeal.map { [Part.quote($0.text).cut()] } ?? []
        case .assigned: file.link.map { [Part.paragraph(linkToRecord($0))] } ?? []
        case .reminder, .overdue, .handedOver, .holdEnding, .offered, .offerExpired, .meetingLogged,
            .meetingContradicted, .approvalNeeded, .extensionAsked, .holdExtended, .deadlineMoved, .researching,
            .directSale, .nobodyToApprove:
            []
        }
    }

    /// The button that does what is owed.
    private func button(for duty: Duty, _ file: CaseFile) -> Button? {
        switch duty.kind {
        case .answer: reviewButtons(file).first
        case .provideInformation: answerButton(file)
        case .firstMeeting: meetingButton(file, isFirst: true)
        case .nextStep: nextStepButton(file, isPrimary: true)
        case .acceptOffer, .acceptApproval: acceptButton(file)
        }
    }

    /// Ladders are the vendor's: what only the partner can do has no button there, but its reasons.
    private func overdueButton(_ duty: Duty, _ file: CaseFile) -> Button? {
        switch duty.kind {
        case .answer, .firstMeeting, .nextStep: button(for: duty, file)
        case .provideInformation, .acceptOffer, .acceptApproval: whyButton(file)
        }
    }

    private func reminder(_ duty: Duty) -> String {
        let (date, time) = (day(duty.due), moment(duty.due))
        return switch duty.kind {
        case .answer: say("Your decision is due by \(time).", "Ihre Entscheidung ist bis \(time) fällig.")
        case .provideInformation:
            say(
                "The vendor waits for your answer until \(date).",
                "Der Hersteller wartet bis \(date) auf Ihre Antwort."
            )
        case .firstMeeting:
            say("Book the first meeting by \(date).", "Vereinbaren Sie bis \(date) das erste Gespräch.")
        case .nextStep: say("Record the next step by \(time).", "Tragen Sie bis \(time) den nächsten Schritt ein.")
        case .acceptOffer:
            say("The prospect is kept for you until \(time).", "Der Interessent ist bis \(time) für Sie freigehalten.")
        case .acceptApproval:
            say("Accept the approval by \(date).", "Nehmen Sie die Freigabe bis \(date) an.")
        }
    }

    private func overdue(_ duty: Duty, _ names: [String]) -> String {
        let who = names.joined(separator: ", ")
        let time = moment(duty.due)
        let what =
            switch duty.kind {
            case .answer: say("The decision was due on \(time).", "Die Entscheidung war am \(time) fällig.")
            case .provideInformation:
                say("The partner's answer was due on \(time).", "Die Antwort des Partners war am \(time) fällig.")
            case .firstMeeting:
                say("The first meeting was due on \(time).", "Das erste Gespräch war am \(time) fällig.")
            case .nextStep: say("The next step was due on \(time).", "Der nächste Schritt war am \(time) fällig.")
            case .acceptOffer:
                say("The offer was to be accepted by \(time).", "Das Angebot war bis \(time) anzunehmen.")
            case .acceptApproval:
                say("The approval was to be accepted by \(time).", "Die Freigabe war bis \(time) anzunehmen.")
            }
        return who.isEmpty ? what : what + say(" Now told: \(who).", " Nun informiert: \(who).")
    }

    private func handedOver(_ until: Date) -> String {
        say(
            "The partner's time is over: book the first meeting by \(moment(until)).",
            "Die Frist des Partners ist vorbei: Vereinbaren Sie bis \(moment(until)) das erste Gespräch."
        )
    }

    private func holdEnding(_ until: Date) -> String {
        say("Your protection ends on \(day(until)).", "Ihr Schutz endet am \(day(until)).")
    }

    private func offered(to until: Date) -> String {
        say(
            "The prospect came free and it is your turn: accept by \(moment(until)).",
            "Der Interessent ist frei geworden, und Sie sind am Zug: Nehmen Sie bis \(moment(until)) an."
        )
    }

    private var offerExpired: String {
        say(
            "The offer was not accepted in time, so your claim has ended. You can register again.",
            "Das Angebot wurde nicht rechtzeitig angenommen; Ihr Anspruch ist beendet. Sie können erneut registrieren."
        )
    }

    private func meetingLogged(_ meeting: Progress.Meeting) -> String {
        let at = moment(meeting.at)
        return switch meeting.by {
        case .partner:
            say(
                "The partner logged a meeting: \(at). If that is not so, say it here.",
                "Der Partner hat ein Gespräch eingetragen: \(at). Wenn das nicht stimmt, sagen Sie es hier."
            )
        case .reviewer, .nobody:
            say(
                "The vendor logged a meeting: \(at). If that is not so, say it here.",
                "Der Hersteller hat ein Gespräch eingetragen: \(at). Wenn das nicht stimmt, sagen Sie es hier."
            )
        }
    }

    private func contradicted(_ meeting: Progress.Meeting) -> String {
        say(
            "The other side says there is no meeting on \(moment(meeting.at)). It no longer counts; log the right one.",
            "Die andere Seite sagt, am \(moment(meeting.at)) gebe es kein Gespräch. Es zählt nicht mehr; tragen Sie das richtige ein."
        )
    }

    private func approvalNeeded(_ names: [String]) -> String {
        let who = names.joined(separator: ", ")
        return say("It is your turn to say yes or no: \(who).", "Ihre Zustimmung ist gefragt: \(who).")
    }

    private var extensionAsked: String {
        say(
            "The partner asks for longer protection. You decide.",
            "Der Partner bittet um längeren Schutz. Sie entscheiden."
        )
    }

    private func holdExtended(_ until: Date) -> String {
        say("Your protection now lasts until \(day(until)).", "Ihr Schutz gilt jetzt bis \(day(until)).")
    }

    private func deadlineMoved(_ duty: Duty) -> String {
        say(
            "The deadline moved to \(moment(duty.due)): \(name(duty.kind)).",
            "Die Frist ist jetzt \(moment(duty.due)): \(name(duty.kind))."
        )
    }

    private var appealed: String {
        say(
            "The partner appeals against the rejection. You decide, and that stands.",
            "Der Partner legt Einspruch gegen die Ablehnung ein. Sie entscheiden, und das gilt."
        )
    }

    /// What is owed.
    func name(_ duty: Duty.Kind) -> String {
        switch duty {
        case .answer: say("the vendor's decision", "die Entscheidung des Herstellers")
        case .provideInformation: say("the partner's answer", "die Antwort des Partners")
        case .firstMeeting: say("the first meeting", "das erste Gespräch")
        case .nextStep: say("the next step", "der nächste Schritt")
        case .acceptOffer: say("accepting the offer", "die Annahme des Angebots")
        case .acceptApproval: say("accepting the approval", "die Annahme der Freigabe")
        }
    }
}
