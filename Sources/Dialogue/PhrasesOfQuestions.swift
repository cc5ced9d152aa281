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
        case .companyName, .sourceKind, .targetRevenue, .consent: label(field)
        }
    }

    func hint(_ field: Field) -> String? {
        switch field {
        case .companyDomain:
            say("e.g. acme.com; this is how duplicates are found", "z. B. acme.com; daran erkennen wir Dubletten")
        case .problem: say("A sentence or two is enough.", "Ein oder zwei Sätze genügen.")
        case .geography:
            say("As in your agreement, e.g. DE", "Wie im Vertrag, z. B. DE")
        case .companyName, .contactName, .contactEmail, .contactRole, .solutionFit, .servicesNeeded, .stage,
            .sourceKind, .targetRevenue, .productInterest, .competitors, .consent:
            nil
        }
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

    func input(_ field: Field, isRequired: Bool, value: String?) -> Form.Input {
        Form.Input(
            id: field.rawValue,
            label: label(field),
            kind: kind(field),
            isRequired: isRequired,
            value: value,
            hint: hint(field)
        )
    }

    private func kind(_ field: Field) -> Form.Kind {
        switch field {
        case .companyName, .companyDomain, .contactName, .contactRole, .geography, .productInterest:
            .line(maximumLength: Questionnaire.limit(field))
        case .problem, .solutionFit, .servicesNeeded, .competitors:
            .paragraph(maximumLength: Questionnaire.limit(field))
        case .contactEmail: .email
        case .targetRevenue: .number
        case .stage: .choice(Stage.allCases.map { .init(value: $0.rawValue, label: option($0)) })
        case .sourceKind: .choice(SourceKind.allCases.map { .init(value: $0.rawValue, label: option($0)) })
        case .consent: .tick(.init(value: "yes", label: say("I confirm this", "Das bestätige ich")))
        }
    }

    /// How to mend an answer.
    public func sentence(_ mistake: Mistake) -> String {
        switch mistake {
        case .missing: say("Please fill this in.", "Bitte ausfüllen.")
        case .tooLong(let limit):
            say("Please use at most \(limit) characters.", "Bitte höchstens \(limit) Zeichen verwenden.")
        case .notAName: say("Please give the company's name.", "Bitte den Namen des Unternehmens angeben.")
        case .notADomain:
            say(
                "That is not a web domain. It looks like acme.com.",
                "Das ist keine Web-Domain. Sie sieht aus wie acme.com."
            )
        case .mailProvider(let name):
            say(
                "\(name) is a mail provider. Please give the company's own domain.",
                "\(name) ist ein Mail-Anbieter. Bitte die eigene Domain des Unternehmens angeben."
            )
        case .throwAwayMail(let name):
            say(
                "\(name) gives out throw-away addresses. Please give a lasting one.",
                "\(name) vergibt Wegwerf-Adressen. Bitte eine dauerhafte angeben."
            )
        case .sharedHost(let name):
            say(
                "\(name) is shared by many companies. Please give the company's own domain.",
                "\(name) teilen sich viele Unternehmen. Bitte die eigene Domain des Unternehmens angeben."
            )
        case .publicSuffix(let suffix):
            say(
                "Under \(suffix) anybody can register. Please give the whole domain, e.g. acme.\(suffix).",
                "Unter \(suffix) kann sich jeder eine Domain eintragen. Bitte die ganze Domain angeben, z. B. acme.\(suffix)."
            )
        case .ipAddress:
            say(
                "Please give the domain's name, not its address.",
                "Bitte den Namen der Domain angeben, nicht ihre Adresse."
            )
        case .notAnAddress:
            say(
                "That is not an e-mail address. It looks like kim@acme.com.",
                "Das ist keine E-Mail-Adresse. Sie sieht aus wie kim@acme.com."
            )
        case .notAnAmount: say("Please give an amount in digits.", "Bitte einen Betrag in Ziffern angeben.")
        case .notAnOption: say("Please choose one of the options.", "Bitte eine der Möglichkeiten wählen.")
        case .notTicked: say("Please tick the box to go on.", "Bitte ankreuzen, um fortzufahren.")
        case .alreadyYours(let number):
            say(
                "You have registered this company already: \(number). Type status \(number) to see it.",
                "Dieses Unternehmen haben Sie bereits registriert: \(number). Mit status \(number) sehen Sie es."
            )
        }
    }
}
