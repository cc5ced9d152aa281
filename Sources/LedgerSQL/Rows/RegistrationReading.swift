import Desk
import FoundationEssentials
import JSON
import Registrations

extension StoredRegistration {
    /// Reads the row; `personal` finds what is kept apart, by the registration's id.
    static func read(_ row: inout SQLRow, personal: (RegistrationID) throws -> [String: String]) throws -> Registration
    {
        let id: RegistrationID = try row.id()
        let values = try personal(id)
        return Registration(
            id: id,
            caseNumber: try row.needed(CaseNumber(typed: row.text())),
            draft: try row.id(),
            program: try row.text(),
            kind: try row.raw(),
            status: try row.raw(),
            partner: try row.id(),
            submitter: try row.person(),
            room: try row.optionalRoom(),
            language: try row.raw(),
            answers: try answers(&row, values),
            consent: try consent(in: row.text()),
            company: try row.id(),
            scope: try row.id(),
            checks: try StoredJSON.list(in: row.text()).map { try Check($0) },
            policyVersion: try row.text(),
            submittedAt: try row.time(),
            decision: try row.optionalText().map { try decision(in: $0, values) },
            question: try row.optionalText().map { try question(in: $0, values) },
            hold: try row.optionalText().map(hold),
            reviewer: try row.text(),
            linkGeneration: try row.int(),
            endedAt: row.optionalTime(),
            lifted: try row.optionalText().map(lifted),
            progress: try progress(&row, PersonalValues.Texts(in: values))
        )
    }

    private static func answers(_ row: inout SQLRow, _ values: [String: String]) throws -> Answers {
        let name = try CompanyName(stored: StoredJSON.parse(row.text()))
        let (ascii, shown) = (try row.text(), try row.text())
        let domain = try row.needed(DomainName(ascii: ascii, display: shown))
        let contact = try row.needed(PersonalValues.contact(in: values))
        var answers = PersonalValues.answers(
            in: values,
            prospect: Prospect(name: name, domain: domain),
            contact: contact
        )
        answers.stage = try row.optionalRaw()
        answers.sourceKind = try row.optionalRaw()
        answers.geography = row.optionalText()
        answers.targetRevenue = row.optionalInt().map { Amount(minorUnits: $0) }
        answers.productInterest = row.optionalText()
        answers.tenderPublished = row.optionalText()
        return answers
    }

    private static func consent(in text: String) throws -> Consent {
        let json = try StoredJSON.parse(text)
        let workspace = WorkspaceKey(channel: try json.raw("channel"), id: try json.text("workspace"))
        return Consent(
            person: Person(workspace: workspace, user: try json.text("user")),
            text: try json.text("text"),
            language: try json.raw("language"),
            version: try json.text("version"),
            at: try json.time("at"),
            channel: try json.raw("through")
        )
    }

    private static func decision(in text: String, _ values: [String: String]) throws -> Registration.Decision {
        let json = try StoredJSON.parse(text)
        return Registration.Decision(
            outcome: try json.raw("outcome"),
            by: try json.text("by"),
            at: try json.time("at"),
            reason: json["reason"]?.string,
            text: PersonalValues.decisionText(in: values)
        )
    }

    private static func question(in text: String, _ values: [String: String]) throws -> Registration.Question {
        let json = try StoredJSON.parse(text)
        return Registration.Question(
            text: PersonalValues.question(in: values),
            by: try json.text("by"),
            at: try json.time("at"),
            answer: PersonalValues.answer(in: values),
            fields: json["fields"]?.elements.compactMap { $0.string.flatMap { Field(rawValue: $0) } } ?? []
        )
    }

    /// An older row has none.
    private static func progress(_ row: inout SQLRow, _ texts: PersonalValues.Texts) throws -> Progress {
        let (text, wakeAt) = (row.optionalText(), row.optionalTime())
        guard let text else { return Progress() }
        return try StoredJSON.decodeTimes(text, as: StoredProgress.self).progress(texts, wakeAt: wakeAt)
    }

    private static func hold(in text: String) throws -> Hold {
        let json = try StoredJSON.parse(text)
        return Hold(
            registration: RegistrationID(try json.text("registration")),
            partner: PartnerID(try json.text("partner")),
            company: CompanyKey(try json.text("company")),
            scope: ScopeKey(try json.text("scope")),
            from: try json.time("from"),
            until: try json.time("until")
        )
    }

    private static func lifted(in text: String) throws -> Registration.Lifted {
        let json = try StoredJSON.parse(text)
        return Registration.Lifted(by: try json.text("by"), at: try json.time("at"), reason: try json.text("reason"))
    }
}
