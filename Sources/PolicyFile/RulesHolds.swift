import Registrations

/// The sentences about protection.
extension RulesWords {
    func protection(_ policy: Policy) -> [String] {
        let hold = policy.hold
        var lines = [duration(hold)]
        lines += hold.byProduct.sorted { $0.key < $1.key }.map { product, span in
            say("Product \(product): \(length(span))", "Produkt \(product): \(length(span))")
        }
        lines += byKind(hold.byKind)
        lines += byTier(policy) { tier in tier.hold.map { length($0) } }
        lines += extending(hold.extending)
        lines.append(
            hold.isLockedByMeeting
                ? say(
                    "After the first meeting the hold lasts to its end, whatever else is owed.",
                    "Nach dem ersten Gespräch besteht der Schutz bis zu seinem Ende, was auch sonst noch offen ist."
                )
                : say(
                    "Even after the first meeting the hold lapses when what you owe comes too late.",
                    "Auch nach dem ersten Gespräch verfällt der Schutz, wenn etwas von Ihnen zu spät kommt."
                )
        )
        lines += changes(hold)
        if !hold.reminderDays.isEmpty, hold.length != nil || !policy.holdLengths.isEmpty {
            let days = days(hold.reminderDays)
            lines.append(say("We remind you \(days) before its end.", "Wir erinnern Sie \(days) vor seinem Ende."))
        }
        lines.append(
            say(
                "The link to your record works until \(days(policy.links.daysAfterEnd)) after its end.",
                "Der Link zu Ihrem Vorgang gilt bis \(days(policy.links.daysAfterEnd)) nach dessen Ende."
            )
        )
        return lines
    }

    /// What makes a hold longer, and what follows a lapse.
    private func changes(_ hold: Policy.HoldRules) -> [String] {
        var lines: [String] = []
        if hold.growsByVendorDelay {
            lines.append(
                say(
                    "If we answer late, the hold is longer by that time.",
                    "Antworten wir zu spät, wird der Schutz um diese Zeit länger."
                )
            )
        }
        if let span = hold.coolDown {
            lines.append(
                say(
                    "After a lapse you cannot register the same company for \(length(span)).",
                    "Nach einem Verfall können Sie dasselbe Unternehmen \(length(span)) lang nicht registrieren."
                )
            )
        }
        return lines
    }

    private func duration(_ hold: Policy.HoldRules) -> String {
        let scope = scope(hold.scope)
        let start = start(hold.starts)
        guard let length = hold.length.map({ length($0) }) else {
            return say(
                "An approved registration protects \(scope) for you \(start) for as long as it stands.",
                "Eine angenommene Registrierung schützt \(scope) \(start) so lange für Sie, wie sie besteht."
            )
        }
        return say(
            "An approved registration protects \(scope) for you for \(length) \(start).",
            "Eine angenommene Registrierung schützt \(scope) \(start) \(length) lang für Sie."
        )
    }

    private func start(_ start: Policy.HoldRules.Start) -> String {
        switch start {
        case .approval: say("from approval", "ab Annahme")
        case .submission: say("from submission", "ab Einreichung")
        case .acceptance: say("from the day you accept the approval", "ab Ihrer Zusage zur Annahme")
        case .firstMeeting: say("from the first meeting", "ab dem ersten Gespräch")
        }
    }

    private func scope(_ scope: Policy.HoldRules.Scope) -> String {
        switch scope {
        case .account: say("the company", "das Unternehmen")
        case .opportunity:
            say("the opportunity, not the whole company,", "die Gelegenheit, nicht das ganze Unternehmen,")
        case .product: say("the company for the product", "das Unternehmen für das Produkt")
        case .segment: say("the company in the segment", "das Unternehmen im Segment")
        case .businessUnit: say("the business unit of the company", "den Geschäftsbereich des Unternehmens")
        }
    }

    private func extending(_ rules: Policy.HoldRules.Extending) -> [String] {
        if rules.times == 0 { return [say("The hold cannot be extended.", "Der Schutz kann nicht verlängert werden.")] }
        let times: String
        switch rules.times {
        case nil: times = say("any number of times", "beliebig oft")
        case 1?: times = say("once", "einmal")
        case let count?: times = say("up to \(count) times", "bis zu \(count)-mal")
        }
        let span = length(rules.by)
        let words: String =
            switch rules.grantedBy {
            case .partner: say("your word is enough", "Ihr Wort genügt")
            case .reviewer: say("you ask, and we decide", "Sie fragen, und wir entscheiden")
            }
        var lines = [
            say(
                "The hold can be extended \(times) by \(span): \(words).",
                "Der Schutz kann \(times) um \(span) verlängert werden: \(words)."
            )
        ]
        if rules.times == nil, rules.grantedBy == .partner {
            lines.append(
                say(
                    "One at a time: again when no more than \(span) is left.",
                    "Immer nur eine: die nächste, wenn höchstens noch \(span) übrig sind."
                )
            )
        }
        if rules.needsEvidence {
            lines.append(
                say(
                    "To extend it, write what happened since.",
                    "Zum Verlängern schreiben Sie, was seitdem geschehen ist."
                )
            )
        }
        if rules.onMeeting {
            lines.append(
                say(
                    "Each further meeting that is logged extends the hold by itself.",
                    "Jedes weitere eingetragene Gespräch verlängert den Schutz von selbst."
                )
            )
        }
        return lines
    }
}
