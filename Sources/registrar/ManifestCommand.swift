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
    @Option(help: "What people type; REGISTRAR_SLACK_COMMAND must say the same.") var command = "/register"

    func validate() throws {
        let signs = Set("-._~:/[]")
        guard let address = URL(string: url), address.scheme == "https", address.host?.isEmpty == false,
            url.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || signs.contains($0)) })
        else {
            throw ValidationError("--url must be an https address, such as https://registrar.example")
        }
        let letters = command.dropFirst()
        guard command.hasPrefix("/"), (1...31).contains(letters.count),
            letters.allSatisfy({ $0.isASCII && ($0.isLowercase || $0.isNumber || "-_".contains($0)) })
        else {
            throw ValidationError("--command must be a slash and up to 31 small letters, digits, - or _")
        }
    }

    func run() throws { Console.line(Self.text(url: url, command: command)) }

    /// The embedded manifest with the address and the command put in.
    static func text(url: String, command: String) -> String {
        var base = Substring(url)
        while base.hasSuffix("/") { base.removeLast() }
        return String(decoding: PackageResources.manifest_json, as: UTF8.self)
            .trimmingCharacters(in: .newlines)
            .replacingOccurrences(of: "https://registrar.example", with: base)
            .replacingOccurrences(of: "\"/register\"", with: "\"\(command)\"")
            .replacingOccurrences(of: " /register ", with: " \(command) ")
    }
}
