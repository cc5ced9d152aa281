import Foundation
import Glibc

/// Durable acknowledgements of a wizard step per second, as a ratio to a bare route in the same run.
struct Acknowledgements {
    /// What issue and documentation ask for at least.
    static let leastRatio = 0.15

    let options: Options

    init(_ options: Options) { self.options = options }

    private struct Round {
        var outcome: Wrk.Outcome
        var microseconds: Double
    }

    /// False when an answer was wrong, an acknowledgement was lost, or the ratio is too low.
    func run() async throws -> Bool {
        let folder = FileManager.default.temporaryDirectory.path + "/registrar-bench-\(getpid())"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let vendor = VendorStandIn()
        let isGood = try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await vendor.run() }
            let isGood = try await measure(vendor, in: folder)
            group.cancelAll()
            return isGood
        }
        try FileManager.default.removeItem(atPath: folder)
        return isGood
    }

    private func measure(_ vendor: VendorStandIn, in folder: String) async throws -> Bool {
        let address = try await eventually("the stand-in") { vendor.address }
        let service = try await ServiceUnderTest.start(options.binaries, in: folder, vendor: address)
        defer { service.program.end() }
        let portFile = folder + "/bare.port"
        let bare = try Program(
            options.binaries + "/Bench",
            ["bare", portFile],
            output: folder + "/bare.log"
        )
        defer { bare.end() }
        let bareHost = try await eventually("the bare route") {
            FileManager.default.contents(atPath: portFile).map {
                String(decoding: $0, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
            }
        }
        let idle = try service.program.usage().residentKibibytes
        var drafts = try Drafts(host: service.host)
        try await drafts.begin(options.drafts, at: vendor)
        let wrk = Wrk(script: "Benchmarks/play.lua", folder: folder, connections: options.connections)
        var rounds: (bare: [Round], service: [Round]) = ([], [])
        for number in 0...options.rounds {
            // Signed afresh: a signature is good for five minutes.
            let file = folder + "/requests"
            let count = try drafts.write(to: file)
            let least = max(options.seconds, number == 0 ? 2 : 0)
            let first = try play(wrk, file, bareHost, bare, seconds: least)
            let second = try play(wrk, file, service.host, service.program, seconds: least)
            guard number > 0 else {
                if second.outcome.requests < count { Bench.say("warm-up was short of \(count) requests") }
                continue
            }
            rounds.bare.append(first)
            rounds.service.append(second)
            say(number, first, second)
        }
        let used = try service.program.usage().residentKibibytes
        Bench.say("memory   \(idle / 1024) MiB idle, \(used / 1024) MiB after the rounds")
        let isKept = try await checkKept(drafts, service, in: folder)
        return report(rounds.bare, rounds.service) && isKept
    }

    private func play(_ wrk: Wrk, _ file: String, _ host: String, _ program: Program, seconds: Int) throws -> Round {
        let before = try program.usage().processorMicroseconds
        let outcome = try wrk.play(file, against: host, seconds: seconds)
        let used = try program.usage().processorMicroseconds - before
        return Round(outcome: outcome, microseconds: used / Double(max(outcome.requests, 1)))
    }

    /// Sends a last step for every draft, kills the service, and looks for what it acknowledged.
    private func checkKept(_ drafts: Drafts, _ service: ServiceUnderTest, in folder: String) async throws -> Bool {
        let syncs = try SyncCounter.started(for: service.program, in: folder)
        let variant = Prospects.variants
        let acknowledged = try await drafts.sendLast(variant: variant)
        kill(service.program.id, SIGKILL)
        _ = service.program.wait()
        let kept = try await drafts.countKept(in: service.databasePath, lastVariant: variant)
        let flushes = syncs?.end().map { "\($0) flushes to disk" } ?? "flushes not counted (no strace)"
        Bench.say("durable  \(kept) of \(acknowledged) drafts found as acknowledged after kill -9; \(flushes)")
        return kept == drafts.ids.count && acknowledged == kept
    }

    private func say(_ number: Int, _ bare: Round, _ service: Round) {
        func line(_ name: String, _ round: Round) -> String {
            let outcome = round.outcome
            return "\(name) \(Int(outcome.perSecond))/s \(Int(round.microseconds)) µs CPU "
                + "p50 \(outcome.medianMilliseconds) ms p99 \(outcome.slowestPercentMilliseconds) ms "
                + "failed \(outcome.refused + outcome.broken)"
        }
        Bench.say("round \(number)  \(line("bare", bare)) | \(line("ack", service))")
    }

    private func report(_ bare: [Round], _ service: [Round]) -> Bool {
        let bareRate = median(bare.map(\.outcome.perSecond))
        let rate = median(service.map(\.outcome.perSecond))
        let failed = (bare + service).reduce(0) { $0 + $1.outcome.refused + $1.outcome.broken }
        let ratio = (rate / bareRate * 1000).rounded() / 1000
        Bench.say("bare     \(Int(bareRate))/s, \(Int(median(bare.map(\.microseconds)))) µs CPU a request")
        Bench.say("ack      \(Int(rate))/s, \(Int(median(service.map(\.microseconds)))) µs CPU a request")
        Bench.say("ratio    \(ratio) (at least \(Self.leastRatio)), failed \(failed)")
        return failed == 0 && ratio >= Self.leastRatio
    }

    private func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }
}
