public import Registrations

/// Forms of a case: a deal, an appeal, an extension, the end, the next step.
extension Phrasebook {
    /// Makes a lead a deal; what was typed before or said before is there.
    public func dealForm(_ file: CaseFile, typed: [Field: String] = [:]) -> Form {
        let fields: [Field] = [.stage] + Field.ofDeals
        return form(
            .deal,
            file,
            title: say("Make it a deal", "Zum Deal machen"),
            note: stepDeal,
            inputs: fields.map { field in
                input(
                    field,
                    isRequired: Field.requiredOfDeals.contains(field),
                    value: typed[field] ?? file.said(field),
                    in: file.policy
                )
            },
            submit: say("Register the deal", "Deal registrieren")
        )
    }

    /// The one request for a second look.
    public func appealForm(_ file: CaseFile) -> Form {
        let until = file.appealUntil.map { moment($0) }
        let time = until.map { say(" until \($0)", " bis \($0)") } ?? ""
        return form(
            .appeal,
            file,
            title: say("Appeal", "Einspruch"),
            note: text(
                "One appeal is possible\(time). Somebody else looks at it, and that decision stands.",
                "Ein Einspruch ist möglich\(time). Jemand anderes sieht ihn an, und diese Entscheidung gilt."
            ),
            inputs: [
                words("appeal", say("What speaks for you?", "Was spricht für Sie?"), isRequired: true)
            ],
            submit: say("Appeal", "Einspruch einlegen")
        )
    }

    /// Longer protection, at once or as a request.
    public func extendForm(_ file: CaseFile) -> Form {
        let rules = file.policy.hold.extending
        let length = span(rules.by)
        let later = span(rules.by, afterPreposition: true)
        let note =
            switch rules.grantedBy {
            case .partner:
                text(
                    "The protection is extended by \(length) at once.",
                    "Der Schutz verlängert sich sofort um \(length)."
                )
            case .reviewer:
                text(
                    "You ask for \(length) more; the vendor decides.",
                    "Sie bitten um eine Verlängerung von \(later); der Hersteller entscheidet."
                )
            }
        return form(
            .extend,
            file,
            title: say("Extend the protection", "Schutz verlängern"),
            note: note,
            inputs: [
                words(
                    "evidence",
                    say("What happened since?", "Was ist seither geschehen?"),
                    isRequired: rules.needsEvidence
                )
            ],
            submit: say("Extend", "Verlängern")
        )
    }

    public func lostForm(_ file: CaseFile) -> Form {
        form(
            .lost,
            file,
            title: say("Lost", "Verloren"),
            note: text(
                "The protection ends, and the partner is told.",
                "Der Schutz endet, und der Partner erfährt es."
            ),
            inputs: [
                words(
                    "reason_text",
                    say("Why was it lost?", "Warum ging es verloren?"),
                    isRequired: true,
                    hint: say("The partner reads this.", "Das liest der Partner.")
                )
            ],
            submit: say("Lost", "Verloren")
        )
    }

    public func nextForm(_ file: CaseFile) -> Form {
        form(
            .nextStep,
            file,
            title: say("Next step", "Nächster Schritt"),
            note: nil,
            inputs: [
                words(
                    "next_step",
                    say("What comes next?", "Was ist der nächste Schritt?"),
                    isRequired: true,
                    value: file.registration.progress.nextStep?.text,
                    hint: say("The partner reads this.", "Das liest der Partner.")
                )
            ],
            submit: say("Save", "Speichern")
        )
    }

    private func form(
        _ name: Form.Name,
        _ file: CaseFile,
        title: String,
        note: Text?,
        inputs: [Form.Input],
        submit: String
    ) -> Form {
        let heading = Part.paragraph(Text([.strong(file.caseNumber), .plain(" · "), .typed(file.company)]))
        return Form(
            name: name,
            token: file.registration.id.text,
            title: title,
            intro: [heading] + (note.map { [.note($0)] } ?? []),
            inputs: inputs,
            submit: submit,
            close: cancel
        )
    }

    private func words(
        _ id: String,
        _ label: String,
        isRequired: Bool,
        value: String? = nil,
        hint: String? = nil
    ) -> Form.Input {
        Form.Input(
            id: id,
            label: label,
            kind: .paragraph(maximumLength: Form.wordsLimit),
            isRequired: isRequired,
            value: value,
            hint: hint
        )
    }
}
