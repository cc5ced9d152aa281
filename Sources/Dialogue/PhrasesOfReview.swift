import Registrations

/// The reviewer's side: the card to decide on, its buttons' forms, the queue.
extension Phrasebook {
    /// Everything needed to decide, and the buttons while there is something to decide.
    public func review(_ file: CaseFile, similar: Int = 0) -> Card {
        let registration = file.registration
        let isOpen = registration.status == .submitted || registration.status == .needsInformation
        var parts: [Part] = [.facts(prospectFacts(file))]
        let problem = Part.quote(registration.answers.problem).cut(to: Part.problemLimit)
        parts.append(.facts(moreFacts(file) + progressFacts(file)))
        parts.append(.divider)
        parts.append(
            .facts(registration.checks.filter { $0.outcome != .pass }.map { line($0) } + passed(file, isOpen: isOpen))
        )
        parts += liftedParts(registration) + approverParts(file)
        parts += questionParts(registration) + appealParts(file, for: .reviewer)
        parts += decisionParts(file) + outcomeParts(file)
        if isOpen {
            parts.append(
                .paragraph(
                    Text([.plain(say("Suggested: ", "Vorschlag: "))] + sentence(file.verdict).runs)
                )
            )
        }
        parts.append(.note(reviewNote(file)))
        if let link = file.link { parts.append(.paragraph(linkToRecord(link))) }
        return Card(
            heading: "\(file.caseNumber) · \(word(registration.status))",
            parts: [parts[0].cut(), problem] + parts.dropFirst().map { $0.cut() },
            buttons: reviewButtons(file),
            summary: say(
                "\(file.caseNumber) from \(file.partner.name): \(word(registration.status))",
                "\(file.caseNumber) von \(file.partner.name): \(word(registration.status))"
            )
        )
    }

    private func prospectFacts(_ file: CaseFile) -> [Fact] {
        let answers = file.registration.answers
        var contact: [Text.Run] = [.typed(answers.contact.name)]
        if let role = answers.contact.role { contact.append(.typed(", \(role)")) }
        contact.append(.typed("\n\(answers.contact.email.text)"))
        var partner = file.partner.tier
        if let load = file.load {
            let (open, week) = (counted(load.open), counted(load.week))
            partner += say(" · \(open) open, \(week) this week", " · \(open) offen, \(week) diese Woche")
        }
        let protection = file.registration.status == .approved ? protectionFacts(file, for: .reviewer) : []
        return [
            Fact(say("Prospect", "Interessent"), Text([.typed("\(file.company)\n\(file.domain)")])),
            Fact(say("Contact", "Ansprechperson"), Text(contact)),
            Fact(say("Partner", "Partner"), Text([.typed(file.partner.name), .plain("\n\(partner)")])),
            Fact(say("Whose turn", "Am Zug"), Text(plain: turn(file))),
        ] + protection
    }

    private func counted(_ number: Int) -> String { number < CaseFile.Load.limit ? "\(number)" : "\(number)+" }

    /// The card as a whole room sees it: one button, which shows whoever may decide their own.
    public func reviewForAll(_ file: CaseFile) -> Card {
        var card = review(file)
        card.buttons = [
            Button(.reviewShow, say("Open for me", "Für mich öffnen"), value: file.registration.id.text)
        ]
        return card
    }

    /// Whose turn it is, by name where it is the vendor's.
    private func turn(_ file: CaseFile) -> String {
        let place = place(file, to: .reviewer).map { " " + $0 } ?? ""
        guard file.next.what == .decide, let due = file.next.due else { return sentence(file.next) + place }
        let who = asked(file) ?? file.registration.reviewer
        return say("\(who), by \(moment(due))", "\(who), bis \(moment(due))") + (place.isEmpty ? "" : "." + place)
    }

    func moreFacts(_ file: CaseFile) -> [Fact] {
        let answers = file.registration.answers
        let typed: [(Field, String?)] = [
            (.solutionFit, answers.solutionFit), (.servicesNeeded, answers.servicesNeeded),
            (.stage, answers.stage.map { option($0) }), (.sourceKind, answers.sourceKind.map { option($0) }),
            (.geography, answers.geography), (.targetRevenue, answers.targetRevenue.map { amount($0) }),
            (.productInterest, answers.productInterest), (.competitors, answers.competitors),
            (.businessUnit, answers.businessUnit), (.opportunity, answers.opportunity),
            (.tenderPublished, answers.tenderPublished), (.replacement, answers.replacement),
        ]
        return typed.compactMap { field, value in value.map { Fact(name(field), Text([.typed($0)])) } }
    }

