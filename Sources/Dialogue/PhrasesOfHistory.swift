import FoundationEssentials
import Registrations

/// The history, as each audience reads it: a partner learns of no other, and nothing that is said among reviewers.
extension Phrasebook {
    func moment(_ line: HistoryLine, for audience: Audience) -> Page.Moment? {
        guard let told = told(line, for: audience) else { return nil }
        return Page.Moment(machineTime: stamp(line.event.at), time: moment(line.event.at), text: told)
    }

    /// What happened; nil for what that audience has no business with.
    func told(_ line: HistoryLine, for audience: Audience) -> Text? {
        let by = line["by"]
        switch line.event.kind {
        case .submitted: return submitted(line)
        case .checksRun: return checksRun(line, audience)
        case .approved: return approved(line)
        case .rejected: return text("Rejected by \(by)", "Abgelehnt von \(by)")
        case .approvalGiven: return text("\(by) said yes", "\(by) hat zugestimmt")
        case .decisionUndone: return text("Decision undone by \(by)", "Entscheidung zurückgenommen von \(by)")
        case .informationRequested: return informationRequested(line)
        case .researchStarted: return research(line)
        case .informationGiven:
            return saying(text("The partner answered", "Der Partner hat geantwortet"), line.said["answer"])
        case .appealed:
            return saying(text("The partner appealed", "Der Partner hat Einspruch eingelegt"), line.said["appeal"])
        case .blockLifted: return blockLifted(by)
        case .choiceRecorded: return choiceRecorded(line, audience)
        case .withdrawn: return withdrawn(line.event)
        case .holdStarted: return holdStarted(line)
        case .holdExtended: return holdExtended(line)
        case .holdEnded: return text("Protection ended", "Schutz beendet")
        case .extensionAsked:
            return saying(text("Longer protection asked for", "Verlängerung erbeten"), line.said["evidence"])
        case .approvalAccepted:
            return text("The partner accepted the approval", "Der Partner hat die Freigabe angenommen")
        case .lapsed: return lapsed(line.event)
        case .offered:
            return until(
                ("The prospect came free and was offered", "Interessent frei geworden und angeboten"),
                line["until"]
            )
        case .offerAccepted: return text("The partner accepted the offer", "Der Partner hat das Angebot angenommen")
        case .offerExpired:
            return text("The offer was not accepted in time", "Das Angebot wurde nicht rechtzeitig angenommen")
        case .meetingLogged: return at(("Meeting logged", "Gespräch eingetragen"), line["at"])
        case .meetingContradicted: return at(("Meeting contradicted", "Gespräch bestritten"), line["at"])
        case .nextStepRecorded:
            return saying(
                text("Next step recorded by \(by)", "Nächster Schritt eingetragen von \(by)"),
                line.said["next_step"]
            )
        case .becameDeal: return becameDeal(line)
        case .won: return text("Won, recorded by \(by)", "Gewonnen, eingetragen von \(by)")
        case .lost: return text("Lost, recorded by \(by)", "Verloren, eingetragen von \(by)")
        case .reminded: return reminded(line)
        case .escalated: return escalated(line, audience)
        case .handedOver: return until(("The vendor took it over", "Der Hersteller hat übernommen"), line["until"])
        case .deadlineMoved: return deadlineMoved(line)
        case .linksRevoked: return text("Older links were ended", "Ältere Links wurden gesperrt")
        case .personalErased: return text("Personal data was erased", "Personenbezogene Daten wurden gelöscht")
        case .refused: return refused(line, audience)
        case .directSaleOpened, .directSaleClosed, .signalled, .serviceStopped, .partnerAdded, .partnerChanged,
            .partnerSuspended,
            .partnerRestored, .workspaceLinked, .appInstalled, .appUninstalled, .policyLoaded:
            return nil
        }
    }

