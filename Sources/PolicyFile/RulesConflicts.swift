import Registrations

/// The sentences about several claims on one prospect.
extension RulesWords {
    func conflicts(_ policy: Policy) -> [String] {
        let rules = policy.conflicts
        var lines = [winner(rules)]
        if !rules.weights.isEmpty {
            let weights = Policy.ConflictRules.Measure.allCases.compactMap { measure in
                rules.weights[measure].map { "\(self.measure(measure)) \($0)" }
            }
            lines.append(say("Weights: \(list(weights)).", "Gewichte: \(list(weights))."))
        }
        if rules.allowsCustomerChoice, rules.winner != .customerChoice {
            lines.append(
                say(
                    "What the customer chose in writing goes before everything else.",
                    "Was der Kunde schriftlich gewählt hat, geht allem anderen vor."
                )
            )
        }
        lines.append(
            say(
                "When a company comes free, the next in line is checked again and has its turn.",
                "Wird ein Unternehmen frei, prüfen wir die nächste Anmeldung neu, und sie ist an der Reihe."
            )
        )
        switch rules.queue {
        case .received:
            lines.append(
                say("The line is in the order of receipt.", "Die Reihe folgt der Reihenfolge des Eingangs.")
            )
        case .score: lines.append(say("The best weight stands first in line.", "Das beste Gewicht steht vorn."))
        case nil: break
        }
        if let text = rules.secondTerms[language] {
            lines.append(say("Whoever shares as a later one: \(text)", "Für alle, die später teilen: \(text)"))
        }
        if let text = rules.consolation[language] {
            lines.append(say("Whoever does not win: \(text)", "Wer nicht gewinnt: \(text)"))
        }
        return lines
    }

    private func winner(_ rules: Policy.ConflictRules) -> String {
        switch rules.winner {
        case .firstReceived:
            say(
                "Claims are decided in the order they came in.",
                "Anmeldungen werden in der Reihenfolge ihres Eingangs entschieden."
            )
        case .firstComplete:
            say(
                "Claims are decided in the order they were complete.",
                "Anmeldungen werden in der Reihenfolge entschieden, in der sie vollständig waren."
            )
        case .firstApproved:
            say("The first that is approved is protected.", "Geschützt ist, wer zuerst angenommen wird.")
        case .firstMeeting:
            say(
                "Several may be approved; the first meeting is protected.",
                "Mehrere können angenommen werden; geschützt ist, wer zuerst ein Gespräch hat."
            )
        case .bestQualified:
            say("The claim with the best weight goes first.", "Die Anmeldung mit dem besten Gewicht geht vor.")
        case .customerChoice:
            say("The customer decides, in writing.", "Der Kunde entscheidet, und zwar schriftlich.")
        case .split:
            say(
                "Each part of the company's business has a partner of its own.",
                "Jeder Teil des Geschäfts mit dem Unternehmen hat einen eigenen Partner."
            )
        case .shared:
            say(
                "Up to \(rules.holders) partners share a company, in the order they are approved.",
                "Bis zu \(rules.holders) Partner teilen sich ein Unternehmen, in der Reihenfolge ihrer Annahme."
            )
        }
    }

    private func measure(_ measure: Policy.ConflictRules.Measure) -> String {
        switch measure {
        case .receipt: say("order of receipt", "Reihenfolge des Eingangs")
        case .qualification: say("answers given", "beantwortete Fragen")
        case .delivery: say("services offered", "angebotene Leistungen")
        case .relation: say("won with the company before", "früher mit dem Unternehmen gewonnen")
        }
    }

    func segments(_ policy: Policy) -> [String] {
        policy.hold.segments.map { segment in
            var parts = segment.territories + segment.products
            if let from = segment.minimumRevenue { parts.append(say("from \(money(from))", "ab \(money(from))")) }
            if let below = segment.maximumRevenue {
                parts.append(say("below \(money(below))", "unter \(money(below))"))
            }
            return "\(segment.id): \(parts.isEmpty ? say("everything else", "alles andere") : list(parts))"
        }
    }
}
