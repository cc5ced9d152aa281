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
            StoredJSON.list(registration.checks) { $0.value($1) }, .text(registration.policyVersion),
            .time(registration.submittedAt),
        ]
        values += try outcome(of: registration)
        return values
    }

    /// Only what may change, and the id last.
    static func changingValues(of registration: Registration) throws -> [SQLValue] {
        var values: [SQLValue] = [.raw(registration.kind), .raw(registration.status)]
        values += try answered(registration.answers)
        values += [.id(registration.scope), StoredJSON.list(registration.checks) { $0.value($1) }]
        values += try outcome(of: registration)
        values.append(.id(registration.id))
        return values
    }

    private static func answered(_ answers: Answers) throws -> [SQLValue] {
        [
            answers.prospect.name.stored, .text(answers.prospect.domain.ascii),
            .text(answers.prospect.domain.display), .raw(answers.stage), .raw(answers.sourceKind),
            .text(answers.geography), .int(answers.targetRevenue?.minorUnits), .text(answers.productInterest),
            .text(answers.tenderPublished),
        ]
    }

    private static func outcome(of registration: Registration) throws -> [SQLValue] {
        [
            .time(registration.answerDueAt), decision(registration.decision), question(registration.question),
            hold(registration.hold), .text(registration.reviewer), .int(registration.linkGeneration),
            .time(registration.endedAt), lifted(registration.lifted),
            try StoredJSON.encodeTimes(StoredProgress(registration.progress)), .time(registration.progress.wakeAt),
            .flag(registration.progress.firstMeeting != nil), .time(registration.deadline(of: .reviewer)),
            .time(registration.deadline(of: .partner)),
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
            $0.key("fields")
            $0.array { writer in
                for field in question.fields { writer.value(field.rawValue) }
            }
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
