import Synchronization

/// Something the service cannot work without.
public struct HealthProbe: Sendable {
    public let name: String
    /// nil when all is well, else a short reason without addresses or names.
    public let trouble: @Sendable () async -> String?

    public init(_ name: String, trouble: @escaping @Sendable () async -> String?) {
        self.name = name
        self.trouble = trouble
    }
}

/// Whether the service can take work now.
final class Readiness: Sendable {
    /// A probe that says nothing for so long is in trouble.
    static let probeSeconds = 2.0

    private let probes: [HealthProbe]
    private let clock: any Clock<Duration>
    private let draining = Mutex(false)

    init(probes: [HealthProbe], clock: any Clock<Duration>) {
        self.probes = probes
        self.clock = clock
    }

    var isDraining: Bool { draining.withLock { $0 } }

    func startDraining() { draining.withLock { $0 = true } }

    /// nil when ready, else the first reason why not.
    func trouble() async -> String? {
        if isDraining { return "draining" }
        for probe in probes {
            if let trouble = await ask(probe) { return "\(probe.name): \(trouble)" }
        }
        return nil
    }

    private func ask(_ probe: HealthProbe) async -> String? {
        let answer = await firstOf(clock, seconds: Self.probeSeconds) { await probe.trouble() }
        switch answer {
        case .some(let trouble): return trouble
        case .none: return "no answer"
        }
    }
}

/// What `work` returns, or nil when it takes longer; the work is cancelled then.
func firstOf<Value: Sendable>(
    _ clock: any Clock<Duration>,
    seconds: Double,
    _ work: @escaping @Sendable () async -> Value
) async -> Value? {
    await withTaskGroup(of: Value?.self) { group in
        group.addTask { await work() }
        group.addTask {
            do {
                try await clock.sleep(for: .seconds(seconds))
            } catch {
                // The work was done first.
            }
            return nil
        }
        defer { group.cancelAll() }
        return await group.next() ?? nil
    }
}
