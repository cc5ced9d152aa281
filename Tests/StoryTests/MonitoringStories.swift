import FakeServers
import Foundation
import Testing

/// What the admin's monitoring sees, and what it must never see.
@Suite(.serialized) struct MonitoringStories {
    private static let watched = ["REGISTRAR_METRICS_BIND": "127.0.0.1:0", "REGISTRAR_LOG_LEVEL": "trace"]

    @Test func `a request's id follows a registration from its answer into each of its messages`() async throws {
        try await Story.tell(Story.Setting(environment: Self.watched)) { story in
            let claim = try await story.register(by: .paul)
            try await story.card(claim.number)
            let sent = try await eventually("all messages of the claim are logged") {
                let lines = try story.running.logged("outbox.sent").filter { $0["registration.id"] != nil }
                return lines.count >= 2 ? lines : nil
            }
            let requests = Set(sent.compactMap { $0["request.id"] })
            #expect(requests.count == 1, "\(sent)")
            let id = try #require(requests.first)
            #expect(id.count == 16)
            let answered = try story.running.logged("http.answered").filter { $0["request.id"] == id }
            #expect(answered.map { $0["http.route"] } == ["/slack/interactions"])
            #expect(sent.contains { $0["message.purpose"] == "review_card" })
        }
    }

    @Test func `the admin's list names the request that a parked message comes of`() async throws {
        try await Story.tell(Story.Setting(environment: Self.watched)) { story in
            _ = try await story.entryCard(of: .paul)
            await story.slack.plan(.error("token_revoked"), on: "chat.postMessage")
            let claim = try await story.register(by: .paul)
            let rows = try await eventually("the card is parked") {
                let parked = try await story.outbox().filter { $0.state == "parked" && $0.purpose == "review_card" }
                return parked.isEmpty ? nil : parked
            }
            let answered = try story.running.logged("http.answered").compactMap { $0["request.id"] }
            #expect(rows.allSatisfy { answered.contains($0.request.string ?? "") }, "\(claim.number): \(rows)")
            let page = try await story.metrics()
            #expect(page["registrar_outbox_messages{state=\"parked\"}"] ?? 0 >= 1)
            #expect(page["registrar_vendor_errors_total{kind=\"token\"}"] ?? 0 >= 1)
            #expect(page["registrar_outbox_tries_total{outcome=\"parked\"}"] ?? 0 >= 1)
        }
    }

