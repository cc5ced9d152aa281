import PolicyFile
import Registrations
import Testing

private let rich =
    program + reviewers(ada + bo("manager: true, territories: [DE]")) + routing
        + """
        version: 7
        blocked_accounts: [secret.example]
        aliases: { acme.de: acme.com }
        caps: { open: 25 }
        tiers: { gold: { hold: { days: 120 }, answer: { business_days: 1 }, caps: { weekly: 5 } } }
        calendar: { opens: 08:00, holidays: [2026-12-25] }
        reasons: [ { id: a, text: { en: "*No* [never](http://x.example)", de: Nein } } ]
        checks: { territory: block, similar_name: off }
        questions: { geography: required, stage: off }

        """

struct RulesPageTests {
    @Test func `partners read every published figure and the version`() throws {
        let policy = try read(rich).get()
        let page = renderRules(policy, in: .english, as: .text, for: .partners)
        let expected = [
            "Nordlicht: the rules\n====", "Version 7+0123456789ab. Times are those of Europe/Berlin.", "place",
            "- Within 2 business days.", "- Tier gold: 1 business day\n", "Monday, Tuesday", "08:00–17:00",
            "Closed on 2026-12-25.", "for 90 days from approval", "Tier gold: 120 days", "until 30 days after its end",
            "- up to 25 open registrations\n", "Tier gold: up to 5 new ones in seven days", "Up to 60 questions",
            "- *No* [never](http://x.example)\n", "What you confirm (text 1)",
            "The company is outside your territory: this stops the registration.",
        ]
        for line in expected { #expect(page.contains(line), "\(line)") }
        #expect(!page.contains("similar name") && !page.contains("stage"))
    }

    @Test func `the whole page in German reads as written`() throws {
        let page = try renderRules(read(goodFile).get(), in: .german, as: .markdown, for: .partners)
        let expected = """
            # Nordlicht: die Regeln

            Version 0123456789ab. Zeiten gelten in Europe/Berlin.

            ## Was wir fragen

            """
        #expect(page.hasPrefix(expected))
        #expect(page.contains("- Innerhalb von 2 Geschäftstagen.\n"))
        #expect(page.contains("- Geschäftstage sind Montag, Dienstag, Mittwoch, Donnerstag, Freitag, 09:00–17:00.\n"))
        #expect(page.contains("ab Annahme 90 Tage lang"))
    }

    @Test(arguments: Language.allCases)
    func `partners learn no reviewer, blocked account or alias, and the vendor does`(language: Language) throws {
        let policy = try read(rich).get()
        let partners = renderRules(policy, in: language, as: .text, for: .partners)
        let vendor = renderRules(policy, in: language, as: .text, for: .vendor)
        for secret in ["secret.example", "Ada", "Bo", "acme.de"] {
            #expect(!partners.contains(secret) && vendor.contains(secret))
        }
        #expect(vendor.hasPrefix(partners))
        #expect(!vendor.contains("@"))
    }

    @Test func `a text of the policy cannot format in Markdown`() throws {
        let page = try renderRules(read(rich).get(), in: .english, as: .markdown, for: .partners)
        #expect(page.contains("- \\*No\\* \\[never\\](http://x.example)\n"))
    }

    @Test(arguments: [
        (Language.english, 1, "- Within 1 business day.\n", "- Tier gold: 3 business days\n"),
        (.english, 3, "- Within 3 business days.\n", "- Tier gold: 3 business days\n"),
        (.german, 1, "- Innerhalb von 1 Geschäftstag.\n", "- Stufe gold: 3 Geschäftstage\n"),
        (.german, 3, "- Innerhalb von 3 Geschäftstagen.\n", "- Stufe gold: 3 Geschäftstage\n"),
    ])
    func `days are counted as each language counts them`(
        language: Language,
        days: Int,
        all: String,
        gold: String
    ) throws {
        let lines = "answer: { business_days: \(days) }\ntiers: { gold: { answer: { business_days: 3 } } }\n"
        let page = try renderRules(read(goodFile + lines).get(), in: language, as: .text, for: .partners)
        #expect(page.contains(all) && page.contains(gold))
    }

    @Test func `no sentence is the same in both languages`() {
        let english = renderRules(.builtIn, in: .english, as: .text, for: .vendor).split(separator: "\n")
        let german = renderRules(.builtIn, in: .german, as: .text, for: .vendor).split(separator: "\n")
        #expect(english.count == german.count)
        for (one, other) in zip(english, german) where one.contains(where: \.isLetter) { #expect(one != other) }
    }
}
