import Registrations

/// Labels, hints and options of the dialogue's questions.
extension Phrasebook {
    func label(_ field: Field) -> String {
        switch field {
        case .companyName: say("Company", "Unternehmen")
        case .companyDomain: say("The company's web domain", "Web-Domain des Unternehmens")
        case .contactName: say("Contact person", "Ansprechperson")
        case .contactEmail: say("Contact's e-mail", "E-Mail der Ansprechperson")
        case .contactRole: say("Contact's role", "Funktion der Ansprechperson")
        case .problem: say("What problem do they want to solve?", "Welches Problem soll gelöst werden?")
        case .solutionFit: say("Why does our solution fit?", "Warum passt unsere Lösung?")
        case .servicesNeeded: say("Which services are needed?", "Welche Leistungen werden benötigt?")
        case .stage: say("How far along is it?", "Wie weit ist es?")
        case .sourceKind: say("Kind of business", "Art des Geschäfts")
        case .geography: say("Country of the company", "Land des Unternehmens")
        case .targetRevenue: say("Expected revenue", "Erwarteter Umsatz")
        case .productInterest: say("Product of interest", "Produkt, um das es geht")
        case .competitors: say("Competitors in the deal", "Mitbewerber im Vorhaben")
        case .businessUnit: say("Which part of the company buys?", "Welcher Teil des Unternehmens kauft?")
        case .opportunity: say("What does the customer call the project?", "Wie nennt der Kunde das Vorhaben?")
        case .tenderPublished: say("Tender published on", "Ausschreibung veröffentlicht am")
        case .replacement: say("Proof, where it replaces something", "Nachweis, falls etwas ersetzt wird")
        case .amount: say("Amount of the deal", "Höhe des Geschäfts")
        case .expectedClose: say("Expected close", "Abschluss erwartet am")
        case .nextStep: say("What comes next?", "Was ist der nächste Schritt?")
        case .coSell: say("Selling together", "Gemeinsam verkaufen")
        case .material: say("Links to material", "Links zu Unterlagen")
        case .consent: say("Consent", "Einwilligung")
        }
    }

    /// What an answer is called once it is given.
    func name(_ field: Field) -> String {
        switch field {
        case .companyDomain: say("Web domain", "Web-Domain")
        case .contactName: say("Contact", "Ansprechperson")
        case .contactEmail: say("E-mail", "E-Mail")
        case .contactRole: say("Role", "Funktion")
        case .problem: say("Problem", "Problem")
        case .solutionFit: say("Why it fits", "Warum es passt")
        case .servicesNeeded: say("Services needed", "Benötigte Leistungen")
        case .stage: say("Stage", "Phase")
        case .geography: say("Country", "Land")
        case .productInterest: say("Product", "Produkt")
        case .competitors: say("Competitors", "Mitbewerber")
        case .businessUnit: say("Business unit", "Geschäftsbereich")
        case .opportunity: say("Project", "Vorhaben")
        case .replacement: say("Proof of replacement", "Nachweis des Ersatzes")
        case .amount: say("Amount", "Betrag")
        case .expectedClose: say("Expected close", "Erwarteter Abschluss")
        case .nextStep: say("Next step", "Nächster Schritt")
        case .material: say("Material", "Unterlagen")
        case .companyName, .sourceKind, .targetRevenue, .tenderPublished, .coSell, .consent: label(field)
        }
    }

    func hint(_ field: Field) -> String? {
        switch field {
        case .companyDomain:
            say("e.g. acme.com; this is how duplicates are found", "z. B. acme.com; daran erkennen wir Dubletten")
        case .problem: say("A sentence or two is enough.", "Ein oder zwei Sätze genügen.")
        case .geography:
            say("As in your agreement, e.g. DE", "Wie im Vertrag, z. B. DE")
        case .tenderPublished:
            say("e.g. 2026-12-25; leave it blank if there is none", "z. B. 25.12.2026; leer lassen, wenn es keine gibt")
        case .replacement:
            say("Only for customers: a link, or what it says", "Nur bei Bestandskunden: ein Link oder der Inhalt")
        case .amount: say("In whole units, e.g. 120,000", "Ohne Währung, z. B. 120.000")
        case .expectedClose: say("A day such as 2026-12-25", "Ein Tag wie 25.12.2026")
        case .nextStep: say("Who does what, and when?", "Wer tut was, und wann?")
        case .material: say("e.g. the customer's written consent", "z. B. die schriftliche Zustimmung des Kunden")
        case .companyName, .contactName, .contactEmail, .contactRole, .solutionFit, .servicesNeeded, .stage,
            .sourceKind, .targetRevenue, .productInterest, .competitors, .businessUnit, .opportunity, .coSell, .consent:
            nil
        }
    }

    /// What the policy calls the proof of a replacement.
    func proof(_ policy: Policy) -> String? {
        let names = policy.entry.replacementEvidence
        return names[language] ?? names[policy.program.language]
    }

    func option(_ stage: Stage) -> String {
        switch stage {
        case .newIntroduction: say("New introduction", "Neuer Kontakt")
        case .discoveryScheduled: say("First meeting scheduled", "Erstes Gespräch vereinbart")
        case .evaluation: say("They are evaluating", "Wird bereits geprüft")
        }
    }

    func option(_ kind: SourceKind) -> String {
        switch kind {
        case .reseller: say("Resale: the partner sells", "Wiederverkauf: Der Partner verkauft")
        case .referral: say("Referral: the vendor sells", "Vermittlung: Der Hersteller verkauft")
        }
    }

    /// The proof of a replacement is asked for by the name that the policy has for it.
    func input(_ field: Field, isRequired: Bool, value: String?, in policy: Policy) -> Form.Input {
        let proof = field == .replacement ? self.proof(policy) : nil
        return Form.Input(
            id: field.rawValue,
            label: proof.map { optionLabel($0) } ?? label(field),
            kind: kind(field),
            isRequired: isRequired,
            value: value,
            hint: hint(field)
        )
    }

    private func kind(_ field: Field) -> Form.Kind {
        switch field {
        case .companyName, .companyDomain, .contactName, .contactRole, .geography, .productInterest, .businessUnit,
            .opportunity, .tenderPublished, .amount, .expectedClose:
            .line(maximumLength: Questionnaire.limit(field))
        case .problem, .solutionFit, .servicesNeeded, .competitors, .replacement, .nextStep, .material:
            .paragraph(maximumLength: Questionnaire.limit(field))
        case .contactEmail: .email
        case .targetRevenue: .number
        case .stage: .choice(Stage.allCases.map { .init(value: $0.rawValue, label: option($0)) })
        case .sourceKind: .choice(SourceKind.allCases.map { .init(value: $0.rawValue, label: option($0)) })
        case .coSell:
            .tick(
                .init(
                    value: "yes",
                    label: say("We would like to sell this together", "Wir möchten gemeinsam verkaufen")
                )
            )
        case .consent: .tick(.init(value: "yes", label: say("I confirm this", "Das bestätige ich")))
        }
    }
}