    @Test func `what happened is counted by kind and outcome`() async throws {
        try await Story.tell(Story.Setting(environment: Self.watched)) { story in
            let claim = try await story.register(by: .paul)
            try await story.press("review.approve", on: try await story.card(claim.number), by: .ada)
            try await story.told(claim.number, "is approved", to: .paul)
            _ = try await story.get(claim.link)
            _ = try await story.get("/r/REG-ABCDEFGH?k=none")
            _ = try await story.slack.sendRaw(Array("text=x".utf8), headers: [], to: "/slack/commands", method: "POST")
            let page = try await story.metrics()
            let wanted: [(String, Double)] = [
                ("registrar_acks_total{kind=\"command\",outcome=\"taken\"}", 1),
                ("registrar_acks_total{kind=\"command\",outcome=\"unverified\"}", 1),
                ("registrar_acks_total{kind=\"submission\",outcome=\"taken\"}", 4),
                ("registrar_acks_total{kind=\"interaction\",outcome=\"taken\"}", 1),
                ("registrar_acks_total{kind=\"install\",outcome=\"taken\"}", 2),
                ("registrar_acks_total{kind=\"record\",outcome=\"taken\"}", 1),
                ("registrar_acks_total{kind=\"record\",outcome=\"refused\"}", 1),
                ("registrar_ack_seconds_count{kind=\"submission\"}", 4),
                ("registrar_ack_seconds_count{kind=\"command\"}", 1),
                ("registrar_vendor_call_seconds_count{call=\"views.open\"}", 1),
                ("registrar_registrations_open{status=\"approved\"}", 1),
                ("registrar_registrations_open{status=\"submitted\"}", 0),
                ("registrar_outbox_messages{state=\"parked\"}", 0),
                ("registrar_database_healthy", 1),
                ("registrar_deadlines{side=\"partner\",state=\"overdue\"}", 0),
            ]
            for (series, value) in wanted { #expect(page[series] == value, "\(series)") }
            for series in [
                "registrar_acks_total{kind=\"event\",outcome=\"taken\"}",
                "registrar_database_seconds_count{step=\"commit\"}",
                "registrar_vendor_call_seconds_count{call=\"chat.postMessage\"}",
                "registrar_outbox_tries_total{outcome=\"sent\"}", "process_resident_memory_bytes",
                "process_cpu_seconds_total", "process_open_fds", "registrar_database_free_bytes",
            ] {
                #expect(page[series] ?? 0 > 0, "\(series)")
            }
            let age = try #require(page["process_start_time_seconds"])
            #expect(abs(Date().timeIntervalSince1970 - age) < 600)
            #expect(try #require(page["registrar_sweep_age_seconds"]) < 60)
        }
    }

    @Test func `neither log nor metrics hold a name, an address, a token or a link, whatever anybody does`()
        async throws
    {
        let forged = Array("token=zz-forged&text=kim%40zz-acme.example&user_id=U0ZZ".utf8)
        let setting = Story.Setting(environment: Self.watched, allowing: { _ in true })
        try await Story.tell(setting) { story in
            try await story.run("partner add --name zz-Weststern --domain zz-west.example --slack-team T0WEST")
            var typed = Typed()
            typed.company = ["company_name": "zz-Acme Rockets", "company_domain": "zz-acme.example"]
            typed.contact = [
                "contact_name": "zz-Kim Doe", "contact_email": "kim@zz-acme.example", "contact_role": "zz-CTO",
            ]
            typed.opportunity["problem"] = "zz-They count by hand"
            let claim = try await story.register(typed, by: .paul)
            try await story.press("review.ask", on: try await story.card(claim.number), by: .ada)
            _ = try await story.send(["question": "zz-How many?"], by: .ada)
            let note = try await story.told(claim.number, "has a question", to: .paul)
            try await story.press("registration.answer", on: note, by: .paul)
            _ = try await story.send(["answer": "zz-Twelve"], by: .paul)
            let card = try await story.direct(claim.number, to: .ada) { $0.readableText.contains("zz-Twelve") }
            try await story.press("review.reject", on: card, by: .ada)
            _ = try await story.send(["reason": "not_qualified", "reason_text": "zz-no budget"], by: .ada)
            try await story.told(claim.number, "is rejected", to: .paul)
            _ = try await story.type("check zz-other.example", by: .paul)
            _ = try await story.mention("zz-dance with kim@zz-acme.example", by: .sam)
            _ = try await story.get(claim.link)
            let headers = [("X-Request-Id", "zz-mine"), ("User-Agent", "zz-agent"), ("Content-Type", "zz/forged")]
            for path in ["/slack/commands", "/slack/events", "/zz-kim@zz-acme.example", "/r/zz-case?k=zz-key"] {
                _ = try await story.slack.sendRaw(forged, headers: headers, to: path, method: "POST")
                _ = try await story.get(path, headers: headers)
            }
            let key = try #require(claim.link.split(separator: "=").last.map(String.init))
            let page = try await story.metricsText()
            let log = try story.running.output() + story.running.trouble()
            #expect(log.contains("outbox.sent") && log.contains("request not verified"))
            for secret in [
                "zz-", key, claim.number, "xoxb-", Story.signingSecret, Story.clientSecret, "Paul", "Ada Lindqvist",
                "Nordwind", "nordwind", "vendor.example",
            ] {
                let line = log.split(separator: "\n").first { $0.contains(secret) }
                #expect(line == nil, "\(secret)")
                #expect(!page.contains(secret), "\(secret)")
            }
        }
    }
}

extension Story {
    /// The page a scraper reads.
    func metricsText() async throws -> String {
        let port = try #require(try running.logged("metrics.listening").first?["port"])
        let answer = try await slack.sendRaw([], headers: [], to: "http://127.0.0.1:\(port)/metrics", method: "GET")
        #expect(answer.status == 200)
        return answer.text
    }

    /// Its samples, by series.
    func metrics() async throws -> [String: Double] {
        let lines = try await metricsText().split(separator: "\n").filter { !$0.hasPrefix("#") }
        let pairs = lines.compactMap { line -> (String, Double)? in
            guard let space = line.lastIndex(of: " ") else { return nil }
            return Double(line[line.index(after: space)...]).map { (String(line[..<space]), $0) }
        }
        return Dictionary(pairs) { first, _ in first }
    }
}
