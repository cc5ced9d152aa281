import PolicyFile
import Registrations
import Testing

struct PolicyDifferencesTests {
    private func differences(_ old: String, _ new: String) throws -> [String] {
        try policyDifferences(read(old).get(), read(new).get())
    }

    @Test func `the same rules differ in nothing, whatever the comments and the version`() throws {
        #expect(try differences(goodFile, "# new\nversion: 2\n" + goodFile + "hold: { days: 90 }\n").isEmpty)
    }

    @Test(arguments: [
        ("hold: { days: 60 }", ["hold.length: 90 days becomes 60 days"]),
        ("caps: { open: 5 }", ["caps.open: 5 is new"]),
        ("answer: { business_days: 3 }", ["answer.within: 2 business days becomes 3 business days"]),
        ("blocked_accounts: [acme.com]", ["blocked_accounts.acme.com: blocked is new"]),
        ("aliases: { acme.de: acme.com }", ["aliases.acme.de: acme.com is new"]),
        ("questions: { geography: required }", ["questions.geography: off becomes required"]),
        ("checks: { territory: block }", ["checks.territory: flag becomes block"]),
        (
            "tiers: { gold: { hold: { days: 20 } } }",
            ["tiers.gold: tier is new", "tiers.gold.hold.length: 20 days is new"]
        ),
        ("calendar: { opens: 08:05 }", ["calendar.opens: 09:00 becomes 08:05"]),
        ("calendar: { workdays: [mon] }", ["calendar.workdays: [mon, tue, wed, thu, fri] becomes [mon]"]),
        ("calendar: { holidays: [2026-12-25] }", ["calendar.holidays.2026-12-25: closed is new"]),
        ("messages: { channel_line: false }", ["messages.channel_line: true becomes false"]),
        (
            "messages: { review_room: { slack: { team: T1, channel: C1 } } }",
            ["messages.review_room: slack T1 C1 is new"]
        ),
        ("links: { days_after_end: 1 }", ["links.days_after_end: 30 becomes 1"]),
        ("limits: { checks_per_hour: 1 }", ["limits.checks_per_hour: 60 becomes 1"]),
    ])
    func `each changed rule is one line in the words of the file`(line: String, said: [String]) throws {
        #expect(try differences(goodFile, goodFile + line + "\n") == said)
    }

