import PolicyFile
import Registrations
import Testing

/// CONTRACT.md's smallest file, letter by letter.
private let smallest = """
    program: { id: main, name: Nordlicht Partner Program, language: en, time_zone: Europe/Berlin }
    reviewers:
      - { name: Ada Lindqvist, email: ada@vendor.example, slack: { team: T0VENDOR, user: U0AE }, territories: [DE, AT] }   # also teams: { tenant: GUID, object_id: GUID }
      - { name: Bo Maier, email: bo@vendor.example, slack: { team: T0VENDOR, user: U0MANAGER }, manager: true }
    routing: { fallback: Ada Lindqvist }
    blocked_accounts: [ blocked.example ]

    """

struct GoodFileTests {
    @Test func `the smallest file has every default`() throws {
        let policy = try read(smallest).get()
        let team = WorkspaceKey(channel: .slack, id: "T0VENDOR")
        let expected = Policy(
            version: "0123456789ab",
            program: Policy.Program(
                id: "main",
                name: "Nordlicht Partner Program",
                language: .english,
                timeZone: "Europe/Berlin"
            ),
            reviewers: [
                Policy.Reviewer(
                    name: "Ada Lindqvist",
                    email: "ada@vendor.example",
                    people: [Person(workspace: team, user: "U0AE")],
                    territories: ["DE", "AT"]
                ),
                Policy.Reviewer(
                    name: "Bo Maier",
                    email: "bo@vendor.example",
                    people: [Person(workspace: team, user: "U0MANAGER")],
                    isManager: true
                ),
            ],
            routing: Policy.Routing(fallback: "Ada Lindqvist"),
            blockedAccounts: Set([DomainName(ascii: "blocked.example")].compactMap { $0 })
        )
        #expect(policy == expected)
        #expect(
            policy.hold.length == .days(90) && policy.duties[.answer]?.within == .businessDays(2)
                && policy.links.daysAfterEnd == 30
        )
        #expect(policy.tier(named: "any").openCap == nil && policy.tier(named: "any").weeklyCap == nil)
        #expect(policy.messages.channelLine && policy.messages.reviewRoom == nil)
        #expect(policy.limits.checksPerHour == 60)
    }

    @Test func `a reviewer may be known in Teams alone, in small letters`() throws {
        let lines =
            "  - { name: Ada, email: ada@vendor.example, teams: { tenant: 5F0C6A2E-3B1D-4C8F-9A7E-1D2C3B4A5F60, "
            + "object_id: 0F8FAD5B-D9CB-469F-A165-70867728950E } }\n"
        let policy = try read(program + reviewers(lines) + routing).get()
        let tenant = WorkspaceKey(channel: .teams, id: "5f0c6a2e-3b1d-4c8f-9a7e-1d2c3b4a5f60")
        #expect(
            policy.reviewers.first?.people == [Person(workspace: tenant, user: "0f8fad5b-d9cb-469f-a165-70867728950e")]
        )
    }

    @Test func `a version may be a number and stands before the fingerprint`() throws {
        #expect(try read(goodFile + "version: 3\n").get().version == "3+0123456789ab")
        #expect(try read(goodFile + "version: 2026-11-24\n").get().version == "2026-11-24+0123456789ab")
    }

    @Test func `Norway is a territory and off is a word`() throws {
        let text = program + reviewers(ada + bo("territories: [NO, YES-1]")) + routing + "questions: { stage: off }\n"
        let policy = try read(text).get()
        #expect(policy.route(territory: "NO") == "Bo")
        #expect(policy.requirement(.stage) == .off)
    }

    @Test func `an hour without quotes is a time of day`() throws {
        let calendar = try read(goodFile + "calendar: { opens: 8:30, closes: 16:15, workdays: [sun, mon] }\n").get()
            .calendar
        #expect(calendar.opensAtMinute == 510 && calendar.closesAtMinute == 975 && calendar.workdays == [7, 1])
    }

    @Test func `the twenty-ninth of February is a holiday in a leap year`() throws {
        #expect(try read(goodFile + "calendar: { holidays: [2028-02-29] }\n").get().calendar.holidays == ["2028-02-29"])
    }

    @Test func `an alias of an alias counts as the last company`() throws {
        let policy = try read(goodFile + "aliases: { acme.de: acme.at, acme.at: acme.com }\n").get()
        let alias = try #require(DomainName(ascii: "acme.de"))
        #expect(policy.company(of: alias) == CompanyKey("acme.com"))
    }

    @Test func `a reason in the program's language alone is read in it by everybody`() throws {
        let policy = try read(goodFile + "reasons: [ { id: a, text: { en: No } } ]\n").get()
        #expect(policy.reasons == [Policy.RejectionReason(id: "a", text: [.english: "No", .german: "No"])])
    }

    @Test func `a claim goes to the deputy of an absent fallback`() throws {
        let absent = ada.replacing(" } }", with: " }, absent: true, deputy: Bo }")
        let policy = try read(program + reviewers(absent + bo()) + routing).get()
        #expect(policy.route(territory: nil) == "Bo")
    }

    @Test func `a file with a byte order mark, Windows line ends and JSON's quotes is read`() throws {
        let json = """
            {"program": {"name": "N", "language": "de", "time_zone": "UTC"}, "routing": {"fallback": "Ada"},
            "reviewers": [{"name": "Ada", "email": "a@vendor.example", "slack": {"team": "E0V", "user": "W0A"}}]}
            """
        let policy = try read("\u{FEFF}" + json.replacing("\n", with: "\r\n") + "\r\n").get()
        #expect(policy.program == Policy.Program(id: "main", name: "N", language: .german, timeZone: "UTC"))
    }

    @Test func `asterisks and ampersands in texts are texts`() throws {
        let text = "reasons: [ { id: a, text: { en: \"R &D and *D are *D\" } } ]\n"
        #expect(try read(goodFile + text).get().reasons.first?.text[.english] == "R &D and *D are *D")
    }

    @Test func `the built-in policy has no reviewer, and claims wait for the program itself`() {
        #expect(Policy.builtIn.reviewers.isEmpty)
        #expect(Policy.builtIn.route(territory: "DE") == Policy.builtIn.program.name)
        #expect(Policy.builtIn.reviewer(named: Policy.builtIn.routing.fallback) == nil)
    }
}
