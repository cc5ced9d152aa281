/// In which order claims on one prospect are decided, and move up when it comes free.
public enum ClaimantQueue {
    private enum Order { case received, complete, score }

    /// The rivals in the order they are decided in; equal ones in the order of their ids.
    public static func ordered(_ rivals: [Rival], under policy: Policy) -> [Rival] {
        sorted(rivals, by: order(of: policy.conflicts.winner), under: policy)
    }

    /// The rivals in the order they move up when the prospect comes free: the policy's own, else that of the decision.
    public static func queued(_ rivals: [Rival], under policy: Policy) -> [Rival] {
        switch policy.conflicts.queue {
        case .received: sorted(rivals, by: .received, under: policy)
        case .score: sorted(rivals, by: .score, under: policy)
        case nil: ordered(rivals, under: policy)
        }
    }

    private static func order(of winner: Policy.ConflictRules.Winner) -> Order {
        switch winner {
        case .firstComplete: .complete
        case .bestQualified: .score
        case .firstReceived, .firstApproved, .firstMeeting, .customerChoice, .split, .shared: .received
        }
    }

    /// Where the queue has an order of its own, whoever took what came free stands before everybody.
    private static func sorted(_ rivals: [Rival], by order: Order, under policy: Policy) -> [Rival] {
        let hasOwnOrder = policy.conflicts.queue != nil
        return rivals.sorted { first, second in
            if hasOwnOrder, first.hasTurn != second.hasTurn { return first.hasTurn }
            return switch order {
            case .complete where first.completeAt != second.completeAt: first.completeAt < second.completeAt
            case .score where first.weight != second.weight: first.weight > second.weight
            case .received, .complete, .score:
                first.submittedAt == second.submittedAt
                    ? first.registration.text < second.registration.text : first.submittedAt < second.submittedAt
            }
        }
    }

    /// The place of a claim among those that wait, 1 for the next; nil when it does not wait.
    ///
    /// Claims that a check blocks, or whose partner is suspended, count for nobody's place but their own.
    public static func position(of id: RegistrationID, in rivals: [Rival], under policy: Policy) -> Int? {
        let waiting = rivals.filter { $0.isWaiting && (!$0.isBlocked || $0.registration == id) }
        return queued(waiting, under: policy).firstIndex { $0.registration == id }.map { $0 + 1 }
    }

    /// Whose turn it is when the prospect comes free: the first that waits for nothing else; nil while it is offered.
    public static func next(in rivals: [Rival], under policy: Policy) -> Rival? {
        guard rivals.allSatisfy({ $0.offeredUntil == nil }) else { return nil }
        return queued(rivals, under: policy).first { $0.status == .submitted && !$0.isBlocked }
    }
}

extension Rival {
    /// It was not decided yet.
    var isWaiting: Bool { status == .submitted || status == .needsInformation }
}

extension Registration {
    /// Itself as others see it.
    ///
    /// A claim of a partner that `isSuspended` is passed over like one that is blocked.
    public func rival(weight: Int = 0, isSuspended: Bool = false) -> Rival {
        Rival(
            registration: id,
            partner: partner,
            submittedAt: submittedAt,
            completeAt: progress.completeAt ?? submittedAt,
            status: status,
            offeredUntil: progress.duty(.acceptOffer)?.due,
            isBlocked: isSuspended || lifted == nil && checks.contains(where: \.isLiftable),
            weight: weight,
            hasTurn: progress.turnAt != nil
        )
    }

    /// How the claim weighs under `bestQualified`, 0 to 1 000.
    public func weight(_ partner: Partner, isFirstReceived: Bool, hasWonBefore: Bool, under policy: Policy) -> Int {
        let weights = policy.conflicts.weights
        let total = weights.values.reduce(0, +)
        guard total > 0 else { return 0 }
        let optional: [String?] = [
            answers.contact.role, answers.solutionFit, answers.servicesNeeded, answers.stage?.rawValue,
            answers.sourceKind?.rawValue,
        ]
        let measures: [Policy.ConflictRules.Measure: Double] = [
            .receipt: isFirstReceived ? 1 : 0,
            .qualification: Double(optional.compactMap(\.self).count) / Double(optional.count),
            .delivery: partner.kind == .services || policy.tiers[partner.tier] != nil ? 1 : 0,
            .relation: hasWonBefore ? 1 : 0,
        ]
        let sum = weights.reduce(0.0) { $0 + Double($1.value) * (measures[$1.key] ?? 0) }
        return Int((sum / Double(total) * 1_000).rounded())
    }

    /// Whether the published order lets this claim be approved now; `rivals` are the other open claims on the prospect.
    func mayGoFirst(_ rivals: [Rival], under policy: Policy) throws(Refusal) {
        let others = rivals.filter { $0.registration != id && $0.partner != partner && !$0.isBlocked }
        let waiting = others.filter(\.isWaiting)
        if let offered = others.compactMap(\.offeredUntil).max() { throw .offered(until: offered) }
        let ahead: [Rival]
        switch policy.conflicts.winner {
        case .firstReceived: ahead = waiting
        case .firstComplete, .bestQualified: ahead = waiting.filter { $0.status == .submitted }
        case .customerChoice:
            guard waiting.isEmpty || progress.choice != nil else { throw .needsChoice }
            ahead = []
        case .firstApproved, .firstMeeting, .split, .shared: ahead = []
        }
        let own = rivals.first { $0.registration == id } ?? rival()
        let order = ClaimantQueue.ordered(ahead + [own], under: policy)
        if let place = order.firstIndex(where: { $0.registration == id }), place > 0 {
            throw .notFirst(position: place + 1)
        }
    }
}
