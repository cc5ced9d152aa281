import ArgumentParser
import Desk
import Foundation
import JSON
import PublicSuffix
import Registrations

/// Opens what a command works on, beside a running service.
extension SharedOptions {
    func open() async throws -> Assembly {
        let settings = try settings()
        return try await Assembly.open(settings, as: .tool, log: LogSetup.start(settings, toOutput: false))
    }
}

struct Migrate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Bring the database's schema up to date.")

    @OptionGroup var shared: SharedOptions

    func run() async throws {
        let settings = try shared.settings()
        let log = LogSetup.start(settings, toOutput: false)
        let assembly = try await Assembly.open(settings, as: .service, log: log)
        try await assembly.ledger.close()
        Console.line("The schema of \(settings.databasePath) is up to date.")
    }
}

struct CompanyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "company",
        abstract: "How a domain, address or name is understood."
    )

    @Argument(help: "Values; read from standard input, one a line, when there are none.") var values: [String] = []
    @Option(help: "table or json.") var format: OutputFormat = .table

    func run() async throws {
        if format == .table, !values.isEmpty {
            Console.table(Self.columns, values.map { Self.row(describe($0)) })
            return
        }
        if values.isEmpty {
            while let line = readLine() { show(describe(line)) }
        } else {
            for value in values { show(describe(value)) }
        }
    }

    private static let columns = ["value", "registrable_domain", "key", "display", "kind", "normalised_name"]

    private static func row(_ company: CompanyDescription) -> [String] {
        let kinds = [
            company.freeMail ? "free_mail" : nil, company.disposable ? "disposable" : nil,
            company.sharedHost ? "shared_host" : nil,
        ].compactMap(\.self)
        return [
            company.value, company.registrableDomain ?? "-", company.key, company.display,
            kinds.isEmpty ? "-" : kinds.joined(separator: ","), company.normalisedName,
        ]
    }

    private func show(_ company: CompanyDescription) {
        guard format != .table else { return Console.line(Self.row(company).joined(separator: "  ")) }
        var writer = JSONWriter()
        writer.object { writer in
            writer.field("value", company.value)
            if let domain = company.registrableDomain {
                writer.field("registrable_domain", domain)
            } else {
                writer.key("registrable_domain")
                writer.null()
            }
            writer.field("key", company.key)
            writer.field("display", company.display)
            writer.field("free_mail", company.freeMail)
            writer.field("disposable", company.disposable)
            writer.field("shared_host", company.sharedHost)
            writer.field("normalised_name", company.normalisedName)
        }
        Console.line(writer.text)
    }
}

struct OutboxCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "outbox",
        abstract: "Messages that wait or are parked, and why.",
        subcommands: [OutboxList.self, OutboxRetry.self]
    )
}

struct OutboxList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "What waits or is parked.")
    private static let limit = 1_000

    @OptionGroup var shared: SharedOptions
    @Option(help: "table or json.") var format: OutputFormat = .table

    func run() async throws {
        let assembly = try await shared.open()
        let rows = try await assembly.ledger.read {
            try $0.outbox(states: [.due, .leased, .parked], limit: Self.limit)
        }
        switch format {
        case .json: for row in rows { Console.line(Self.json(row)) }
        case .table, .csv:
            Console.table(
                ["id", "purpose", "state", "due", "tries", "reason"],
                rows.map {
                    [$0.id.text, $0.purpose.rawValue, "\($0.state)", stamp($0.due), String($0.tries), $0.reason ?? ""]
                }
            )
        }
        try await assembly.ledger.close()
    }

    private static func json(_ row: OutboxRow) -> String {
        var writer = JSONWriter()
        writer.object { writer in
            writer.field("id", row.id.text)
            writer.field("purpose", row.purpose.rawValue)
            writer.field("state", "\(row.state)")
            writer.field("due", stamp(row.due))
            writer.field("tries", row.tries)
            writer.field("reason", row.reason ?? "")
        }
        return writer.text
    }
}

struct OutboxRetry: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "retry", abstract: "Send parked messages again.")

    @OptionGroup var shared: SharedOptions
    @Argument(help: "Ids of `outbox list`; all parked ones when there are none.") var ids: [String] = []

    func run() async throws {
        let assembly = try await shared.open()
        let now = assembly.time.now()
        let wanted = ids
        let retried = try await assembly.ledger.write { transaction in
            let all = wanted.isEmpty ? try transaction.outbox(states: [.parked], limit: 10_000).map(\.id.text) : wanted
            return try all.filter { try transaction.retryParked(MessageID($0), due: now) }
        }
        try await assembly.ledger.close()
        Console.line("\(retried.count) messages are due again.")
        let missed = Set(wanted).subtracting(retried)
        guard missed.isEmpty else { throw CommandTrouble("not parked: \(missed.sorted().joined(separator: ", "))") }
    }
}

struct AuditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit",
        abstract: "The histories' hash chains.",
        subcommands: [AuditVerify.self]
    )
}

struct AuditVerify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "verify", abstract: "Recompute every hash chain.")

    @OptionGroup var shared: SharedOptions

    func run() async throws {
        let assembly = try await shared.open()
        let report = try await Audit(assembly.ledger).verify()
        try await assembly.ledger.close()
        guard let first = report.flaws.first else {
            Console.line("\(report.events) events in \(report.chains) chains: all hold.")
            return
        }
        for finding in report.flaws { Console.line("chain \(finding.chain): \(Self.words(finding.flaw))") }
        throw CommandTrouble("chain \(first.chain) is broken: \(Self.words(first.flaw))")
    }

    private static func words(_ flaw: ChainFlaw) -> String {
        switch flaw {
        case .missing(let sequence): "event \(sequence) is missing"
        case .forked(let sequence): "event \(sequence) does not follow the one before it"
        case .changed(let sequence): "event \(sequence) was changed"
        case .valueChanged(let sequence, let name): "the \(name) of event \(sequence) was changed"
        }
    }
}

struct Health: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Ask the service's own /readyz; for health checks.")

    @OptionGroup var shared: SharedOptions

    func run() async throws {
        let settings = try shared.settings()
        let host = ["0.0.0.0", "::", ""].contains(settings.host) ? "127.0.0.1" : settings.host
        try await Probe.ready(host: host, port: settings.port)
        Console.line("ready")
    }
}