    @Test(arguments: [
        ("hold: { length: unlimited }", "hold.length: 90 days becomes unlimited"),
        ("hold: { starts: submission }", "hold.starts: approval becomes submission"),
        ("hold: { by_kind: { deal: 6 months } }", "hold.by_kind.deal: 6 months is new"),
        ("hold: { extension: { times: 2 } }", "hold.extension.times: none becomes 2"),
        ("hold: { extension: { times: 2 } }", "hold.extension.by: 30 days is new"),
        ("hold: { extension: { needs_evidence: true } }", "hold.extension.needs_evidence: true is new"),
        ("hold: { lock_on_meeting: false }", "hold.lock_on_meeting: true becomes false"),
        ("hold: { grows_by_vendor_delay: false }", "hold.grows_by_vendor_delay: true becomes false"),
        ("hold: { cool_down: 7 days }", "hold.cool_down: 7 days is new"),
        ("hold: { remind_days_before: [9, 1] }", "hold.remind_days_before: [7] becomes [9, 1]"),
        ("duties: { next_step: off }", "duties.next_step: off is new"),
        ("duties: { first_meeting: { within: 20 days } }", "duties.first_meeting.within: 14 days becomes 20 days"),
        ("duties: { first_meeting: { hand_over: 5 days } }", "duties.first_meeting.hand_over: 5 days is new"),
        ("duties: { first_meeting: { grace: none } }", "duties.first_meeting.grace: 3 days is gone"),
        ("duties: { first_meeting: { outcome: none } }", "duties.first_meeting.outcome: lapse becomes none"),
        (
            "duties: { first_meeting: { counts_from: submission } }",
            "duties.first_meeting.counts_from: usual becomes submission"
        ),
        (
            "duties: { offer: { escalate: [ { to: reviewer } ] } }",
            "duties.offer.escalate: [] becomes [reviewer after 0 hours]"
        ),
        ("duties: { answer: { by_kind: { deal: 24 hours } } }", "duties.answer.by_kind.deal: 24 hours is new"),
        ("conflicts: { winner: first_received }", "conflicts.winner: first_approved becomes first_received"),
        ("conflicts: { customer_choice: true }", "conflicts.customer_choice: false becomes true"),
        ("conflicts: { winner: shared, holders: 3 }", "conflicts.holders: 1 becomes 3"),
        ("conflicts: { consolation: { en: Half } }", "conflicts.consolation.de: \"Half\" is new"),
        ("conflicts: { winner: best_qualified, weights: { receipt: 2 } }", "conflicts.weights.receipt: 2 is new"),
        ("hold: { scope: segment }\nsegments: { parts: [ { id: all } ] }", "segments.parts: [all] is new"),
        ("approvals: { undo_within: off }", "approvals.undo_within: 24 hours becomes off"),
        ("approvals: { appeal: off }", "approvals.appeal.within: 5 business days becomes off"),
        ("approvals: { minimum_time_to_win: 72 hours }", "approvals.minimum_time_to_win: 72 hours is new"),
        (
            "approvals: { automatic: [ { id: a, when: { amount_below: 9, kinds: [lead] } } ] }",
            "approvals.automatic.a.when.amount_below: 9 is new"
        ),
        (
            "approvals: { plans: [ { id: a, approvers: [reviewer, Bo], order: parallel } ] }",
            "approvals.plans.a.order: parallel is new"
        ),
        ("entry: { minimum_amount: 5000 }", "entry.minimum_amount: 5000 is new"),
        ("entry: { look_back: { purchase: 3 years } }", "entry.look_back.purchase: 36 months is new"),
        ("entry: { certifications: [A, B] }", "entry.certifications_needed: 1 is new"),
        ("entry: { closes: 2027-01-01 }", "entry.closes: 2027-01-01 is new"),
        ("signals: { idle_holds: off }", "signals.idle_holds: 5 becomes off"),
        ("terms: [ { id: a, text: { en: Rebate } } ]", "terms.a.en: \"Rebate\" is new"),
        ("calendar: { public_holidays: [DE-BY] }", "calendar.public_holidays.DE-BY: closed is new"),
        ("calendar: { company_days: [12-24] }", "calendar.company_days.12-24: closed is new"),
    ])
    func `no figure changes unsaid`(lines: String, said: String) throws {
        #expect(try differences(goodFile, goodFile + lines + "\n").contains(said))
        #expect(try !differences(goodFile + lines + "\n", goodFile).isEmpty)
    }

    @Test func `what is taken out is gone`() throws {
        #expect(try differences(goodFile + "caps: { open: 5 }\n", goodFile) == ["caps.open: 5 is gone"])
    }

    @Test func `a reviewer who moves changes who gets what`() throws {
        let old = program + reviewers(ada + bo("territories: [DE]")) + routing
        let new = program + reviewers(ada + bo("territories: [DE], absent: true, deputy: Ada")) + routing
        let said = try differences(old, new)
        #expect(
            said == [
                "reviewers.Bo.absent: false becomes true", "routing.DE: Bo becomes Ada",
                "reviewers.Bo.deputy: Ada is new",
            ]
        )
    }

    @Test func `a new word in the consent is seen`() throws {
        let consent = { (text: String) in goodFile + "consent: { version: 2, text: { en: \(text), de: Ich darf } }\n" }
        #expect(try differences(consent("I may"), consent("I can")) == ["consent.en: \"I may\" becomes \"I can\""])
    }
}

struct PolicyAdviceTests {
    @Test func `a policy without reviewers is told what to do`() {
        #expect(policyAdvice(.builtIn, in: 2026).count == 1)
        #expect(policyAdvice(.builtIn, in: 2026).first?.contains("REGISTRAR_POLICY") == true)
    }

