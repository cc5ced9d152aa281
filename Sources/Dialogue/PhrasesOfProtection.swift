import FoundationEssentials
import Registrations

/// What is protected, until when, and under which terms.
extension Phrasebook {
    /// Nothing where nothing is protected.
    func protectionFacts(_ file: CaseFile, for audience: Audience) -> [Fact] {
        let registration = file.registration
        guard registration.status == .approved || registration.status == .submitted, let hold = registration.hold else {
            guard registration.status == .approved else { return [] }
            return [Fact(say("Protected", "Geschützt"), text("From the first meeting on", "Ab dem ersten Gespräch"))]
        }
        var facts: [Fact] = []
        if file.keptFor == nil {
            facts.append(
                hold.until < Hold.openEnd
                    ? Fact(say("Protected until", "Geschützt bis"), Text([.strong(day(hold.until))]))
                    : Fact(say("Protected", "Geschützt"), Text([.strong(end(hold))]))
            )
        } else {
            facts.append(Fact(say("Kept until", "Freigehalten bis"), Text([.strong(day(hold.until))])))
        }
        if let share = registration.progress.share, share > 1 {
            facts.append(Fact(say("Shared", "Gemeinsam"), Text(plain: shared(share, for: audience))))
        }
        return facts
    }

    private func shared(_ place: Int, for audience: Audience) -> String {
        let place = ordinal(place)
        return switch audience {
        case .partner: say("You are the \(place) holder", "Sie sind an \(place) Stelle beteiligt")
        case .reviewer: say("This partner is the \(place) holder", "Dieser Partner ist an \(place) Stelle beteiligt")
        }
    }

    /// What of the company is protected.
    func scope(_ file: CaseFile) -> Text {
        let answers = file.registration.answers
        let whole = text("The whole company", "Das ganze Unternehmen")
        guard !file.registration.scope.text.hasPrefix(ScopeKey.account.text) else { return whole }
        switch file.policy.hold.scope {
        case .account: return whole
        case .product: return only(say("This product: ", "Dieses Produkt: "), answers.productInterest)
        case .businessUnit: return only(say("This part of it: ", "Dieser Geschäftsbereich: "), answers.businessUnit)
        case .opportunity:
            return only(say("This project: ", "Dieses Vorhaben: "), answers.opportunity ?? answers.productInterest)
        case .segment:
            let id = file.registration.scope.text.split(separator: ":").last?.prefix { $0 != "#" }
            return only(say("This segment: ", "Dieses Segment: "), id.map(String.init))
        }
    }

    private func only(_ words: String, _ answer: String?) -> Text { Text([.plain(words), .typed(answer ?? "–")]) }

    /// Meetings, the next step and the deal.
    func progressFacts(_ file: CaseFile) -> [Fact] {
        let progress = file.registration.progress
        var facts: [Fact] = []
        if let assigned = progress.assigned {
            facts.append(
                Fact(
                    say("Assigned", "Zugewiesen"),
                    text("By the vendor, \(assigned.by)", "Vom Hersteller, \(assigned.by)")
                )
            )
        }
        if let meeting = progress.meetings.last(where: \.stands) {
            facts.append(Fact(say("Last meeting", "Letztes Gespräch"), Text(plain: moment(meeting.at))))
        }
        if let step = progress.nextStep {
            facts.append(
                Fact(name(Field.nextStep), Text([.typed(step.text), .plain(" · \(step.by), \(moment(step.at))")]))
            )
        }
        if let deal = progress.deal {
            facts.append(
                Fact(
                    say("Deal", "Deal"),
                    Text([
                        .plain(amount(deal.amount)),
                        .plain(say(", close expected on ", ", Abschluss erwartet am ") + day(deal.expectedClose)),
                    ])
                )
            )
            facts.append(
                Fact(say("Partner's next step", "Nächster Schritt des Partners"), Text([.typed(deal.nextStep)]))
            )
            if deal.wantsCoSell {
                facts.append(Fact(name(.coSell), text("The partner would like to", "Der Partner wünscht es")))
            }
            if let material = deal.material { facts.append(Fact(name(.material), Text([.typed(material)]))) }
        }
        if progress.extensionAskedAt != nil {
            facts.append(
                Fact(
                    say("Longer protection", "Verlängerung"),
                    text("Asked for; the vendor decides", "Erbeten; der Hersteller entscheidet")
                )
            )
        }
        return facts
    }

