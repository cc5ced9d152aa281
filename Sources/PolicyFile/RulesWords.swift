import Registrations

/// The sentences of the rules page.
struct RulesWords {
    let language: Language

    func say(_ english: String, _ german: String) -> String {
        switch language {
        case .english: english
        case .german: german
        }
    }

    func title(_ program: String) -> String { say("\(program): the rules", "\(program): die Regeln") }

    func version(_ version: String, zone: String) -> String {
        say("Version \(version). Times are those of \(zone).", "Version \(version). Zeiten gelten in \(zone).")
    }

    var asked: String { say("What we ask", "Was wir fragen") }
    var checked: String { say("What we check", "Was wir prüfen") }
    var answered: String { say("When you have an answer", "Wann Sie Antwort haben") }
    var protected: String { say("How you are protected", "Wie Sie geschützt sind") }
    var entered: String { say("Who may register what", "Wer was registrieren darf") }
    var owed: String { say("What you do, and by when", "Was Sie tun, und bis wann") }
    var contested: String {
        say("When several claim one prospect", "Wenn mehrere denselben Interessenten anmelden")
    }
    var parted: String { say("Segments", "Segmente") }
    var decided: String { say("How it is decided", "Wie entschieden wird") }
    var agreed: String { say("What else counts", "Was außerdem gilt") }
    var watched: String { say("What we look at closer (not for partners)", "Worauf wir achten (nicht für Partner)") }
    var counted: String { say("How many", "Wie viele") }
    var refused: String { say("Why a registration can be rejected", "Warum eine Registrierung abgelehnt werden kann") }
    var deciding: String { say("Who decides (not for partners)", "Wer entscheidet (nicht für Partner)") }
    var blocked: String { say("Blocked accounts (not for partners)", "Gesperrte Unternehmen (nicht für Partner)") }
    var related: String {
        say("Domains of one company (not for partners)", "Domains eines Unternehmens (nicht für Partner)")
    }

    func consented(_ version: String) -> String {
        say("What you confirm (text \(version))", "Was Sie bestätigen (Text \(version))")
    }

    // What is asked

    func questions(_ policy: Policy) -> [String] {
        func names(_ wanted: Policy.Requirement) -> String {
            Field.allCases.filter { policy.requirement($0) == wanted }.map(name).joined(separator: ", ")
        }
        let optional = names(.optional)
        let required = say("Required: \(names(.required)).", "Nötig: \(names(.required)).")
        var lines = [required]
        if !optional.isEmpty { lines.append(say("If you like: \(optional).", "Wenn Sie mögen: \(optional).")) }
        let deal = Field.ofDeals.map(name).joined(separator: ", ")
        lines.append(say("For a deal besides: \(deal).", "Für einen Deal außerdem: \(deal)."))
        let open = Field.allCases.filter { policy.reopenable.contains($0) && policy.requirement($0) != .off }
        if open.isEmpty {
            lines.append(say("No answer is asked for again.", "Keine Angabe wird noch einmal erfragt."))
        } else {
            let names = open.map(name).joined(separator: ", ")
            lines.append(say("We may ask again for: \(names).", "Noch einmal fragen können wir nach: \(names)."))
        }
        return lines
    }

    func name(_ field: Field) -> String {
        switch field {
        case .companyName: say("company", "Unternehmen")
        case .companyDomain: say("company's domain", "Domain des Unternehmens")
        case .contactName: say("contact's name", "Name der Kontaktperson")
        case .contactEmail: say("contact's e-mail", "E-Mail der Kontaktperson")
        case .contactRole: say("contact's role", "Rolle der Kontaktperson")
        case .problem: say("problem to solve", "Aufgabe oder Problem")
        case .solutionFit: say("why our solution fits", "warum unsere Lösung passt")
        case .servicesNeeded: say("services needed", "nötige Leistungen")
        case .stage: say("stage", "Stand")
        case .sourceKind: say("your part in it", "Ihre Rolle dabei")
        case .geography: say("place", "Ort")
        case .targetRevenue: say("expected revenue", "erwarteter Umsatz")
        case .productInterest: say("product", "Produkt")
        case .competitors: say("competitors", "Mitbewerber")
        case .businessUnit: say("business unit", "Geschäftsbereich")
        case .opportunity: say("opportunity", "Gelegenheit")
        case .tenderPublished: say("date of a public tender", "Datum einer öffentlichen Ausschreibung")
        case .replacement: say("proof that it replaces something", "Nachweis, dass etwas ersetzt wird")
        case .amount: say("amount", "Betrag")
        case .expectedClose: say("expected close", "erwarteter Abschluss")
        case .nextStep: say("next step", "nächster Schritt")
        case .coSell: say("help with selling", "Hilfe beim Verkauf")
        case .material: say("links to material", "Links zu Unterlagen")
        case .consent: say("your consent", "Ihre Zustimmung")
        }
    }

