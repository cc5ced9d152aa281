import FoundationEssentials
public import Registrations

/// Whose turn it is, what they owe, and until when.
extension Phrasebook {
    /// A partner is spoken to.
    func sentence(_ next: NextAction, to audience: Audience) -> String {
        guard audience == .partner else { return sentence(next) }
        switch (next.what, next.due) {
        case (.answerQuestion, nil):
            return say("Please answer the vendor's question.", "Bitte beantworten Sie die Rückfrage.")
        case (.answerQuestion, let due?):
            return say(
                "Please answer the vendor's question by \(day(due)).",
                "Bitte beantworten Sie die Rückfrage bis \(day(due))."
            )
        case (.bookFirstMeeting, let due?) where next.who == .partner:
            return say(
                "Book the first meeting by \(day(due)).",
                "Vereinbaren Sie bis \(day(due)) das erste Gespräch."
            )
        case (.acceptOffer, let due?):
            return say(
                "The prospect came free and it is your turn: accept by \(moment(due)).",
                "Der Interessent ist frei geworden, und Sie sind am Zug: Nehmen Sie bis \(moment(due)) an."
            )
        case (.acceptApproval, let due?):
            return say(
                "Accept the approval by \(day(due)): the protection begins with it.",
                "Nehmen Sie die Freigabe bis \(day(due)) an: Damit beginnt der Schutz."
            )
        case (.decide, _), (.waitForHold, _), (.bookFirstMeeting, _), (.acceptOffer, nil), (.acceptApproval, nil),
            (.recordNextStep, _), (.closeDeal, _), (.nothing, _):
            return sentence(next)
        }
    }

    public func sentence(_ next: NextAction) -> String {
        switch next.what {
        case .decide: decide(next.due)
        case .waitForHold: waitForHold(next.due)
        case .answerQuestion: answerQuestion(next.due)
        case .bookFirstMeeting: bookFirstMeeting(next)
        case .acceptOffer:
            by(
                next.due.map { moment($0) },
                ("The partner accepts the offer", "."),
                ("Der Partner nimmt das Angebot", " an.")
            )
        case .acceptApproval:
            by(
                next.due.map { day($0) },
                ("The partner accepts the approval", "."),
                ("Der Partner nimmt die Freigabe", " an.")
            )
        case .recordNextStep:
            by(
                next.due.map { moment($0) },
                ("The vendor records the next step", "."),
                ("Der Hersteller trägt den nächsten Schritt", " ein.")
            )
        case .closeDeal: closeDeal(next.due)
        case .nothing: say("Nothing is left to do.", "Es ist nichts mehr zu tun.")
        }
    }

    /// What somebody does, by when if that is said.
    private func by(_ due: String?, _ english: (String, String), _ german: (String, String)) -> String {
        guard let due else { return say(english.0 + english.1, german.0 + german.1) }
        return say("\(english.0) by \(due)\(english.1)", "\(german.0) bis \(due)\(german.1)")
    }

    private func decide(_ due: Date?) -> String {
        guard let due else { return say("The vendor decides.", "Der Hersteller entscheidet.") }
        return say("The vendor decides by \(moment(due)).", "Der Hersteller entscheidet bis \(moment(due)).")
    }

    private func waitForHold(_ due: Date?) -> String {
        guard let due else { return say("Waits in the queue.", "Steht auf der Warteliste.") }
        guard due < Hold.openEnd else {
            return say(
                "Waits in the queue: the prospect is held for now.",
                "Steht auf der Warteliste: Der Interessent ist derzeit geschützt."
            )
        }
        return say(
            "Waits in the queue: the prospect is held until \(day(due)).",
            "Steht auf der Warteliste: Der Interessent ist bis \(day(due)) geschützt."
        )
    }

    private func answerQuestion(_ due: Date?) -> String {
        guard let due else {
            return say("The partner answers the vendor's question.", "Der Partner beantwortet die Rückfrage.")
        }
        return say(
            "The partner answers the vendor's question by \(day(due)).",
            "Der Partner beantwortet die Rückfrage bis \(day(due))."
        )
    }

    private func bookFirstMeeting(_ next: NextAction) -> String {
        if next.who == .reviewer {
            return say(
                "The vendor books the first meeting now: the partner's time is over.",
                "Der Hersteller vereinbart nun das erste Gespräch: Die Frist des Partners ist vorbei."
            )
        }
        guard let due = next.due else {
            return say("The partner books the first meeting.", "Der Partner vereinbart das erste Gespräch.")
        }
        return say(
            "The partner books the first meeting by \(day(due)).",
            "Der Partner vereinbart bis \(day(due)) das erste Gespräch."
        )
    }

    private func closeDeal(_ due: Date?) -> String {
        guard let due, due < Hold.openEnd else {
            return say("The vendor records how it ends.", "Der Hersteller trägt ein, wie es ausgeht.")
        }
        return say(
            "The vendor records how it ends, by \(day(due)) at the latest.",
            "Der Hersteller trägt bis spätestens \(day(due)) ein, wie es ausgeht."
        )
    }

    /// What all in a channel may read: not all who read along are of the claim's partner.
    ///
    /// A claim that waits behind somebody's hold is spoken of like any other.
    func publicSentence(_ next: NextAction) -> String {
        switch next.what {
        case .decide, .waitForHold: say("The vendor decides.", "Der Hersteller entscheidet.")
        case .acceptOffer: say("It is the partner's turn.", "Der Partner ist am Zug.")
        case .answerQuestion, .bookFirstMeeting, .acceptApproval, .recordNextStep, .closeDeal, .nothing: sentence(next)
        }
    }

    /// `second`, `zweiter`: up to the tenth, then in digits.
    func ordinal(_ number: Int) -> String {
        let english = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"]
        let german = [
            "erster", "zweiter", "dritter", "vierter", "fünfter", "sechster", "siebter", "achter", "neunter", "zehnter",
        ]
        guard (1...english.count).contains(number) else { return say("number \(number)", "\(number).") }
        return say(english[number - 1], german[number - 1])
    }

    /// The place among those that wait; nil where nobody waits.
    func place(_ file: CaseFile, to audience: Audience) -> String? {
        guard let place = file.place else { return nil }
        switch audience {
        case .partner:
            // Where nobody holds it, it need not know that others are there.
            guard file.heldUntil != nil else { return nil }
            return say(
                "You are \(ordinal(place)) in the queue.",
                "Sie stehen an \(ordinal(place)) Stelle der Warteliste."
            )
        case .reviewer:
            return say(
                "This claim is \(ordinal(place)) in the queue.",
                "Dieser Anspruch steht an \(ordinal(place)) Stelle der Warteliste."
            )
        }
    }

    /// `Ada, then Bo`, or `Ada and Bo` where all are asked at once; nil where one decides alone.
    func asked(_ file: CaseFile) -> String? {
        guard let plan = file.policy.approvals.plan(for: file.registration, file.partner), !file.approvers.isEmpty
        else {
            return nil
        }
        let given = file.registration.progress.approvals.map(\.by)
        let names = file.approvers.joined(
            separator: plan.isParallel ? say(" and ", " und ") : say(", then ", ", dann ")
        )
        guard !given.isEmpty else { return names }
        let yes = given.joined(separator: say(" and ", " und "))
        return say("\(names); yes from \(yes)", "\(names); zugestimmt: \(yes)")
    }

    /// Until when it is protected; `as long as …` for one without an end.
    func end(_ hold: Hold) -> String {
        hold.until < Hold.openEnd
            ? say("until \(day(hold.until))", "bis \(day(hold.until))")
            : say("as long as the registration stands", "solange die Registrierung besteht")
    }
}
