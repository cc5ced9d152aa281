import ArgumentParser
import Foundation

struct ManifestCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "manifest",
        abstract: "The app manifest to paste.",
        subcommands: [ManifestSlack.self]
    )
}

struct ManifestSlack: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "slack", abstract: "The Slack app's manifest.")

    @Option(help: "The public https address of this service.") var url: String
    @Option(help: "What people type.") var command = "/register"

    func run() throws {
        guard let address = URL(string: url), address.scheme == "https", address.host != nil, !url.contains("\"") else {
            throw ValidationError("--url must be an https address, such as https://registrar.example")
        }
        guard command.hasPrefix("/"), command.count > 1, !command.contains("\""), !command.contains(" ") else {
            throw ValidationError("--command must begin with a slash")
        }
        let base = url.hasSuffix("/") ? String(url.dropLast()) : url
        let text = String(decoding: PackageResources.manifest_json, as: UTF8.self)
        Console.line(
            text.replacingOccurrences(of: "https://registrar.example", with: base)
                .replacingOccurrences(of: "\"/register\"", with: "\"\(command)\"")
        )
    }
}
