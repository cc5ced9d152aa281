import FoundationEssentials
import Registrations

/// Who is asked for a yes at once with others, kept by name: a queue is then read by what is asked of one person.
extension Sitting {
    /// Written with every change of a claim.
    ///
    /// Whoever reads it looks again, since people come and go.
    func noteAsked(_ registration: Registration, under terms: Policy) throws {
        guard terms.asksSeveralAtOnce else { return }
        try transaction.set(
            asked: try isAskingSeveral(registration, terms) ? askedNow(registration) : [],
            of: registration.id
        )
    }

    private func isAskingSeveral(_ registration: Registration, _ terms: Policy) throws -> Bool {
        guard registration.status == .submitted else { return false }
        return terms.approvals.plan(for: registration, try partner(of: registration))?.isParallel == true
    }
}

extension FrontDesk {
    private static let peopleInForce = "people in force"
    private static let askedPageSize = 100

    /// Whom each claim asks is written anew when the policy file is another: its people may be others, or back again.
    ///
    /// Nothing is done as long as no policy file asked several at once. A claim on which no clock runs waits for its turn
    /// and is written when that comes.
    func followPeople(at now: Date) async throws {
        let policy = policies.current
        let known = try await ledger.read { try $0.mark(Self.peopleInForce)?.value }.map(People.init)
        let current = People(
            version: policy.version,
            everSeveral: policy.asksSeveralAtOnce || known?.everSeveral == true
        )
        guard known != current else { return }
        if current.everSeveral { try await noteAskedOfAll(policy, at: now) }
        try await ledger.write { try $0.set(mark: Self.peopleInForce, to: current.text, at: now) }
    }

    private func noteAskedOfAll(_ policy: Policy, at now: Date) async throws {
        var last: RegistrationID?
        while true {
            let after = last
            let ids = try await ledger.read { try $0.ticking(after: after, limit: Self.askedPageSize) }
            guard let end = ids.last else { return }
            let several = try await ledger.read { reader in
                try ids.filter { id in
                    guard let registration = try reader.registration(id), registration.status == .submitted else {
                        return false
                    }
                    return try policies.terms(of: registration.policyVersion, in: reader).asksSeveralAtOnce
                }
            }
            for id in several {
                try await ledger.write { transaction in
                    let sitting = Sitting.ofClock(self, transaction, policy, at: now)
                    guard let registration = try transaction.registration(id) else { return }
                    try sitting.noteAsked(registration, under: try sitting.terms(of: registration))
                }
            }
            last = end
        }
    }
}

/// The policy file that was asked whom to ask, and whether any so far asked several at once.
private struct People: Equatable {
    let version: String
    let everSeveral: Bool

    init(version: String, everSeveral: Bool) {
        self.version = version
        self.everSeveral = everSeveral
    }

    init(_ text: String) {
        everSeveral = text.hasPrefix("+")
        version = String(text.dropFirst())
    }

    var text: String { (everSeveral ? "+" : "-") + version }
}

extension Policy {
    fileprivate var asksSeveralAtOnce: Bool { approvals.plans.contains(where: \.isParallel) }
}
