import Registrations

/// The sentences about what each side owes.
extension RulesWords {
    /// What the vendor owes.
    func answers(_ policy: Policy) -> [String] {
        var lines: [String] = []
        if let rules = policy.duties[.answer] {
            lines.append(capital(within(rules.within)) + after(rules, "") + ".")
            lines += byKind(rules.byKind) + byTier(policy) { tier in tier.answer.map { length($0) } }
            lines += rest(rules)
        }
        if let rules = policy.duties[.nextStep] {
            let time = within(rules.within) + after(rules, "")
            lines.append(
                say(
                    "After a meeting we record the next step \(time).",
                    "Nach einem Gespräch halten wir \(time) den nächsten Schritt fest."
                )
            )
            lines += byKind(rules.byKind) + rest(rules)
        }
        return lines
    }

    /// What the partner owes.
    func owing(_ policy: Policy) -> [String] {
        Duty.Kind.allCases.filter { $0.side == .partner }.flatMap { kind -> [String] in
            guard let rules = policy.duties[kind] else { return [] }
            if kind == .acceptApproval, policy.hold.starts != .acceptance { return [] }
            let line = ([demand(kind, rules, policy.hold.starts)] + rest(rules)).joined(separator: " ")
            return [line] + byKind(rules.byKind)
        }
    }

    private func demand(
        _ kind: Duty.Kind,
        _ rules: Policy.DutyRules,
        _ start: Policy.HoldRules.Start
    ) -> String {
        let approval =
            start == .acceptance
            ? say(" of your acceptance", " ab Ihrer Zusage") : say(" of approval", " ab Annahme")
        return switch kind {
        case .answer, .nextStep: ""
        case .provideInformation:
            say("You answer our question \(time(rules)).", "Sie beantworten unsere Frage \(time(rules)).")
        case .firstMeeting:
            say(
                "You book the first meeting \(time(rules, approval)).",
                "Sie vereinbaren das erste Gespräch \(time(rules, approval))."
            )
        case .acceptOffer:
            say(
                "When a company comes free and it is your turn, you accept it \(time(rules)).",
                "Wird ein Unternehmen frei und Sie sind an der Reihe, nehmen Sie es \(time(rules)) an."
            )
        case .acceptApproval:
            say("You accept our approval \(time(rules)).", "Sie sagen zu unserer Annahme \(time(rules)) zu.")
        }
    }

    private func time(_ rules: Policy.DutyRules, _ usual: String = "") -> String {
        within(rules.within) + after(rules, usual)
    }

    private func after(_ rules: Policy.DutyRules, _ usual: String) -> String {
        switch rules.starts {
        case .usual: usual
        case .submission: say(" of submission", " ab Einreichung")
        }
    }

    /// Reminders, escalation, and what comes of it.
    private func rest(_ rules: Policy.DutyRules) -> [String] {
        var parts: [String] = []
        if !rules.reminderDays.isEmpty {
            let days = days(rules.reminderDays)
            parts.append(say("A reminder comes \(days) before.", "Eine Erinnerung kommt \(days) vorher."))
        }
        if let span = rules.firstLook {
            parts.append(
                say("We take a first look \(within(span)).", "Einen ersten Blick werfen wir \(within(span)) darauf.")
            )
        }
        if let span = rules.research {
            parts.append(
                say(
                    "Once we may take \(length(span)) more for research; you are told.",
                    "Einmal können wir \(length(span)) länger brauchen, um nachzuforschen; Sie erfahren es."
                )
            )
        }
        if !rules.ladder.isEmpty {
            let steps = list(rules.ladder.map(step))
            parts.append(say("When it is overdue, we tell \(steps).", "Bei Verzug erfahren davon: \(steps)."))
        }
        if let span = rules.handOver {
            parts.append(
                say("Then we take it over for \(length(span)).", "Danach übernehmen wir es \(length(span)) lang.")
            )
        }
        if let span = rules.grace {
            parts.append(
                say(
                    "Then there is a grace of \(length(span)).",
                    "Danach gibt es eine Nachfrist von \(length(span, isDative: true))."
                )
            )
        }
        switch rules.outcome {
        case .none: break
        case .lapse: parts.append(say("After that the hold lapses.", "Danach verfällt der Schutz."))
        }
        return parts.isEmpty ? [] : [parts.joined(separator: " ")]
    }

    private func step(_ rung: Policy.DutyRules.Rung) -> String {
        let who: String =
            switch rung.to {
            case .reviewer: say("the reviewer", "wer prüft,")
            case .deputy: say("the deputy", "die Vertretung")
            case .manager: say("the partner manager", "das Partnermanagement")
            }
        let when =
            rung.after.count == 0
            ? say("at once", "sofort")
            : say("after \(length(rung.after))", "nach \(length(rung.after, isDative: true))")
        return "\(who) \(when)"
    }

    private func capital(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }
}
