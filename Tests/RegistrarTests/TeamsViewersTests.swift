import Curl
import Desk
import DeskTesting
import Foundation
import Registrations
import Testing

@testable import Teams

/// The look-up behind `userIds`: who of the reviewers the chat has met.
struct TeamsViewersTests {
    private func person(_ channel: Channel, _ workspace: String, _ user: String) -> Person {
        Person(workspace: WorkspaceKey(channel: channel, id: workspace), user: user)
    }

    @Test func `of the reviewers those that Teams has met are named, as it calls them, and no more than it takes`()
        async throws
    {
        let ledger = MemoryLedger()
        let host = WorkspaceKey(channel: .teams, id: "vendor")
        let met = (1...70).map { person(.teams, "vendor", "met\($0)") }
        try await ledger.write { transaction in
            for person in met {
                try transaction.save(
                    Reach(person: person, host: host, account: "29:" + person.user, address: "https://a")
                )
            }
        }
        let few = [person(.slack, "T0", "met1"), person(.teams, "vendor", "never"), met[6], met[1]]
        #expect(try await viewers(few, ledger) == ["29:met7", "29:met2"])
        #expect(try await viewers(met, ledger) == met.prefix(60).map { "29:" + $0.user })
    }

    private func viewers(_ reviewers: [Person], _ ledger: MemoryLedger) async throws -> [String] {
        try await TeamsReaches(ledger, reviewers: { reviewers }, shutOut: { _, _ in }).viewers()
    }
}
