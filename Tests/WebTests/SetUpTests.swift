import Desk
import Dialogue
import Foundation
import Registrations
import Testing

@testable import Web

/// The page of a service without a chat.
struct SetUpTests {
    private func door(_ facts: SetUpFacts = SetUpFacts()) -> SetUpDoor {
        SetUpDoor(
            look: { language, typed in
                var facts = facts
                facts.address = typed.address ?? facts.address
                facts.app = typed.app ?? facts.app
                facts.isTypedAddressWrong = typed.address == "wrong"
                facts.isTypedAppWrong = typed.app == "wrong"
                return Phrasebook(language, timeZone: "Europe/Berlin").setUp(facts)
            },
            package: { typed in typed.app == "wrong" ? nil : Array("\(typed.address ?? "") \(typed.app ?? "")".utf8) }
        )
    }

    private var good: SetUpFacts {
        var facts = SetUpFacts()
        (facts.address, facts.isAddressGood, facts.endpoint) = (
            "https://r.example", true, "https://r.example/teams/messages"
        )
        return facts
    }

    private func page(
        _ door: SetUpDoor,
        path: String = "/",
        query: String = "",
        _ headers: [(String, String)] = [("host", "127.0.0.1:8080")]
    ) async -> (status: Int, headers: [String: String], text: String) {
        let request = InboundRequest(
            route: EndpointRoute(.get, path),
            query: query,
            headers: headers.map { (name: $0.0, value: $0.1) },
            body: [],
            receivedAt: Date(timeIntervalSince1970: 0),
            requestID: "1"
        )
        let response = await door.answer(request)
        let named = Dictionary(response.headers.map { ($0.name, $0.value) }) { first, _ in first }
        return (response.status, named, String(decoding: response.body, as: UTF8.self))
    }

    @Test(arguments: [
        ("127.0.0.1:8080", true), ("localhost", true), ("LOCALHOST:1", true), ("[::1]:8080", true),
        ("127.0.0.1.evil.example", false), ("evil.example:8080", false), ("", false), ("[::2]:80", false),
        ("localhost.evil.example", false),
    ])
    func `the page is shown under a name of this machine only`(host: String, isShown: Bool) {
        #expect(FrontDoor.isLoopback(host) == isShown)
    }

    @Test func `every chat's words are there in both languages, and the browser's is the first`() async {
        let english = await page(door())
        let german = await page(door(), [("host", "localhost"), ("accept-language", "fr, de-AT;q=0.8")])
        let chosen = await page(door(), query: "lang=en", [("host", "localhost"), ("accept-language", "de")])
        #expect(english.text.contains("<html lang=\"en\">") && english.text.contains("Create the Slack app"))
        #expect(german.text.contains("<html lang=\"de\">") && german.text.contains("Slack-App anlegen"))
        #expect(chosen.text.contains("<html lang=\"en\">"))
        #expect(english.text.contains("0 of 5 ready") && german.text.contains("0 von 5 bereit"))
        #expect(english.text.contains("Register the Teams bot") && german.text.contains("Teams-Bot registrieren"))
    }

    @Test func `what was typed is shown and never interpreted`() async {
        let hostile = "%22%3E%3Cscript%3Ealert(1)%3C/script%3E"
        let shown = await page(door(), query: "url=\(hostile)")
        #expect(shown.text.contains("value=\"&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;\""))
        #expect(!shown.text.contains("<script>alert"))
        let wrong = await page(door(), query: "url=wrong&lang=de")
        #expect(wrong.text.contains("aria-invalid=\"true\"") && wrong.text.contains("kann kein Chat senden"))
        for broken in ["url=%zz", "url=%e", "url=%ff", String(repeating: "a=b&", count: 99), "url"] {
            #expect(await page(door(), query: broken).status == 200)
        }
    }

    @Test func `a browser may run the page's own script and style and nothing else`() async throws {
        let shown = await page(door())
        let policy = try #require(shown.headers["content-security-policy"])
        #expect(policy.hasPrefix("default-src 'none'; style-src 'sha256-") && policy.contains("script-src 'sha256-"))
        #expect(!policy.contains("unsafe"))
        #expect(shown.text.components(separatedBy: "<script>").count == 2)
        #expect(!shown.text.contains("onclick") && !shown.text.contains("src="))
    }

    @Test func `what is ready is counted and said in words, not by colour alone`() async {
        var facts = SetUpFacts()
        (facts.isDatabaseWell, facts.isAddressSet, facts.isAddressGood) = (true, true, true)
        (facts.answersThere, facts.reviewers, facts.managers, facts.partners) = (true, 2, 0, 3)
        facts.address = "https://r.example"
        facts.createLink = "https://api.slack.com/apps?new_app=1&manifest_json=%7B%7D"
        let shown = await page(door(facts))
        #expect(shown.text.contains("5 of 6 ready") && shown.text.contains("2 reviewers, nobody is a manager"))
        #expect(shown.text.contains("href=\"https://api.slack.com/apps?new_app=1&amp;manifest_json=%7B%7D\""))
        #expect(shown.text.components(separatedBy: "class=\"word\">ready<").count == 6)
        #expect(shown.text.components(separatedBy: "class=\"word\">one of the two<").count == 3)
    }

    @Test func `the Teams bot's endpoint and its package wait for the address, the package for the bot's id too`() async
    {
        let without = await page(door())
        #expect(!without.text.contains("name=\"app\"") && !without.text.contains("/teams/messages"))
        let before = await page(door(good))
        #expect(before.text.contains("https://r.example/teams/messages") && before.text.contains("name=\"app\""))
        #expect(!before.text.contains("Download the app"))
        var facts = good
        (facts.app, facts.packageLink) = ("1-2", "/registrar-teams.zip?url=https://r.example&app=1-2")
        let after = await page(door(facts))
        #expect(after.text.contains("download href=\"/registrar-teams.zip?url=https://r.example&amp;app=1-2\""))
        let wrong = await page(door(good), query: "app=wrong&lang=de")
        #expect(wrong.text.contains("aria-describedby=\"app-mistake\"") && wrong.text.contains("keine ID eines Bots"))
    }

    @Test func `what was typed into one question is kept by the other and by the language`() async {
        let shown = await page(door(good), query: "url=https%3A%2F%2Fr.example%2F%26&app=a%20b")
        #expect(shown.text.contains("<input type=\"hidden\" name=\"app\" value=\"a b\">"))
        #expect(shown.text.contains("<input type=\"hidden\" name=\"url\" value=\"https://r.example/&amp;\">"))
        #expect(shown.text.contains("href=\"?lang=de&amp;url=https%3A%2F%2Fr.example%2F%26&amp;app=a%20b\""))
    }

    @Test func `the package is a file to keep, and none is made of what names no bot`() async {
        let made = await page(door(), path: SetUpDoor.packagePath, query: "url=https://r.example&app=1-2")
        #expect(made.status == 200 && made.text == "https://r.example 1-2")
        #expect(made.headers["content-type"] == "application/zip")
        #expect(made.headers["content-disposition"] == "attachment; filename=\"registrar-teams.zip\"")
        #expect(await page(door(), path: SetUpDoor.packagePath, query: "app=wrong").status == 404)
    }
}
