public import Registrations

/// Status, whose turn it is, and what is protected: the partner's side.
extension Phrasebook {
    public func word(_ status: Registration.Status) -> String {
        switch status {
        case .submitted: say("submitted", "eingereicht")
        case .needsInformation: say("needs information", "Rückfrage offen")
        case .approved: say("approved", "freigegeben")
        case .rejected: say("rejected", "abgelehnt")
        case .won: say("won", "gewonnen")
        case .lost: say("lost", "verloren")
        case .lapsed: say("lapsed", "verfallen")
        case .withdrawn: say("withdrawn", "zurückgezogen")
        }
    }

    /// The status where it stands alone.
    func heading(_ status: Registration.Status) -> String {
        let word = word(status)
        return word.prefix(1).uppercased() + word.dropFirst()
    }

    /// What the submitter sees when the claim was taken, in the dialogue's last view.
    public func registered(_ file: CaseFile, reachable: Bool, chatLink: String?) -> Form {
        var parts: [Part] = [
            .paragraph(Text([.strong(file.caseNumber), .plain(" · "), .typed(file.company)])),
            .paragraph(Text(plain: turn(file))),
        ]
        if let asked = asked(file) {
            parts.append(.paragraph(Text([.plain(say("Who decides: ", "Wer entscheidet: ")), .typed(asked)])))
        }
        if let link = file.link { parts.append(.paragraph(linkToRecord(link))) }
        parts += waitingParts(file)
        parts.append(.note(keepNumber(file.caseNumber)))
        if !reachable {
            parts.append(.note(unreachable(chatLink)))
        }
        return Form(
            name: .register,
            token: "\(file.registration.draft.text).consent",
            title: say("Registered", "Registriert"),
            intro: parts,
            submit: nil,
            close: close
        )
    }

    private func keepNumber(_ number: String) -> Text {
        text(
            "Only you see the link. Type status \(number) at any time for the newest state.",
            "Den Link sehen nur Sie. Mit status \(number) sehen Sie jederzeit den neuesten Stand."
        )
    }

    private func unreachable(_ chatLink: String?) -> Text {
        let english = "We cannot write to you in this channel: type status, or keep the link."
        let german = "In diesem Kanal können wir Ihnen nicht schreiben: Nutzen Sie status oder den Link."
        guard let chatLink else { return text(Text(plain: english), Text(plain: german)) }
        return text(
            Text([.plain(english + " "), .link(label: "Let us write to you here", url: chatLink)]),
            Text([.plain(german + " "), .link(label: "Nachrichten hier erlauben", url: chatLink)])
        )
    }

    func linkToRecord(_ link: String) -> Text {
        Text([.link(label: say("Open the record", "Vorgang öffnen"), url: link)])
    }

    /// One registration, as the partner sees it.
    public func status(_ file: CaseFile) -> Card {
        let registration = file.registration
        var parts: [Part] = [Part.facts(partnerFacts(file)).cut()]
        parts += waitingParts(file) + decisionParts(file) + outcomeParts(file) + termParts(file)
        if let question = registration.question, registration.status == .needsInformation {
            parts.append(.paragraph(Text([.strong(say("The vendor asks:", "Rückfrage:"))])))
            parts.append(.quote(question.text))
        }
        if let link = file.link { parts.append(.paragraph(linkToRecord(link))) }
        return Card(
            heading: "\(file.caseNumber) · \(word(registration.status))",
            parts: parts,
            buttons: partnerButtons(file),
            summary: "\(file.caseNumber): \(word(registration.status)). \(turn(file))"
        )
    }

    func partnerFacts(_ file: CaseFile) -> [Fact] {
        let registration = file.registration
        var facts = [
            Fact(say("Company", "Unternehmen"), Text([.typed(file.company), .plain(" · "), .typed(file.domain)]))
        ]
        facts += protectionFacts(file, for: .partner)
        facts.append(Fact(say("Next", "Als Nächstes"), Text(plain: turn(file))))
        if let asked = asked(file) { facts.append(Fact(say("Who decides", "Wer entscheidet"), Text([.typed(asked)]))) }
        facts += progressFacts(file)
        facts.append(Fact(say("Submitted", "Eingereicht"), Text(plain: moment(registration.submittedAt))))
        return facts
    }

