import FoundationEssentials
import Registrations

/// Why it stands as it stands: each verdict, reminder, lapse and decision with its rule, version, evidence, and what would
/// change it.
extension Phrasebook {
    /// In chat the newest only; the record page has all.
    public func why(_ file: CaseFile, history: [HistoryLine], for audience: Audience) -> Card {
        let checks = reasonsOfChecks(file, audience)
        let events = reasonsOfHistory(file, history, audience)
        let shown = events.suffix(Self.shownReasons)
        var parts: [Part] = []
        if !checks.isEmpty { parts.append(.facts(checks)) }
        if !checks.isEmpty, !shown.isEmpty { parts.append(.divider) }
        if !shown.isEmpty { parts.append(.facts(Array(shown))) }
        if shown.count < events.count {
            parts.append(
                .note(text("Older reasons stand on the record page.", "Ältere Gründe stehen auf der Vorgangsseite."))
            )
        }
        parts.append(
            .paragraph(Text([.strong(say("Now", "Jetzt")), .plain(": \(sentence(file.next, to: audience))")]))
        )
        if let link = file.link { parts.append(.paragraph(linkToRecord(link))) }
        return Card(
            heading: say("\(file.caseNumber): why", "\(file.caseNumber): warum"),
            parts: parts.map { $0.cut() },
            summary: say("Why \(file.caseNumber) stands as it does", "Warum \(file.caseNumber) so steht")
        )
    }

    private static let shownReasons = 12

    /// The same for the record page and for exports, all of it.
    public func reasons(_ file: CaseFile, history: [HistoryLine], for audience: Audience) -> [Fact] {
        reasonsOfChecks(file, audience) + reasonsOfHistory(file, history, audience)
    }

    /// Checks that did not pass.
    private func reasonsOfChecks(_ file: CaseFile, _ audience: Audience) -> [Fact] {
        file.registration.checks.filter { $0.outcome != .pass }.map { check in
            var runs: [Text.Run] = [.plain("\(mark(check.outcome)) \(sentence(check.reason))")]
            for evidence in check.evidence where audience == .reviewer || check.reason.tells(evidence) {
                runs.append(.typed("\n\(told(evidence))"))
            }
            runs.append(.plain("\n\(quoted(rule: check.rule.rawValue, file.registration.policyVersion))"))
            if let change = change(check.reason) { runs.append(.plain("\n\(change)")) }
            return Fact(name(check.rule), Text(runs))
        }
    }

    private func reasonsOfHistory(_ file: CaseFile, _ history: [HistoryLine], _ audience: Audience) -> [Fact] {
        history.filter { $0.event.kind.wantsReason }.compactMap { line in
            guard let told = told(line, for: audience) else { return nil }
            var runs = told.runs
            if line.event.kind == .checksRun { runs += found(line.event) }
            runs.append(.plain("\n\(source(line.event, file))"))
            if let change = change(line.event, file) { runs.append(.plain("\n\(change)")) }
            return Fact(moment(line.event.at), Text(runs))
        }
    }

    /// What did not pass when the checks were run; the words only, whoever reads.
    private func found(_ event: Event) -> [Text.Run] {
        event.details.compactMap { detail in
            let words = detail.value.split(separator: " ").map(String.init)
            guard let outcome = words.first.flatMap({ Check.Outcome(rawValue: $0) }), outcome != .pass,
                let reason = words.dropFirst().first.flatMap({ Check.Reason(rawValue: $0) })
            else { return nil }
            return .plain("\n\(mark(outcome)) \(sentence(reason))")
        }
    }

    /// The rule and version that an event quotes; a person's act stands under the version it names.
    private func source(_ event: Event, _ file: CaseFile) -> String {
        let named = event.details.first { $0.name == "policy_version" }?.value ?? file.registration.policyVersion
        switch event.actor {
        case .rule(let id, let version): return quoted(rule: id, version)
        case .person, .admin, .service:
            return say("By a person, under rules \(named).", "Durch eine Person, unter den Regeln \(named).")
        }
    }

    private func quoted(rule: String, _ version: String) -> String {
        say("Rule \(rule), version \(version).", "Regel \(rule), Version \(version).")
    }

    /// What would change it, or would have.
    private func change(_ event: Event, _ file: CaseFile) -> String? {
        switch event.kind {
        case .approved, .rejected: return changeOfDecision(event.kind, file)
        case .lapsed, .holdEnded: return changeOfLapse(event, file)
        case .reminded, .escalated, .handedOver:
            guard case .rule(let id, _) = event.actor else { return nil }
            if id.hasPrefix("hold") { return changeOfHold(file) }
            return Duty.Kind(rawValue: String(id.prefix { $0 != "." })).map { change($0) }
        case .researchStarted: return change(Duty.Kind.answer)
        case .offered, .offerExpired: return change(Duty.Kind.acceptOffer)
        case .informationRequested: return change(Duty.Kind.provideInformation)
        case .appealed:
            return say(
                "That decision stands: there is one appeal.",
                "Diese Entscheidung gilt: Es gibt einen Einspruch."
            )
        case .deadlineMoved:
            return say(
                "A deadline moves with the calendar and with stops of the service.",
                "Eine Frist verschiebt sich mit dem Kalender und mit Ausfällen des Dienstes."
            )
        case .submitted, .checksRun, .informationGiven, .withdrawn, .holdStarted, .blockLifted, .linksRevoked,
            .personalErased, .approvalGiven, .decisionUndone, .holdExtended, .extensionAsked, .approvalAccepted,
            .meetingLogged,
            .meetingContradicted, .nextStepRecorded, .becameDeal, .won, .lost, .offerAccepted, .choiceRecorded,
            .refused,
            .partnerAdded, .partnerChanged, .partnerSuspended, .partnerRestored, .workspaceLinked, .appInstalled,
            .appUninstalled,
            .policyLoaded, .directSaleOpened, .directSaleClosed, .signalled, .serviceStopped:
            return nil
        }
    }

