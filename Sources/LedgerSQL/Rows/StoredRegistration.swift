import Desk
import FoundationEssentials
import JSON
import Registrations

/// Registrations as rows: every column but what is personal.
enum StoredRegistration {
    static func values(of registration: Registration) throws -> [SQLValue] {
        let answers = registration.answers
        var values: [SQLValue] = [
            .id(registration.id), .text(registration.caseNumber.description), .id(registration.draft),
            .text(registration.program), .raw(registration.kind), .raw(registration.status), .id(registration.partner),
        ]
        values += .person(registration.submitter)
        values += .room(registration.room)
        values.append(.raw(registration.language))
        values += try answered(answers)
        values += [
            consent(registration.consent), .id(registration.company), .id(registration.scope),
            try StoredJSON.encode(registration.checks), .text(registration.policyVersion),
            .time(registration.submittedAt),
        ]
        values += outcome(of: registration)
        return values
    }

    /// Only what may change, and the id last.
    static func changingValues(of registration: Registration) throws -> [SQLValue] {
        var values: [SQLValue] = [.raw(registration.kind), .raw(registration.status)]
        values += try answered(registration.answers)
        values.append(try StoredJSON.encode(registration.checks))
        values += outcome(of: registration)
        values.append(.id(registration.id))
        return values
    }

    private static func answered(_ answers: Answers) throws -> [SQLValue] {
        [
            try StoredJSON.encode(answers.prospect.name), .text(answers.prospect.domain.ascii),
            .text(answers.prospect.domain.display), .raw(answers.stage), .raw(answers.sourceKind),
            .text(answers.geography), .int(answers.targetRevenue?.minorUnits), .text(answers.productInterest),
        ]
    }

    private static func outcome(of registration: Registration) -> [SQLValue] {
        [
            .time(registration.answerDueAt), decision(registration.decision), question(registration.question),
            hold(registration.hold), .text(registration.reviewer), .int(registration.linkGeneration),
            .time(registration.endedAt), lifted(registration.lifted),
        ]
    }

    private static func consent(_ consent: Consent) -> SQLValue {
        StoredJSON.write {
            $0.field("channel", consent.person.workspace.channel.rawValue)
            $0.field("workspace", consent.person.workspace.id)
            $0.field("user", consent.person.user)
            $0.field("text", consent.text)
            $0.field("language", consent.language.rawValue)
            $0.field("version", consent.version)
            $0.field("at", consent.at)
            $0.field("through", consent.channel.rawValue)
        }
    }

    private static func decision(_ decision: Registration.Decision?) -> SQLValue {
        guard let decision else { return .null }
        return StoredJSON.write {
            $0.field("outcome", decision.outcome.rawValue)
            $0.field("by", decision.by)
            $0.field("at", decision.at)
            $0.field("reason", ifPresent: decision.reason)
        }
    }

    private static func question(_ question: Registration.Question?) -> SQLValue {
        guard let question else { return .null }
        return StoredJSON.write {
            $0.field("by", question.by)
            $0.field("at", question.at)
        }
    }

    private static func hold(_ hold: Hold?) -> SQLValue {
        guard let hold else { return .null }
        return StoredJSON.write {
            $0.field("registration", hold.registration.text)
            $0.field("partner", hold.partner.text)
            $0.field("company", hold.company.text)
            $0.field("scope", hold.scope.text)
            $0.field("from", hold.from)
            $0.field("until", hold.until)
        }
    }

    private static func lifted(_ lifted: Registration.Lifted?) -> SQLValue {
        guard let lifted else { return .null }
        return StoredJSON.write {
            $0.field("by", lifted.by)
            $0.field("at", lifted.at)
            $0.field("reason", lifted.reason)
        }
    }
}

/// What may name or describe a person, by the name it is stored under.
enum PersonalValues {
    /// Stands where a value was erased.
    private static let erased = "erased"
    private static let erasedEmail = "erased@erased.invalid"

    static func of(_ registration: Registration) -> [String: String] {
        let answers = registration.answers
        var values = [
            Field.contactName.rawValue: answers.contact.name,
            Field.contactEmail.rawValue: answers.contact.email.text,
            Field.problem.rawValue: answers.problem,
        ]
        values[Field.contactRole.rawValue] = answers.contact.role
        values[Field.solutionFit.rawValue] = answers.solutionFit
        values[Field.servicesNeeded.rawValue] = answers.servicesNeeded
        values[Field.competitors.rawValue] = answers.competitors
        values["decision_text"] = registration.decision?.text
        values["question"] = registration.question?.text
        values["answer"] = registration.question?.answer
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
        return answers
    }

    static func decisionText(in values: [String: String]) -> String? { values["decision_text"] }
    static func question(in values: [String: String]) -> String { values["question"] ?? erased }
    static func answer(in values: [String: String]) -> String? { values["answer"] }
}
