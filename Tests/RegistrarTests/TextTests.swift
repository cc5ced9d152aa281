import DeskTesting
import Dialogue
import Foundation
import JSON
import Logging
import Testing

@testable import Desk
@testable import Registrations
@testable import registrar

struct TextTests {
    @Test(arguments: [
        (["a", "b"], #""a","b""#), ([#"say "x""#], #""say ""x""""#), (["two\nlines"], "\"two\nlines\""),
        (["=1+1"], #""'=1+1""#), (["+49"], #""'+49""#), (["-1"], #""'-1""#), (["@x"], #""'@x""#), (["\tx"], "\"'\tx\""),
        ([""], #""""#), (["a=b"], #""a=b""#),
        // A mark makes another character of the sign, and a spreadsheet passes over spaces.
        (["=\u{301}1"], "\"'=\u{301}1\""), (["\r\n=1"], "\"'\r\n=1\""), (["  =1"], #""'  =1""#),
        (["\u{A0}+1"], "\"'\u{A0}+1\""), (["\u{FEFF}@x"], "\"'\u{FEFF}@x\""), (["＝1"], #""'＝1""#), (["  a"], #""  a""#),
    ])
    func `a line of CSV is quoted and no formula`(cells: [String], line: String) {
        #expect(CSV.line(cells) == line)
    }

    @Test func `columns are as wide as their widest cell and control nothing`() {
        let lines = Console.aligned([["a", "b"], ["längst", "x\u{1B}[2J\ny"], ["", "z"]])
        #expect(lines == ["a       b", "längst  x [2J y", "        z"])
    }

    @Test(arguments: [
        ("Tue, 24 Nov 2026 13:19:00 GMT", 1_795_526_340.0), ("Thu, 01 Jan 1970 00:00:00 GMT", 0),
    ])
    func `a time of HTTP is read`(text: String, seconds: Double) {
        #expect(HTTPTime.date(text)?.timeIntervalSince1970 == seconds)
        #expect(HTTPTime.date(text + "x") == nil)
    }

    @Test(arguments: [
        ("127.0.0.1:80", "127.0.0.1:80", "127.0.0.1:80"), ("0.0.0.0:80", "0.0.0.0:80", "127.0.0.1:80"),
        ("[::]:80", "[::]:80", "[::1]:80"), ("[::1]:0", "[::1]:0", "[::1]:0"),
        ("localhost:1", "localhost:1", "localhost:1"),
    ])
    func `an address is shown as in a URL`(text: String, shown: String, reachable: String) throws {
        let address = try #require(BindAddress(text))
        #expect(address.shown == shown && address.reachable.shown == reachable)
    }

    @Test(arguments: [
        ("localhost", true), ("LOCALHOST", true), ("127.0.0.1", true), ("127.9.9.9", true), ("::1", true),
        ("[::1]", true), ("127.evil.example", false), ("127.0.0.1.example", false), ("10.0.0.1", false), ("::2", false),
    ])
    func `this machine is told by number or name`(host: String, isLoopback: Bool) {
        #expect(NetworkLiteral.isLoopback(host) == isLoopback)
    }

    @Test func `a line of the log is JSON with chosen fields, or text on one line`() throws {
        let event = LogEvent(
            level: .notice,
            message: "listening",
            error: nil,
            metadata: ["address": "a\n\"b"],
            source: "",
            file: "",
            function: "",
            line: 1
        )
        let json = LineLog(label: "registrar", level: .info, isText: false, sink: -1).line(event, at: Samples.start)
        let read = try JSON.parse(Array(json.utf8))
        #expect(read["message"]?.string == "listening" && read["address"]?.string == "a\n\"b")
        #expect(read["level"]?.string == "notice" && read["timestamp"]?.string == "2026-03-03T09:00:00Z")
        let text = LineLog(label: "registrar", level: .info, isText: true, sink: -1).line(event, at: Samples.start)
        #expect(text == "2026-03-03T09:00:00Z notice listening address=a \"b")
    }

    @Test func `a record has every name of the contract`() throws {
        var registration = try Samples.registration(1, status: .approved)
        registration.hold = Samples.hold(of: registration)
        registration.decision = .init(outcome: .approved, by: "Rita", at: Samples.start)
        let event = Event(.approved, at: Samples.start, actor: .admin)
        let stored = StoredEvent(
            chain: .registration(registration.id),
            sequence: 1,
            event: event,
            commitments: [],
            previousHash: [],
            hash: [0, 255]
        )
        let next = NextAction(who: .partner, what: .bookFirstMeeting, due: nil)
        let json = RecordJSON.text(
            RecordExport(
                registration: registration,
                partner: Samples.partner(),
                next: next,
                why: [Fact("Territory", "outside")],
                events: [stored],
                link: "https://r.example/r/x?k=y"
            )
        )
        let read = try JSON.parse(Array(json.utf8))
        let names = [
            "case", "id", "kind", "status", "program", "partner", "submitter", "prospect", "contact", "problem",
            "checks",
            "hold", "reviewer", "next_action", "policy_version", "submitted_at", "decided_at", "link", "events",
        ]
        #expect(names.filter { read[$0] == nil } == [])
        #expect(read["prospect"]?["name"]?.string == "Acme" && read["prospect"]?["domain"]?.string == "acme1.example")
        #expect(["from", "until", "scope"].allSatisfy { read["hold"]?[$0]?.string != nil })
        #expect(["who", "what"].allSatisfy { read["next_action"]?[$0]?.string != nil })
        #expect(read["checks"]?[0]?["outcome"]?.string == "pass" && read["checks"]?[0]?["evidence"] != nil)
        #expect(read["events"]?[0]?["kind"]?.string == "approved" && read["events"]?[0]?["hash"]?.string == "00ff")
        #expect(read["submitted_at"]?.string == "2026-03-03T09:00:00Z")
        #expect(read["why"]?[0]?["about"]?.string == "Territory" && read["why"]?[0]?["says"]?.string == "outside")
    }
}
