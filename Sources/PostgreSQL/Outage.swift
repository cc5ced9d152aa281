import Desk
import Synchronization

/// What the threads tell each other of a server that cannot be reached, so that nobody waits in line to find out.
final class Outage: Sendable {
    /// So long after a failed attempt nobody makes another.
    private static let pause = Duration.milliseconds(250)

    private struct State {
        var lastFailure: (at: ContinuousClock.Instant, failure: PostgreSQLFailure)?
        var hasFailedWriting = false
    }

    private let state = Mutex(State())

    /// Makes a connection, or fails at once when somebody just failed to.
    func guarded(_ connect: () throws -> Wire) throws -> Wire {
        if let known = state.withLock({ $0.lastFailure }), ContinuousClock.now - known.at < Outage.pause {
            throw known.failure
        }
        do {
            let wire = try connect()
            state.withLock { $0.lastFailure = nil }
            return wire
        } catch let failure as PostgreSQLFailure {
            state.withLock { $0.lastFailure = (.now, failure) }
            throw failure
        }
    }

    /// Whether the last write failed by the database's fault.
    var hasFailedWriting: Bool { state.withLock { $0.hasFailedWriting } }

    func wrote(well: Bool) { state.withLock { $0.hasFailedWriting = !well } }
}
