import FakeServers
import Foundation
import Testing

/// What is typed into the four steps.
struct Typed: Sendable {
    var company = ["company_name": "Acme Rockets", "company_domain": "acme.com"]
    var contact = ["contact_name": "Kim Doe", "contact_email": "kim@acme.com", "contact_role": "CTO"]
    var opportunity = ["problem": "They count rockets by hand", "stage": "evaluation", "source_kind": "reseller"]
    var consent = ["consent": "yes"]

    static func of(_ domain: String) -> Typed {
        var typed = Typed()
        let name = domain.split(separator: ".").first.map { $0.capitalized } ?? domain
        typed.company = ["company_name": name, "company_domain": domain]
        typed.contact["contact_email"] = "kim@\(domain)"
        return typed
    }

    var steps: [[String: String]] { [company, contact, opportunity, consent] }
}

/// A claim as its submitter sees it in the dialogue's last view.
struct Receipt: Sendable {
    let number: String
    let link: String
    let view: SlackView
}

/// How somebody gets to the first step.
enum Entry: Sendable {
    case command
    case button
    case mention
}

extension Story {
    /// The app comes to somebody's workspace: the whole way through the authorise page.
    @discardableResult
    func install(_ person: Someone, with scopes: String = "users:read") async throws -> WireAnswer {
        let begun = try await get("/slack/install?with=\(scopes)")
        #expect(begun.status == 302)
        let authorise = try #require(begun.headers["location"])
        let back = try #require(await slack.authorize(authorise, by: person.id))
        let cookie = try #require(begun.headers["set-cookie"]?.split(separator: ";").first)
        let done = try await get(back, headers: [("Cookie", String(cookie))])
        #expect(done.status == 200)
        return done
    }

    /// Types the command and reads the answer.
    @discardableResult
    func type(_ words: String, by person: Someone) async throws -> String {
        let outcome = await slack.type(
            words.isEmpty ? "/register" : "/register " + words,
            by: person.id,
            in: person.room
        )
        if case .failed(let reason) = outcome { throw NeverHappened(what: "/register \(words) failed: \(reason)") }
        return outcome.text ?? ""
    }

    /// The first step, in front of somebody.
    func begin(_ domain: String = "", by person: Someone, from entry: Entry = .command) async throws -> SlackView {
        switch entry {
        case .command: try await type(domain, by: person)
        case .button: try await press("register.start", on: try await entryCard(of: person), by: person)
        case .mention:
            await slack.mention("register \(domain)", by: person.id, in: person.room)
            let card = try await eventually("a button for \(person.id)") {
                await slack.ephemerals(for: person.id).last { $0.actionIDs.contains("register.start") }
            }
            try await press("register.start", on: card, by: person)
        }
        return try await front(of: person)
    }

    func entryCard(of person: Someone) async throws -> SlackMessage {
        try await eventually("the entry card in \(person.room)") {
            await slack.messages(in: person.room).first { $0.actionIDs.contains("register.start") }
        }
    }

    /// The view in front of somebody.
    func front(of person: Someone) async throws -> SlackView {
        let view = try #require(await slack.openView(of: person.id), "no view in front of \(person.id)")
        remember(view, shownTo: person)
        return view
    }

    /// Fills in and sends the view in front of somebody, and gives what is there then.
    @discardableResult
    func send(_ typed: [String: String], by person: Someone) async throws -> SubmitOutcome {
        let view = try await front(of: person)
        #expect(await slack.fill(view.id, typed).isEmpty, "asks \(view.inputIDs)")
        return await slack.submit(view.id, by: person.id)
    }

    /// Fills in and sends the view in front of somebody, which has to become the next one.
    @discardableResult
    func next(_ typed: [String: String], by person: Someone) async throws -> SlackView {
        let outcome = try await send(typed, by: person)
        guard outcome == .updated else { throw NeverHappened(what: "the view after \(typed): \(outcome)") }
        return try await front(of: person)
    }

    /// All four steps, from one of the three beginnings.
    func register(
        _ typed: Typed = Typed(),
        by person: Someone = .pia,
        from entry: Entry = .command
    ) async throws -> Receipt {
        var view = try await begin(by: person, from: entry)
        for step in typed.steps { view = try await next(step, by: person) }
        return try receipt(view)
    }

    func register(_ domain: String, by person: Someone = .pia, from entry: Entry = .command) async throws -> Receipt {
        try await register(Typed.of(domain), by: person, from: entry)
    }

    func receipt(_ view: SlackView) throws -> Receipt {
        #expect(view.inputIDs.isEmpty)
        return Receipt(
            number: try #require(Story.caseNumbers(in: view.readableText).first),
            link: try #require(Story.links(in: view.readableText).first),
            view: view
        )
    }

    func press(
        _ action: String,
        on message: SlackMessage,
        by person: Someone,
        choosing choice: Choice = .press
    ) async throws {
        let outcome = await slack.press(action, on: message, by: person.id, choosing: choice)
        guard outcome == .accepted else { throw NeverHappened(what: "\(action): \(outcome)") }
    }

    /// The newest message of somebody's direct conversation with the vendor that names the case and is as wanted.
    @discardableResult
    func direct(
        _ number: String,
        to person: Someone,
        where isWanted: @Sendable (SlackMessage) -> Bool = { _ in true }
    ) async throws -> SlackMessage {
        try await eventually("a message on \(number) to \(person.id)") {
            await slack.directMessages(to: person.id).last { $0.readableText.contains(number) && isWanted($0) }
        }
    }

    /// The card to decide on.
    @discardableResult
    func card(_ number: String, of person: Someone = .ada) async throws -> SlackMessage {
        try await direct(number, to: person) { $0.actionIDs.contains("review.approve") }
    }

    /// A message that tells the submitter.
    @discardableResult
    func told(_ number: String, _ words: String, to person: Someone) async throws -> SlackMessage {
        try await direct(number, to: person) { $0.readableText.contains(words) }
    }

    /// The line in the shared channel, once it says those words.
    @discardableResult
    func line(_ number: String, _ words: String, in room: String) async throws -> SlackMessage {
        try await eventually("a line on \(number) in \(room)") {
            await slack.messages(in: room).last {
                $0.readableText.contains(number) && $0.readableText.contains(words)
            }
        }
    }

    /// What a click is answered with: a message only for whoever clicked.
    @discardableResult
    func whispered(_ words: String, to person: Someone) async throws -> SlackMessage {
        try await eventually("\"\(words)\" whispered to \(person.id)") {
            await slack.ephemerals(for: person.id).last { $0.readableText.contains(words) }
        }
    }

    // The browser

    func get(_ path: String, headers: [(String, String)] = [], method: String = "GET") async throws -> WireAnswer {
        try await slack.sendRaw([], headers: headers, to: path, method: method)
    }

    static func caseNumbers(in text: String) -> [String] {
        text.matches(of: /REG-[0-9A-Z]{8}/).map { String($0.output) }
    }

    static func links(in text: String) -> [String] {
        text.matches(of: /http:\/\/[^|>\s]+\/r\/[^|>\s]+/).map { String($0.output) }
    }
}
