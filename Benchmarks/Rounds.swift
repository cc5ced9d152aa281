import Foundation

/// Plays the same bodies at several peers in turns, so that what the machine does meanwhile meets all of them.
struct Rounds {
    /// The median of the rounds of one peer.
    struct Figure {
        let name: String
        let perSecond: Double
        let processorMicroseconds: Double
        let p50Milliseconds: Double
        let p99Milliseconds: Double
        let failed: Int
        /// Requests a second of each round.
        let rounds: [Double]
    }

    private struct Round {
        let outcome: Load.Outcome
        let microseconds: Double
    }

    let load: Load
    let options: Options

    /// One round first that does not count.
    func play(_ peers: [Peer], bodies: String) throws -> [Figure] {
        var rounds: [String: [Round]] = [:]
        for number in 0...options.rounds {
            for peer in peers {
                let round = try play(peer, bodies, seconds: number == 0 ? min(options.seconds, 2) : options.seconds)
                if number > 0 { rounds[peer.name, default: []].append(round) }
                say(number, peer, round)
            }
        }
        return peers.map { Self.figure($0.name, rounds[$0.name] ?? []) }
    }

    private func play(_ peer: Peer, _ bodies: String, seconds: Int) throws -> Round {
        let before = try peer.program.usage().processorMicroseconds
        let outcome = try load.play(
            bodies,
            at: peer.host,
            expecting: peer.expectation,
            seconds: Double(seconds),
            connections: options.connections,
            path: peer.path,
            bearer: peer.bearer
        )
        let used = try peer.program.usage().processorMicroseconds - before
        return Round(outcome: outcome, microseconds: used / Double(max(outcome.served, 1)))
    }

    private static func figure(_ name: String, _ rounds: [Round]) -> Figure {
        Figure(
            name: name,
            perSecond: median(rounds.map(\.outcome.perSecond)),
            processorMicroseconds: median(rounds.map(\.microseconds)),
            p50Milliseconds: median(rounds.map { $0.outcome.latency("p50") }),
            p99Milliseconds: median(rounds.map { $0.outcome.latency("p99") }),
            failed: rounds.reduce(0) { $0 + $1.outcome.refused + $1.outcome.broken },
            rounds: rounds.map(\.outcome.perSecond)
        )
    }

    private func say(_ number: Int, _ peer: Peer, _ round: Round) {
        let outcome = round.outcome
        Bench.say(
            "round \(number)  \(peer.name.padded(9)) \(Int(outcome.perSecond).description.padded(7))/s "
                + "\(Int(round.microseconds)) µs CPU, p50 \(outcome.latency("p50")) ms, p99 \(outcome.latency("p99")) ms, "
                + "refused \(outcome.refused), broken \(outcome.broken)"
        )
    }
}

func median(_ values: [Double]) -> Double { values.isEmpty ? 0 : values.sorted()[values.count / 2] }

extension String {
    func padded(_ width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