    private func submitted(_ line: HistoryLine) -> Text {
        let version = line["policy_version"]
        guard line["assigned_by"].isEmpty else {
            let by = line["assigned_by"]
            return text(
                "Assigned by \(by) under rules \(version)",
                "Zugewiesen von \(by) unter den Regeln \(version)"
            )
        }
        return text("Submitted under rules \(version)", "Eingereicht unter den Regeln \(version)")
    }

    private func checksRun(_ line: HistoryLine, _ audience: Audience) -> Text {
        let checks = line.event.details
        let count = checks.count { !$0.value.hasPrefix("pass") }
        guard audience == .reviewer else { return text("Checked against the rules", "Nach den Regeln geprüft") }
        guard count > 0 else { return text("Checked: nothing stands out", "Geprüft: nichts auffällig") }
        return text(
            "Checked: \(count) of \(checks.count) need a look",
            "Geprüft: \(count) von \(checks.count) Prüfungen sind anzusehen"
        )
    }

    /// By a person, or by a rule of the policy.
    private func approved(_ line: HistoryLine) -> Text {
        let by = line["by"]
        guard line["confirmed"].isEmpty else {
            return text(
                "Approved by \(by), who confirmed the proof of replacement",
                "Freigegeben von \(by); der Nachweis des Ersatzes ist bestätigt"
            )
        }
        guard by.hasPrefix("rule ") else { return text("Approved by \(by)", "Freigegeben von \(by)") }
        let rule = by.dropFirst("rule ".count)
        return text("Approved by the rule \(rule)", "Freigegeben durch die Regel \(rule)")
    }

    private func research(_ line: HistoryLine) -> Text {
        let told = text("\(line["by"]) takes time for research", "\(line["by"]) nimmt sich Zeit zum Nachforschen")
        return Text(told.runs + [.plain(", \(due(line["until"]))")])
    }

    private func informationRequested(_ line: HistoryLine) -> Text {
        let fields = line["fields"].split(separator: ",").compactMap { Field(rawValue: String($0)) }.map { name($0) }
        let asked = text("Question by \(line["by"])", "Rückfrage von \(line["by"])")
        guard !fields.isEmpty else { return saying(asked, line.said["question"]) }
        let open = say(", open again: ", ", wieder offen: ") + fields.joined(separator: ", ")
        return saying(Text(asked.runs + [.plain(open)]), line.said["question"])
    }

    private func blockLifted(_ by: String) -> Text {
        text("A manager, \(by), lifted what the checks blocked", "\(by) (Management) hat die Sperre aufgehoben")
    }

    /// What the customer wrote names others.
    private func choiceRecorded(_ line: HistoryLine, _ audience: Audience) -> Text {
        let told = text("The customer's written choice was recorded", "Schriftliche Wahl des Kunden erfasst")
        return audience == .reviewer ? saying(told, line.said["evidence"]) : told
    }

    private func withdrawn(_ event: Event) -> Text {
        switch event.actor {
        case .rule: text("The claim ended by a rule", "Anspruch durch eine Regel beendet")
        case .person, .admin, .service: text("Withdrawn by the partner", "Vom Partner zurückgezogen")
        }
    }

    private func holdStarted(_ line: HistoryLine) -> Text {
        line["kept"] == "true"
            ? until(("The prospect is kept", "Der Interessent wird freigehalten"), line["until"])
            : until(("Protection began", "Schutz begonnen"), line["until"])
    }

    private func holdExtended(_ line: HistoryLine) -> Text {
        if case .rule("service_stopped", _) = line.event.actor {
            let english = "Protection extended by the time the service was off"
            return until((english, "Schutz um die Zeit verlängert, in der der Dienst stand"), line["until"])
        }
        return until(("Protection extended", "Schutz verlängert"), line["until"])
    }

    private func lapsed(_ event: Event) -> Text {
        guard case .rule(let rule, _) = event.actor else { return text("Lapsed", "Verfallen") }
        if let duty = Duty.Kind(rawValue: rule) {
            return text("Lapsed: \(name(duty)) was missing", "Verfallen: Es fehlte \(name(duty))")
        }
        return rule == "hold"
            ? text("Lapsed: the protection ran out", "Verfallen: Der Schutz ist abgelaufen")
            : text("Lapsed: another claim went first", "Verfallen: Ein anderer Anspruch ging vor")
    }

