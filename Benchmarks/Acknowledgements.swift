import Foundation
import Glibc

/// Durable acknowledgements of a wizard step per second, as a ratio to what peers make of the same requests.
struct Acknowledgements {
    let bench: Workbench

    /// The wizard's figures and those of the peers, in the order of their names here.
    struct Outcome {
        let figures: [Rounds.Figure]
        let idleKibibytes: Int
        let usedKibibytes: Int
        let isKept: Bool

        func figure(_ name: String) throws -> Rounds.Figure {
            guard let figure = figures.first(where: { $0.name == name }) else { throw Trouble("no figure of \(name)") }
            return figure
        }

        /// How much of the peer's rate the durable step reaches.
        func ratio(to name: String) throws -> Double {
            try figure("registrar").perSecond / max(figure(name).perSecond, 1)
        }

        var isClean: Bool { isKept && figures.allSatisfy { $0.failed == 0 } }
    }

    func measure(_ names: [String]) async throws -> Outcome {
        let service = try await bench.start("ack")
        var ended = false
        defer { if !ended { service.program.end() } }
        let idle = try service.program.usage().residentKibibytes
        let drafts = try await bench.drafts(at: service)
        let bodies = bench.folder + "/bodies"
        _ = try drafts.write(to: bodies)
        var peers: [Peer] = []
        defer { for peer in peers { peer.program.end() } }
        for name in names { peers.append(try await start(name)) }
        let own = Peer(name: "registrar", program: service.program, host: service.host)
        let figures = try Rounds(load: bench.load, options: bench.options).play(peers + [own], bodies: bodies)
        let used = try service.program.usage().residentKibibytes
        let isKept = try await checkKept(drafts, service)
        ended = true
        return Outcome(figures: figures, idleKibibytes: idle, usedKibibytes: used, isKept: isKept)
    }

    private func start(_ name: String) async throws -> Peer {
        switch name {
        case "bolt": try await .bolt(bench.options, in: bench.folder)
        case "go": try await .go(bench.options, in: bench.folder)
        default: try await .bare(bench.options, in: bench.folder)
        }
    }

    /// Sends a last step for every draft, kills the service, and looks for what it acknowledged.
    private func checkKept(_ drafts: Drafts, _ service: ServiceUnderTest) async throws -> Bool {
        let syncs = try SyncCounter.started(for: service.program, in: bench.folder)
        let variant = Prospects.variants
        let acknowledged = try await drafts.sendLast(variant: variant)
        kill(service.program.id, SIGKILL)
        _ = service.program.wait()
        let kept = try await drafts.countKept(in: service.databasePath, lastVariant: variant)
        let flushes = syncs?.end().map { "\($0) flushes to disk" } ?? "flushes not counted (no strace)"
        Bench.say("durable  \(kept) of \(acknowledged) drafts found as acknowledged after kill -9; \(flushes)")
        return kept == drafts.ids.count && acknowledged == kept
    }

    static func say(_ outcome: Outcome) throws {
        Bench.say(
            "memory   \(outcome.idleKibibytes / 1024) MiB idle, \(outcome.usedKibibytes / 1024) MiB after the rounds"
        )
        for figure in outcome.figures {
            let ratio =
                figure.name == "registrar"
                ? "" : try ", registrar/\(figure.name) \(outcome.ratio(to: figure.name).shown)"
            Bench.say(
                "\(figure.name.padded(9))\(Int(figure.perSecond))/s, \(Int(figure.processorMicroseconds)) µs CPU a request, "
                    + "p99 \(figure.p99Milliseconds) ms, failed \(figure.failed)\(ratio)"
            )
        }
    }
}

extension Double {
    /// Three digits that matter.
    var shown: String {
        if self >= 100 { return String(Int(rounded())) }
        return String((self * (self >= 10 ? 10 : 1000)).rounded() / (self >= 10 ? 10 : 1000))
    }
}