    /// A day as it is stored, written out.
    func day(_ stored: String) -> String {
        guard let date = CivilDate(stored) else { return stored }
        return day(LocalTime(timeZone: timeZone).instant(on: date, secondOfDay: 12 * 3600))
    }

    /// How it ended, in the reviewer's words, and what an unlucky partner gets.
    func outcomeParts(_ file: CaseFile) -> [Part] {
        var parts: [Part] = []
        if let words = file.registration.progress.outcomeText {
            let status = file.registration.status
            if let ended = file.registration.endedAt {
                parts.append(
                    .paragraph(
                        Text(
                            plain: say(
                                "\(heading(status)) on \(moment(ended)):",
                                "\(heading(status)) am \(moment(ended)):"
                            )
                        )
                    )
                )
            }
            parts.append(.quote(words))
        }
        if hasLostToAnother(file), let consolation = file.text(file.policy.conflicts.consolation, language) {
            parts.append(.paragraph(Text([.typed(consolation)])))
        }
        return parts
    }

    /// Another partner went first.
    private func hasLostToAnother(_ file: CaseFile) -> Bool {
        let registration = file.registration
        switch registration.status {
        case .rejected:
            return registration.decision?.reason == "prospect_held"
                || registration.checks.contains { [.prospectHeld, .prospectClaimed].contains($0.reason) }
        case .lapsed:
            return file.policy.conflicts.winner == .firstMeeting && registration.progress.firstMeeting == nil
        case .lost: return true
        case .submitted, .needsInformation, .approved, .won, .withdrawn: return false
        }
    }

    /// What the partner gets if the prospect stays with another, said while it waits and not only once it is lost.
    func waitingParts(_ file: CaseFile) -> [Part] {
        guard file.next.what == .waitForHold || file.next.what == .answerQuestion, file.heldUntil != nil else {
            return []
        }
        let conflicts = file.policy.conflicts
        let texts = [
            (
                say("If it stays with the other partner: ", "Wenn es beim anderen Partner bleibt: "),
                conflicts.consolation
            ),
            (say("If you join as a further holder: ", "Wenn Sie später beteiligt werden: "), conflicts.secondTerms),
        ]
        return texts.compactMap { intro, text in
            file.text(text, language).map { .paragraph(Text([.strong(intro), .typed($0)])) }
        }
    }

    /// What a further holder gets.
    func termParts(_ file: CaseFile) -> [Part] {
        guard let share = file.registration.progress.share, share > 1,
            let terms = file.text(file.policy.conflicts.secondTerms, language)
        else { return [] }
        return [.paragraph(Text([.typed(terms)]))]
    }

    /// The appeal, and the customer's choice for those who may read it.
    func appealParts(_ file: CaseFile, for audience: Audience) -> [Part] {
        var parts: [Part] = []
        if let appeal = file.registration.progress.appeal {
            let sentence = say(
                "Appeal against the decision by \(appeal.against), \(moment(appeal.at)):",
                "Einspruch gegen die Entscheidung von \(appeal.against), \(moment(appeal.at)):"
            )
            parts += [.paragraph(Text(plain: sentence)), .quote(appeal.text)] + reasonParts(appeal, file)
        }
        if audience == .reviewer, let choice = file.registration.progress.choice {
            let sentence = say(
                "The customer's written choice, recorded by \(choice.by):",
                "Schriftliche Wahl des Kunden, erfasst von \(choice.by):"
            )
            parts += [.paragraph(Text(plain: sentence)), .quote(choice.evidence)]
        }
        return parts
    }

    /// Why it was rejected the first time, for whoever looks a second time.
    private func reasonParts(_ appeal: Progress.Appeal, _ file: CaseFile) -> [Part] {
        let reason = appeal.reason.flatMap { file.reason($0, language) }
        guard reason != nil || appeal.reasonText != nil else { return [] }
        let opening = say("The first decision's reason:", "Grund der ersten Entscheidung:")
        var sentence: [Text.Run] = [.plain(opening)]
        if let reason { sentence += [.plain(" "), .strong(reason)] }
        return [.paragraph(Text(sentence))] + [appeal.reasonText.map { .quote($0) }].compactMap(\.self)
    }
}
