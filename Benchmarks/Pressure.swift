import Foundation

/// How the service bears half of what it can take, and twice of it.
struct Pressure {
    /// Nobody has more connections open than this.
    private static let mostConnections = 4_096

    let highest: Double
    let half: Load.Outcome
    let twice: Load.Outcome
    let calmKibibytes: Int
    let peakKibibytes: Int

    static func measure(_ bench: Workbench) async throws -> Pressure {
        let service = try await bench.start("pressure")
        defer { service.program.end() }
        let bodies = bench.folder + "/bodies"
        _ = try await bench.drafts(at: service).write(to: bodies)
        let options = bench.options
        func play(_ seconds: Int, rate: Double?) throws -> Load.Outcome {
            try bench.load.play(
                bodies,
                at: service.host,
                seconds: Double(seconds),
                connections: options.connections,
                rate: rate,
                mostConnections: rate == nil ? options.connections : mostConnections
            )
        }
        _ = try play(min(options.seconds, 2), rate: nil)
        var rates: [Double] = []
        var halves: [Load.Outcome] = []
        for _ in 0..<options.rounds { rates.append(try play(options.seconds, rate: nil).perSecond) }
        let highest = median(rates)
        for _ in 0..<options.rounds { halves.append(try play(options.seconds, rate: highest / 2)) }
        // The round in the middle by its p99, with the worst answer of all of them.
        var half = halves.sorted { $0.latency("p99") < $1.latency("p99") }[halves.count / 2]
        half.milliseconds["max"] = halves.map { $0.latency("max") }.max()
        half.refused = halves.reduce(0) { $0 + $1.refused + $1.broken }
        let calm = try service.program.peakKibibytes()
        let twice = try play(options.overloadSeconds, rate: highest * 2)
        let peak = try service.program.peakKibibytes()
        Bench.say(
            "pressure half of \(Int(highest))/s: p50 \(half.latency("p50")) p99 \(half.latency("p99")) max \(half.latency("max")) ms; "
                + "twice: sent \(twice.sent), served \(twice.served) p99 \(twice.latency("p99")) ms, refused \(twice.refused) "
                + "p99 \(twice.latency("refused_p99")) max \(twice.latency("refused_max")) ms, broken \(twice.broken), "
                + "connections \(twice.connections); memory \(calm / 1024) -> \(peak / 1024) MiB"
        )
        return Pressure(highest: highest, half: half, twice: twice, calmKibibytes: calm, peakKibibytes: peak)
    }
}
