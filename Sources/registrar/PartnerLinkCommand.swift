import ArgumentParser
import Desk
import Foundation
import Registrations
import Teams

struct PartnerLink: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "link",
        abstract: "Link a chat workspace, a person or an outgoing webhook's key to a partner."
    )

    @OptionGroup var shared: SharedOptions
    @Argument(help: "The partner's name.") var name: String
    @OptionGroup var chats: ChatOptions
    @Option(
        help: "A person without a tenant of the partner's: the object id of a guest in yours, or TENANT/OBJECT_ID."
    ) var teamsUser: [String] = []
    @Option(help: "A file with the security token of an outgoing webhook in a team of the partner's.")
    var teamsOutgoingKeyFile: String?

    func validate() throws {
        for user in teamsUser {
            let parts = user.split(separator: "/", omittingEmptySubsequences: false)
            guard parts.count <= 2, parts.allSatisfy({ UUID(uuidString: String($0)) != nil }) else {
                throw ValidationError(
                    "--teams-user is an object id, a GUID, alone or after a tenant's GUID and a slash"
                )
            }
        }
    }

    func run() async throws {
        guard !chats.workspaces.isEmpty || !teamsUser.isEmpty || teamsOutgoingKeyFile != nil else {
            throw ValidationError(
                "say what to link: --slack-team, --teams-tenant, --teams-user or --teams-outgoing-key-file"
            )
        }
        let assembly = try await shared.open()
        let tenant = assembly.settings.teams?.tenantID
        let people = try teamsUser.map { try Self.person($0, in: tenant) }
        let key = try teamsOutgoingKeyFile.map(Self.key)
        try await CommandTrouble.saying {
            for workspace in chats.workspaces {
                let partner = try await assembly.partnerBook().link(workspace, toPartnerNamed: name)
                Console.line("\(workspace.id) belongs to \(partner.name).")
            }
            for person in people {
                let partner = try await assembly.partnerBook().link(person, toPartnerNamed: name)
                Console.line("\(person.user) belongs to \(partner.name).")
            }
            guard let key else { return }
            let (partner, keys) = try await assembly.partnerBook().add(
                outgoingKey: key,
                toPartnerNamed: name,
                sealedBy: assembly.keyring
            )
            Console.line("Questions signed with that key are \(partner.name)'s. It has \(keys) of 2 keys.")
        }
        try await assembly.ledger.close()
    }

    /// Without a tenant it is a guest, one of the vendor's own.
    private static func person(_ text: String, in vendor: String?) throws -> Person {
        let parts = text.lowercased().split(separator: "/").map(String.init)
        guard let tenant = parts.count == 2 ? parts[0] : vendor, let user = parts.last else {
            throw CommandTrouble("\(text) names no tenant: set REGISTRAR_TEAMS_TENANT_ID, or write TENANT/OBJECT_ID")
        }
        return Person(workspace: WorkspaceKey(channel: .teams, id: tenant), user: user)
    }

    private static let limitKeyBytes = 1024

    /// The token as Teams showed it, without what an editor puts behind it.
    private static func key(_ path: String) throws -> Secret {
        guard let data = FileManager.default.contents(atPath: path), data.count <= limitKeyBytes else {
            throw CommandTrouble("\(path) cannot be read: name a file that holds the security token alone")
        }
        let text = String(decoding: data, as: UTF8.self)
        return Secret(text.trimmingCharacters(in: .whitespacesAndNewlines))
    }
}
