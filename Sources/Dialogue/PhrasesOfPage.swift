import FoundationEssentials
public import Registrations

/// Who looks at a record.
public enum Audience: String, Hashable, Sendable {
    case partner, reviewer
}

/// One line of a record's history, with what was said in it.
public struct HistoryLine: Hashable, Sendable {
    public let event: Event
    /// Personal values that were not erased, by name.
    public let said: [String: String]

    public init(event: Event, said: [String: String]) {
        self.event = event
        self.said = said
    }
}

/// The record page.
extension Phrasebook {
    /// `isCut` when there are older entries than those of `history`.
    public func page(
        _ file: CaseFile,
        history: [HistoryLine],
        for audience: Audience,
        isCut: Bool = false
    ) -> Page {
        let registration = file.registration
        return Page(
            language: language,
            title: file.company,
            caseNumber: file.caseNumber,
            status: heading(registration.status),
            tone: tone(registration.status),
            next: Text(
                plain: [sentence(file.next, to: audience), place(file, to: audience)].compactMap(\.self)
                    .joined(separator: " ")
            ),
            sections: sections(file, history, audience),
            historyHeading: isCut
                ? say(
                    "History – only the newest entries; older ones are kept but not shown here",
                    "Verlauf – nur die neuesten Einträge; ältere sind vorhanden, aber hier nicht gezeigt"
                ) : say("History", "Verlauf"),
            history: history.compactMap { moment($0, for: audience) },
            foot: foot(file, audience)
        )
    }

    private func tone(_ status: Registration.Status) -> Page.Tone {
        switch status {
        case .submitted, .needsInformation: .waiting
        case .approved, .won: .good
        case .rejected: .bad
        case .lost, .lapsed, .withdrawn: .ended
        }
    }

    private func sections(_ file: CaseFile, _ history: [HistoryLine], _ audience: Audience) -> [Page.Section] {
        let protection = Part.facts(protection(file, audience))
        var sections = [
            Page.Section(
                heading: say("Protection", "Schutz"),
                parts: [protection] + waitingParts(file) + termParts(file)
            )
        ]
        let progress = progressFacts(file)
        if !progress.isEmpty {
            sections.append(Page.Section(heading: say("Progress", "Fortschritt"), parts: [.facts(progress)]))
        }
        let decision = decisionParts(file) + outcomeParts(file)
        if !decision.isEmpty {
            sections.append(Page.Section(heading: say("Decision", "Entscheidung"), parts: decision))
        }
        let appeal = appealParts(file, for: audience)
        if !appeal.isEmpty {
            sections.append(Page.Section(heading: say("Second look", "Zweite Prüfung"), parts: appeal))
        }
        if let question = file.registration.question {
            var parts: [Part] = [.quote(question.text)]
            if let answer = question.answer { parts += [.note(text("Answered:", "Beantwortet:")), .quote(answer)] }
            sections.append(Page.Section(heading: say("Question", "Rückfrage"), parts: parts))
        }
        sections.append(Page.Section(heading: say("Prospect", "Interessent"), parts: prospect(file)))
        if audience == .reviewer {
            sections.append(
                Page.Section(
                    heading: say("Checks", "Prüfungen"),
                    parts: [
                        .paragraph(
                            Text(
                                [.plain(say("Suggested: ", "Vorschlag: "))]
                                    + sentence(file.verdict).runs
                            )
                        ),
                        .facts(file.registration.checks.map { line($0) }),
                    ]
                )
            )
        }
        let reasons = reasons(file, history: history, for: audience)
        if !reasons.isEmpty {
            sections.append(Page.Section(heading: say("Why", "Warum"), parts: [.facts(reasons)]))
        }
        let terms = file.policy.terms.compactMap { file.text($0.text, language) }
        if !terms.isEmpty {
            let parts = terms.map { Part.paragraph(Text([.typed($0)])) }
            sections.append(Page.Section(heading: say("Terms", "Bedingungen"), parts: parts))
        }
        sections.append(Page.Section(heading: say("Consent", "Einwilligung"), parts: consent(file)))
        return sections
    }

