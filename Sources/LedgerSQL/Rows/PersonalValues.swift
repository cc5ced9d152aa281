import Registrations

/// What may name or describe a person, by the name it is stored under.
enum PersonalValues {
    /// Stands where a value was erased.
    private static let erased = "erased"
    private static let erasedEmail = "erased@erased.invalid"

    /// Names of texts that are no answers.
    private enum Name {
        static let decision = "decision_text"
        static let question = "question"
        static let answer = "answer"
        static let nextStep = "next_step"
        static let dealNextStep = "deal_next_step"
        static let material = "material"
        static let appeal = "appeal"
        static let choice = "choice_evidence"
        static let outcome = "outcome_text"
    }

    static func of(_ registration: Registration) -> [String: String] {
        let answers = registration.answers
        let progress = registration.progress
        // What stands for an erased text is no text, so that an erased one is not stored again.
        let needed: [String: String?] = [
            Field.contactName.rawValue: answers.contact.name,
            Field.problem.rawValue: answers.problem,
            Name.question: registration.question?.text,
            Name.nextStep: progress.nextStep?.text,
            Name.dealNextStep: progress.deal?.nextStep,
            Name.appeal: progress.appeal?.text,
            Name.choice: progress.choice?.evidence,
        ]
        var values = needed.compactMapValues { $0 == erased ? nil : $0 }
        let email = answers.contact.email.text
        values[Field.contactEmail.rawValue] = email == erasedEmail ? nil : email
        values[Field.contactRole.rawValue] = answers.contact.role
        values[Field.solutionFit.rawValue] = answers.solutionFit
        values[Field.servicesNeeded.rawValue] = answers.servicesNeeded
        values[Field.competitors.rawValue] = answers.competitors
        values[Field.businessUnit.rawValue] = answers.businessUnit
        values[Field.opportunity.rawValue] = answers.opportunity
        values[Field.replacement.rawValue] = answers.replacement
        values[Name.decision] = registration.decision?.text
        values[Name.answer] = registration.question?.answer
        values[Name.material] = progress.deal?.material
        values[Name.outcome] = progress.outcomeText
        return values
    }

    static func contact(in values: [String: String]) -> Contact? {
        EmailAddress(values[Field.contactEmail.rawValue] ?? erasedEmail).map { email in
            Contact(
                name: values[Field.contactName.rawValue] ?? erased,
                email: email,
                role: values[Field.contactRole.rawValue]
            )
        }
    }

    static func answers(in values: [String: String], prospect: Prospect, contact: Contact) -> Answers {
        var answers = Answers(
            prospect: prospect,
            contact: contact,
            problem: values[Field.problem.rawValue] ?? erased
        )
        answers.solutionFit = values[Field.solutionFit.rawValue]
        answers.servicesNeeded = values[Field.servicesNeeded.rawValue]
        answers.competitors = values[Field.competitors.rawValue]
        answers.businessUnit = values[Field.businessUnit.rawValue]
        answers.opportunity = values[Field.opportunity.rawValue]
        answers.replacement = values[Field.replacement.rawValue]
        return answers
    }

    static func decisionText(in values: [String: String]) -> String? { values[Name.decision] }
    static func question(in values: [String: String]) -> String { values[Name.question] ?? erased }
    static func answer(in values: [String: String]) -> String? { values[Name.answer] }

    /// The words of what came of a registration.
    struct Texts {
        private let values: [String: String]

        init(in values: [String: String]) { self.values = values }

        var nextStep: String { values[Name.nextStep] ?? erased }
        var dealNextStep: String { values[Name.dealNextStep] ?? erased }
        var material: String? { values[Name.material] }
        var appeal: String { values[Name.appeal] ?? erased }
        var choice: String { values[Name.choice] ?? erased }
        var outcome: String? { values[Name.outcome] }
    }
}
