public import Registrations

/// Answers opened again.
extension Questionnaire {
    /// What came of answers that were opened again.
    public enum Reopened: Hashable, Sendable {
        case changed(Answers, Progress.Deal?)
        case mistakes([Field: Mistake])
    }

    /// The answers, and those of a deal, with those of `fields` as they were typed now; an optional one left blank is taken
    /// away.
    public func reopened(
        _ fields: [Field],
        typed: [Field: String],
        from answers: Answers,
        deal: Progress.Deal? = nil
    ) -> Reopened {
        let open = Self.reopenable(fields, isDeal: deal != nil)
        var mistakes: [Field: Mistake] = [:]
        for field in open {
            if let mistake = mistake(in: field, typed[field]) { mistakes[field] = mistake }
        }
        guard mistakes.isEmpty else { return .mistakes(mistakes) }
        var changed = answers
        for field in open { set(field, to: typed[field], in: &changed) }
        var later = deal
        for field in open { later = later.map { set(field, to: typed[field], of: $0) } }
        return .changed(changed, later)
    }

    /// Which company it is and the consent stay as they are.
    static func reopenable(_ fields: [Field], isDeal: Bool) -> [Field] {
        let closed: [Field] = [.companyName, .companyDomain, .consent] + (isDeal ? [] : Field.ofDeals)
        return fields.filter { !closed.contains($0) }
    }

    private func set(_ field: Field, to text: String?, of deal: Progress.Deal) -> Progress.Deal {
        var deal = deal
        switch field {
        case .stage: deal.stage = text.flatMap { Stage(rawValue: $0) } ?? deal.stage
        case .amount: deal.amount = text.flatMap { Self.amount($0) } ?? deal.amount
        case .expectedClose: deal.expectedClose = close(text)?.text ?? deal.expectedClose
        case .nextStep: deal.nextStep = text ?? deal.nextStep
        case .coSell: deal.wantsCoSell = text == "yes"
        case .material: deal.material = text
        case .companyName, .companyDomain, .contactName, .contactEmail, .contactRole, .problem, .solutionFit,
            .servicesNeeded, .sourceKind, .geography, .targetRevenue, .productInterest, .competitors, .businessUnit,
            .opportunity, .tenderPublished, .replacement, .consent:
            break
        }
        return deal
    }

    private func set(_ field: Field, to text: String?, in answers: inout Answers) {
        let contact = answers.contact
        switch field {
        case .contactName:
            answers.contact = Contact(name: text ?? contact.name, email: contact.email, role: contact.role)
        case .contactEmail:
            let email = text.flatMap { EmailAddress($0) } ?? contact.email
            answers.contact = Contact(name: contact.name, email: email, role: contact.role)
        case .contactRole: answers.contact = Contact(name: contact.name, email: contact.email, role: text)
        case .problem: answers.problem = text ?? answers.problem
        case .solutionFit: answers.solutionFit = text
        case .servicesNeeded: answers.servicesNeeded = text
        case .stage: answers.stage = text.flatMap { Stage(rawValue: $0) }
        case .sourceKind: answers.sourceKind = text.flatMap { SourceKind(rawValue: $0) }
        case .geography: answers.geography = text
        case .targetRevenue: answers.targetRevenue = text.flatMap { Self.amount($0) }
        case .productInterest: answers.productInterest = text
        case .competitors: answers.competitors = text
        case .businessUnit: answers.businessUnit = text
        case .opportunity: answers.opportunity = text
        case .replacement: answers.replacement = text
        case .tenderPublished: answers.tenderPublished = text.flatMap { Self.day($0)?.text }
        case .companyName, .companyDomain, .amount, .expectedClose, .nextStep, .coSell, .material, .consent: break
        }
    }
}

extension Answers {
    /// The answer as it would be typed; nil where there is none.
    func typed(_ field: Field) -> String? {
        switch field {
        case .companyName: prospect.name.typed
        case .companyDomain: prospect.domain.display
        case .contactName: contact.name
        case .contactEmail: contact.email.text
        case .contactRole: contact.role
        case .problem: problem
        case .solutionFit: solutionFit
        case .servicesNeeded: servicesNeeded
        case .stage: stage?.rawValue
        case .sourceKind: sourceKind?.rawValue
        case .geography: geography
        case .targetRevenue: targetRevenue?.typed
        case .productInterest: productInterest
        case .competitors: competitors
        case .businessUnit: businessUnit
        case .opportunity: opportunity
        case .tenderPublished: tenderPublished
        case .replacement: replacement
        case .amount, .expectedClose, .nextStep, .coSell, .material, .consent: nil
        }
    }
}

extension Progress.Deal {
    /// The answer as it would be typed; nil where there is none.
    func typed(_ field: Field) -> String? {
        switch field {
        case .stage: stage?.rawValue
        case .amount: amount.typed
        case .expectedClose: expectedClose
        case .nextStep: nextStep
        case .coSell: wantsCoSell ? "yes" : nil
        case .material: material
        case .companyName, .companyDomain, .contactName, .contactEmail, .contactRole, .problem, .solutionFit,
            .servicesNeeded, .sourceKind, .geography, .targetRevenue, .productInterest, .competitors, .businessUnit,
            .opportunity, .tenderPublished, .replacement, .consent:
            nil
        }
    }
}

extension Amount {
    /// Without separators, with a point before the cents, as number inputs take it.
    fileprivate var typed: String {
        let cents = minorUnits % 100
        return String(minorUnits / 100) + (cents == 0 ? "" : "." + (cents < 10 ? "0" : "") + String(cents))
    }
}
