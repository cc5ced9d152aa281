import Desk
import FoundationEssentials
import Registrations

/// Who acts, as home tenant and object id: never a name, never the tenant that hosts the conversation.
struct TeamsPeople: Sendable {
    /// Somebody's first act waits at most so long for it.
    static let askMilliseconds = 1000

    let connector: TeamsConnector
    /// Who is called so in that host tenant, as an earlier act said it.
    let known: @Sendable (_ account: String, _ host: WorkspaceKey) async throws -> Person?
    private let recent = RecentAnswers<Account, Person>()

    private struct Account: Hashable, Sendable {
        let id: String
        let host: WorkspaceKey
    }

    init(
        connector: TeamsConnector,
        known: @escaping @Sendable (_ account: String, _ host: WorkspaceKey) async throws -> Person?
    ) {
        self.connector = connector
        self.known = known
    }

    /// nil when nobody can say who it is now.
    ///
    /// A member of a shared channel comes from another tenant than the host's, which a message does not name.
    /// https://learn.microsoft.com/microsoftteams/platform/build-apps-for-shared-private-channels
    func actor(of verified: Verified<TeamsActivity>, at now: ContinuousClock.Instant) async throws -> Person? {
        let activity = verified.value
        guard let from = activity.from, let host = activity.hostTenant else { return nil }
        let account = Account(id: from.id, host: WorkspaceKey(channel: .teams, id: host))
        if let person = Self.person(from) {
            // What is said now counts more than what was known.
            recent.note(person, to: account, at: now)
            return person
        }
        // Nobody from outside has a conversation with the bot alone.
        if activity.conversation.type == "personal", let object = from.objectID {
            return Person(workspace: account.host, user: object)
        }
        if let person = recent.answer(to: account, at: now) { return person }
        if let person = try await known(account.id, account.host) {
            recent.note(person, to: account, at: now)
            return person
        }
        guard let service = activity.serviceURL else { return nil }
        do {
            let member = try await connector.member(
                from.id,
                of: TeamsPlace(service: service, conversation: activity.conversation.id),
                timeoutMilliseconds: Self.askMilliseconds
            )
            return Self.person(member)
        } catch {
            return nil
        }
    }

    /// How they are reached from now on.
    static func reach(_ person: Person, by verified: Verified<TeamsActivity>) -> Reach? {
        let activity = verified.value
        guard let from = activity.from, let host = activity.hostTenant, let address = activity.serviceURL else {
            return nil
        }
        return Reach(
            person: person,
            host: WorkspaceKey(channel: .teams, id: host),
            account: from.id,
            address: address,
            conversation: activity.conversation.type == "personal" ? activity.conversation.id : nil
        )
    }

    private static func person(_ account: TeamsActivity.Account) -> Person? {
        guard let tenant = account.tenant, let object = account.objectID else { return nil }
        return Person(workspace: WorkspaceKey(channel: .teams, id: tenant), user: object)
    }
}
