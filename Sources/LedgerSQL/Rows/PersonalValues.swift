import Registrations

/// What may name or describe a person, by the name it is stored under.
enum PersonalValues {
    private static let erased = Registration.erasedWords
    private typealias Name = Registration.PersonalName

    /// Why a block was lifted stands in its own column.
    static func of(_ registration: Registration) -> [String: String] {
        registration.personalWords.filter { $0.key != Name.lifted }
    }

    static func contact(in values: [String: String]) -> Contact? {
        EmailAddress(values[Field.contactEmail.rawValue] ?? Registration.erasedEmail).map { email in
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
        var appealed: String? { values[Name.appealedText] }
        var choice: String { values[Name.choice] ?? erased }
        var outcome: String? { values[Name.outcome] }
    }
}
