import Foundation
@testable import PolicyFile
import Registrations
import Testing

/// docs/policy.md is held to what the parser does.
struct DocumentedTests {
    private let page: String

    init() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        page = try String(contentsOf: root.appending(path: "docs/policy.md"), encoding: .utf8)
    }

    @Test func `the documentation's complete example is a policy with every value in its place`() throws {
        let policy = try read(fence("complete")).get()
        #expect(policy.version == "2026-11+0123456789ab")
        #expect(policy.program.name == "Nordlicht Partner Program")
        let ada = try #require(policy.reviewer(named: "Ada Lindqvist"))
        #expect(ada.deputy == "Bo Maier" && ada.language == .german && !ada.isAbsent && !ada.isManager)
        #expect(policy.reviewer(named: "Bo Maier")?.people.map(\.workspace.channel) == [.slack, .teams])
        #expect(policy.route(territory: "AT") == "Ada Lindqvist")
        #expect(policy.route(territory: "CH") == "Bo Maier")
        #expect(policy.severities == Policy.defaultSeverities)
        #expect(policy.blockedAccounts.map(\.ascii).sorted() == ["blocked.example", "reserved.example"])
        #expect(Set(policy.aliases.values.map(\.ascii)) == ["nordwind.example"])
        let gold = policy.tier(named: "gold")
        #expect(gold == Policy.Tier(openCap: 100, weeklyCap: 50, hold: .months(6), answer: .hours(24)))
        let silver = policy.tier(named: "silver")
        #expect(silver == Policy.Tier(openCap: 50, weeklyCap: 35, hold: .days(120), answer: .businessDays(2)))
        terms(of: policy)
        #expect(policy.calendar.holidays.count == 3 && policy.calendar.regions == ["DE-BY"])
        #expect(policy.calendar.companyDays == ["12-24", "12-31"] && policy.calendar.regionDays.count == 2)
        #expect(policy.reasons.map(\.id) == ["existing_opportunity", "not_qualified"])
        #expect(policy.consent.version == "2")
        #expect(policy.consent.text[.english]?.hasPrefix("I may pass on this contact's details, the contact") == true)
        let room = Room(workspace: WorkspaceKey(channel: .slack, id: "T0VENDOR"), id: "C0DEALS")
        #expect(policy.messages == Policy.Messages(channelLine: true, reviewRoom: room))
    }

    private func terms(of policy: Policy) {
        #expect(policy.hold.scope == .segment && policy.hold.byKind == [.deal: .months(6)])
        #expect(
            policy.hold.extending
                == .init(times: 2, by: .days(30), grantedBy: .reviewer, onMeeting: false, needsEvidence: true)
        )
        #expect(policy.duties[.firstMeeting]?.handOver == .days(15) && policy.duties[.firstMeeting]?.grace == .days(3))
        #expect(
            policy.duties[.firstMeeting]?.starts == .submission && policy.duties[.firstMeeting]?.reminderDays == [10]
        )
        #expect(policy.duties[.answer]?.ladder == Policy.defaultDuties[.answer]?.ladder)
        #expect(policy.conflicts.winner == .bestQualified && policy.conflicts.weights[.qualification] == 3)
        #expect(policy.hold.segments.map(\.id) == ["enterprise", "cloud", "small"])
        #expect(policy.hold.segments.first?.minimumRevenue == Amount(minorUnits: 10_000_000))
        #expect(policy.approvals.plans.first?.approvers == ["reviewer", "manager"])
        #expect(policy.approvals.automatic.first?.when.maximumAmount == Amount(minorUnits: 1_000_000))
        #expect(policy.approvals.minimumTimeToWin == .hours(72))
        #expect(policy.duties[.answer]?.research == .businessDays(3) && policy.conflicts.queue == .received)
        #expect(policy.assigning == .init(by: .reviewer, mayDecline: true))
        #expect(policy.entry.replacementEvidence[.german] == "Stilllegungsschreiben")
        #expect(policy.entry.purchaseLookBack == .months(36) && policy.entry.opensOn == "2026-02-01")
        #expect(policy.reopenable.count == 5 && policy.terms.map(\.id) == ["rebate"])
    }

    @Test func `what the documentation calls defaults are the defaults`() throws {
        let written = try read(fence("complete")).get()
        let silent = try read(fence("smallest")).get()
        #expect(silent.questions == Policy.defaultQuestions)
        for field in Field.onlyOnRequest { #expect(silent.requirement(field) == .off) }
        let fixed = Field.alwaysRequired + Field.onlyOnRequest + Field.ofDeals
        for field in Field.allCases where !fixed.contains(field) {
            #expect(silent.requirement(field) == .optional && written.requirement(field) == .optional)
        }
        #expect(silent.severities == written.severities)
        #expect(
            silent.hold == Policy.HoldRules() && page.contains("| 90 days from approval, scope account, no extension")
        )
        #expect(
            silent.approvals == Policy.ApprovalRules() && page.contains("| one reviewer, 24 hours, 5 business days |")
        )
        #expect(silent.conflicts == Policy.ConflictRules() && silent.entry == Policy.EntryRules())
        #expect(silent.duties == Policy.defaultDuties && silent.signals == Policy.SignalRules())
        for (kind, rules) in silent.duties {
            let row = "| `\(Key(kind).rawValue)` | \(rules.within.text)"
            #expect(page.contains(row), "\(row) is not in the table of duties")
        }
        #expect(silent.links == written.links && silent.limits == written.limits)
        #expect(silent.calendar.opensAtMinute == written.calendar.opensAtMinute)
        #expect(silent.calendar.closesAtMinute == written.calendar.closesAtMinute)
        #expect(silent.calendar.workdays == written.calendar.workdays)
        #expect(page.contains("| six built-in reasons |") && silent.reasons.count == 6)
        #expect(page.contains("a built-in text, version 1") && silent.consent.version == "1")
    }

    @Test func `the complete example uses every key there is`() throws {
        let example = try fence("complete")
        for key in Key.allCases where ![.conversation].contains(key) {
            #expect(example.contains("\(key.rawValue):"), "\(key.rawValue) is not in the example")
        }
    }

    @Test func `every word of the language is in the documentation`() {
        let words =
            Key.allCases.map(\.rawValue) + Weekday.allCases.map(\.rawValue)
            + Policy.Requirement.allCases.map(\.rawValue) + Policy.Severity.allCases.map(\.rawValue)
            + Language.allCases.map(\.rawValue) + Check.Rule.allCases.map(\.rawValue)
        for word in words {
            #expect(page.contains("`\(word)`") || page.contains("\(word):"), "\(word) is not documented")
        }
        let choices =
            Policy.HoldRules.Start.allCases.map(\.rawValue) + Policy.HoldRules.Scope.allCases.map(\.rawValue)
            + Policy.HoldRules.Extending.Granter.allCases.map(\.rawValue) + Partner.Kind.allCases.map(\.rawValue)
            + Policy.DutyRules.Start.allCases.map(\.rawValue) + Policy.DutyRules.Outcome.allCases.map(\.rawValue)
            + Policy.DutyRules.Rung.Recipient.allCases.map(\.rawValue)
            + Policy.ConflictRules.Winner.allCases.map(\.rawValue)
            + Policy.ConflictRules.QueueOrder.allCases.map(\.rawValue) + Policy.Assigning.By.allCases.map(\.rawValue)
            + Policy.ConflictRules.Measure.allCases.map(\.rawValue) + Order.allCases.map(\.rawValue)
        for word in choices { #expect(page.contains(word), "\(word) is not documented") }
        for field in Field.allCases where !(Field.alwaysRequired + Field.ofDeals).contains(field) {
            #expect(page.contains("\(field.rawValue):"), "\(field.rawValue) is not documented")
        }
    }

    @Test func `the bounds that the documentation names are the parser's`() {
        #expect(page.contains("at most 256 KiB") && SourceText.limitBytes == 256 * 1_024)
        #expect(read(goodFile + "hold: { days: 3650 }\n").isGood && !read(goodFile + "hold: { days: 3651 }\n").isGood)
        let answer = { (days: Int) in read(goodFile + "answer: { business_days: \(days) }\n").isGood }
        #expect(answer(1) && answer(250) && !answer(0) && !answer(251))
        let checks = { (count: Int) in read(goodFile + "limits: { checks_per_hour: \(count) }\n").isGood }
        #expect(checks(1) && checks(10_000) && !checks(0) && !checks(10_001))
    }

    private func fence(_ name: String) throws -> String {
        let start = try #require(page.range(of: "```yaml \(name)\n"))
        let end = try #require(page.range(of: "```\n", range: start.upperBound..<page.endIndex))
        return String(page[start.upperBound..<end.lowerBound])
    }
}

extension Result where Success == Policy, Failure == PolicyMistakes {
    var isGood: Bool {
        switch self {
        case .success: true
        case .failure: false
        }
    }
}
