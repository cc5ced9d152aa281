import DeskTesting
import Dialogue
import FoundationEssentials
import Registrations
import Testing

@testable import Desk

/// What one workspace can ask, write and read within an hour.
@Suite struct LimitsTests {
    private func approve(_ registration: Registration, _ office: Office) async throws {
        _ = try await office.press(.reviewApprove, registration.id.text, by: Office.rita)
    }

    private func draft(_ office: Office) async throws -> String {
        String(try await office.say("", by: Office.south).form().token.prefix { $0 != "." })
    }

    @Test func `a company that is not right yet has no verdict`() async throws {
        let office = try await Office()
        try await approve(try await office.register("acme.com", by: Office.north), office)
        let draft = try await draft(office)
        let typed = ["company_name": "acme", "company_domain": "acme.com/" + String(repeating: "a", count: 300)]
        _ = try await office.fill(.register, "\(draft).company", typed, by: Office.south).mistakes()
        let back = try await office.press(.registerBack, "\(draft).opportunity", by: Office.south)
        #expect(!back.text.contains("Held") && !back.text.contains("Free"))
    }

    @Test(arguments: ["back", "consent"])
    func `a verdict is counted whichever way it is come by`(way: String) async throws {
        let office = try await Office { $0.limits.checksPerHour = 2 }
        let names = ["acme.com", "two.com", "three.com"]
        for name in names { try await approve(try await office.register(name, by: Office.north), office) }
        let draft = try await draft(office)
        var told: [Bool] = []
        for name in names + ["acme.com"] {
            // Kept by a way back, which counts nothing.
            let typed = Office.company(name)
            _ = try await office.press(.registerBack, "\(draft).company", by: Office.south, typed: typed)
            let form =
                way == "back"
                ? try await office.press(.registerBack, "\(draft).opportunity", by: Office.south).form()
                : try await office.fill(.register, "\(draft).opportunity", Office.opportunity, by: Office.south).form()
            told.append(form.text.contains("Held") || form.submit == "Join the queue")
        }
        // The last was told before in this very dialogue.
        #expect(told == [true, true, false, true])
        #expect(try await office.say("check free.com", by: Office.south).text.contains("too often"))
        #expect(try await office.tally("check", "south") == 2)
    }

    @Test func `a submission is a check as well`() async throws {
        let office = try await Office { $0.limits.checksPerHour = 4 }
        for _ in 1...2 {
            let registration = try await office.register("acme.com", by: Office.south)
            _ = try await office.say("withdraw \(registration.caseNumber)", by: Office.south)
        }
        #expect(try await office.say("check acme.com", by: Office.south).text.contains("too often"))
    }

    @Test func `a partner submits a hundred and twenty claims an hour and no more`() async throws {
        let office = try await Office()
        let now = office.clock.now()
        try await office.ledger.write { transaction in
            for number in 1...119 {
                _ = try transaction.insert(try Samples.registration(number, at: now), nameKeys: [])
            }
        }
        _ = try await office.register("acme.com", by: Office.north)
        var form = try await office.say("other.com", by: Office.north).form()
        for typed in [Office.company("other.com"), Office.contact, Office.opportunity] {
            form = try await office.fill(.register, form.token, typed, by: Office.north).form()
        }
        let refused = try await office.fill(.register, form.token, Office.consent, by: Office.north)
        #expect(refused.text.contains("too often"))
        #expect(try await office.registrations().count == 120)
        office.clock.advance(bySeconds: 3_601)
        let last = try await office.fill(.register, form.token, Office.consent, by: Office.north)
        #expect(last.text.contains("Registered"))
    }

    @Test func `a workspace's refused tries leave sixty traces an hour`() async throws {
        let office = try await Office()
        for number in 1...70 {
            let person = Office.person(of: "north", "U\(number)")
            #expect(try await office.say("queue", by: person).text.contains("Only reviewers"))
        }
        #expect(try await office.events(.service).count == 60)
        _ = try await office.say("queue", by: Office.south)
        #expect(try await office.events(.service).count == 61)
        office.clock.advance(bySeconds: 3_601)
        _ = try await office.say("queue", by: Office.north)
        #expect(try await office.events(.service).count == 62)
    }

