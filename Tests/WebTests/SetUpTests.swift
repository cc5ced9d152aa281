import Desk
import Dialogue
import Foundation
import Registrations
import Testing

@testable import Web

/// The page of a service without a chat.
struct SetUpTests {
    private func door(_ facts: SetUpFacts = SetUpFacts()) -> SetUpDoor {
        SetUpDoor { language, typed in
            var facts = facts
            if let typed { facts.address = typed }
            let book = Phrasebook(language, timeZone: "Europe/Berlin")
            return book.setUp(facts, isTypedAddressWrong: typed == "wrong")
        }
    }

    private func page(
        _ door: SetUpDoor,
        query: String = "",
        _ headers: [(String, String)] = [("host", "127.0.0.1:8080")]
    ) async -> (status: Int, headers: [String: String], text: String) {
        let request = InboundRequest(
            route: EndpointRoute(.get, "/"),
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
        #expect(english.text.contains("0 of 7 ready") && german.text.contains("0 von 7 bereit"))
    }

    @Test func `what was typed is shown and never interpreted`() async {
        let hostile = "%22%3E%3Cscript%3Ealert(1)%3C/script%3E"
        let shown = await page(door(), query: "url=\(hostile)")
        #expect(shown.text.contains("value=\"&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;\""))
        #expect(!shown.text.contains("<script>alert"))
        let wrong = await page(door(), query: "url=wrong&lang=de")
        #expect(wrong.text.contains("aria-invalid=\"true\"") && wrong.text.contains("kann Slack nicht senden"))
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
        #expect(shown.text.contains("5 of 8 ready") && shown.text.contains("2 reviewers, nobody is a manager"))
        #expect(shown.text.contains("href=\"https://api.slack.com/apps?new_app=1&amp;manifest_json=%7B%7D\""))
        #expect(shown.text.components(separatedBy: "class=\"word\">ready<").count == 6)
        #expect(shown.text.components(separatedBy: "class=\"word\">missing<").count == 4)
    }
}
