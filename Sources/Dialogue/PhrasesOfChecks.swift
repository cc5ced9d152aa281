import Registrations

/// Rules, outcomes and reasons, for the reviewer.
extension Phrasebook {
    func name(_ rule: Check.Rule) -> String {
        switch rule {
        case .duplicateDomain: say("Duplicate", "Dublette")
        case .similarName: say("Similar name", "Ähnlicher Name")
        case .existingCustomer: say("Existing customer", "Bestandskunde")
        case .territory: say("Territory", "Gebiet")
        case .blockedAccount: say("Blocked account", "Ausgeschlossenes Unternehmen")
        case .partnerStanding: say("Partner's standing", "Status des Partners")
        case .partnerCaps: say("Partner's caps", "Grenzen des Partners")
        case .domainKind: say("Domain", "Domain")
        case .directSale: say("Vendor's own sale", "Eigener Vertrieb")
        case .eligibility: say("Who may register", "Teilnahme")
        case .dealSize: say("Size", "Größe")
        case .coolDown: say("Waiting time", "Wartezeit")
        case .tender: say("Tender", "Ausschreibung")
        case .documents: say("Material", "Unterlagen")
        case .completeness: say("Completeness", "Vollständigkeit")
        case .consent: say("Consent", "Einwilligung")
        }
    }

    func mark(_ outcome: Check.Outcome) -> String {
        switch outcome {
        case .pass: "✓"
        case .flag: say("⚑ look", "⚑ ansehen")
        case .block: say("✕ blocks", "✕ sperrt")
        }
    }

    func sentence(_ reason: Check.Reason) -> String {
        switch reason {
        case .prospectFree: say("nobody else claims it", "niemand sonst beansprucht es")
        case .prospectHeld: say("another partner holds it", "ein anderer Partner hat es geschützt")
        case .prospectClaimed: say("another partner claims it too", "ein anderer Partner beansprucht es auch")
        case .nameUnknown: say("no similar name", "kein ähnlicher Name")
        case .nameSimilar: say("a similar name is registered", "ein ähnlicher Name ist registriert")
        case .noKnownDeal: say("no earlier deal known", "kein früheres Geschäft bekannt")
        case .wonBefore: say("won before", "schon einmal gewonnen")
        case .replacementProven:
            say("a customer, to be replaced: confirm the proof", "Bestandskunde, wird ersetzt: Nachweis bestätigen")
        case .replacementUnproven:
            say("a customer, and no proof that it is replaced", "Bestandskunde, ohne Nachweis des Ersatzes")
        case .territoryCovered: say("inside the partner's territory", "im Gebiet des Partners")
        case .territoryUnknown:
            say("not asked; the partner's territory counts", "nicht gefragt; es gilt das Gebiet des Partners")
        case .territoryForeign: say("outside the partner's territory", "außerhalb des Gebiets des Partners")
        case .accountOpen: say("open to partners", "für Partner offen")
        case .accountBlocked: say("kept by the vendor", "dem Hersteller vorbehalten")
        case .partnerGood: say("in good standing", "in Ordnung")
        case .partnerSuspended: say("suspended", "gesperrt")
        case .capsKept: say("within the caps", "innerhalb der Grenzen")
        case .openCapReached: say("cap of open registrations reached", "Grenze offener Registrierungen erreicht")
        case .weeklyCapReached: say("cap of the week reached", "Wochengrenze erreicht")
        case .domainCompany: say("a company's own domain", "eigene Domain des Unternehmens")
        case .contactFreeMail: say("the contact uses a free mail address", "Ansprechperson mit Freemail-Adresse")
        case .contactDisposable: say("the contact uses a throw-away address", "Ansprechperson mit Wegwerf-Adresse")
        case .domainMixedScript: say("letters of several scripts in the domain", "Schriften gemischt in der Domain")
        case .noDirectSale: say("the vendor does not sell there itself", "der Hersteller ist dort nicht selbst tätig")
        case .directSaleOpen: say("the vendor's own people work on it", "der Hersteller arbeitet selbst daran")
        case .directSaleRecent:
            say("the vendor's own people were there lately", "der Hersteller war dort kürzlich selbst tätig")
        case .eligible: say("may register", "darf registrieren")
        case .kindNotEligible: say("not for this kind of partner", "nicht für diese Art von Partner")
        case .tierNotEligible: say("not for this tier", "nicht für diese Stufe")
        case .certificationMissing: say("a certification is missing", "eine Zertifizierung fehlt")
        case .outsideWindow: say("registrations are not taken today", "heute werden keine Registrierungen angenommen")
        case .sizeEnough: say("large enough", "groß genug")
        case .sizeTooSmall: say("smaller than the least", "kleiner als die Mindestgröße")
        case .sizeUnknown: say("no amount was asked", "kein Betrag gefragt")
        case .notCoolingDown: say("no waiting time", "keine Wartezeit")
        case .coolingDown:
            say("the partner's own protection lapsed lately", "der eigene Schutz des Partners ist kürzlich verfallen")
        case .noTender: say("no public tender yet", "noch keine Ausschreibung")
        case .tenderPublished: say("the tender is older than the claim", "die Ausschreibung ist älter als der Anspruch")
        case .documentsThere: say("nothing is missing", "es fehlt nichts")
        case .documentsMissing: say("above this size, material is needed", "ab dieser Größe sind Unterlagen nötig")
        case .answersComplete: say("every answer is there", "alle Antworten liegen vor")
        case .consentGiven: say("given", "liegt vor")
        }
    }