    private func becameDeal(_ line: HistoryLine) -> Text {
        guard let minor = Int(line["amount"]) else { return text("Became a deal", "Zum Deal geworden") }
        let value = amount(Amount(minorUnits: minor))
        return text("Became a deal of \(value)", "Zum Deal geworden: \(value)")
    }

    private func reminded(_ line: HistoryLine) -> Text {
        guard case .rule(let rule, _) = line.event.actor,
            let duty = Duty.Kind(rawValue: String(rule.prefix { $0 != "." }))
        else {
            return until(("Reminded: the protection ends", "Erinnert: Der Schutz endet"), line["until"], isEnd: true)
        }
        return text("Reminded: \(name(duty)), \(due(line["due"]))", "Erinnert: \(name(duty)), \(due(line["due"]))")
    }

    /// A partner need not know who.
    private func escalated(_ line: HistoryLine, _ audience: Audience) -> Text {
        let duty: Duty.Kind? =
            if case .rule(let rule, _) = line.event.actor {
                Duty.Kind(rawValue: String(rule.prefix { $0 != "." }))
            } else {
                nil
            }
        let what = duty.map { name($0) } ?? say("a deadline", "eine Frist")
        let told = text("Overdue: \(what), \(due(line["due"]))", "Überfällig: \(what), \(due(line["due"]))")
        guard audience == .reviewer, !line["to"].isEmpty else { return told }
        return Text(told.runs + [.plain(say("; told: ", "; informiert: ")), .typed(line["to"])])
    }

    private func deadlineMoved(_ line: HistoryLine) -> Text {
        let duty = Duty.Kind(rawValue: line["duty"]).map { name($0) } ?? say("a deadline", "eine Frist")
        return text("Deadline moved: \(duty), \(due(line["to"]))", "Frist verschoben: \(duty), \(due(line["to"]))")
    }

    private func refused(_ line: HistoryLine, _ audience: Audience) -> Text? {
        guard audience == .reviewer else { return nil }
        return text("Refused: \(line["refusal"])", "Zurückgewiesen: \(line["refusal"])")
    }

    private func due(_ stored: String) -> String {
        instant(stored).map { say("due \(moment($0))", "fällig \(moment($0))") } ?? say("due", "fällig")
    }

    private func at(_ told: (String, String), _ stored: String) -> Text {
        guard let instant = instant(stored) else { return text(Text(plain: told.0), Text(plain: told.1)) }
        return Text(plain: say("\(told.0): ", "\(told.1): ") + moment(instant))
    }

    private func until(_ told: (String, String), _ stored: String, isEnd: Bool = false) -> Text {
        guard let instant = instant(stored) else { return text(Text(plain: told.0), Text(plain: told.1)) }
        guard instant < Hold.openEnd else {
            return Text(
                plain: say(told.0, told.1)
                    + say(", as long as the registration stands", ", solange die Registrierung besteht")
            )
        }
        let day = day(instant)
        return Text(
            plain: isEnd
                ? say("\(told.0) on \(day)", "\(told.1) am \(day)")
                : say("\(told.0), until \(day)", "\(told.1), bis \(day)")
        )
    }

    func instant(_ stored: String) -> Date? {
        do { return try Date(stored, strategy: .iso8601) } catch { return nil }
    }

    /// With the words that were said, as long as they were not erased.
    private func saying(_ told: Text, _ words: String?) -> Text {
        guard let words, !words.isEmpty else { return told }
        return Text(told.runs + [.plain(":\n"), .typed(words)])
    }
}

extension HistoryLine {
    /// A detail of the event; empty where it has none.
    fileprivate subscript(_ name: String) -> String { event.details.first { $0.name == name }?.value ?? "" }
}
