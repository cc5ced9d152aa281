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

    /// Whom each claim asks is written anew when the policy file is another: its people may be others, or back again.
    ///
    /// Nothing is done as long as no policy file asked several at once. A claim that waits behind another, on which no clock
    /// runs, is written as well: it stands in the queues of those whom it asks.
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
        var last: SubmittedClaim?
        while true {
            let after = last
            let claims = try await ledger.read { try $0.submitted(after: after, limit: Self.pageSize) }
            guard let end = claims.last else { return }
            try await each(of: claims.map(\.id)) { transaction, id in
                let sitting = Sitting.ofClock(self, transaction, policy, at: now)
                if let registration = try transaction.registration(id) {
                    try sitting.noteAsked(registration, under: try sitting.terms(of: registration))
                }
                return 0
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
