import ArgumentParser
import Desk
import JSON
import Registrations

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
    @Option(help: "table or json.") var format: PlainFormat = .table

    func run() async throws {
        let assembly = try await shared.open()
        let rows = try await assembly.ledger.read {
            try $0.outbox(states: [.due, .leased, .parked], limit: Self.limit)
        }
        switch format {
        case .json: for row in rows { Console.line(Self.json(row)) }
        case .table:
            Console.table(
                ["id", "purpose", "state", "due", "tries", "request", "reason"],
                rows.map {
                    [
                        $0.id.text, $0.purpose.rawValue, "\($0.state)", stamp($0.due), String($0.tries),
                        $0.request ?? "",
                        $0.reason ?? "",
                    ]
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
            writer.field("request", ifPresent: row.request)
            writer.field("reason", row.reason ?? "")
        }
        return writer.text
    }
}

struct OutboxRetry: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "retry", abstract: "Send parked messages again.")

    @OptionGroup var shared: SharedOptions
    @Argument(help: "Ids of `outbox list`, behind -- if one begins with a hyphen; all parked ones when there are none.")
    var ids: [String] = []

    func run() async throws {
        let assembly = try await shared.open()
        let now = assembly.time.now()
        let wanted = ids
        let retried = try await assembly.ledger.write { transaction in
            let all = wanted.isEmpty ? try transaction.outbox(states: [.parked], limit: 10_000).map(\.id.text) : wanted
            return try all.filter { try transaction.retryParked(MessageID($0), due: now) }
        }
        try await assembly.ledger.close()
        Console.line(retried.count == 1 ? "1 message is due again." : "\(retried.count) messages are due again.")
        let missed = Set(wanted).subtracting(retried)
        guard missed.isEmpty else {
            throw CommandTrouble("not parked: \(missed.sorted().joined(separator: ", ")); see registrar outbox list")
        }
    }
}