    private func changeOfDecision(_ kind: Event.Kind, _ file: CaseFile) -> String? {
        if kind == .rejected, let until = file.appealUntil {
            return say(
                "The partner can appeal until \(moment(until)).",
                "Der Partner kann bis \(moment(until)) Einspruch einlegen."
            )
        }
        guard let until = file.undoUntil else { return nil }
        return say(
            "Its author or a manager can undo it until \(moment(until)).",
            "Bis \(moment(until)) lässt es sich von der entscheidenden Person oder dem Management zurücknehmen."
        )
    }

    private func changeOfLapse(_ event: Event, _ file: CaseFile) -> String? {
        guard case .rule(let id, _) = event.actor else { return nil }
        if let duty = Duty.Kind(rawValue: id) { return change(duty) }
        switch id {
        case "hold":
            return file.policy.hold.extending.times == 0
                ? changeOfHold(file)
                : say(
                    "An extension before the end would have kept it.",
                    "Eine Verlängerung vor dem Ende hätte ihn erhalten."
                )
        case "superseded", "customer_choice": return change(Check.Reason.prospectClaimed)
        default: return nil
        }
    }

    private func changeOfHold(_ file: CaseFile) -> String {
        let rules = file.policy.hold.extending
        guard rules.times != 0 else {
            return say(
                "It lasts as long as the rules say; a new registration is possible.",
                "Er gilt so lange, wie die Regeln sagen; eine neue Registrierung ist möglich."
            )
        }
        let length = span(rules.by)
        return say(
            "Type extend and the number before the end: it grows by \(length).",
            "Mit extend und der Nummer verlängert er sich vor dem Ende um \(length)."
        )
    }
}

extension Event.Kind {
    /// A verdict, a reminder, a lapse, a decision, or what began or ended with one.
    var wantsReason: Bool {
        switch self {
        case .checksRun, .approved, .rejected, .informationRequested, .researchStarted, .holdStarted, .holdEnded,
            .blockLifted,
            .approvalGiven, .decisionUndone, .appealed, .holdExtended, .lapsed, .offered, .offerExpired,
            .choiceRecorded,
            .reminded, .escalated, .handedOver, .deadlineMoved:
            true
        case .submitted, .informationGiven, .withdrawn, .linksRevoked, .personalErased, .extensionAsked,
            .approvalAccepted,
            .meetingLogged,
            .meetingContradicted, .nextStepRecorded, .becameDeal, .won, .lost, .offerAccepted, .refused, .partnerAdded,
            .partnerChanged,
            .partnerSuspended, .partnerRestored, .workspaceLinked, .appInstalled, .appUninstalled, .policyLoaded,
            .directSaleOpened, .directSaleClosed, .signalled, .serviceStopped:
            false
        }
    }
}

extension Check.Reason {
    /// Whether a partner may read it: what is its own, and until when a prospect is taken; never who else is there.
    func tells(_ evidence: Check.Evidence) -> Bool { own.contains(evidence.name) }

    private var own: [String] {
        switch self {
        case .prospectHeld: ["held_until"]
        case .territoryForeign: ["geography", "territories"]
        case .openCapReached: ["open", "cap"]
        case .weeklyCapReached: ["week", "cap"]
        case .contactFreeMail, .contactDisposable, .domainMixedScript: ["domain"]
        case .kindNotEligible: ["kind"]
        case .tierNotEligible: ["tier"]
        case .certificationMissing: ["certifications", "needed"]
        case .outsideWindow: ["today"]
        case .sizeTooSmall: ["amount_minor", "least_minor"]
        case .coolingDown: ["until"]
        case .tenderPublished: ["published"]
        case .documentsMissing: ["amount_minor"]
        case .prospectFree, .prospectClaimed, .nameUnknown, .nameSimilar, .noKnownDeal, .wonBefore,
            .replacementProven, .replacementUnproven, .territoryCovered,
            .territoryUnknown, .accountOpen, .accountBlocked, .partnerGood, .partnerSuspended, .capsKept,
            .domainCompany,
            .noDirectSale, .directSaleOpen, .directSaleRecent, .eligible, .sizeEnough, .sizeUnknown, .notCoolingDown,
            .noTender, .documentsThere, .answersComplete, .consentGiven:
            []
        }
    }
}
