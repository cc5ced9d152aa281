import PolicyFile
import Registrations
import Testing

/// What the sections of the newer rules say, in both languages.
struct RulesOfTermsTests {
    private func page(_ lines: String, _ language: Language, _ audience: RulesAudience = .partners) throws -> String {
        let text = program + reviewers(ada + bo("manager: true, deputy: Ada")) + routing + lines + "\n"
        return try renderRules(read(text).get(), in: language, as: .text, for: audience)
    }

    @Test(arguments: [
        (
            "hold: { length: 6 months, starts: submission, by_kind: { deal: 1 year } }",
            "protects the company for you for 6 months from submission.", "For a deal: 12 months",
            "schützt das Unternehmen ab Einreichung 6 Monate lang für Sie.", "Für einen Deal: 12 Monate"
        ),
        (
            "hold: { length: unlimited, lock_on_meeting: false }", "for you from approval for as long as it stands.",
            "Even after the first meeting the hold lapses", "ab Annahme so lange für Sie, wie sie besteht.",
            "Auch nach dem ersten Gespräch verfällt"
        ),
        (
            "hold: { extension: { times: unlimited, by: 60 days, granted_by: reviewer, needs_evidence: true, on_meeting: true } }",
            "can be extended any number of times by 60 days: you ask, and we decide.", "Each further meeting",
            "kann beliebig oft um 60 Tage verlängert werden: Sie fragen, und wir entscheiden.", "Jedes weitere"
        ),
        (
            "hold: { extension: { by: 30 days }, cool_down: 7 days, remind_days_before: [14, 7, 3] }",
            "can be extended once by 30 days: your word is enough.", "We remind you 14, 7 and 3 days before its end.",
            "kann einmal um 30 Tage verlängert werden: Ihr Wort genügt.", "Wir erinnern Sie 14, 7 und 3 Tage vor"
        ),
        (
            "duties: { first_meeting: { within: 30 days, counts_from: submission, hand_over: 15 days, grace: none } }",
            "You book the first meeting within 30 days of submission.",
            "A reminder comes 7 and 2 days before. Then we take it over for 15 days. After that the hold lapses.",
            "Sie vereinbaren das erste Gespräch innerhalb von 30 Tagen ab Einreichung.",
            "Eine Erinnerung kommt 7 und 2 Tage vorher. Danach übernehmen wir es 15 Tage lang. Danach verfällt der Schutz."
        ),
        (
            "answer: { within: 4 business hours }\nduties: { offer: { within: 1 business day, grace: 2 months } }",
            "- Within 4 business hours.", "you accept it within 1 business day. Then there is a grace of 2 months.",
            "- Innerhalb von 4 Geschäftsstunden.", "Danach gibt es eine Nachfrist von 2 Monaten."
        ),
        (
            "hold: { starts: acceptance }", "You accept our approval within 14 days.", "from the day you accept",
            "Sie sagen zu unserer Annahme innerhalb von 14 Tagen zu.", "ab Ihrer Zusage zur Annahme"
        ),
        (
            "conflicts: { winner: best_qualified, weights: { receipt: 2, relation: 1 }, customer_choice: true }",
            "Weights: order of receipt 2, won with the company before 1.", "chose in writing goes before everything",
            "Gewichte: Reihenfolge des Eingangs 2, früher mit dem Unternehmen gewonnen 1.", "schriftlich gewählt hat"
        ),
        (
            "conflicts: { winner: shared, holders: 2, second_terms: { en: Half., de: Halb. }, consolation: { en: Nil., de: Nichts. } }",
            "Up to 2 partners share a company", "Whoever shares as a later one: Half.\n- Whoever does not win: Nil.",
            "Bis zu 2 Partner teilen sich", "Für alle, die später teilen: Halb.\n- Wer nicht gewinnt: Nichts."
        ),
        (
            "approvals: { automatic: [ { id: a, when: { tiers: [gold], kinds: [lead], amount_below: 1500000 } } ], appeal: off }",
            "nobody else claims it: tier gold; lead; below 1,500,000.\n- Everything else: one reviewer",
            "There is no appeal.", "Stufe gold; Lead; unter 1.500.000.", "Einen Widerspruch gibt es nicht."
        ),
        (
            "approvals: { plans: [ { id: a, approvers: [Ada, manager], order: parallel } ], minimum_time_to_win: 72 hours }",
            "2 people decide at the same time: every registration.", "not won sooner than 72 hours after submission.",
            "2 Personen entscheiden gleichzeitig: jede Registrierung.", "frühestens 72 Stunden nach der Einreichung"
        ),
        (
            "entry: { partner_kinds: [referral], certifications: [A, B], minimum_amount: 5000, look_back: { purchase: 3 years } }",
            "Open to referral partners.\n- You need 1 of these certifications: A, B.\n- Amounts start at 5,000.",
            "bought nothing for 36 months", "Offen für Empfehlungspartner.", "Beträge beginnen bei 5.000."
        ),
        (
            "answer: { within: 3 business days, research: 3 business days }\nassignment: { by: reviewer }",
            "Once we may take 3 business days more for research; you are told.", "You may decline it.",
            "Einmal können wir 3 Geschäftstage länger brauchen", "Sie können es ablehnen."
        ),
        (
            "assignment: { by: manager, may_decline: false }\nhold: { extension: { times: unlimited, by: 30 days } }",
            "You cannot decline it.", "One at a time: again when no more than 30 days is left.",
            "Ablehnen können Sie es nicht.", "die nächste, wenn höchstens noch 30 Tage übrig sind."
        ),
        (
            "questions: { replacement: optional }\nentry: { replacement_evidence: { en: Letter, de: Brief } }\n"
                + "conflicts: { queue: { order: received } }",
            "It needs: Letter. We confirm it.", "The line is in the order of receipt.", "Nötig ist: Brief.",
            "Die Reihe folgt der Reihenfolge des Eingangs."
        ),
        (
            "conflicts: { queue: { order: score }, weights: { receipt: 1 } }", "The best weight stands first in line.",
            "Weights: order of receipt 1.", "Das beste Gewicht steht vorn.", "Gewichte: Reihenfolge des Eingangs 1."
        ),
        (
            "terms: [ { id: a, text: { en: Five percent., de: Fünf Prozent. } } ]\n"
                + "calendar: { public_holidays: [DE-BY, AT-9], company_days: [12-24] }",
            "What else counts\n----------------\n- Five percent.",
            "- Closed on the public holidays of DE-BY, AT-9.\n- Closed on 12-24.", "Was außerdem gilt",
            "- Geschlossen an den Feiertagen von DE-BY, AT-9.\n- Geschlossen am 12-24."
        ),
        (
            "questions: { target_revenue: optional }\nhold: { scope: segment }\n"
                + "segments: { parts: [ { id: large, revenue_from: 1000 }, { id: small, revenue_below: 1000 } ] }",
            "protects the company in the segment for you", "- large: from 1,000\n- small: below 1,000",
            "schützt das Unternehmen im Segment", "- large: ab 1.000\n- small: unter 1.000"
        ),
    ])
    func `every rule is said in both languages`(
        lines: String,
        english: String,
        another: String,
        german: String,
        weiteres: String
    ) throws {
        let one = try page(lines, .english)
        let other = try page(lines, .german)
        #expect(one.contains(english), "\(one)")
        #expect(one.contains(another), "\(one)")
        #expect(other.contains(german), "\(other)")
        #expect(other.contains(weiteres), "\(other)")
    }

    @Test func `partners read how many decide, and the vendor who`() throws {
        let lines = "approvals: { plans: [ { id: a, approvers: [reviewer, Bo] } ] }"
        let partners = try page(lines, .english)
        #expect(partners.contains("2 people decide in turn") && !partners.contains("Bo"))
        #expect(try page(lines, .english, .vendor).contains("Plan a: whoever the claim goes to, Bo"))
        #expect(try page("", .german, .vendor).contains("10 Registrierungen an einem Tag"))
    }
}
