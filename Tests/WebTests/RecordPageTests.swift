import Crypto
import Desk
import Dialogue
import FoundationEssentials
import Hummingbird
import HTTPTypes
import HummingbirdTesting
import Registrations
import Testing

@testable import Web

struct RecordPageTests {
    @Test(arguments: [Page.sample(), .germanSample()])
    func `the page says everything the record holds`(page: Page) async throws {
        let answer = try await House(page: page).ask("/r/REG-1?k=good")
        #expect(answer.status == .ok)
        #expect(answer.header("content-type") == "text/html; charset=utf-8")
        #expect(answer.text.contains("<html lang=\"\(page.language.rawValue)\">"))
        let moments = page.history.flatMap { [$0.time, $0.machineTime] }
        for words in [page.title, page.caseNumber, page.status, page.historyHeading] + moments
            + page.sections.map(\.heading)
        {
            #expect(answer.text.contains(words.replacing("&", with: "&amp;")), "\(words)")
        }
    }

    @Test func `the page has one first heading, one main, and no script, form or foreign address`() async throws {
        let text = try await House(page: .sample()).ask("/r/REG-1?k=good").text
        #expect(text.ranges(of: "<h1").count == 1)
        #expect(text.ranges(of: "<main>").count == 1)
        for word in ["<script", "<form", "<img", "<iframe", "<link", "@import", "url(", "javascript:", " style="] {
            #expect(!text.contains(word), "\(word)")
        }
    }

    @Test func `the policy allows exactly the style sheet that is there`() async throws {
        let answer = try await House(page: .sample()).ask("/r/REG-1?k=good")
        let sheet = try #require(answer.text.split(separator: "<style>").last?.split(separator: "</style>").first)
        let digest = Data(SHA256.hash(data: Data(sheet.utf8))).base64EncodedString()
        #expect(
            answer.header("content-security-policy")
                == "default-src 'none'; style-src 'sha256-\(digest)'; form-action 'none'; base-uri 'none'; "
                + "frame-ancestors 'none'"
        )
        #expect(answer.header("x-robots-tag") == "noindex, nofollow")
        #expect(answer.text.contains("<meta name=\"robots\" content=\"noindex, nofollow\">"))
    }

    @Test func `a head request tells the same without the page`() async throws {
        let house = House(page: .sample())
        let get = try await house.ask("/r/REG-1?k=good")
        let head = try await house.ask("/r/REG-1?k=good", .head)
        #expect(head.status == .ok)
        #expect(head.body.readableBytes == 0)
        #expect(head.header("content-length") == "\(get.body.readableBytes)")
        #expect(head.header("content-security-policy") == get.header("content-security-policy"))
    }

    @Test func `every link that opens nothing gets the same page`() async throws {
        let house = House(page: .sample())
        let first = try await house.ask("/r/REG-2?k=good")
        #expect(first.status == .notFound)
        #expect(first.text.contains("lang=\"de\""))
        let long = String(repeating: "a", count: 5_000)
        for path in [
            "/r/REG-1?k=bad", "/r/REG-1", "/r/REG-1?k=", "/r/", "/r/%00", "/r/a/b?k=good", "/r/\(long)?k=\(long)",
        ] {
            let other = try await house.ask(path)
            #expect(other.status == .notFound)
            #expect(other.body == first.body)
            #expect(
                other.headers.filter { $0.name.canonicalName != "x-request-id" }
                    == first.headers.filter { $0.name.canonicalName != "x-request-id" }
            )
        }
    }

    @Test func `a ledger in trouble is said with the incident, in both languages`() async throws {
        let answer = try await House(trouble: LedgerTrouble.busy("locked")).ask("/r/REG-1?k=good")
        #expect(answer.status == .serviceUnavailable)
        let incident = try #require(answer.header("x-request-id"))
        #expect(answer.text.ranges(of: incident).count == 2)
        #expect(!answer.text.contains("locked"))
    }

    @Test func `a title that holds the case number says it once`() {
        var page = Page.sample()
        page.title = "\(page.caseNumber) · Nordlicht"
        let text = String(decoding: Pages().record(page), as: UTF8.self)
        #expect(text.contains("<title>REG-7K3M9QXA · Nordlicht</title>"))
        #expect(text.contains("<header class=\"sheet\"><h1 dir=\"auto\">REG-7K3M9QXA · Nordlicht</h1>"))
    }
}
