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
    let view: Shown
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

    func chat(_ name: ChatName) -> any Chat {
        switch name {
        case .slack: InSlack(slack: slack)
        case .teams: InTeams(teams: teams)
        }
    }

    /// Where somebody acts.
    func chat(of person: Someone) -> any Chat { chat(person.chat ?? chats.first ?? .slack) }

    /// Types the command and reads the answer.
    @discardableResult
    func type(_ words: String, by person: Someone) async throws -> String {
        try await chat(of: person).type(words, by: person).readableText
    }

    /// Types the command and gives the answer as the message it is.
    func answered(_ words: String, by person: Someone) async throws -> Seen {
        try await chat(of: person).type(words, by: person)
    }

    /// Types words that lead to a form, which is in front of somebody then.
    func open(_ words: String, by person: Someone) async throws { try await chat(of: person).open(words, by: person) }

    /// Mentions the bot and reads what it whispers back.
    func mention(_ words: String, by person: Someone) async throws -> String {
        try await chat(of: person).mention(words, by: person).readableText
    }

    /// The first step, in front of somebody.
    @discardableResult
    func begin(_ domain: String = "", by person: Someone, from entry: Entry = .command) async throws -> Shown {
        let chat = chat(of: person)
        switch entry {
        case .command: try await chat.open(domain, by: person)
        case .button: try await press("register.start", on: try await entryCard(of: person), by: person)
        case .mention:
            let card = try await chat.mention("register \(domain)", by: person)
            try await press("register.start", on: card, by: person)
        }
        return try await front(of: person)
    }

    @discardableResult
    func entryCard(of person: Someone) async throws -> Seen {
        try await eventually("the entry card for \(person.id)") {
            await chat(of: person).channel(of: person).first { $0.actionIDs.contains("register.start") }
        }
    }

    /// What somebody with the app for themselves in Teams reads first.
    @discardableResult
    func greeting(of user: String) async throws -> TeamsMessage {
        try await eventually("the greeting of \(user)") {
            await teams.directMessages(to: user).first { $0.author != user }
        }
    }

    /// The view in front of somebody.
    @discardableResult
    func front(of person: Someone) async throws -> Shown {
        let view = try #require(await chat(of: person).form(of: person), "no view in front of \(person.id)")
        remember(view, shownTo: person)
        return view
    }

    /// Fills in and sends the view in front of somebody, and says what became of it.
    @discardableResult
    func send(_ typed: [String: String], by person: Someone) async throws -> SubmitOutcome {
        let view = try await front(of: person)
        #expect(try await chat(of: person).fill(typed, by: person).isEmpty, "asks \(view.inputIDs)")
        return try await chat(of: person).submit(by: person)
    }

    /// Fills in and sends the view in front of somebody, and gives why it was not taken; nil when it was.
    func sendInVain(_ typed: [String: String], by person: Someone) async throws -> String? {
        guard case .errors(let sentences) = try await send(typed, by: person) else { return nil }
        return sentences.values.joined(separator: " ")
    }

    /// Sends once more what was not taken, which has to lead to the next view.
    ///
    /// In Slack the form stayed as it was; a dialog of Teams has a button instead that carries what was typed.
    @discardableResult
    func sendAgain(by person: Someone) async throws -> Shown {
        let outcome = try await chat(of: person).submit(by: person)
        guard outcome == .updated else { throw NeverHappened(what: "the next view: \(outcome)") }
        return try await front(of: person)
    }

    /// Fills in and sends the view in front of somebody, which has to become the next one.
    @discardableResult
    func next(_ typed: [String: String], by person: Someone) async throws -> Shown {
        let outcome = try await send(typed, by: person)
        guard outcome == .updated else { throw NeverHappened(what: "the view after \(typed): \(outcome)") }
        return try await front(of: person)
    }

    /// Presses a button of the view in front of somebody.
    func pressInView(_ action: String, by person: Someone) async throws {
        try await chat(of: person).pressInForm(action, by: person)
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

    func receipt(_ view: Shown) throws -> Receipt {
        #expect(view.inputIDs.isEmpty)
        return Receipt(
            number: try #require(Story.caseNumbers(in: view.readableText).first),
            link: try #require(Story.links(in: view.readableText).first),
            view: view
        )
    }

    func press(_ action: String, on message: Seen, by person: Someone) async throws {
        try await chat(of: person).press(action, on: message, by: person)
    }

    /// The newest message to somebody alone that names the case and is as wanted.
    @discardableResult
    func direct(
        _ number: String,
        to person: Someone,
        where isWanted: @Sendable (Seen) -> Bool = { _ in true }
    ) async throws -> Seen {
        try await eventually("a message on \(number) to \(person.id)") {
            await chat(of: person).told(person).last { $0.readableText.contains(number) && isWanted($0) }
        }
    }

    /// The card to decide on.
    @discardableResult
    func card(_ number: String, of person: Someone = .ada) async throws -> Seen {
        try await direct(number, to: person) { $0.actionIDs.contains("review.approve") }
    }

    /// A message that tells the submitter.
    @discardableResult
    func told(_ number: String, _ words: String, to person: Someone) async throws -> Seen {
        try await direct(number, to: person) { $0.readableText.contains(words) }
    }

    /// The line in somebody's channel, once it says those words.
    @discardableResult
    func line(_ number: String, _ words: String, beside person: Someone) async throws -> Seen {
        try await eventually("a line on \(number) beside \(person.id)") {
            await chat(of: person).channel(of: person).last {
                $0.readableText.contains(number) && $0.readableText.contains(words)
            }
        }
    }

    /// The line in a channel of Slack, once it says those words.
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
    func whispered(_ words: String, to person: Someone) async throws -> Seen {
        try await eventually("\"\(words)\" whispered to \(person.id)") {
            await chat(of: person).whispers(to: person).last { $0.readableText.contains(words) }
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
