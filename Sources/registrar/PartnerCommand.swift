import ArgumentParser
import Desk
import Foundation
import JSON
import PublicSuffix
import Registrations

struct PartnerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "partner",
        abstract: "The partner companies and their chats.",
        subcommands: [
            PartnerAdd.self, PartnerList.self, PartnerLink.self, PartnerSuspend.self, PartnerRestore.self,
            PartnerImport.self, PartnerInvite.self, PartnerWelcome.self,
        ]
    )
}

/// The chats of a partner, as flags.
struct ChatOptions: ParsableArguments {
    @Option(help: "A Slack workspace of the partner, T….") var slackTeam: [String] = []
    @Option(help: "A Teams tenant of the partner, a GUID.") var teamsTenant: [String] = []

    var workspaces: [WorkspaceKey] {
        slackTeam.map { WorkspaceKey(channel: .slack, id: $0) }
            + teamsTenant.map { WorkspaceKey(channel: .teams, id: $0.lowercased()) }
    }

    func validate() throws {
        for team in slackTeam where !WorkspaceNames.isSlackTeam(team) {
            throw ValidationError("a Slack workspace is named T… (or E…), not what --slack-team says")
        }
        for tenant in teamsTenant where UUID(uuidString: tenant) == nil {
            throw ValidationError("a Teams tenant is named by a GUID, not what --teams-tenant says")
        }
    }
}

struct PartnerAdd: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "add", abstract: "Add a partner company.")

    @OptionGroup var shared: SharedOptions
    @Option(help: "The company's name.") var name: String
    @Option(help: "A mail domain of the company; may be given again.") var domain: [String] = []
    @Option(help: "The tier, as the policy names it.") var tier: String = "standard"
    @Option(help: "reseller, referral or services.") var kind: Partner.Kind = .reseller
    @Option(help: "A territory of the agreement; may be given again.") var territory: [String] = []
    @Option(help: "A certification of its people, as the policy spells it; may be given again.")
    var certification: [String] = []
    @Option(help: "en or de.") var language: Language?
    @OptionGroup var chats: ChatOptions

    private static let limitCharacters = 200

    func validate() throws {
        for (flag, text) in [("--name", name), ("--tier", tier)] + territory.map({ ("--territory", $0) })
            + certification.map({ ("--certification", $0) })
        {
            let isBlank = text.allSatisfy(\.isWhitespace)
            guard !isBlank, text.count <= Self.limitCharacters, Console.oneLine(text) == text else {
                throw ValidationError("\(flag) must be 1 to \(Self.limitCharacters) characters on one line")
            }
        }
    }

    func run() async throws {
        let domains = try domain.map { text in
            guard case .company(let domain, _) = PublicSuffixReader.carried.read(text) else {
                throw CommandTrouble(
                    "\(text) is not a company's own domain: give --domain one such as nordwind.example"
                )
            }
            return domain
        }
        let kept = name.trimmingCharacters(in: .whitespacesAndNewlines)
        let assembly = try await shared.open()
        let partner = try await CommandTrouble.saying {
            try await assembly.partnerBook().add(
                name: kept,
                tier: tier,
                kind: kind,
                territories: territory,
                domains: domains,
                language: language,
                certifications: certification,
                workspaces: chats.workspaces
            )
        }
        try await assembly.ledger.close()
        Console.line("Added \(partner.name) (\(partner.id)).")
    }
}

struct PartnerList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "All partners.")

    @OptionGroup var shared: SharedOptions
    @Option(help: "table, json or csv.") var format: OutputFormat = .table

    func run() async throws {
        let assembly = try await shared.open()
        let rows = try await assembly.partnerBook().list()
        try await assembly.ledger.close()
        let header = ["name", "tier", "kind", "standing", "territories", "domains", "workspaces"]
        let cells = rows.map { partner, workspaces in
            [
                partner.name, partner.tier, partner.kind.rawValue, partner.standing.rawValue,
                partner.territories.joined(separator: " "), partner.domains.map(\.ascii).joined(separator: " "),
                workspaces.map(\.key.id).joined(separator: " "),
            ]
        }
        switch format {
        case .table: Console.table(header, cells)
        case .csv: for row in [header] + cells { Console.line(CSV.line(row)) }
        case .json:
            for (partner, workspaces) in rows { Console.line(Self.json(partner, workspaces)) }
        }
    }
}

extension PartnerList {
    static func json(_ partner: Partner, _ workspaces: [Workspace]) -> String {
        var writer = JSONWriter()
        writer.object { writer in
            writer.field("id", partner.id.text)
            writer.field("name", partner.name)
            writer.field("tier", partner.tier)
            writer.field("kind", partner.kind.rawValue)
            writer.field("standing", partner.standing.rawValue)
            for (name, texts) in [
                ("territories", partner.territories), ("domains", partner.domains.map(\.ascii)),
                ("workspaces", workspaces.map(\.key.id)),
            ] {
                writer.array(name) { writer in
                    for text in texts { writer.value(text) }
                }
            }
        }
        return writer.text
    }
}

struct PartnerSuspend: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "suspend", abstract: "Let a partner register no more.")

    @OptionGroup var shared: SharedOptions
    @Argument(help: "The partner's name.") var name: String

    func run() async throws {
        let assembly = try await shared.open()
        let partner = try await CommandTrouble.saying {
            try await assembly.partnerBook().setStanding(.suspended, ofPartnerNamed: name)
        }
        try await assembly.ledger.close()
        Console.line("\(partner.name) is suspended.")
    }
}

struct PartnerRestore: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "restore", abstract: "End a partner's suspension.")

    @OptionGroup var shared: SharedOptions
    @Argument(help: "The partner's name.") var name: String

    func run() async throws {
        let assembly = try await shared.open()
        let partner = try await CommandTrouble.saying {
            try await assembly.partnerBook().setStanding(.good, ofPartnerNamed: name)
        }
        try await assembly.ledger.close()
        Console.line("\(partner.name) may register again.")
    }
}

extension CommandTrouble {
    /// Turns the partner book's no into a line for the admin.
    static func saying<Result>(_ body: () async throws -> Result) async throws -> Result {
        do {
            return try await body()
        } catch let trouble as PartnerBook.Trouble {
            throw CommandTrouble(words(trouble))
        }
    }

    static func words(_ trouble: PartnerBook.Trouble) -> String {
        switch trouble {
        case .nameTaken(let name): "there is a partner named \(name) already: see registrar partner link"
        case .unknownPartner(let name): "there is no partner named \(name); see: registrar partner list"
        case .workspaceTaken(let id, let name): "\(id) belongs to \(name) already: see registrar partner list"
        case .keyTaken(let name): "that key belongs to \(name) already: each team's webhook has a key of its own"
        case .unreadableKey: "that is no security token of an outgoing webhook: copy it once more from Teams"
        }
    }
}
