import FakeServers
import Testing

/// The stories' acts in Slack.
struct InSlack: Chat {
    let slack: FakeSlack

    func type(_ words: String, by person: Someone) async throws -> Seen {
        let line = words.isEmpty ? "/register" : "/register " + words
        switch await slack.type(line, by: person.id, in: person.room) {
        case .silent: return Seen(raw: .words(""))
        case .answered(let message): return Seen(raw: .slack(message))
        case .failed(let reason): throw NeverHappened(what: "/register \(words) failed: \(reason)")
        }
    }

    func mention(_ words: String, by person: Someone) async throws -> Seen {
        let known = await Set(slack.ephemerals(for: person.id).map(\.ts))
        await slack.mention(words, by: person.id, in: person.room)
        return try await eventually("an answer to \(words)") {
            await slack.ephemerals(for: person.id).last { !known.contains($0.ts) }.map { Seen(raw: .slack($0)) }
        }
    }

    func open(_ words: String, by person: Someone) async throws { _ = try await type(words, by: person) }

    func press(_ action: String, on message: Seen, by person: Someone) async throws {
        let outcome = await slack.press(action, on: try message.slack, by: person.id)
        guard outcome == .accepted else { throw NeverHappened(what: "\(action): \(outcome)") }
    }

    func form(of person: Someone) async -> Shown? {
        await slack.openView(of: person.id).map { Shown(raw: .slack($0)) }
    }

    func fill(_ typed: [String: String], by person: Someone) async throws -> [String] {
        let view = try #require(await slack.openView(of: person.id))
        return await slack.fill(view.id, typed)
    }

    func submit(by person: Someone) async throws -> SubmitOutcome {
        let view = try #require(await slack.openView(of: person.id))
        return await slack.submit(view.id, by: person.id)
    }

    func pressInForm(_ action: String, by person: Someone) async throws {
        let view = try #require(await slack.openView(of: person.id))
        let outcome = await slack.press(action, inView: view.id, by: person.id)
        guard outcome == .accepted else { throw NeverHappened(what: "\(action): \(outcome)") }
    }

    func close(by person: Someone) async {
        guard let view = await slack.openView(of: person.id) else { return }
        await slack.close(view.id, by: person.id, wholeWindow: true)
    }

    func told(_ person: Someone) async -> [Seen] {
        await slack.directMessages(to: person.id).map { Seen(raw: .slack($0)) }
    }

    func whispers(to person: Someone) async -> [Seen] {
        await slack.ephemerals(for: person.id).map { Seen(raw: .slack($0)) }
    }

    func channel(of person: Someone) async -> [Seen] {
        await slack.messages(in: person.room).map { Seen(raw: .slack($0)) }
    }

    func complaints() async -> [Violation] { await slack.violations }
}
