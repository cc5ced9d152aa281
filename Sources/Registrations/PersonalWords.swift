/// What may name or describe a person at the prospect, wherever it stands in a registration.
extension Registration {
    /// Stands where words were erased.
    public static let erasedWords = "erased"
    /// Stands where an address was erased: its end belongs to nobody.
    ///
    /// https://www.rfc-editor.org/rfc/rfc2606
    public static let erasedEmail = "erased@erased.invalid"

    /// Names of texts that are no answers, as they are stored.
    public enum PersonalName {
        public static let decision = "decision_text"
        public static let question = "question"
        public static let answer = "answer"
        public static let nextStep = "next_step"
        public static let dealNextStep = "deal_next_step"
        public static let material = "material"
        public static let appeal = "appeal"
        public static let appealedText = "appealed_text"
        public static let choice = "choice_evidence"
        public static let outcome = "outcome_text"
        public static let lifted = "lifted_reason"
    }

    /// Each personal text by the name it is stored under; what was erased is not there.
    public var personalWords: [String: String] {
        var words: [String: String] = [:]
        _ = mappingPersonalWords { name, text in
            words[name] = text
            return text
        }
        return words
    }

    /// With each personal text replaced by what `change` makes of it, nil to erase it.
    public func mappingPersonalWords(_ change: (_ name: String, _ text: String) -> String?) -> Registration {
        var next = self
        next.answers = answers.mappingPersonalWords(change)
        next.decision = decision.map { decision in
            Decision(
                outcome: decision.outcome,
                by: decision.by,
                at: decision.at,
                reason: decision.reason,
                text: decision.text.flatMap { change(PersonalName.decision, $0) }
            )
        }
        next.question = question.map { question in
            Question(
                text: Self.needed(PersonalName.question, question.text, change),
                by: question.by,
                at: question.at,
                answer: question.answer.flatMap { change(PersonalName.answer, $0) },
                fields: question.fields
            )
        }
        next.lifted = lifted.map { lifted in
            Lifted(by: lifted.by, at: lifted.at, reason: Self.needed(PersonalName.lifted, lifted.reason, change))
        }
        next.progress = progress.mappingPersonalWords(change)
        return next
    }

    /// A text that cannot be missing: what was erased is not asked about again.
    static func needed(_ name: String, _ text: String, _ change: (String, String) -> String?) -> String {
        text == erasedWords ? text : change(name, text) ?? erasedWords
    }
}

extension Answers {
    fileprivate func mappingPersonalWords(_ change: (String, String) -> String?) -> Answers {
        var next = self
        func optional(_ field: Field, _ text: String?) -> String? { text.flatMap { change(field.rawValue, $0) } }
        next.contact = contact.mappingPersonalWords(change)
        next.problem = Registration.needed(Field.problem.rawValue, problem, change)
        next.solutionFit = optional(.solutionFit, solutionFit)
        next.servicesNeeded = optional(.servicesNeeded, servicesNeeded)
        next.competitors = optional(.competitors, competitors)
        next.businessUnit = optional(.businessUnit, businessUnit)
        next.opportunity = optional(.opportunity, opportunity)
        next.replacement = optional(.replacement, replacement)
        return next
    }
}

extension Contact {
    fileprivate func mappingPersonalWords(_ change: (String, String) -> String?) -> Contact {
        let isErased = email.text == Registration.erasedEmail
        let kept = isErased ? email.text : change(Field.contactEmail.rawValue, email.text) ?? Registration.erasedEmail
        return Contact(
            name: Registration.needed(Field.contactName.rawValue, name, change),
            email: EmailAddress(kept) ?? email,
            role: role.flatMap { change(Field.contactRole.rawValue, $0) }
        )
    }
}

extension Progress {
    fileprivate func mappingPersonalWords(_ change: (String, String) -> String?) -> Progress {
        typealias Name = Registration.PersonalName
        var next = self
        next.nextStep = nextStep.map { step in
            NextStep(text: Registration.needed(Name.nextStep, step.text, change), by: step.by, at: step.at)
        }
        if let deal {
            next.deal?.nextStep = Registration.needed(Name.dealNextStep, deal.nextStep, change)
            next.deal?.material = deal.material.flatMap { change(Name.material, $0) }
        }
        next.appeal = appeal.map { appeal in
            Appeal(
                text: Registration.needed(Name.appeal, appeal.text, change),
                at: appeal.at,
                against: appeal.against,
                reason: appeal.reason,
                reasonText: appeal.reasonText.flatMap { change(Name.appealedText, $0) }
            )
        }
        next.choice = choice.map { choice in
            Choice(evidence: Registration.needed(Name.choice, choice.evidence, change), by: choice.by, at: choice.at)
        }
        next.outcomeText = outcomeText.flatMap { change(Name.outcome, $0) }
        return next
    }
}
