import Foundation

/// What is promised, and whether it was met.
struct Bar: Sendable {
    let what: String
    let bar: String
    let measured: String
    let isMet: Bool

    var line: String { "\(isMet ? "met   " : "MISSED") \(what.padded(66)) \(bar.padded(16)) \(measured)" }
    var row: String { "| \(what) | \(bar) | \(measured) | \(isMet ? "yes" : "**no**") |" }
}

/// Every bar of the benchmarks, measured in one run.
enum Bars {
    private static let toBare = 0.25
    private static let toBolt = 4.0
    private static let toGo = 2.0
    private static let halfMilliseconds = 20.0
    private static let worstMilliseconds = 1_000.0
    private static let refusedMilliseconds = 100.0
    private static let overloadMemory = 1.3
    private static let bareRoutes = 80.0
    private static let growth = 1.5
    private static let memoryMegabytes = 150.0
    /// What counts as no growth: allocators never stand quite still.
    private static let stillness = 1.05
    private static let readySeconds = 1.0
    private static let toAiohttp = 3.0

    static func run(_ options: Options) async throws -> Bool {
        let bars = try await Workbench.run(options) { bench in
            let acks = try await Acknowledgements(bench: bench).measure(["bolt", "go", "bare"])
            try Acknowledgements.say(acks)
            var bars = try ratios(acks)
            bars += pressure(try await Pressure.measure(bench))
            bars += scale(try await Scale.measure(bench), try acks.figure("bare"), options)
            bars.append(client(try await ClientRace.measure(bench)))
            return acks.isClean
                ? bars
                : bars + [Bar(what: "no wrong answer, nothing lost", bar: "none", measured: "some", isMet: false)]
        }
        bars.forEach { Bench.say($0.line) }
        if options.isWriting { try Report.write(bars) }
        return bars.allSatisfy(\.isMet)
    }

    static func ratios(_ acks: Acknowledgements.Outcome) throws -> [Bar] {
        func bar(_ what: String, _ name: String, _ least: Double, _ sign: String) throws -> Bar? {
            guard acks.figures.contains(where: { $0.name == name }) else { return nil }
            let ratio = try acks.ratio(to: name)
            let (own, other) = (try acks.figure("registrar"), try acks.figure(name))
            let processor = other.processorMicroseconds / max(own.processorMicroseconds, 1)
            let measured =
                "\(ratio.shown)\(sign) (\(Int(own.perSecond)) to \(Int(other.perSecond))/s; by processor time \(processor.shown)\(sign))"
            return Bar(what: what, bar: "≥ \(least.shown)\(sign)", measured: measured, isMet: ratio >= least)
        }
        return try [
            bar("wizard step, durable, to a bare hummingbird route", "bare", toBare, ""),
            bar("wizard step, durable, to Bolt async (stores nothing)", "bolt", toBolt, " ×"),
            bar("wizard step, durable, to the Go service (durable)", "go", toGo, " ×"),
        ].compactMap(\.self)
    }

    static func pressure(_ pressure: Pressure) -> [Bar] {
        let (half, twice) = (pressure.half, pressure.twice)
        let p99 = half.latency("p99")
        let growth = Double(pressure.peakKibibytes) / Double(max(pressure.calmKibibytes, 1))
        let refused = twice.latency("refused_max")
        return [
            Bar(
                what: "p99 of the ack at half the highest throughput",
                bar: "≤ 20 ms",
                measured: "\(p99.shown) ms",
                isMet: p99 <= halfMilliseconds && half.refused == 0
            ),
            Bar(
                what: "the worst of them",
                bar: "≤ 1 s",
                measured: "\(half.latency("max").shown) ms",
                isMet: half.latency("max") <= worstMilliseconds
            ),
            Bar(
                what: "twice the highest throughput offered: p99 of those served",
                bar: "≤ 1 s",
                measured: "\(twice.latency("p99").shown) ms (\(twice.served) of \(twice.sent))",
                isMet: twice.latency("p99") <= worstMilliseconds && twice.served > 0
            ),
            Bar(
                what: "… the rest refused within",
                bar: "≤ 100 ms",
                measured:
                    "\(refused.shown) ms at worst, p99 \(twice.latency("refused_p99").shown) ms; \(twice.broken) broken",
                isMet: refused <= refusedMilliseconds && twice.broken == 0
            ),
            Bar(
                what: "… memory",
                bar: "≤ 1.3 ×",
                measured: "\(growth.shown) × (\(pressure.peakKibibytes / 1024) MiB)",
                isMet: growth <= overloadMemory
            ),
        ]
    }

    private static func scale(_ scale: Scale, _ bare: Rounds.Figure, _ options: Options) -> [Bar] {
        let routes = scale.fewMicroseconds / max(bare.processorMicroseconds, 1)
        let growth = scale.manyMicroseconds / max(scale.fewMicroseconds, 1)
        let megabytes = Double(scale.wholeKibibytes) * 1024 / 1_000_000
        let still = Double(scale.wholeKibibytes) / Double(max(scale.halfKibibytes, 1))
        let ready = scale.readyAfter / .seconds(1)
        return [
            Bar(
                what: "complete registration, three messages, processor time to a bare route's",
                bar: "≤ 80 ×",
                measured: "\(routes.shown) × (\(Int(scale.fewMicroseconds)) µs)",
                isMet: routes <= bareRoutes
            ),
            Bar(
                what: "registering beside \(options.large) registrations to beside 1000",
                bar: "≤ 1.5 ×",
                measured: "\(growth.shown) ×",
                isMet: growth <= self.growth
            ),
            Bar(
                what: "resident memory after \(options.registrations) registrations in one run",
                bar: "≤ 150 MB",
                measured: "\(megabytes.shown) MB",
                isMet: megabytes <= memoryMegabytes
            ),
            Bar(
                what: "… and no growth in the second half",
                bar: "≤ 1.05 ×",
                measured: "\(still.shown) ×",
                isMet: still <= stillness
            ),
            Bar(
                what: "start to readyz with \(options.large) registrations",
                bar: "≤ 1 s",
                measured: "\(ready.shown) s",
                isMet: ready <= readySeconds
            ),
        ]
    }

    private static func client(_ race: ClientRace) -> Bar {
        let ratio = race.ours / max(race.theirs, 1)
        let processor = race.theirsMicroseconds / max(race.oursMicroseconds, 0.001)
        return Bar(
            what: "libcurl client on loopback to aiohttp's",
            bar: "≥ 3 ×",
            measured:
                "\(ratio.shown) × (\(Int(race.ours)) to \(Int(race.theirs))/s; by processor time \(processor.shown) ×)",
            isMet: ratio >= toAiohttp
        )
    }
}
