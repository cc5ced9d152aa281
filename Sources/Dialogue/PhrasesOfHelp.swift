public import Registrations

/// Help and rules.
extension Phrasebook {
    /// Short: what is owed comes with a button, so most need none of these.
    public func help(command: String, isReviewer: Bool) -> Card {
        let lines = partnerWords + (isReviewer ? reviewerWords : [])
        return Card(
            heading: say("What you can type", "Was Sie tippen können"),
            parts: [.facts(lines.map { Fact("\(command)\($0.word)", Text(plain: $0.means)) })],
            summary: say("What you can type after \(command)", "Was Sie nach \(command) tippen können")
        )
    }

    private var partnerWords: [(word: String, means: String)] {
        [
            (
                "",
                say(
                    "register a prospect; add a domain to start with it",
                    "einen Interessenten registrieren; gern gleich mit Domain"
                )
            ),
            (
                " deal",
                say(
                    "register a deal; with a number, a lead becomes one",
                    "einen Deal registrieren; mit Nummer wird ein Lead zum Deal"
                )
            ),
            (
                " check acme.com",
                say("see whether a company is free before you claim it", "vorab prüfen, ob ein Unternehmen frei ist")
            ),
            (
                " status",
                say(
                    "your registrations; with a number one of them, and its link",
                    "Ihre Registrierungen; mit Nummer eine davon, samt Link"
                )
            ),
            (" why REG-…", say("why it stands as it does", "warum es so steht")),
            (
                say(" meeting REG-… tomorrow 14:00", " meeting REG-… morgen 14 Uhr"),
                say("log a meeting", "ein Gespräch eintragen")
            ),
            (" accept REG-…", say("take an offer or an approval", "ein Angebot oder eine Freigabe annehmen")),
            (" extend REG-…", say("protect it for longer", "den Schutz verlängern")),
            (" appeal REG-…", say("ask for a second look at a rejection", "Einspruch gegen eine Ablehnung")),
            (" contradict REG-…", say("the last meeting is not so", "das letzte Gespräch stimmt nicht")),
            (" withdraw REG-…", say("take a claim back", "einen Anspruch zurückziehen")),
            (" revoke REG-…", say("end old links and get a new one", "alte Links sperren und einen neuen bekommen")),
            (" rules", say("the rules as they are today", "die Regeln, wie sie heute gelten")),
        ]
    }

    private var reviewerWords: [(word: String, means: String)] {
        [
            (" queue", say("what waits for a decision", "was auf Entscheidung wartet")),
            (" review REG-…", say("the card to decide on", "die Karte zum Entscheiden")),
            (" research REG-…", say("take more time, once", "einmal mehr Zeit nehmen")),
            (
                " assign NAME acme.com",
                say("register it for a partner", "es für einen Partner registrieren")
            ),
            (" next REG-… what", say("record the next step", "den nächsten Schritt eintragen")),
            (" won REG-…", say("it is won", "es ist gewonnen")),
            (" lost REG-… why", say("it is lost", "es ist verloren")),
            (" undo REG-…", say("take a decision back", "eine Entscheidung zurücknehmen")),
            (
                " choice REG-… what",
                say("record the customer's written choice", "die schriftliche Wahl des Kunden erfassen")
            ),
            (
                " direct acme.com",
                say(
                    "our own people work on it; with over: no longer",
                    "wir arbeiten selbst daran; mit over: nicht mehr"
                )
            ),
            (
                " lift REG-… why",
                say(
                    "for managers: lift what the checks block",
                    "für das Partner-Management: eine Sperre der Prüfungen aufheben"
                )
            ),
        ]
    }

    /// The rules as a partner reads them in chat; the whole text is what `registrar policy show` prints.
    public func rules(_ policy: Policy, tier name: String) -> Card {
        let tier = policy.tier(named: name)
        var facts: [Fact] = []
        if let answer = tier.answer {
            let more = policy.duties[.answer]?.research.map {
                say("; once \(span($0)) more for research", "; einmal \(span($0)) mehr zum Nachforschen")
            }
            facts.append(fact(("Answer", "Antwort"), within(answer) + (more ?? "")))
        }
        facts.append(fact(("Protection", "Schutz"), protection(policy, tier)))
        if let extending = extending(policy) { facts.append(fact(("Extension", "Verlängerung"), extending)) }
        if let meeting = policy.duties[.firstMeeting] {
            facts.append(fact(("First meeting", "Erstes Gespräch"), within(meeting.within)))
        }
        facts.append(
            fact(("Two partners, one prospect", "Zwei Partner, ein Interessent"), conflict(policy.conflicts))
        )
        facts += rulesOfOthers(policy)
        if let appeal = policy.approvals.appeal {
            facts.append(fact(("Appeal", "Einspruch"), once(within(appeal.within))))
        }
        if let cap = tier.openCap {
            facts.append(fact(("At most", "Höchstens"), say("\(cap) open at once", "\(cap) zugleich offen")))
        }
        if let cap = tier.weeklyCap {
            facts.append(fact(("At most", "Höchstens"), say("\(cap) a week", "\(cap) in der Woche")))
        }
        let terms = policy.terms.compactMap { $0.text[language] ?? $0.text[policy.program.language] }
        return Card(
            heading: policy.program.name,
            parts: [.facts(facts)] + terms.map { Part.paragraph(Text([.typed($0)])).cut() } + [
                .note(text("Rules version \(policy.version).", "Version der Regeln: \(policy.version)."))
            ],
            summary: say("The rules of \(policy.program.name)", "Die Regeln von \(policy.program.name)")
        )
    }

