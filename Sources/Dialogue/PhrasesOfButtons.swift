import FoundationEssentials
import Registrations

/// What each side can do now: the thing to do first, at most five.
extension Phrasebook {
    static let shownButtons = 5

    func partnerButtons(_ file: CaseFile) -> [Button] {
        let registration = file.registration
        var buttons: [Button] = []
        switch registration.status {
        case .submitted:
            if registration.progress.duty(.acceptOffer) != nil { buttons.append(acceptButton(file)) }
            buttons += withdrawButtons(file)
        case .needsInformation: buttons += [answerButton(file)] + withdrawButtons(file)
        case .approved:
            guard registration.progress.duty(.acceptApproval) == nil else {
                buttons += [acceptButton(file)] + withdrawButtons(file)
                break
            }
            buttons.append(meetingButton(file, isFirst: registration.progress.duty(.firstMeeting) != nil))
            let isContradictable = file.meeting(toContradictBy: .partner) != nil
            if isContradictable { buttons.append(contradictButton(file)) }
            if registration.kind == .lead { buttons.append(dealButton(file)) }
            // Taking a claim back stays in sight; the reminder before the end offers the longer hold.
            if !isContradictable, file.mayExtend, registration.progress.extensionAskedAt == nil {
                buttons.append(extendButton(file))
            }
            buttons += withdrawButtons(file)
        case .rejected: if file.appealUntil != nil { buttons.append(appealButton(file)) }
        case .won, .lost, .lapsed, .withdrawn: break
        }
        return Array(buttons.prefix(Self.shownButtons - 1)) + [whyButton(file)]
    }

    func reviewButtons(_ file: CaseFile) -> [Button] {
        let registration = file.registration
        var buttons: [Button] = []
        switch registration.status {
        case .submitted, .needsInformation: buttons = decideButtons(file)
        case .approved: buttons = workButtons(file)
        case .rejected: if file.undoUntil != nil { buttons = [undoButton(file)] }
        case .won, .lost, .lapsed, .withdrawn: break
        }
        return Array(buttons.prefix(Self.shownButtons - 1)) + [whyButton(file)]
    }

    /// After the approval: what is owed stands first.
    private func workButtons(_ file: CaseFile) -> [Button] {
        let progress = file.registration.progress
        let owesStep = progress.duty(.nextStep) != nil
        let owesMeeting = progress.duty(.firstMeeting)?.isHandedOver == true
        var buttons: [Button] = []
        if progress.extensionAskedAt != nil, file.mayExtend { buttons.append(grantButton(file)) }
        if owesStep { buttons.append(nextStepButton(file, isPrimary: true)) }
        if owesMeeting { buttons.append(meetingButton(file, isFirst: true)) }
        if file.undoUntil != nil { buttons.append(undoButton(file)) }
        if owesStep, file.meeting(toContradictBy: .reviewer) != nil { buttons.append(contradictButton(file)) }
        buttons += [wonButton(file), lostButton(file)]
        if !owesStep, progress.firstMeeting != nil { buttons.append(nextStepButton(file, isPrimary: false)) }
        if !owesMeeting { buttons.append(meetingButton(file, isFirst: false)) }
        return buttons
    }

    private func decideButtons(_ file: CaseFile) -> [Button] {
        let id = file.registration.id.text
        let confirm = Button.Confirm(
            title: say("Approve \(file.caseNumber)?", "\(file.caseNumber) freigeben?"),
            text: approvalMeans(file),
            yes: say("Approve", "Freigeben"),
            no: cancel
        )
        guard file.isInTurn else {
            // An approval would be refused: what helps the one who waits comes first.
            return [
                Button(.reviewAsk, say("Ask…", "Rückfrage…"), value: id, style: .primary),
                Button(.reviewReject, say("Reject…", "Ablehnen…"), value: id, style: .danger),
            ]
        }
        return [
            Button(.reviewApprove, say("Approve", "Freigeben"), value: id, style: .primary, confirm: confirm),
            Button(.reviewReject, say("Reject…", "Ablehnen…"), value: id, style: .danger),
            Button(.reviewAsk, say("Ask…", "Rückfrage…"), value: id),
        ] + (file.mayResearch ? [researchButton(file)] : [])
    }

    /// What follows from a yes, and what it confirms.
    private func approvalMeans(_ file: CaseFile) -> String {
        guard file.registration.checks.contains(where: { $0.reason == .replacementProven }) else {
            return approvalBrings(file)
        }
        let proof = String((proof(file.policy) ?? name(.replacement)).prefix(Self.nameCharacters))
        return say("You confirm: \(proof). ", "Sie bestätigen: \(proof). ") + approvalBrings(file)
    }

    private func approvalBrings(_ file: CaseFile) -> String {
        let name =
            file.partner.name.count > Self.nameCharacters
            ? file.partner.name.prefix(Self.nameCharacters - 1) + "…" : file.partner.name[...]
        if file.approvers.count > 1, let then = file.approvers.dropFirst().first {
            return say(
                "Your yes counts, and \(then) is asked as well. \(name) is told when all have said yes.",
                "Ihre Zustimmung zählt; auch \(then) wird gefragt. \(name) erfährt es, wenn alle zugestimmt haben."
            )
        }
        if file.policy.conflicts.winner == .firstMeeting || file.policy.hold.starts == .firstMeeting {
            return say(
                "\(name) is told at once; the protection begins with the first meeting.",
                "\(name) erfährt es sofort; der Schutz beginnt mit dem ersten Gespräch."
            )
        }
        guard let length = file.policy.holdLength(of: file.registration, tier: file.partner.tier) else {
            return say(
                "\(name) is protected as long as the registration stands, and told at once.",
                "\(name) ist dann geschützt, solange die Registrierung besteht, und erfährt es sofort."
            )
        }
        return say(
            "\(name) is protected for \(span(length)) and told at once.",
            "\(name) ist dann \(span(length)) geschützt und erfährt es sofort."
        )
    }

