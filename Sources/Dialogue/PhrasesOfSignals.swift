public import Registrations

/// What a partner manager is told of a partner, and of the vendor's own sales.
extension Phrasebook {
    public func signal(_ signal: Signal, partner: String, command: String) -> Card {
        let sentence =
            switch signal {
            case .burst(let number):
                say(
                    "\(number) registrations within a day. Look whether they are meant.",
                    "\(number) Registrierungen an einem Tag. Bitte prüfen, ob sie ernst gemeint sind."
                )
            case .idleHolds(let number):
                say(
                    "\(number) prospects are protected, and no meeting is logged for any of them.",
                    "\(number) Interessenten sind geschützt, und zu keinem ist ein Gespräch eingetragen."
                )
            case .nearMiss:
                say(
                    "A domain is almost the same as a known one. Look whether it is a typing mistake.",
                    "Eine Domain gleicht fast einer bekannten. Bitte prüfen, ob es ein Tippfehler ist."
                )
            }
        let title = say("Something to look at", "Bitte ansehen")
        return Card(
            heading: title,
            parts: [
                Part.facts([Fact(say("Partner", "Partner"), Text([.typed(partner)]))] + facts(signal)).cut(),
                .paragraph(Text(plain: sentence)),
                .note(text("Type \(command) queue for what waits.", "Mit \(command) queue sehen Sie, was wartet.")),
            ],
            summary: "\(title): \(sentence)"
        )
    }

    private func facts(_ signal: Signal) -> [Fact] {
        switch signal {
        case .burst, .idleHolds: []
        case .nearMiss(let domain, let known):
            [
                Fact(say("Registered", "Registriert"), Text([.typed(domain)])),
                Fact(say("Known", "Bekannt"), Text([.typed(known)])),
            ]
        }
    }

    /// The bot may not speak in a room; the case that was to be spoken of there, where there is one.
    public func shutOut(caseNumber: CaseNumber?, partner: String?) -> Card {
        let title = say("The app is missing in a channel", "Die App fehlt in einem Kanal")
        var facts: [Fact] = []
        if let partner { facts.append(Fact(say("Partner", "Partner"), Text([.typed(partner)]))) }
        if let caseNumber { facts.append(Fact(say("Case", "Fall"), Text(plain: "\(caseNumber)"))) }
        let why = text(
            "I could not speak in the channel it belongs to: the app is in the team, but not in that channel, or was taken out.",
            "Im zugehörigen Kanal konnte ich nichts sagen: Die App ist im Team, aber nicht in diesem Kanal, oder wurde entfernt."
        )
        let mend = text(
            "An owner of the team that hosts the channel adds the app to it, in the channel's own settings. Shared and private channels each need it.",
            "Wer das Team besitzt, das den Kanal bereitstellt, fügt die App dort in den Einstellungen des Kanals hinzu. Jeder geteilte oder private Kanal braucht sie eigens."
        )
        let then = text(
            "What is owed there is parked; the admin sends it with registrar outbox retry.",
            "Was dort noch zu sagen ist, wartet; der Admin sendet es mit registrar outbox retry."
        )
        return Card(
            heading: title,
            parts: (facts.isEmpty ? [] : [Part.facts(facts).cut()]) + [.paragraph(why), .paragraph(mend), .note(then)],
            summary: title + (caseNumber.map { ": \($0)" } ?? "")
        )
    }

    /// The vendor's own people work on a company; `affected` are the open registrations on it.
    public func directSaleOpened(_ domain: String, affected: [CaseFile]) -> Card {
        let sentence = say(
            "Noted: our own people work on \(domain). New claims on it are flagged.",
            "Vermerkt: An \(domain) arbeiten wir selbst. Neue Ansprüche darauf werden markiert."
        )
        var parts: [Part] = [.paragraph(Text(plain: sentence))]
        if !affected.isEmpty {
            parts.append(
                .paragraph(
                    text(
                        "Partners are there already. Talk to them before you go on:",
                        "Dort sind bereits Partner. Bitte sprechen Sie zuerst mit ihnen:"
                    )
                )
            )
            let lines = affected.prefix(Self.affectedCases).map { file in
                Fact(
                    "\(file.caseNumber) · \(word(file.registration.status))",
                    Text([.typed(file.partner.name), .plain("\n\(self.sentence(file.next, to: .reviewer))")])
                )
            }
            parts.append(Part.facts(Array(lines)).cut())
        }
        return Card(parts: parts, summary: sentence)
    }

    private static let affectedCases = 10

    public func directSaleClosed(_ domain: String) -> Card {
        let sentence = say(
            "Noted: our own people no longer work on \(domain).",
            "Vermerkt: An \(domain) arbeiten wir nicht mehr selbst."
        )
        return Card(parts: [.paragraph(Text(plain: sentence))], summary: sentence)
    }
}
