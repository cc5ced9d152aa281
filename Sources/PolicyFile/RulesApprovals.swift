import Registrations

/// The sentences about who says yes, and about a second look.
extension RulesWords {
    func approvals(_ policy: Policy) -> [String] {
        let rules = policy.approvals
        var lines = rules.automatic.map { rule in
            say(
                "Approved at once when every check passes and nobody else claims it: \(condition(rule.when)).",
                "Sofort angenommen, wenn alle Prüfungen bestanden sind und niemand sonst anmeldet: \(condition(rule.when))."
            )
        }
        lines += rules.plans.map { plan in
            let count = plan.approvers.count
            let order = plan.isParallel ? say("at the same time", "gleichzeitig") : say("in turn", "nacheinander")
            return count < 2
                ? say(
                    "One person decides: \(condition(plan.when)).",
                    "Eine Person entscheidet: \(condition(plan.when))."
                )
                : say(
                    "\(count) people decide \(order): \(condition(plan.when)).",
                    "\(count) Personen entscheiden \(order): \(condition(plan.when))."
                )
        }
        lines.append(
            lines.isEmpty
                ? say("One reviewer decides.", "Eine Person entscheidet.")
                : say("Everything else: one reviewer decides.", "Alles andere: Eine Person entscheidet.")
        )
        return lines + secondLook(rules)
    }

    /// What happens after a decision.
    private func secondLook(_ rules: Policy.ApprovalRules) -> [String] {
        var lines: [String] = []
        if let undo = rules.undoWithin {
            lines.append(
                say(
                    "We can take a decision back \(within(undo)).",
                    "Wir können eine Entscheidung \(within(undo)) zurücknehmen."
                )
            )
        }
        if let appeal = rules.appeal {
            lines.append(
                say(
                    "You can appeal once \(within(appeal.within)); somebody else decides, and that is final.",
                    "Sie können einmal \(within(appeal.within)) widersprechen; jemand anderes entscheidet endgültig."
                )
            )
        } else {
            lines.append(say("There is no appeal.", "Einen Widerspruch gibt es nicht."))
        }
        if let span = rules.minimumTimeToWin {
            lines.append(
                say(
                    "A registration is not won sooner than \(length(span)) after submission.",
                    "Eine Registrierung ist frühestens \(length(span)) nach der Einreichung gewonnen."
                )
            )
        }
        return lines
    }

    /// Who is asked by each plan, for the vendor.
    func approvers(_ policy: Policy) -> [String] {
        policy.approvals.plans.map { plan in
            let names = plan.approvers.map { name in
                switch name {
                case Approver.reviewer: say("whoever the claim goes to", "wer die Anmeldung bekommt")
                case Approver.manager: say("a partner manager", "ein Partnermanager")
                default: name
                }
            }
            return say("Plan \(plan.id): \(list(names))", "Freigabe \(plan.id): \(list(names))")
        }
    }

    private func condition(_ when: Policy.ApprovalRules.Condition) -> String {
        var parts: [String] = []
        if !when.tiers.isEmpty { parts.append(say("tier \(list(when.tiers))", "Stufe \(list(when.tiers))")) }
        if !when.kinds.isEmpty { parts.append(list(when.kinds.map { say($0.rawValue, $0.rawValue.capitalFirst) })) }
        if !when.partnerKinds.isEmpty { parts.append(list(when.partnerKinds.map(partnerKind))) }
        if !when.territories.isEmpty { parts.append(list(when.territories)) }
        if let from = when.minimumAmount { parts.append(say("from \(money(from))", "ab \(money(from))")) }
        if let below = when.maximumAmount { parts.append(say("below \(money(below))", "unter \(money(below))")) }
        return parts.isEmpty ? say("every registration", "jede Registrierung") : parts.joined(separator: "; ")
    }

    func partnerKind(_ kind: Partner.Kind) -> String {
        switch kind {
        case .reseller: say("resellers", "Wiederverkäufer")
        case .referral: say("referral partners", "Empfehlungspartner")
        case .services: say("service partners", "Dienstleister")
        }
    }

    func signals(_ policy: Policy) -> [String] {
        let rules = policy.signals
        var lines: [String] = []
        if let count = rules.burstPerDay {
            lines.append(say("\(count) registrations within a day", "\(count) Registrierungen an einem Tag"))
        }
        if let count = rules.idleHolds {
            lines.append(say("\(count) holds without a meeting", "\(count) geschützte Unternehmen ohne Gespräch"))
        }
        if rules.nearMissDomains {
            lines.append(
                say(
                    "Domains that are one letter away from a known one",
                    "Domains, die sich von einer bekannten nur um einen Buchstaben unterscheiden"
                )
            )
        }
        return lines
    }
}

extension String {
    fileprivate var capitalFirst: String { prefix(1).uppercased() + dropFirst() }
}
