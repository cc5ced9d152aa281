import FoundationEssentials
import Registrations

/// What the vendor does of its own: more time, deals that it found, its own people at a company.
extension Phrasebook {
    func researching(_ until: Date) -> String {
        say(
            "The vendor looks closer at your claim and decides by \(moment(until)).",
            "Der Hersteller prüft Ihren Anspruch genauer und entscheidet bis \(moment(until))."
        )
    }

    func researchConfirm(_ file: CaseFile) -> Button.Confirm {
        let time = file.policy.duties[.answer]?.research.map { span($0) } ?? ""
        return .init(
            title: say("Take more time?", "Mehr Zeit nehmen?"),
            text: say(
                "Once, \(time) more for research. The partner is told.",
                "Einmal, \(time) mehr zum Nachforschen. Der Partner erfährt es."
            ),
            yes: say("Take it", "Nehmen"),
            no: cancel
        )
    }

    func directSale(_ file: CaseFile, isOver: Bool) -> String {
        if isOver {
            return say(
                "The vendor's own people no longer work on this company.",
                "Der Hersteller arbeitet an diesem Unternehmen nicht mehr selbst."
            )
        }
        let stands = file.registration.hold.map { $0.until < Hold.openEnd ? day($0.until) : nil } ?? nil
        let now = say(
            "The vendor's own people work on this company now.",
            "Der Hersteller arbeitet jetzt selbst an diesem Unternehmen."
        )
        guard file.registration.hold != nil else {
            return now + say(" The claim was checked again.", " Der Anspruch wurde neu geprüft.")
        }
        guard let stands else { return now + say(" The protection stands.", " Der Schutz besteht weiter.") }
        return now + say(" The protection stands until \(stands).", " Der Schutz besteht weiter bis \(stands).")
    }

    func assigned(_ file: CaseFile) -> String {
        let by = file.registration.progress.assigned?.by ?? ""
        return say(
            "The vendor found this deal and assigned it to you: \(by).",
            "Der Hersteller hat dieses Geschäft gefunden und Ihnen zugewiesen: \(by)."
        )
    }

    var nobodyToApprove: String {
        say(
            "Nobody else can say yes, and nobody says it twice. The admin has to name another reviewer in the policy file.",
            "Niemand sonst kann zustimmen, und niemand stimmt zweimal zu. In der Policy-Datei muss noch jemand benannt werden."
        )
    }

    /// The reviewer who assigned it sees what came of it.
    public func assignedForm(_ file: CaseFile) -> Form {
        var parts: [Part] = [
            .paragraph(Text([.strong(file.caseNumber), .plain(" · "), .typed(file.company)])),
            .facts([Fact(say("Partner", "Partner"), Text([.typed(file.partner.name)]))]),
            .paragraph(text("The partner is being told.", "Der Partner wird benachrichtigt.")),
            .paragraph(Text(plain: sentence(file.next))),
        ]
        if let link = file.link { parts.append(.paragraph(linkToRecord(link))) }
        return Form(
            name: .register,
            token: "\(file.registration.draft.text).consent",
            title: say("Assigned", "Zugewiesen"),
            intro: parts.map { $0.cut() },
            submit: nil,
            close: close
        )
    }

    /// No partner has that name.
    public func unknownPartner(_ name: String) -> Card {
        let sentence = say(
            "No partner is called that. Type assign, the name as it is in the list of partners, and the company's domain.",
            "So heißt kein Partner. Schreiben Sie assign, den Namen wie in der Liste der Partner und die Domain des Unternehmens."
        )
        return Card(
            parts: [Part.paragraph(Text([.typed(name)])).cut(), .paragraph(Text(plain: sentence))],
            summary: sentence
        )
    }
}