    @Test func `the same refused try of one registration leaves one trace an hour`() async throws {
        let office = try await Office()
        let registration = try await office.register("acme.com", by: Office.north)
        for _ in 1...3 {
            for person in [Office.south, Office.west] {
                _ = try await office.press(.reviewApprove, registration.id.text, by: person)
            }
        }
        #expect(try await office.kinds(registration).count { $0 == .refused } == 2)
        office.clock.advance(bySeconds: 3_601)
        _ = try await office.press(.reviewApprove, registration.id.text, by: Office.south)
        #expect(try await office.kinds(registration).count { $0 == .refused } == 3)
    }

    @Test func `a long history is exported whole, and its page shows the newest`() async throws {
        let office = try await Office()
        let registration = try await office.register("acme.com", by: Office.north)
        let link = try #require(try await office.say("review \(registration.caseNumber)", by: Office.rita).link)
        #expect(try await office.page(link)?.historyHeading == "History")
        let (now, chance) = (office.clock.now(), office.chance)
        try await office.ledger.write { transaction in
            let events = (1...1_100).map { number in
                Event(.refused, at: now, actor: .service, details: [.init("refusal", "n\(number)")])
            }
            try Timeline.append(events, to: .registration(registration.id), in: transaction, chance: chance)
        }
        let page = try #require(try await office.page(link))
        #expect(page.history.count == 500 && page.history.last?.text.all == "Refused: n1100")
        #expect(page.historyHeading.contains("newest"))
        #expect(try await office.desk.export(registration, at: now).events.map(\.sequence) == Array(1...1_102))
    }

    @Test func `in a long queue the oldest are seen first`() async throws {
        let office = try await Office()
        let start = office.clock.now()
        try await office.ledger.write { transaction in
            for number in 1...520 {
                let at = start.addingTimeInterval(Double(number))
                _ = try transaction.insert(try Samples.registration(number, at: at), nameKeys: [])
            }
        }
        let queue = try await office.say("queue", by: Office.rita).text
        let numbers = queue.split(whereSeparator: \.isWhitespace).filter { $0.hasPrefix("REG-") }.map(String.init)
        #expect(numbers == (1...10).map { CaseNumber(random: UInt64($0)).description })
        #expect(queue.contains("More wait behind these"))
    }

    @Test func `the channel reads the same of a claim that waits and of one that does not`() async throws {
        let office = try await Office()
        func line(_ registration: Registration) async throws -> String? {
            let line = try await office.sent().last { $0.purpose == .channelLine && $0.registration == registration.id }
            return line?.routes.first?.card.summary.replacing(registration.caseNumber.description, with: "REG")
        }
        let free = try await office.register("acme.com", by: Office.north)
        let first = try await line(free)
        try await approve(free, office)
        let second = try await line(try await office.register("acme.com", by: Office.south))
        #expect(first == "REG: submitted. The vendor decides." && second == first)
    }

    @Test func `a link form says when it does not offer all partners`() async throws {
        let office = try await Office()
        func form() async throws -> Form {
            try await office.press(.linkWorkspace, "slack:T0NEW", by: Office.mona).form()
        }
        #expect(try await !form().text.contains("registrar partner link"))
        try await office.ledger.write { transaction in
            for number in 1...98 { try transaction.save(Samples.partner("p\(number)", named: "Partner \(number)")) }
        }
        #expect(try await form().text.contains("Only the first 100 partners"))
        #expect(try await form().text.contains("registrar partner link"))
    }

    @Test func `when a partner revokes links the reviewers' cards get fresh ones`() async throws {
        let office = try await Office()
        let registration = try await office.register("acme.com", by: Office.north)
        func link(in message: Message?) -> String? { message?.routes.first.flatMap { Reply.card($0.card).link } }
        let old = try #require(link(in: try await office.sent().first))
        _ = try await office.say("revoke \(registration.caseNumber)", by: Office.north)
        #expect(try await office.page(old) == nil)
        let update = try #require(try await office.sent().first)
        #expect(update.purpose == .reviewCardUpdate)
        let fresh = try #require(link(in: update))
        #expect(try await office.page(fresh) != nil)
    }
}

extension Office {
    /// Acts counted within the last hour.
    func tally(_ name: String, _ key: String) async throws -> Int {
        let since = clock.now().addingTimeInterval(-3_600)
        return try await ledger.read { try $0.tally(name, key: key, since: since) }
    }
}
