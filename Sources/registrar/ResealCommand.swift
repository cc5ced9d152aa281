import ArgumentParser
import Desk

/// The last step but one of changing the master key.
struct Reseal: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Seal stored tokens again under the first master key, so that the old one can be dropped."
    )

    @OptionGroup var shared: SharedOptions

    func run() async throws {
        let assembly = try await shared.open()
        let before = try await assembly.resealing().state()
        let after = try await assembly.resealing().run()
        try await assembly.ledger.close()
        guard after.unreadable == 0 else {
            throw CommandTrouble(
                "\(after.unreadable) tokens are under a key that is not set: add it to REGISTRAR_MASTER_KEY, after the new one"
            )
        }
        Console.line("Sealed again: \(before.old). Under the first master key: \(after.current).")
        Console.line("Links signed with an old key work as long as it is in REGISTRAR_MASTER_KEY.")
    }
}

extension Assembly {
    func resealing() -> Resealing { Resealing(ledger: ledger, keyring: keyring) }
}
