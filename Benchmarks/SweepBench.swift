import Desk
import Foundation
import Registrations
import SQLite

/// Measures a sweep as the service makes it: found in the database, decided, written back with its messages.
struct SweepBench {
    static let goalSeconds = 1.0
    private static let open = 100_000
    private static let due = 1_000
    private static let minute = 60.0
    /// Three business days before the others: their answers are due when those are not.
    private static let earlier = PolicyOfFifty.now.addingTimeInterval(-6 * 86_400)

    let rounds: Int

    /// True when a sweep in which nothing is due meets its goal.
    func run() async throws -> Bool {
        let name = "registrar-sweep-\(ProcessInfo.processInfo.processIdentifier)"
        let folder = FileManager.default.temporaryDirectory.appending(path: name)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let ledger = try await SQLiteLedger.open(path: folder.appending(path: "sweep.db").path, role: .service)
        let figures = try await sweeps(ledger)
        try await ledger.close()
        try FileManager.default.removeItem(at: folder)
        say("sweep of \(Self.open) through the database, nothing due", figures.quiet)
        say("sweep of \(Self.open) through the database, \(Self.due) due", figures.busy)
        return figures.quiet < Self.goalSeconds
    }

    private func sweeps(_ ledger: SQLiteLedger) async throws -> (quiet: Double, busy: Double) {
        var policy = try PolicyOfFifty.policy()
        policy.approvals.automatic = []
        policy.approvals.plans = []
        let desk = try desk(ledger, policy)
        let dues = try await fill(ledger, policy)
        // Without a beat just before, the sweep would take what lies between for a stop of the service.
        let first = (dues.first ?? PolicyOfFifty.now).addingTimeInterval(-10 * Self.minute)
        try await ledger.write { try $0.set(mark: "last sweep", to: "", at: first) }
        _ = try await desk.sweep(at: first)
        var quiet: [Double] = []
        for round in 0..<rounds {
            let at = first.addingTimeInterval(Double(round + 1))
            let (seconds, report) = try await timed { try await desk.sweep(at: at) }
            guard report.looked == 0 else { throw Trouble("\(report.looked) clocks rang") }
            quiet.append(seconds)
        }
        var busy: [Double] = []
        for due in dues {
            let (seconds, report) = try await timed {
                try await desk.sweep(at: due.addingTimeInterval(Self.minute / 2))
            }
            guard report.changed == Self.due, report.failed == 0 else { throw Trouble("\(report.changed) clocks rang") }
            busy.append(seconds)
        }
        return (quiet.sorted()[quiet.count / 2], busy.sorted()[busy.count / 2])
    }

    /// A thousand for each round, a minute apart, and the rest due days later.
    ///
    /// - Returns: when each round's are due.
    private func fill(_ ledger: SQLiteLedger, _ policy: Policy) async throws -> [Date] {
        var dues: [Date] = []
        var taken = 0
        while taken < Self.open {
            let round = taken / Self.due
            let at =
                round < rounds
                ? Self.earlier.addingTimeInterval(Double(round) * Self.minute) : PolicyOfFifty.now
            let claims = try (taken..<taken + Self.due).map { number in
                try decide(PolicyOfFifty.request(number), given: Facts(), under: policy, at: at).registration
                    .wound(under: policy, at: at)
            }
            if round < rounds, let due = claims.first?.answerDueAt { dues.append(due) }
            let partners = try (taken..<taken + Self.due).map { try PolicyOfFifty.request($0).partner }
            try await ledger.write { transaction in
                if round == 0 { for partner in Set(partners) { try transaction.save(partner) } }
                for claim in claims { _ = try transaction.insert(claim, nameKeys: []) }
            }
            taken += Self.due
        }
        return dues
    }

    private func desk(_ ledger: SQLiteLedger, _ policy: Policy) throws -> FrontDesk {
        let key = [UInt8](repeating: 7, count: Keyring.keyLengthBytes)
        guard let keyring = Keyring(masterKeys: [key]) else { throw Trouble("no keyring") }
        return FrontDesk(
            ledger: ledger,
            time: SystemTime(),
            chance: SystemChance(),
            policies: PolicyShelf(policy),
            domains: TableDomainReader(
                suffixes: ["example"],
                lists: DomainLists(freeMail: [], disposable: [], sharedHosts: [])
            ),
            legalForms: LegalForms(lines: []),
            keyring: keyring,
            vault: TokenVault(ledger: ledger, keyring: keyring, time: SystemTime(), own: [:]),
            bell: Bell(),
            settings: .init(
                publicURL: "https://registrar.example",
                command: "/register",
                vendorWorkspaces: [PolicyOfFifty.reviewer.workspace],
                chatInstallURL: nil
            )
        )
    }

    private func timed<Result: Sendable>(_ body: () async throws -> Result) async rethrows -> (Double, Result) {
        let clock = ContinuousClock()
        let start = clock.now
        let result = try await body()
        let spent = clock.now - start
        return (Double(spent.components.seconds) + Double(spent.components.attoseconds) / 1e18, result)
    }

    private func say(_ what: String, _ seconds: Double) {
        Bench.say("\(what): \(String(format: "%.3f", seconds)) s")
    }
}
