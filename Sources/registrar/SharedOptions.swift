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

    private static let valueLimitBytes = 65_536

    /// The text of a file that holds a setting; nil when it cannot be read or is far too long for one.
    static func content(_ path: String) -> String? {
        guard let file = FileHandle(forReadingAtPath: path) else { return nil }
        do {
            let data = try file.read(upToCount: valueLimitBytes + 1) ?? Data()
            try file.close()
            return data.count > valueLimitBytes ? nil : String(decoding: data, as: UTF8.self)
        } catch {
            return nil
        }
    }
}

/// How results are printed.
enum OutputFormat: String, ExpressibleByArgument, CaseIterable {
    case table, json, csv
}

/// How results are printed that no spreadsheet has room for.
enum PlainFormat: String, ExpressibleByArgument, CaseIterable {
    case table, json
}

/// How whole histories are printed.
enum ExportFormat: String, ExpressibleByArgument, CaseIterable {
    case json, csv
}

/// Opens what a command works on, beside a running service.
extension SharedOptions {
    func open() async throws -> Assembly {
        let settings = try settings()
        return try await Assembly.open(settings, as: .tool, log: LogSetup.start(settings, toOutput: false))
    }
}
