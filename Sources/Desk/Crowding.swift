public import Dialogue
import Registrations
import Synchronization

/// Why an act is not taken now, though nothing is wrong with it.
public enum Crowding: Hashable, Sendable {
    /// Too much waits already: it could not be answered in time.
    case busy
    case tooFast(Turnstile.Excess)
}

extension FrontDesk {
    /// nil when the act may come in; asked before anything is done for it.
    public func crowding(for delivery: Delivery, at now: ContinuousClock.Instant = .now) -> Crowding? {
        guard ledger.hasRoom(for: delivery.turn) else { return .busy }
        return turnstile.pass(delivery.actor, at: now).map { .tooFast($0) }
    }

    /// The same for what a workspace tells by itself.
    public func crowding(for news: News, at now: ContinuousClock.Instant = .now) -> Crowding? {
        guard let workspace = news.boundedWorkspace else { return nil }
        return turnstile.pass(workspace, at: now).map { .tooFast($0) }
    }

    /// What to say before anybody was looked at, in the programme's language.
    public func busy() -> Card {
        let policy = policies.current
        let book = phrasebook(policy.program.language, policy)
        return book.refusal(book.busy())
    }

    /// What to show instead: a sentence, where a form is open at its first input, so that nothing typed is lost.
    public func turnAway(_ delivery: Delivery, because crowding: Crowding) -> Reply {
        let policy = policies.current
        let language = delivery.language ?? spoken.language(of: delivery.actor) ?? policy.program.language
        let book = phrasebook(language, policy)
        let sentence: String
        switch crowding {
        case .busy: sentence = book.busy()
        case .tooFast(.person(let perSecond, let wait)): sentence = book.tooFast(perSecond, waitSeconds: wait)
        case .tooFast(.workspace(let perSecond, let wait)):
            sentence = book.workspaceTooFast(perSecond, waitSeconds: wait)
        }
        guard case .filled(let name, let token, _) = delivery.input else { return .card(book.refusal(sentence)) }
        return .mistakes([FieldMistake(input: Self.firstInput(of: name, token: token), sentence: sentence)])
    }
}

extension Delivery {
    /// Each workspace has a line of its own.
    var turn: Turn { Turn(line: actor.workspace.line, begunBy: begunBy) }
}

extension WorkspaceKey {
    var line: String { channel.rawValue + " " + id }
}

extension News {
    /// Whose act counts against a bound; the end of an installation is always heard.
    fileprivate var boundedWorkspace: WorkspaceKey? {
        switch self {
        case .joined(let room), .left(let room), .renamed(let room, _): room.workspace
        case .met(let person, _): person.workspace
        case .uninstalled, .parted: nil
        }
    }

    var workspace: WorkspaceKey {
        switch self {
        case .joined(let room), .left(let room), .renamed(let room, _): room.workspace
        case .met(let person, _), .parted(let person): person.workspace
        case .uninstalled(let workspace, _): workspace
        }
    }
}

/// In which language people were answered last, for when nobody can be asked.
final class SpokenLanguages: Sendable {
    private static let limitPeople = 20_000

    private let languages = Mutex<[Person: Language]>([:])

    func language(of person: Person) -> Language? { languages.withLock { $0[person] } }

    func note(_ language: Language, of person: Person) {
        languages.withLock { languages in
            if languages.count >= Self.limitPeople, languages[person] == nil { languages.removeAll() }
            languages[person] = language
        }
    }
}
