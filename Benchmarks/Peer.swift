import Foundation

/// A server under measurement beside the others.
struct Peer {
    /// What stands in the answer of a step that was taken.
    static let expectation = #""response_action":"update""#

    let name: String
    let program: Program
    let host: String
    var expectation = Peer.expectation
    /// Where requests go, if not to Slack's interactions.
    var path: String?
    /// The token under which they go, instead of a signature.
    var bearer: String?

    /// A hummingbird route that reads the body and answers JSON of the same size.
    static func bare(_ options: Options, in folder: String) async throws -> Peer {
        let file = folder + "/bare.port"
        let program = try Program(options.binaries + "/Bench", ["bare", file], output: folder + "/bare.log")
        return Peer(name: "bare", program: program, host: try await address(in: file, of: program))
    }

    /// slack-bolt's async app with two workers; stores nothing.
    static func bolt(_ options: Options, in folder: String) async throws -> Peer {
        let file = folder + "/bolt.port"
        let program = try Program(
            options.tools + "/venv/bin/python",
            ["Benchmarks/peers/bolt_peer.py", file],
            environment: ["SLACK_SIGNING_SECRET": Deliveries.secret],
            output: folder + "/bolt.log"
        )
        let host = try await address(in: file, of: program)
        return Peer(name: "bolt", program: program, host: host, expectation: #""response_action": "update""#)
    }

    /// net/http, slack-go and go-sqlite3; one row on disk for each step.
    static func go(_ options: Options, in folder: String) async throws -> Peer {
        let file = folder + "/go.port"
        let program = try Program(
            options.tools + "/go-peer",
            [folder + "/go.db", file],
            environment: ["SLACK_SIGNING_SECRET": Deliveries.secret],
            output: folder + "/go.log"
        )
        return Peer(name: "go", program: program, host: try await address(in: file, of: program))
    }

    /// Waits for the file with its address, then until it takes connections.
    static func address(in file: String, of program: Program) async throws -> String {
        let host = try await eventually("the address of \(program.name)") {
            FileManager.default.contents(atPath: file).map {
                String(decoding: $0, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
            }
        }
        _ = try await eventually("connections to \(program.name)") { Port.takesConnections(host) ? true : nil }
        return host
    }
}
