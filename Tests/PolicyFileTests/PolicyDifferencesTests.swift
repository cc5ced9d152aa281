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

    @Test func `a whole policy needs no advice`() throws {
        #expect(
            try policyAdvice(read(program + reviewers(ada + bo("manager: true")) + routing).get(), in: 2026).isEmpty
        )
    }
}