    /// A check as the reviewer reads it, evidence and all.
    func line(_ check: Check) -> Fact {
        var runs: [Text.Run] = [.plain("\(mark(check.outcome)) \(sentence(check.reason))")]
        if check.outcome != .pass {
            for evidence in check.evidence { runs.append(.typed("\n\(told(evidence))")) }
        }
        return Fact(name(check.rule), Text(runs))
    }

    /// What a rule saw, with money and days as people write them.
    func told(_ evidence: Check.Evidence) -> String {
        let value: String? =
            switch evidence.name {
            case "amount_minor", "least_minor": Int(evidence.value).map { amount(Amount(minorUnits: $0)) }
            case "held_until", "until", "opened_at", "won_at":
                instant(evidence.value).map { $0 < Hold.openEnd ? day($0) : say("further notice", "auf Weiteres") }
            case "published", "today": day(evidence.value)
            default: nil
            }
        return label(evidence.name) + (value ?? evidence.value)
    }

    private func label(_ evidence: String) -> String {
        switch evidence {
        case "held_by": say("held by ", "geschützt für ")
        case "held_until": say("until ", "bis ")
        case "claimed_by": say("also ", "auch ")
        case "similar", "holding_registration": ""
        case "opened_by": say("opened by ", "begonnen von ")
        case "opened_at": say("since ", "seit ")
        case "won_at": say("won on ", "gewonnen am ")
        case "until": say("ends on ", "endet am ")
        case "amount_minor": say("amount: ", "Betrag: ")
        case "least_minor": say("at least: ", "mindestens: ")
        case "published": say("published on ", "veröffentlicht am ")
        case "open": say("open: ", "offen: ")
        case "week": say("this week: ", "diese Woche: ")
        case "cap": say("at most: ", "höchstens: ")
        case "domain": say("domain: ", "Domain: ")
        case "geography": say("country: ", "Land: ")
        case "territories": say("territories: ", "Gebiete: ")
        case "kind": say("kind: ", "Art: ")
        case "tier": say("tier: ", "Stufe: ")
        case "certifications": say("certified for: ", "zertifiziert für: ")
        case "needed": say("needed: ", "nötig: ")
        case "today": say("today: ", "heute: ")
        case "company": say("company: ", "Unternehmen: ")
        default: "\(evidence): "
        }
    }

    func word(_ suggestion: Verdict.Suggestion) -> String {
        switch suggestion {
        case .approve: say("approve", "freigeben")
        case .look: say("look first, then decide", "ansehen, dann entscheiden")
        case .wait: say("wait for the hold to end", "das Ende des Schutzes abwarten")
        case .reject: say("reject", "ablehnen")
        }
    }

    /// The suggestion and why.
    func sentence(_ verdict: Verdict) -> Text {
        let because = verdict.because.map { sentence($0.reason) }.joined(separator: "; ")
        let why = because.isEmpty ? say("all checks passed", "alle Prüfungen bestanden") : because
        return Text([.strong(word(verdict.suggestion)), .plain(" – \(why)")])
    }
}