    // What is checked

    func checks(_ policy: Policy) -> [String] {
        Check.Rule.allCases.compactMap { rule in
            let weight = policy.severity(rule)
            guard weight != .off, isNeeded(rule, policy) else { return nil }
            return "\(check(rule)): \(effect(weight))."
        }
    }

    /// Whether the policy says anything that the check looks at.
    private func isNeeded(_ rule: Check.Rule, _ policy: Policy) -> Bool {
        let entry = policy.entry
        return switch rule {
        case .eligibility:
            !entry.partnerKinds.isEmpty || !entry.tiers.isEmpty || !entry.certifications.isEmpty
                || entry.opensOn != nil || entry.closesOn != nil
        case .dealSize: entry.minimumAmount != nil
        case .documents: entry.documentsAbove != nil
        case .tender: entry.tenderOnlyBeforePublication
        case .coolDown: policy.hold.coolDown != nil
        case .duplicateDomain, .similarName, .existingCustomer, .territory, .blockedAccount, .partnerStanding,
            .partnerCaps, .domainKind, .directSale, .completeness, .consent:
            true
        }
    }

    private func check(_ rule: Check.Rule) -> String {
        switch rule {
        case .duplicateDomain:
            say("The company is protected or claimed already", "Das Unternehmen ist schon geschützt oder gemeldet")
        case .similarName:
            say("A company of a similar name is known", "Ein Unternehmen mit ähnlichem Namen ist bekannt")
        case .existingCustomer: say("The company is a customer or was one", "Das Unternehmen ist oder war Kunde")
        case .territory: say("The company is outside your territory", "Das Unternehmen liegt außerhalb Ihres Gebiets")
        case .blockedAccount: say("The company is reserved", "Das Unternehmen ist reserviert")
        case .partnerStanding: say("Your partnership is suspended", "Ihre Partnerschaft ruht")
        case .partnerCaps:
            say("You have as many registrations as you may", "Sie haben so viele Registrierungen, wie Sie dürfen")
        case .domainKind:
            say("The contact writes from a free-mail address", "Die Kontaktperson schreibt von einer Freemail-Adresse")
        case .directSale: say("Our own people work on the company", "Wir arbeiten selbst mit dem Unternehmen")
        case .eligibility: say("You may not register here or not now", "Sie dürfen hier oder jetzt nicht registrieren")
        case .dealSize: say("The amount is too small", "Der Betrag ist zu klein")
        case .coolDown:
            say("Your hold on it lapsed a short time ago", "Ihr Schutz dafür ist erst vor Kurzem verfallen")
        case .tender:
            say("A public tender was published already", "Eine öffentliche Ausschreibung ist schon erschienen")
        case .documents: say("Material is missing for an amount of this size", "Für diese Größe fehlen Unterlagen")
        case .completeness: say("A required answer is missing", "Eine nötige Antwort fehlt")
        case .consent: say("The consent is missing", "Die Zustimmung fehlt")
        }
    }

    private func effect(_ weight: Policy.Severity) -> String {
        switch weight {
        case .block: say("this stops the registration", "das hält die Registrierung an")
        case .flag: say("we look closer", "wir sehen genauer hin")
        case .off: say("no matter", "ohne Bedeutung")
        }
    }
}
