import ArgumentParser
import Desk
import Dialogue
import Foundation
import Registrations
import Slack

/// A link that connects one workspace to one partner, once, and the text to send with it.
struct PartnerInvite: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "invite",
        abstract: "A one-time link that connects the partner's workspace, with a text to send."
    )

    @OptionGroup var shared: SharedOptions
    @Argument(help: "The partner's name.") var name: String
    @Option(help: "So many days the link is good.") var days = 7
    @Option(help: "en or de; the partner's own when not given.") var language: Language?
    @Flag(help: "Print the link alone.") var linkOnly = false

    func validate() throws {
        guard !Invitation.days.contains(days) else { return }
        throw ValidationError("--days must be from \(Invitation.days.lowerBound) to \(Invitation.days.upperBound)")
    }

    func run() async throws {
        let assembly = try await shared.open()
        guard let slack = assembly.settings.slack, slack.clientID != nil else {
            throw Self.noLink(assembly.settings, name)
        }
        let invitation = try await CommandTrouble.saying {
            try await assembly.partnerBook().invite(partnerNamed: name, days: days)
        }
        try await assembly.ledger.close()
        let base = assembly.settings.publicURL(port: assembly.settings.port)
        let url = "\(base)/slack/install?invitation=\(invitation.token)&with=chat:write"
        if linkOnly { return Console.line(url) }
        let text = assembly.welcome(invitation.partner, language, link: (url, invitation.expiresAt))
        Console.line(text)
    }
}

extension PartnerInvite {
    /// What is possible instead: Microsoft confirms no tenant by a link, so on Teams somebody names it.
    fileprivate static func noLink(_ settings: Settings, _ name: String) -> CommandTrouble {
        let text = "for the text to send: registrar partner welcome \"\(name)\""
        guard settings.slack == nil, settings.teams != nil else {
            return CommandTrouble(
                "a link needs REGISTRAR_SLACK_CLIENT_ID and REGISTRAR_SLACK_CLIENT_SECRET: set them, or share a channel; \(text)"
            )
        }
        return CommandTrouble(
            "only Teams is set, and Teams has no link that binds a tenant: share a channel, and a manager's button binds whoever writes there; or, with the tenant's id, registrar partner link \"\(name)\" --teams-tenant GUID; \(text)"
        )
    }
}

/// The same text without a link, for those who share a channel.
struct PartnerWelcome: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "welcome",
        abstract: "The text for a partner that uses a shared channel."
    )

    @OptionGroup var shared: SharedOptions
    @Argument(help: "The partner's name.") var name: String
    @Option(help: "en or de; the partner's own when not given.") var language: Language?

    func run() async throws {
        let assembly = try await shared.open()
        let name = name
        let found = try await assembly.ledger.read { try $0.partner(named: name) }
        try await assembly.ledger.close()
        guard let found else { throw CommandTrouble("there is no partner named \(name); see: registrar partner list") }
        Console.line(assembly.welcome(found, language, link: nil))
    }
}

extension Assembly {
    func welcome(_ partner: Partner, _ language: Language?, link: (url: String, until: Date)?) -> String {
        let policy = policies.current
        let book = Phrasebook(
            language ?? partner.language ?? policy.program.language,
            timeZone: policy.program.timeZone
        )
        let manager = policy.managers.first.map { "\($0.name) <\($0.email)>" }
        return book.welcome(
            partner: partner.name,
            program: policy.program.name,
            command: settings.slackCommand,
            chats: Set(
                [settings.slack.map { _ in Channel.slack }, settings.teams.map { _ in .teams }].compactMap { $0 }
            ),
            link: link,
            asks: manager
        )
    }
}
