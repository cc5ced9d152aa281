public import Registrations
import Synchronization

/// The policy in force, and the versions that registrations were submitted under.
///
/// A changed file takes its place between two deliveries.
public final class PolicyShelf: Sendable {
    private let policy: Mutex<PolicyInForce>
    private let versions: Mutex<[String: Policy]>
    private let reading: @Sendable (_ text: String, _ version: String) -> Policy?

    /// `reading` makes a policy of a stored text; nil for a text that can no longer be read.
    public init(_ policy: Policy, reading: @escaping @Sendable (String, String) -> Policy? = { _, _ in nil }) {
        self.policy = Mutex(PolicyInForce(policy))
        versions = Mutex([policy.version: policy])
        self.reading = reading
    }

    public var current: Policy { inForce.policy }

    var inForce: PolicyInForce { policy.withLock { $0 } }

    public func replace(with policy: Policy) {
        versions.withLock { $0[policy.version] = policy }
        let new = PolicyInForce(policy)
        self.policy.withLock { $0 = new }
    }

    /// The version as it was; nil for one that nobody knows any more.
    func version(_ version: String, in reader: any LedgerReader) throws -> Policy? {
        if let known = versions.withLock({ $0[version] }) { return known }
        guard let text = try reader.policyText(version: version), let policy = reading(text, version) else {
            return nil
        }
        versions.withLock { $0[version] = policy }
        return policy
    }

    /// What a registration lives under: its own version's rules, with today's people, calendar and messages.
    public func terms(of version: String, in reader: any LedgerReader) throws -> Policy {
        let current = current
        guard version != current.version, let own = try self.version(version, in: reader) else { return current }
        return own.housed(by: current)
    }
}

/// One policy for many: to hand it on costs the same, however many parts it has.
final class PolicyInForce: Sendable {
    let policy: Policy

    init(_ policy: Policy) { self.policy = policy }
}