    @Test func `a policy without a manager and one with a territory twice are told`() throws {
        let lines = ada.replacing(" } }", with: " }, territories: [DE] }") + bo("territories: [DE]")
        let advice = try policyAdvice(read(program + reviewers(lines) + routing).get(), in: 2026)
        #expect(advice.count == 2)
        #expect(advice.last == "DE is a territory of Ada and of Bo; claims go to Ada, who stands first.")
    }

    @Test func `one reviewer alone cannot judge an appeal`() throws {
        let alone = program + reviewers(ada.replacing(" } }", with: " }, manager: true }")) + routing
        let advice = try policyAdvice(read(alone).get(), in: 2026)
        #expect(advice.count == 1 && advice.first?.contains("appeal: off") == true)
        #expect(try policyAdvice(read(alone + "approvals: { appeal: off }\n").get(), in: 2026).isEmpty)
    }

    @Test func `a table of holidays that ends this year is told of`() throws {
        let text = program + reviewers(ada + bo("manager: true")) + routing + "calendar: { public_holidays: [DE-BY] }\n"
        #expect(try policyAdvice(read(text).get(), in: 2026).isEmpty)
        #expect(try policyAdvice(read(text).get(), in: 2027).first?.contains("known until 2027 only") == true)
    }

    @Test func `a tier that a rule names and nothing else is told of`() throws {
        let text =
            program + reviewers(ada + bo("manager: true")) + routing
            + "tiers: { gold: {} }\nentry: { tiers: [gold, glod] }\n"
        #expect(try policyAdvice(read(text).get(), in: 2026).map { $0.prefix(13) } == ["The tier glod"])
    }

    @Test(arguments: [
        (
            "hold: { scope: product }\nquestions: { product_interest: optional }",
            "Holds are told apart by product_interest"
        ),
        (
            "hold: { scope: business_unit }\nquestions: { business_unit: optional }",
            "Holds are told apart by business_unit"
        ),
        ("hold: { scope: opportunity }\nquestions: { opportunity: optional }", "Holds are told apart by opportunity"),
        (
            "hold: { scope: segment }\nquestions: { geography: optional }\n"
                + "segments: { parts: [ { id: a, territories: [DE] }, { id: b, territories: [AT] } ] }",
            "Segments are told apart by geography"
        ),
        (
            "hold: { scope: segment }\nquestions: { target_revenue: optional }\n"
                + "segments: { parts: [ { id: a, revenue_from: 9 } ] }",
            "Segments are told apart by target_revenue"
        ),
        (
            "hold: { scope: segment }\nquestions: { product_interest: optional }\n"
                + "segments: { parts: [ { id: a, products: [Cloud] } ] }",
            "Segments are told apart by product_interest"
        ),
    ])
    func `a question that tells claims apart should be required`(lines: String, said: String) throws {
        let people = program + reviewers(ada + bo("manager: true")) + routing
        let advice = try policyAdvice(read(people + lines + "\n").get(), in: 2026)
        #expect(advice.count == 1 && advice.first?.hasPrefix(said) == true)
        let required = lines.replacing(": optional", with: ": required")
        #expect(try policyAdvice(read(people + required + "\n").get(), in: 2026).isEmpty)
    }

    @Test func `a plan for more people than there are waits, and that is said`() throws {
        let people = program + reviewers(ada + bo("manager: true")) + routing
        let plan = { (names: String) in "approvals: { plans: [ { id: a, approvers: [\(names)] } ] }\n" }
        let advice = try policyAdvice(read(people + plan("reviewer, Ada, Bo")).get(), in: 2026)
        #expect(advice.map { $0.prefix(33) } == ["The plan a asks for 3 people, and"])
        #expect(try policyAdvice(read(people + plan("reviewer, Bo")).get(), in: 2026).isEmpty)
    }

    @Test func `a whole policy needs no advice`() throws {
        #expect(
            try policyAdvice(read(program + reviewers(ada + bo("manager: true")) + routing).get(), in: 2026).isEmpty
        )
    }
}
