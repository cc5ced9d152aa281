import Desk
import FoundationEssentials
import JSON
import Registrations
import Synchronization

/// The languages people read, asked of Slack at their first act and kept for a day.
///
/// Slack names a locale only for people of the installing workspace, and only where it granted `users:read`.
/// https://docs.slack.dev/reference/methods/users.info
final class SlackPeople: Sendable {
    /// A person's first command waits at most so long for it.
    static let askMilliseconds = 500
    private static let keptSeconds = 86_400.0
    /// Slack was not able to tell: asked again after this.
    private static let retrySeconds = 600.0
    private static let keptPeople = 20_000

    private struct Known {
        let language: Language?
        let until: Date
    }

    private let api: SlackAPI
    private let tokens: SlackTokens
    private let time: any TimeSource
    private let known = Mutex<[Person: Known]>([:])

    init(api: SlackAPI, tokens: SlackTokens, time: any TimeSource) {
        self.api = api
        self.tokens = tokens
        self.time = time
    }

    /// What is known already.
    func known(_ person: Person) -> Language? {
        known.withLock { $0[person]?.language }
    }

    /// Asks if nothing is known.
    func language(of person: Person, installing: InstallingTeam) async -> Language? {
        let now = time.now()
        if let kept = known.withLock({ $0[person] }), kept.until > now { return kept.language }
        guard installing.key == person.workspace else { return nil }
        let (language, seconds) = await ask(person, installing)
        known.withLock { known in
            if known.count >= Self.keptPeople { known.removeAll() }
            known[person] = Known(language: language, until: now.addingTimeInterval(seconds))
        }
        return language
    }

    private func ask(_ person: Person, _ installing: InstallingTeam) async -> (Language?, keptSeconds: Double) {
        do {
            guard let token = try await tokens.token(of: installing) else { return (nil, Self.keptSeconds) }
            let answer = try await api.look(
                "users.info",
                [("user", person.user), ("include_locale", "true")],
                token: token,
                timeoutMilliseconds: Self.askMilliseconds
            )
            return (answer["user"]?["locale"]?.string.flatMap { Language(tag: $0) }, Self.keptSeconds)
        } catch let failure as SlackFailure {
            return (nil, failure == .refused("missing_scope") ? Self.keptSeconds : Self.retrySeconds)
        } catch {
            return (nil, Self.retrySeconds)
        }
    }
}
