import Foundation

/// Measures the service against peers, side by side on one machine.
@main
enum Bench {
    static let usage = """
        usage: bench COMMAND [--rounds N] [--seconds N] [--connections N] [--drafts N] [--at-once N] [--registrations N]
                             [--large N] [--write]
        ack      the durable wizard step beside a bare route
        invoke   a durable step of Teams' dialog beside a bare route
        peers    beside slack-bolt and a Go service as well
        pressure half of the highest throughput, and twice of it
        bars     what is promised, each with its figure: the ratios, loads, registrations, memory, starting, the client
        all      the same; with --write into docs/benchmarks.md and README.md
        client   our HTTP client beside aiohttp's
        journeys so many complete registrations in one run, what each costs and what they leave in memory
        policy   rules and clocks in the core, and a sweep through the database
        hold     starts the service with drafts and waits, for a profiler

        """

    static func main() async {
        do {
            let arguments = Array(CommandLine.arguments.dropFirst())
            let command = arguments.first ?? ""
            if command == "bare" { return try await BareServer.run(listeningFile: arguments.dropFirst().first) }
            guard let isGood = try await run(command, Options(arguments.dropFirst())) else {
                FileHandle.standardError.write(Data(usage.utf8))
                exit(64)
            }
            exit(isGood ? 0 : 1)
        } catch {
            FileHandle.standardError.write(Data("bench: \(error)\n".utf8))
            Program.endAll()
            exit(1)
        }
    }

    /// False when a bar is missed; nil for a command that is none.
    private static func run(_ command: String, _ options: Options) async throws -> Bool? {
        switch command {
        case "ack": return try await compare(["bare"], options)
        case "invoke": return try await Invokes.run(options)
        case "peers": return try await compare(["bolt", "go", "bare"], options)
        case "pressure":
            let bars = try await Workbench.run(options) { Bars.pressure(try await Pressure.measure($0)) }
            bars.forEach { say($0.line) }
            return bars.allSatisfy(\.isMet)
        case "bars", "all": return try await Bars.run(options)
        case "policy":
            let isCoreFast = try PolicyBench(rounds: options.rounds).run()
            return try await SweepBench(rounds: options.rounds).run() && isCoreFast
        case "client":
            try await Workbench.run(options) { _ = try await ClientRace.measure($0) }
            return true
        case "journeys":
            try await Workbench.run(options) { try await Scale.sayJourneys($0) }
            return true
        case "hold":
            try await Workbench.run(options) { try await Hold.run($0) }
            return true
        default: return nil
        }
    }

    private static func compare(_ names: [String], _ options: Options) async throws -> Bool {
        let outcome = try await Workbench.run(options) { try await Acknowledgements(bench: $0).measure(names) }
        try Acknowledgements.say(outcome)
        let bars = try Bars.ratios(outcome)
        bars.forEach { Bench.say($0.line) }
        return outcome.isClean && bars.allSatisfy(\.isMet)
    }

    static func say(_ line: String) {
        FileHandle.standardOutput.write(Data((line + "\n").utf8))
    }
}

/// What went wrong, in a sentence.
struct Trouble: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}

/// How long and how often.
struct Options: Sendable {
    var rounds = 5
    var seconds = 5
    var connections = 64
    /// How many people register side by side.
    var atOnce = 16
    var drafts = 2_000
    /// How long twice the highest rate is offered.
    var overloadSeconds = 60
    /// How many registrations one run of the service takes while its memory is watched.
    var registrations = 100_000
    /// How many registrations the large database holds.
    var large = 1_000_000
    var isWriting = false
    /// The folder of the built executables.
    let binaries = Bundle.main.bundlePath
    /// The folder of the load generator and the peers.
    let tools = ProcessInfo.processInfo.environment["BENCH_TOOLS"] ?? ".build/bench"

    init(_ arguments: ArraySlice<String>) throws {
        var rest = arguments
        while let name = rest.popFirst() {
            if name == "--write" {
                isWriting = true
                continue
            }
            guard let value = rest.popFirst().flatMap({ Int($0) }), value > 0 else {
                throw Trouble("\(name) wants a number")
            }
            switch name {
            case "--rounds": rounds = value
            case "--seconds": seconds = value
            case "--connections": connections = value
            case "--at-once": atOnce = value
            case "--drafts": drafts = value
            case "--overload-seconds": overloadSeconds = value
            case "--registrations": registrations = value
            case "--large": large = value
            default: throw Trouble(Bench.usage)
            }
        }
    }
}
