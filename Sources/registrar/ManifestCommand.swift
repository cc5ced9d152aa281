import ArgumentParser
import Foundation

struct ManifestCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "manifest",
        abstract: "The app manifest to paste.",
        subcommands: [ManifestSlack.self, ManifestTeams.self]
    )
}

struct ManifestSlack: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "slack", abstract: "The Slack app's manifest.")

    @Option(help: "The public https address of this service.") var url: String
    @Option(help: "What people type; REGISTRAR_SLACK_COMMAND must say the same.") var command = "/register"
    @Flag(help: "Print the link that opens Slack with the manifest filled in, instead of the manifest.")
    var link = false

    func validate() throws {
        guard ManifestAddress.isOne(url) else { throw ValidationError(ManifestAddress.mend) }
        let letters = command.dropFirst()
        guard command.hasPrefix("/"), (1...31).contains(letters.count),
            letters.allSatisfy({ $0.isASCII && ($0.isLowercase || $0.isNumber || "-_".contains($0)) })
        else {
            throw ValidationError("--command must be a slash and up to 31 small letters, digits, - or _")
        }
    }

    func run() throws {
        Console.line(link ? Self.link(url: url, command: command) : Self.text(url: url, command: command))
    }

    /// The embedded manifest with the address and the command put in.
    static func text(url: String, command: String) -> String {
        String(decoding: PackageResources.manifest_json, as: UTF8.self)
            .trimmingCharacters(in: .newlines)
            .replacingOccurrences(of: "https://registrar.example", with: ManifestAddress.bare(url))
            .replacingOccurrences(of: "\"/register\"", with: "\"\(command)\"")
            .replacingOccurrences(of: " /register ", with: " \(command) ")
    }

    /// Opens Slack's page for a new app with this manifest in it.
    ///
    /// https://docs.slack.dev/app-manifests/configuring-apps-with-app-manifests#sharing
    static func link(url: String, command: String) -> String {
        let plain = CharacterSet(charactersIn: "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~")
        let compact = text(url: url, command: command).split(separator: "\n")
            .map { $0.trimmingCharacters(in: .whitespaces) }.joined()
        let escaped = compact.addingPercentEncoding(withAllowedCharacters: plain) ?? ""
        return "https://api.slack.com/apps?new_app=1&manifest_json=" + escaped
    }
}
