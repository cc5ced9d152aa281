import Registrations

/// The sentences about what a claim has to bring with it.
extension RulesWords {
    func entry(_ policy: Policy) -> [String] {
        whoMayRegister(policy.entry) + whatMayBeRegistered(policy.entry) + assigned(policy.assigning)
    }

    private func assigned(_ rules: Policy.Assigning?) -> [String] {
        guard let rules else { return [] }
        let found = say(
            "A deal that we found can be assigned to you as a registration; you are told at once.",
            "Ein Geschäft, das wir gefunden haben, kann Ihnen als Registrierung zugewiesen werden; Sie erfahren es sofort."
        )
        let back =
            rules.mayDecline
            ? say("You may decline it.", "Sie können es ablehnen.")
            : say("You cannot decline it.", "Ablehnen können Sie es nicht.")
        return ["\(found) \(back)"]
    }

    private func whoMayRegister(_ entry: Policy.EntryRules) -> [String] {
        var lines: [String] = []
        if !entry.partnerKinds.isEmpty {
            let kinds = list(entry.partnerKinds.map(partnerKind))
            lines.append(say("Open to \(kinds).", "Offen für \(kinds)."))
        }
        if !entry.tiers.isEmpty {
            let tiers = list(entry.tiers)
            lines.append(say("Open to the tiers \(tiers).", "Offen für die Stufen \(tiers)."))
        }
        if !entry.certifications.isEmpty {
            let (count, names) = (entry.certificationsNeeded, list(entry.certifications))
            lines.append(
                say(
                    "You need \(count) of these certifications: \(names).",
                    "Sie brauchen \(count) von diesen Zertifikaten: \(names)."
                )
            )
        }
        if let day = entry.opensOn {
            lines.append(say("Registrations are taken from \(day).", "Registrieren können Sie ab \(day)."))
        }
        if let day = entry.closesOn {
            lines.append(say("Registrations are taken until \(day).", "Registrieren können Sie bis \(day)."))
        }
        return lines
    }

    private func whatMayBeRegistered(_ entry: Policy.EntryRules) -> [String] {
        var lines: [String] = []
        if let amount = entry.minimumAmount.map(money) {
            lines.append(say("Amounts start at \(amount).", "Beträge beginnen bei \(amount)."))
        }
        if let amount = entry.documentsAbove.map(money) {
            lines.append(
                say(
                    "Above \(amount) the material names the customer's consent.",
                    "Über \(amount) nennen die Unterlagen die Zustimmung des Kunden."
                )
            )
        }
        if entry.tenderOnlyBeforePublication {
            lines.append(
                say(
                    "A public tender counts only when you register before it is published.",
                    "Eine öffentliche Ausschreibung zählt nur, wenn Sie vor ihrem Erscheinen registrieren."
                )
            )
        }
        if let span = entry.purchaseLookBack.map({ length($0) }) {
            lines.append(
                say(
                    "A company counts as new when it bought nothing for \(span).",
                    "Ein Unternehmen gilt als neu, wenn es \(span) lang nichts gekauft hat."
                )
            )
        }
        if let document = entry.replacementEvidence[language] {
            lines.append(
                say(
                    "A company that is a customer can be registered as a replacement. It needs: \(document). We confirm it.",
                    "Ein Bestandskunde kann als Ersatz registriert werden. Nötig ist: \(document). Wir bestätigen es."
                )
            )
        }
        if let span = entry.outreachLookBack.map({ length($0) }) {
            lines.append(
                say(
                    "A company we worked on ourselves counts as ours for \(span).",
                    "Ein Unternehmen, an dem wir selbst waren, gilt \(span) lang als unseres."
                )
            )
        }
        return lines
    }
}