    /// Of a name in a question of few words.
    private static let nameCharacters = 100

    func acceptButton(_ file: CaseFile) -> Button { button(.acceptOffer, say("Accept", "Annehmen"), file, .primary) }
    func answerButton(_ file: CaseFile) -> Button { button(.answer, say("Answer", "Antworten"), file, .primary) }
    func appealButton(_ file: CaseFile) -> Button { button(.appeal, say("Appeal…", "Einspruch…"), file, .primary) }
    func extendButton(_ file: CaseFile) -> Button { button(.extend, say("Extend…", "Verlängern…"), file) }
    func dealButton(_ file: CaseFile) -> Button { button(.deal, say("Make it a deal…", "Zum Deal machen…"), file) }
    func whyButton(_ file: CaseFile) -> Button { button(.why, say("Why?", "Warum?"), file) }
    func grantButton(_ file: CaseFile) -> Button {
        button(.grantExtension, say("Extend the protection", "Schutz verlängern"), file, .primary)
    }
    func researchButton(_ file: CaseFile) -> Button {
        button(.research, say("More time", "Mehr Zeit"), file, confirm: researchConfirm(file))
    }
    func lostButton(_ file: CaseFile) -> Button { button(.lost, say("Lost…", "Verloren…"), file) }

    func meetingButton(_ file: CaseFile, isFirst: Bool) -> Button {
        let label = isFirst ? say("First meeting…", "Erstes Gespräch…") : say("Log a meeting…", "Gespräch eintragen…")
        return button(.meeting, label, file, isFirst ? .primary : .plain)
    }

    func nextStepButton(_ file: CaseFile, isPrimary: Bool) -> Button {
        button(.nextStep, say("Next step…", "Nächster Schritt…"), file, isPrimary ? .primary : .plain)
    }

    func contradictButton(_ file: CaseFile) -> Button {
        button(
            .contradict,
            say("Not so", "Stimmt nicht"),
            file,
            confirm: .init(
                title: say("No such meeting?", "Kein solches Gespräch?"),
                text: say(
                    "The other side is told, and the meeting no longer counts.",
                    "Die andere Seite erfährt es, und das Gespräch zählt nicht mehr."
                ),
                yes: say("It is not so", "Stimmt nicht"),
                no: cancel
            )
        )
    }

    private func wonButton(_ file: CaseFile) -> Button {
        button(
            .won,
            say("Won", "Gewonnen"),
            file,
            confirm: .init(
                title: say("Won?", "Gewonnen?"),
                text: say(
                    "\(file.caseNumber) ends as won, and the partner is told.",
                    "\(file.caseNumber) endet als gewonnen, und der Partner erfährt es."
                ),
                yes: say("Won", "Gewonnen"),
                no: cancel
            )
        )
    }

    private func undoButton(_ file: CaseFile) -> Button {
        let until = file.undoUntil.map { moment($0) } ?? ""
        return button(
            .reviewUndo,
            say("Undo", "Zurücknehmen"),
            file,
            confirm: .init(
                title: say("Undo the decision?", "Entscheidung zurücknehmen?"),
                text: say(
                    "For its author or a manager, until \(until). The partner is told, and it is your turn again.",
                    "Für die entscheidende Person oder das Management, bis \(until). Der Partner erfährt es, und Sie sind wieder am Zug."
                ),
                yes: say("Undo", "Zurücknehmen"),
                no: cancel
            )
        )
    }

    /// What the vendor assigned is declined, where the policy allows it.
    private func withdrawButtons(_ file: CaseFile) -> [Button] {
        guard file.registration.progress.assigned != nil else { return [withdrawButton(file)] }
        guard file.policy.assigning?.mayDecline != false else { return [] }
        return [
            button(
                .withdraw,
                say("Decline", "Ablehnen"),
                file,
                confirm: .init(
                    title: say("Decline it?", "Ablehnen?"),
                    text: say(
                        "\(file.caseNumber) ends, and the vendor is told.",
                        "\(file.caseNumber) endet, und der Hersteller erfährt es."
                    ),
                    yes: say("Decline", "Ablehnen"),
                    no: say("Keep it", "Behalten")
                )
            )
        ]
    }

    private func withdrawButton(_ file: CaseFile) -> Button {
        button(
            .withdraw,
            say("Withdraw", "Zurückziehen"),
            file,
            confirm: .init(
                title: say("Withdraw this claim?", "Anspruch zurückziehen?"),
                text: say(
                    "\(file.caseNumber) ends, and so does its protection.",
                    "\(file.caseNumber) endet, und damit auch der Schutz."
                ),
                yes: say("Withdraw", "Zurückziehen"),
                no: say("Keep it", "Behalten")
            )
        )
    }

    private func button(
        _ verb: Verb,
        _ label: String,
        _ file: CaseFile,
        _ style: Button.Style = .plain,
        confirm: Button.Confirm? = nil
    ) -> Button {
        Button(verb, label, value: file.registration.id.text, style: style, confirm: confirm)
    }
}