    private func fact(_ label: (String, String), _ words: String) -> Fact {
        Fact(say(label.0, label.1), Text(plain: words))
    }

    private func within(_ time: Span) -> String {
        say("within \(span(time))", "innerhalb von \(span(time, afterPreposition: true))")
    }

    private func once(_ time: String) -> String { say("once, \(time)", "einmal, \(time)") }

    private func protection(_ policy: Policy, _ tier: Policy.Tier) -> String {
        let start =
            switch policy.hold.starts {
            case .approval: say("from approval", "ab Freigabe")
            case .submission: say("from submission", "ab Einreichung")
            case .acceptance: say("from the acceptance", "ab Annahme")
            case .firstMeeting: say("from the first meeting", "ab dem ersten Gespräch")
            }
        let what =
            switch policy.hold.scope {
            case .account: say("for the whole company", "für das ganze Unternehmen")
            case .opportunity: say("for one project", "für ein Vorhaben")
            case .product: say("for one product", "für ein Produkt")
            case .segment: say("for one segment", "für ein Segment")
            case .businessUnit: say("for one part of the company", "für einen Geschäftsbereich")
            }
        guard let length = tier.hold else {
            return say(
                "\(start), \(what), as long as the registration stands",
                "\(start), \(what), solange die Registrierung besteht"
            )
        }
        return say("\(span(length)) \(start), \(what)", "\(span(length)) \(start), \(what)")
    }

    /// Nil where there is none.
    private func extending(_ policy: Policy) -> String? {
        let rules = policy.hold.extending
        guard rules.times != 0 else { return nil }
        let often =
            rules.times.map { count($0, ("time", "times"), ("Mal", "Mal")) }
            ?? say("any number of times", "beliebig oft")
        let length = span(rules.by)
        return switch rules.grantedBy {
        case .partner where rules.times == nil:
            say(
                "by \(length), \(often), each when no more than \(length) is left",
                "um \(length), \(often), jeweils wenn höchstens noch \(length) übrig sind"
            )
        case .partner: say("by \(length), \(often)", "um \(length), \(often)")
        case .reviewer:
            say("by \(length), \(often); the vendor grants it", "um \(length), \(often); der Hersteller gewährt sie")
        }
    }

    /// What who loses gets, what proves a replacement, and what the vendor assigns.
    private func rulesOfOthers(_ policy: Policy) -> [Fact] {
        var facts: [Fact] = []
        let consolation = policy.conflicts.consolation
        if let text = consolation[language] ?? consolation[policy.program.language], !text.isEmpty {
            facts.append(Fact(say("Who does not win", "Wer nicht gewinnt"), Text([.typed(text)])))
        }
        if let proof = proof(policy) {
            facts.append(Fact(say("Customers you replace", "Ersatz bei Bestandskunden"), Text([.typed(proof)])))
        }
        if let assigning = policy.assigning {
            let words =
                assigning.mayDecline
                ? say("we may assign you some; you may decline", "wir können sie zuweisen; Sie können ablehnen")
                : say("we may assign you some", "wir können sie zuweisen")
            facts.append(fact(("Deals we found", "Geschäfte von uns"), words))
        }
        return facts
    }

    private func conflict(_ rules: Policy.ConflictRules) -> String {
        let rule =
            switch rules.winner {
            case .firstReceived:
                say("the claim that came in first goes first", "der zuerst eingegangene Anspruch geht vor")
            case .firstComplete:
                say("the claim that was complete first goes first", "der zuerst vollständige Anspruch geht vor")
            case .firstApproved: say("the first approved claim wins", "der erste freigegebene Anspruch gewinnt")
            case .firstMeeting: say("the first meeting wins", "das erste Gespräch gewinnt")
            case .bestQualified:
                say("the best qualified claim goes first", "der am besten begründete Anspruch geht vor")
            case .customerChoice:
                say("the customer's written choice decides", "die schriftliche Wahl des Kunden entscheidet")
            case .split:
                say(
                    "each part of the business has a holder of its own",
                    "jeder Teil des Geschäfts hat einen eigenen Inhaber"
                )
            case .shared: say("several share it", "mehrere teilen ihn sich")
            }
        let queue = say(
            "; later ones queue, and nobody learns who holds it",
            "; spätere warten, und niemand erfährt, wer ihn hat"
        )
        let order: String =
            switch rules.queue {
            case .received: say(", in the order of receipt", ", in der Reihenfolge des Eingangs")
            case .score: say(", the best qualified first", ", die am besten begründeten zuerst")
            case nil: ""
            }
        return rule + queue + order
    }
}
