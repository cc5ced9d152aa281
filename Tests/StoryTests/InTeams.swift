import FakeServers
import Testing

/// The stories' acts in Teams.
struct InTeams: Chat {
    let teams: FakeTeams

    func type(_ words: String, by person: Someone) async throws -> Seen {
        let known = await Set(told(person).map(\.ts))
        // The list behind the slash puts its command's name before what somebody adds.
        let isDomain = words.split(separator: " ").count == 1 && words.contains(".")
        let line = words.isEmpty ? "register" : isDomain ? "register " + words : words
        let outcome =
            if person.isVendor {
                await teams.typeToBot(line, by: person.teams.id)
            } else {
                await teams.slash(line, by: person.teams.id, in: person.teams.chat)
            }
        guard outcome == .accepted else { throw NeverHappened(what: "\(line): \(outcome)") }
        return try await answer(to: line, person, besides: known)
    }

    func mention(_ words: String, by person: Someone) async throws -> Seen {
        let known = await Set(told(person).map(\.ts))
        let outcome = await teams.mention(words, by: person.teams.id, in: person.teams.chat)
        guard outcome == .accepted else { throw NeverHappened(what: "@\(words): \(outcome)") }
        return try await answer(to: words, person, besides: known)
    }

    private func answer(to words: String, _ person: Someone, besides known: Set<String>) async throws -> Seen {
        try await eventually("an answer to \(words) for \(person.id)") {
            await told(person).first { !known.contains($0.ts) }
        }
    }

    /// The button that opens what a word asks for, where a card has several.
    private static let openers = [
        "deal": "registration.deal", "meeting": "registration.meeting", "appeal": "registration.appeal",
        "extend": "registration.extend", "lost": "review.lost", "next": "review.next",
    ]

    /// A message opens no dialog here: its answer has the button.
    func open(_ words: String, by person: Someone) async throws {
        let answer = try await type(words, by: person)
        let named = Self.openers[words.split(separator: " ").first.map(String.init) ?? ""]
        guard let action = answer.actionIDs.first(where: { $0 == named }) ?? answer.actionIDs.first else {
            throw NeverHappened(what: "a button to open a form: \(answer.readableText)")
        }
        try await press(action, on: answer, by: person)
    }

    func press(_ action: String, on message: Seen, by person: Someone) async throws {
        let outcome = await teams.press(action, on: try message.teams, by: person.teams.id)
        guard [.accepted, .shown, .closed].contains(outcome) else {
            throw NeverHappened(what: "\(action): \(outcome)")
        }
    }

    func form(of person: Someone) async -> Shown? {
        await teams.dialog(of: person.teams.id).map { Shown(raw: .teams($0)) }
    }

    func fill(_ typed: [String: String], by person: Someone) async throws -> [String] {
        await teams.fill(typed, by: person.teams.id)
    }

    func submit(by person: Someone) async throws -> SubmitOutcome {
        switch await teams.submit(by: person.teams.id) {
        case .closed, .accepted: return .cleared
        case .mistakes(let mistakes): return .errors(mistakes)
        case .failed(let why), .notPossible(let why): return .failed(why)
        case .shown:
            let complaints = await teams.dialog(of: person.teams.id)?.complaints ?? [:]
            return complaints.isEmpty ? .updated : .errors(complaints)
        }
    }

    func pressInForm(_ action: String, by person: Someone) async throws {
        let outcome = await teams.submit(action, by: person.teams.id)
        guard [.shown, .closed].contains(outcome) else { throw NeverHappened(what: "\(action): \(outcome)") }
    }

    func close(by person: Someone) async { await teams.closeDialog(by: person.teams.id) }

    /// People of other organisations cannot be written to but in the channel, privately.
    func told(_ person: Someone) async -> [Seen] {
        let direct = await teams.directMessages(to: person.teams.id)
        let whispered = await teams.privateMessages(for: person.teams.id)
        return (direct + whispered).filter { $0.author != person.teams.id }.map { Seen(raw: .teams($0)) }
    }

    func whispers(to person: Someone) async -> [Seen] {
        let notices = await teams.notices(to: person.teams.id).map { Seen(raw: .words($0)) }
        let dialog = await form(of: person).map { [Seen(raw: .words($0.readableText))] } ?? []
        return await told(person) + notices + dialog
    }

    func channel(of person: Someone) async -> [Seen] {
        await teams.messages(in: person.teams.chat).map { Seen(raw: .teams($0)) }
    }

    func complaints() async -> [Violation] { await teams.violations }
}
