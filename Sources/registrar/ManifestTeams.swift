import ArgumentParser
import Foundation

struct ManifestTeams: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "teams",
        abstract: "The Teams app's package, a zip to upload; says the bot's messaging endpoint."
    )

    @Option(help: "The public https address of this service.") var url: String
    @Option(help: "The app's id at the bot registration; REGISTRAR_TEAMS_APP_ID when not given.") var appID: String?
    @Option(help: "The file to write.") var out = "registrar-teams.zip"

    func validate() throws {
        guard ManifestAddress.isOne(url) else { throw ValidationError(ManifestAddress.mend) }
        guard appID.map(GUID.isOne) ?? true else { throw ValidationError("--app-id must be a GUID") }
    }

    func run() throws {
        let endpoint = Self.endpoint(url)
        let known = ProcessInfo.processInfo.environment["REGISTRAR_TEAMS_APP_ID"]
        guard let app = appID ?? known, GUID.isOne(app) else {
            throw CommandTrouble(
                "no app id: register a bot with the messaging endpoint \(endpoint), then set REGISTRAR_TEAMS_APP_ID to its id"
            )
        }
        let package = Data(Self.package(url: url, app: app.lowercased()))
        do {
            try package.write(to: URL(filePath: out))
        } catch {
            throw CommandTrouble("\(out) cannot be written: name a file in a folder that this user can write to")
        }
        Console.line("\(out): upload it in the Teams admin center, or in the Developer Portal")
        Console.line("Messaging endpoint to enter at the bot registration: \(endpoint)")
    }

    /// What to enter at the bot's registration.
    static func endpoint(_ url: String) -> String { ManifestAddress.bare(url) + "/teams/messages" }

    /// The package's bytes.
    static func package(url: String, app: String) -> [UInt8] {
        ZipFile.bytes([
            ("manifest.json", Array(manifest(url: url, app: app).utf8)),
            ("de.json", PackageResources.teams_de_json),
            ("color.png", PackageResources.teams_color_png),
            ("outline.png", PackageResources.teams_outline_png),
        ])
    }

    /// The embedded manifest with the address and the app's id put in.
    static func manifest(url: String, app: String) -> String {
        let base = ManifestAddress.bare(url)
        let host = URL(string: base)?.host ?? ""
        return String(decoding: PackageResources.teams_manifest_json, as: UTF8.self)
            .replacingOccurrences(of: "https://registrar.example", with: base)
            .replacingOccurrences(of: "\"registrar.example\"", with: "\"\(host)\"")
            .replacingOccurrences(of: "00000000-0000-0000-0000-000000000000", with: app)
    }
}

/// The address that a manifest is made for.
enum ManifestAddress {
    static let mend = "--url must be an https address, such as https://registrar.example"

    /// As it stands in the manifest, without slashes at its end; nil for one that no chat sends to.
    static func read(_ text: String) -> String? {
        let signs = Set("-._~:/[]")
        guard let address = URL(string: text), address.scheme?.lowercased() == "https", address.host?.isEmpty == false,
            text.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || signs.contains($0)) })
        else { return nil }
        var base = Substring(text)
        while base.hasSuffix("/") { base.removeLast() }
        return String(base)
    }

    static func isOne(_ url: String) -> Bool { read(url) != nil }

    static func bare(_ url: String) -> String { read(url) ?? url }
}