    private func protection(_ file: CaseFile, _ audience: Audience) -> [Fact] {
        let registration = file.registration
        var facts: [Fact] = []
        facts += protectionFacts(file, for: audience)
        if facts.isEmpty {
            facts.append(Fact(say("Protected", "Geschützt"), Text(plain: unprotected(file))))
        } else {
            facts.append(Fact(say("What", "Was"), scope(file)))
        }
        if let asked = asked(file) { facts.append(Fact(say("Who decides", "Wer entscheidet"), Text([.typed(asked)]))) }
        facts.append(Fact(say("Partner", "Partner"), Text([.typed(file.partner.name)])))
        facts.append(Fact(say("Program", "Programm"), Text([.typed(file.policy.program.name)])))
        facts.append(Fact(say("Rules version", "Version der Regeln"), Text(plain: registration.policyVersion)))
        return facts
    }

    /// Why nothing is protected.
    private func unprotected(_ file: CaseFile) -> String {
        switch file.registration.status {
        case .submitted, .needsInformation: begins(file.policy.hold.starts)
        case .rejected: say("No", "Nein")
        case .approved, .won, .lost, .lapsed, .withdrawn: say("No longer", "Nicht mehr")
        }
    }

    private func begins(_ start: Policy.HoldRules.Start) -> String {
        switch start {
        case .approval, .submission:
            say("Not yet: protection begins with the approval", "Noch nicht: Der Schutz beginnt mit der Freigabe")
        case .acceptance:
            say("Not yet: protection begins with the acceptance", "Noch nicht: Der Schutz beginnt mit der Annahme")
        case .firstMeeting:
            say(
                "Not yet: protection begins with the first meeting",
                "Noch nicht: Der Schutz beginnt mit dem ersten Gespräch"
            )
        }
    }

    private func prospect(_ file: CaseFile) -> [Part] {
        let answers = file.registration.answers
        var facts = [
            Fact(name(.companyName), Text([.typed(file.company)])),
            Fact(name(.companyDomain), Text([.typed(file.domain)])),
            Fact(name(.contactName), Text([.typed(answers.contact.name)])),
            Fact(name(.contactEmail), Text([.typed(answers.contact.email.text)])),
        ]
        if let role = answers.contact.role { facts.append(Fact(name(.contactRole), Text([.typed(role)]))) }
        facts.append(Fact(name(.problem), Text([.typed(answers.problem)])))
        return [.facts(facts + moreFacts(file))]
    }

    private func consent(_ file: CaseFile) -> [Part] {
        let consent = file.registration.consent
        return [
            .quote(consent.text),
            .note(
                text(
                    "Confirmed by the submitter on \(moment(consent.at)), text version \(consent.version).",
                    "Bestätigt bei der Einreichung am \(moment(consent.at)), Textversion \(consent.version)."
                )
            ),
        ]
    }

    private func foot(_ file: CaseFile, _ audience: Audience) -> Text {
        switch audience {
        case .partner:
            text(
                "This link is for you alone: whoever has it can read this page. Type revoke and the number in the chat to end it. Times are those of \(file.policy.program.timeZone).",
                "Dieser Link ist nur für Sie: Wer ihn hat, kann diese Seite lesen. Mit revoke und der Nummer sperren Sie ihn im Chat. Alle Zeiten in der Zeitzone \(file.policy.program.timeZone)."
            )
        case .reviewer:
            text(
                "The reviewer's view: do not pass this link to a partner. Times are those of \(file.policy.program.timeZone).",
                "Ansicht für Prüfende: Bitte geben Sie diesen Link nicht an Partner weiter. Alle Zeiten in der Zeitzone \(file.policy.program.timeZone)."
            )
        }
    }
}