    /// What needs no look; the suggestion says it while all passed.
    private func passed(_ file: CaseFile, isOpen: Bool) -> [Fact] {
        let all = file.registration.checks.count
        let passed = file.registration.checks.count { $0.outcome == .pass }
        guard passed > 0, passed < all || !isOpen else { return [] }
        let others = say("the other \(passed) passed", "die anderen \(passed) bestanden")
        return [
            Fact(
                say("Checks", "Prüfungen"),
                Text(plain: "✓ " + (passed == all ? say("all \(all) passed", "alle \(all) bestanden") : others))
            )
        ]
    }

    /// More people are asked than there are.
    private func approverParts(_ file: CaseFile) -> [Part] {
        guard file.lacksApprover else { return [] }
        return [.paragraph(Text([.strong(nobodyToApprove)]))]
    }

    private func liftedParts(_ registration: Registration) -> [Part] {
        guard let lifted = registration.lifted else { return [] }
        let sentence = say("\(lifted.by) lifted the block:", "\(lifted.by) hat die Sperre aufgehoben:")
        return [.paragraph(Text(plain: sentence)), .quote(lifted.reason)]
    }

    private func questionParts(_ registration: Registration) -> [Part] {
        guard let question = registration.question else { return [] }
        var parts: [Part] = [
            .paragraph(Text(plain: say("\(question.by) asked:", "\(question.by) hat gefragt:"))), .quote(question.text),
        ]
        if let answer = question.answer {
            parts += [
                .paragraph(Text(plain: say("The partner answered:", "Der Partner hat geantwortet:"))), .quote(answer),
            ]
        }
        return parts
    }

    private func reviewNote(_ file: CaseFile) -> Text {
        let submitted = moment(file.registration.submittedAt)
        let version = file.registration.policyVersion
        return text(
            "Submitted \(submitted) under rules \(version).",
            "Eingereicht am \(submitted) unter den Regeln \(version)."
        )
    }

    /// What waits for a reviewer, oldest first; `more` when the list was cut.
    public func queue(_ files: [CaseFile], more: Bool) -> Card {
        guard !files.isEmpty else {
            let sentence = say("Nothing waits for you.", "Es wartet nichts auf Sie.")
            return Card(parts: [.paragraph(Text(plain: sentence))], summary: sentence)
        }
        let lines = files.map { file in
            Fact(
                file.caseNumber,
                Text([.typed(file.company), .plain(" · "), .typed(file.partner.name), .plain("\n\(turn(file))")])
            )
        }
        return Card(
            heading: say("Waiting for a decision", "Wartet auf Entscheidung"),
            parts: [.facts(lines)]
                + (more ? [.note(text("More wait behind these.", "Weitere warten dahinter."))] : [])
                + [
                    .note(
                        text(
                            "Type review and a number for the card.",
                            "Mit review und einer Nummer sehen Sie die Karte."
                        )
                    )
                ],
            summary: count(files.count, ("case waits", "cases wait"), ("Fall wartet", "Fälle warten"))
        )
    }

    /// Told to the reviewer who decided.
    public func decided(_ file: CaseFile) -> Card {
        let sentence = say(
            "\(file.caseNumber) is \(word(file.registration.status)). The partner is being told.",
            "\(file.caseNumber): \(word(file.registration.status)). Der Partner wird benachrichtigt."
        )
        return Card(parts: [.paragraph(Text(plain: sentence))], summary: sentence)
    }

    /// Told to one of several who said yes: who is asked next.
    public func approvalGiven(_ file: CaseFile) -> Card {
        let given = file.registration.progress.approvals.map(\.by).joined(separator: ", ")
        let next = file.approvers.joined(separator: ", ")
        let sentence = say(
            "\(file.caseNumber): \(given) said yes. Now asked: \(next).",
            "\(file.caseNumber): \(given) hat zugestimmt. Nun gefragt: \(next)."
        )
        return Card(parts: [.paragraph(Text(plain: sentence))], summary: sentence)
    }
}