    /// Whose turn it is, the place in the queue, and what is still possible.
    private func turn(_ file: CaseFile) -> String {
        let appeal = file.appealUntil.map {
            say("You can appeal until \(moment($0)).", "Sie können bis \(moment($0)) Einspruch einlegen.")
        }
        let turn = appeal == nil || file.next.what != .nothing ? sentence(file.next, to: .partner) : nil
        return [turn, placeNow(file), appeal].compactMap(\.self).joined(separator: " ")
    }

    /// A card of yesterday still stands in the chat: it says of when the place is.
    private func placeNow(_ file: CaseFile) -> String? {
        guard let place = place(file, to: .partner) else { return nil }
        guard let now = file.now else { return place }
        return "\(place) \(say("As of \(moment(now)).", "Stand: \(moment(now))."))"
    }

    private func outcome(_ decision: Registration.Decision) -> String {
        switch decision.outcome {
        case .approved: heading(.approved)
        case .rejected: heading(.rejected)
        }
    }

    func decisionParts(_ file: CaseFile) -> [Part] {
        guard let decision = file.registration.decision else { return [] }
        var parts: [Part] = [
            .paragraph(
                Text(
                    plain: say(
                        "\(outcome(decision)) by \(decision.by) on \(moment(decision.at)).",
                        "\(outcome(decision)) von \(decision.by) am \(moment(decision.at))."
                    )
                )
            )
        ]
        if let reason = file.reason(language) { parts.append(.paragraph(Text([.strong(reason)]))) }
        if let text = decision.text { parts.append(.quote(text)) }
        return parts
    }

    /// All of a partner's registrations, newest first; `more` when the list was cut.
    public func list(_ files: [CaseFile], more: Bool, command: String) -> Card {
        guard !files.isEmpty else {
            let sentence = say(
                "You have no registrations yet. Type \(command) and a domain to make the first.",
                "Sie haben noch keine Registrierungen. Mit \(command) und einer Domain legen Sie die erste an."
            )
            return Card(parts: [.paragraph(Text(plain: sentence))], summary: sentence)
        }
        let lines = files.map { file in
            Fact(
                "\(file.caseNumber) · \(word(file.registration.status))",
                Text([.typed(file.company), .plain("\n\(turn(file))")])
            )
        }
        var parts: [Part] = [.facts(lines)]
        if more {
            parts.append(.note(text("Older ones: type status and the number.", "Ältere: status und die Nummer.")))
        }
        return Card(
            heading: say("Your registrations", "Ihre Registrierungen"),
            parts: parts,
            summary: count(files.count, ("registration", "registrations"), ("Registrierung", "Registrierungen"))
        )
    }

    /// What the submitter is told when something happened.
    public func note(_ file: CaseFile) -> Card {
        var card = status(file)
        card.summary = noteSummary(file)
        card.heading = noteSummary(file)
        return card
    }

    private func noteSummary(_ file: CaseFile) -> String {
        switch file.registration.status {
        case .submitted:
            say("\(file.caseNumber) is with the vendor again", "\(file.caseNumber) liegt wieder beim Hersteller")
        case .needsInformation:
            say("\(file.caseNumber): the vendor has a question", "\(file.caseNumber): Rückfrage des Herstellers")
        case .approved: say("\(file.caseNumber) is approved", "\(file.caseNumber) ist freigegeben")
        case .rejected: say("\(file.caseNumber) is rejected", "\(file.caseNumber) ist abgelehnt")
        case .won, .lost, .lapsed, .withdrawn: "\(file.caseNumber): \(word(file.registration.status))"
        }
    }

    /// The one line of the shared channel: case number and next step, nothing that tells others more.
    public func channelLine(_ file: CaseFile) -> Card {
        let sentence = "\(file.caseNumber): \(word(file.registration.status)). \(publicSentence(file.next))"
        return Card(parts: [.note(Text(plain: sentence))], summary: sentence)
    }

    /// The verdict before the claim.
    public func checked(_ domain: String, _ standing: Standing) -> Card {
        let verdict = sentence(standing)
        return Card(
            heading: domain,
            parts: [.paragraph(verdict)],
            buttons: canClaim(standing)
                ? [Button(.registerStart, say("Register it", "Registrieren"), value: domain, style: .primary)] : [],
            summary: "\(domain): \(verdict.plain)"
        )
    }

    private func canClaim(_ standing: Standing) -> Bool {
        switch standing {
        case .free, .mayBeDuplicate, .held, .capReached: true
        case .yours, .notOpen: false
        }
    }
}
