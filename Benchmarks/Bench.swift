import Foundation

/// Measures the service against peers, side by side on one machine.
@main
enum Bench {
    static let usage = "usage: bench ack [--rounds N] [--seconds N] | bench policy [--rounds N] | bench bare\n"

    static func main() async {
        do {
            let arguments = Array(CommandLine.arguments.dropFirst())
            switch arguments.first {
            case "ack": exit(try await Acknowledgements(Options(arguments.dropFirst())).run() ? 0 : 1)
            case "policy": exit(try await policy(rounds: Options(arguments.dropFirst()).rounds) ? 0 : 1)
            case "bare": try await BareServer.run(listeningFile: arguments.dropFirst().first)
            default:
                FileHandle.standardError.write(Data(usage.utf8))
                exit(64)
            }
        } catch {
            FileHandle.standardError.write(Data("bench: \(error)\n".utf8))
            exit(1)
        }
    }

    /// Rules and clocks in the core alone, then a sweep through the database.
    private static func policy(rounds: Int) async throws -> Bool {
        let isCoreQuick = try PolicyBench(rounds: rounds).run()
        return try await SweepBench(rounds: rounds).run() && isCoreQuick
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
struct Options {
    var rounds = 5
    var seconds = 5
    var connections = 64
    var drafts = 2_000
    /// The folder of the built executables.
    let binaries = Bundle.main.bundlePath

    init(_ arguments: ArraySlice<String>) throws {
        var rest = arguments
        while let name = rest.popFirst() {
            guard let value = rest.popFirst().flatMap({ Int($0) }), value > 0 else {
                throw Trouble("\(name) wants a number")
            }
            switch name {
            case "--rounds": rounds = value
            case "--seconds": seconds = value
            case "--connections": connections = value
            case "--drafts": drafts = value
            default: throw Trouble(Bench.usage)
            }
        }
    }
}
