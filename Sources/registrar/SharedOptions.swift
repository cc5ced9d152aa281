import ArgumentParser
import Foundation

/// Flags every command takes.
struct SharedOptions: ParsableArguments {
    @Option(help: "Overrides REGISTRAR_DATABASE.") var database: String?
    @Option(help: "Overrides REGISTRAR_POLICY.") var policy: String?
    @Option(help: "Overrides REGISTRAR_BIND.") var bind: String?
    @Option(help: "Overrides REGISTRAR_PUBLIC_URL.") var publicURL: String?

    func settings() throws -> Settings {
        try Settings.read(
            ProcessInfo.processInfo.environment,
            overrides: .init(bind: bind, database: database, policy: policy, publicURL: publicURL),
            file: Self.content
        )
    }

    static func content(_ path: String) -> String? {
        FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) }
    }
}

/// How results are printed.
enum OutputFormat: String, ExpressibleByArgument, CaseIterable {
    case table, json, csv
}
