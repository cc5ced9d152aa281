import ArgumentParser
import Desk

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
