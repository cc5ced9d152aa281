public import Registrations
import Synchronization

/// The policy in force; a changed file takes its place between two deliveries.
public final class PolicyShelf: Sendable {
    private let policy: Mutex<Policy>

    public init(_ policy: Policy) { self.policy = Mutex(policy) }

    public var current: Policy { policy.withLock { $0 } }

    public func replace(with policy: Policy) {
        self.policy.withLock { $0 = policy }
    }
}
