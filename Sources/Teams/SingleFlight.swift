import Synchronization

/// One call at a time for something that all share: the first asks, the others wait for what it gets.
final class SingleFlight<Value: Sendable>: Sendable {
    private typealias Waiter = CheckedContinuation<Result<Value, TeamsFailure>?, Never>

    /// Who waits for the call under way; nil when there is none.
    private let waiters = Mutex<[Waiter]?>(nil)

    /// Somebody is asking now.
    var isUnderWay: Bool { waiters.withLock { $0 != nil } }

    /// Asks, or waits for whoever does; when the one who asked gives up, the next one asks.
    func join(_ ask: () async throws(TeamsFailure) -> Value) async throws(TeamsFailure) -> Value {
        while true {
            let isFirst = waiters.withLock { waiters in
                guard waiters == nil else { return false }
                waiters = []
                return true
            }
            if isFirst { return try await lead(ask) }
            if let result = await follow() { return try result.get() }
        }
    }

    private func lead(_ ask: () async throws(TeamsFailure) -> Value) async throws(TeamsFailure) -> Value {
        let result: Result<Value, TeamsFailure>
        do { result = .success(try await ask()) } catch { result = .failure(error) }
        let others = waiters.withLock { waiters in
            defer { waiters = nil }
            return waiters ?? []
        }
        let isAbandoned = if case .failure(.cancelled) = result { true } else { false }
        for other in others { other.resume(returning: isAbandoned ? nil : result) }
        return try result.get()
    }

    /// nil when there is nothing to wait for any more.
    private func follow() async -> Result<Value, TeamsFailure>? {
        await withCheckedContinuation { continuation in
            let isLate = waiters.withLock { waiters in
                guard waiters != nil else { return true }
                waiters?.append(continuation)
                return false
            }
            if isLate { continuation.resume(returning: nil) }
        }
    }
}
