import Curl
import Foundation

/// Requests a second of our client and of aiohttp's, at a server that costs next to nothing.
struct ClientRace {
    private static let atOnce = 64

    let ours: Double
    let theirs: Double
    let oursMicroseconds: Double
    let theirsMicroseconds: Double

    static func measure(_ bench: Workbench) async throws -> ClientRace {
        let file = bench.folder + "/null.port"
        let server = try Program(bench.options.tools + "/load", ["serve", file], output: bench.folder + "/null.log")
        defer { server.end() }
        let host = try await Peer.address(in: file, of: server)
        var rounds: (ours: [(Double, Double)], theirs: [(Double, Double)]) = ([], [])
        for number in 0...bench.options.rounds {
            let theirs = try aiohttp(host, bench)
            let ours = try await curl(host, seconds: bench.options.seconds)
            Bench.say(
                "round \(number)  libcurl \(Int(ours.0))/s \(ours.1.shown) µs, aiohttp \(Int(theirs.0))/s \(theirs.1.shown) µs"
            )
            if number > 0 {
                rounds.ours.append(ours)
                rounds.theirs.append(theirs)
            }
        }
        return ClientRace(
            ours: median(rounds.ours.map(\.0)),
            theirs: median(rounds.theirs.map(\.0)),
            oursMicroseconds: median(rounds.ours.map(\.1)),
            theirsMicroseconds: median(rounds.theirs.map(\.1))
        )
    }

    private static func aiohttp(_ host: String, _ bench: Workbench) throws -> (Double, Double) {
        let output = bench.folder + "/aiohttp.txt"
        let status = try Program(
            bench.options.tools + "/venv/bin/python",
            ["Benchmarks/peers/aiohttp_client.py", "http://\(host)/", "\(bench.options.seconds)", "\(atOnce)"],
            output: output
        ).wait()
        let text = try String(contentsOfFile: output, encoding: .utf8)
        guard status == 0 else { throw Trouble("aiohttp failed: \(text)") }
        let figures = Figures(text)
        let requests = try figures.number("requests")
        return (requests / (try figures.number("seconds")), try figures.number("cpu") / requests)
    }

    private static func curl(_ host: String, seconds: Int) async throws -> (Double, Double) {
        var settings = CurlSettings()
        settings.allowLoopbackHTTP = true
        settings.maximumConnectionsPerHost = atOnce
        let client = try CurlClient(settings)
        defer { client.close() }
        let body = Array(#"{"channel":"C0BENCH","text":"\#(String(repeating: "x", count: 960))"}"#.utf8)
        let headers = [("Content-Type", "application/json; charset=utf-8"), ("Authorization", "Bearer xoxb-bench")]
        let request = HTTPRequest(.post, "http://\(host)/", headers: headers, body: body)
        let begun = ContinuousClock.now
        let end = begun + .seconds(seconds)
        let usedBefore = Program.ownProcessorMicroseconds
        let count = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<atOnce {
                group.addTask {
                    var count = 0
                    while ContinuousClock.now < end {
                        let response = try await client.send(request)
                        guard response.status == 200, !response.body.isEmpty else { throw Trouble("a wrong answer") }
                        count += 1
                    }
                    return count
                }
            }
            return try await group.reduce(0, +)
        }
        let took = (ContinuousClock.now - begun) / .seconds(1)
        return (Double(count) / took, (Program.ownProcessorMicroseconds - usedBefore) / Double(max(count, 1)))
    }
}
