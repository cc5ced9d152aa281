import Foundation

/// Complete registrations: what one costs, what a million others make of that, and what a hundred thousand leave in memory.
struct Scale {
    private static let few = 1_000
    private static let perRound = 400
    /// Who uses no more in a second does nothing that counts.
    private static let restingMicroseconds = 20_000.0

    let fewMicroseconds: Double
    let manyMicroseconds: Double
    let readyAfter: Duration
    let halfKibibytes: Int
    let wholeKibibytes: Int

    static func measure(_ bench: Workbench) async throws -> Scale {
        let small = try await cost(beside: few, bench)
        let large = try await cost(beside: bench.options.large, bench)
        let memory = try await memory(bench)
        let (half, whole) = (memory.half, memory.whole)
        Bench.say(
            "journey  \(Int(small.microseconds)) µs beside \(few), \(Int(large.microseconds)) µs beside \(bench.options.large); "
                + "ready after \(large.readyAfter); memory \(half / 1024) MiB after half of \(bench.options.registrations), "
                + "\(whole / 1024) MiB after all"
        )
        return Scale(
            fewMicroseconds: small.microseconds,
            manyMicroseconds: large.microseconds,
            readyAfter: large.readyAfter,
            halfKibibytes: half,
            wholeKibibytes: whole
        )
    }

    private static func cost(
        beside count: Int,
        _ bench: Workbench
    ) async throws -> (microseconds: Double, readyAfter: Duration) {
        let path = try await Seed.database(of: count, in: bench.options.tools)
        var waits: [Duration] = []
        for number in 0..<bench.options.rounds {
            let service = try await bench.start("ready-\(count)-\(number)", database: path)
            waits.append(service.readyAfter)
            service.program.end()
        }
        let service = try await bench.start("beside-\(count)", database: path)
        defer { service.program.end() }
        try await waitForRest(of: service)
        let journeys = try Journeys(service, bench.vendor, atOnce: bench.options.atOnce)
        // Never the same people twice, whatever the database went through before.
        var next = Int(Date().timeIntervalSince1970) * 10_000
        var rounds: [Double] = []
        for number in 0...bench.options.rounds {
            let used = try await journeys.run(next..<next + perRound)
            next += perRound
            if number > 0 { rounds.append(used) }
            Bench.say("round \(number)  \(Int(used)) µs a registration beside \(count)")
        }
        return (median(rounds), waits.sorted()[waits.count / 2])
    }

    /// Until what the first start with a database makes good is over: whom each open claim asks, and when its clocks wake.
    private static func waitForRest(of service: ServiceUnderTest) async throws {
        let limit = ContinuousClock.now + .seconds(600)
        var last = try service.program.usage().processorMicroseconds
        while true {
            try await Task.sleep(for: .seconds(1))
            let used = try service.program.usage().processorMicroseconds
            if used - last < restingMicroseconds { return }
            guard ContinuousClock.now < limit else { throw Trouble("the service does not come to rest") }
            last = used
        }
    }

    /// Says what each of so many registrations cost in the second half of the run, and what they left in memory.
    static func sayJourneys(_ bench: Workbench) async throws {
        let (half, whole, microseconds) = try await memory(bench)
        Bench.say(
            "\(Int(microseconds)) µs a registration; memory \(half) KiB after half of \(bench.options.registrations), "
                + "\(whole) KiB after all"
        )
    }

    private static func memory(_ bench: Workbench) async throws -> (half: Int, whole: Int, microseconds: Double) {
        let service = try await bench.start("memory")
        defer { service.program.end() }
        let journeys = try Journeys(service, bench.vendor, atOnce: bench.options.atOnce)
        let half = bench.options.registrations / 2
        _ = try await journeys.run(0..<half)
        let first = try service.program.usage().residentKibibytes
        let used = try await journeys.run(half..<half * 2)
        return (first, try service.program.usage().residentKibibytes, used)
    }
}
