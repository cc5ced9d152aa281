import Registrations

/// Contradictions about who wins, and what is told apart.
extension Reading {
    mutating func winner(_ policy: Policy, in file: Section) {
        let rules = policy.conflicts
        let word = "\"winner\" is \(rules.winner.rawValue)"
        if rules.winner == .split, policy.hold.scope == .account {
            complain(
                file.place(.conflicts, .winner),
                "\(word), and a hold protects the whole account",
                "Write scope: segment, product, business_unit or opportunity under \"hold\"."
            )
        }
        if rules.winner == .shared, rules.holders < 2 {
            complain(
                file.place(.conflicts, .winner),
                "\(word), and only one partner can hold a prospect",
                "Write holders: 2 or more."
            )
        }
        if rules.winner != .shared, rules.holders > 1 || !rules.secondTerms.isEmpty {
            let key: Key = rules.holders > 1 ? .holders : .secondTerms
            complain(
                file.place(.conflicts, key),
                "\(quoted(key.rawValue)) is about partners who share, and \(word)",
                "Write winner: shared, or delete \(key.rawValue)."
            )
        }
        weights(rules, word, in: file)
        if rules.winner == .customerChoice, !rules.allowsCustomerChoice {
            complain(
                file.place(.conflicts, .customerChoice),
                "\(word), and it may not be recorded",
                "Delete customer_choice."
            )
        }
    }

    private mutating func weights(_ rules: Policy.ConflictRules, _ word: String, in file: Section) {
        let isWeighed = rules.weights.values.contains { $0 > 0 }
        if rules.winner == .bestQualified, !isWeighed {
            complain(
                file.place(.conflicts, .winner),
                "\(word), and nothing has a weight",
                "Write weights: { receipt: 2, qualification: 1 }."
            )
        }
        if rules.queue == .score, !isWeighed {
            complain(
                file.place(.conflicts, .queue, .order),
                "The queue is ordered by score, and nothing has a weight",
                "Write weights: { receipt: 2, qualification: 1 }, or order: received."
            )
        }
        if !rules.isWeighing, !rules.weights.isEmpty {
            complain(
                file.place(.conflicts, .weights),
                "Nothing is weighed, since \(word)",
                "Write winner: best_qualified, or delete weights."
            )
        }
    }

    /// What is told apart by an answer needs the question.
    mutating func scope(_ policy: Policy, in file: Section) {
        let place = file.place(.hold, .scope)
        switch policy.hold.scope {
        case .account: break
        case .product: asks(.productInterest, policy, place, "The scope product")
        case .businessUnit: asks(.businessUnit, policy, place, "The scope business_unit")
        case .opportunity where policy.requirement(.productInterest) == .off:
            asks(.opportunity, policy, place, "The scope opportunity")
        case .opportunity: break
        case .segment where policy.hold.segments.isEmpty:
            complain(place, "The scope is segment, and there are no segments", "Write them under \"segments\".")
        case .segment: break
        }
        let segments = policy.hold.segments
        let parts = file.place(.segments, .parts)
        if !segments.isEmpty, policy.hold.scope != .segment {
            complain(
                file.place(.segments),
                "There are segments, and a hold does not protect by them",
                "Write scope: segment under \"hold\"."
            )
        }
        if segments.contains(where: { !$0.territories.isEmpty }) {
            asks(.geography, policy, parts, "A segment with territories")
        }
        if segments.contains(where: { !$0.products.isEmpty }) {
            asks(.productInterest, policy, parts, "A segment with products")
        }
        if segments.contains(where: { $0.minimumRevenue != nil || $0.maximumRevenue != nil }) {
            asks(.targetRevenue, policy, parts, "A segment by revenue")
        }
        if !policy.hold.byProduct.isEmpty {
            asks(.productInterest, policy, file.place(.hold, .byProduct), "A hold by product")
        }
        if policy.entry.tenderOnlyBeforePublication {
            let place = file.place(.entry, .tenderOnlyBeforePublication)
            asks(.tenderPublished, policy, place, "A rule about tenders")
        }
        if !policy.entry.replacementEvidence.isEmpty {
            let place = file.place(.entry, .replacementEvidence)
            asks(.replacement, policy, place, "A proof of replacement")
        }
    }

    private mutating func asks(_ field: Field, _ policy: Policy, _ place: Place, _ what: String) {
        guard policy.requirement(field) == .off else { return }
        complain(
            place,
            "\(what) needs the question \(quoted(field.rawValue)), which is off",
            "Write \(field.rawValue): required or optional under \"questions\"."
        )
    }

    /// Two segments that one claim can match.
    mutating func overlaps(_ policy: Policy, in file: Section) {
        guard !file.isWritten(.segments, .tie), case .list(let nodes)? = file.part(.segments, .parts)?.content else {
            return
        }
        let segments = policy.hold.segments
        for (index, later) in segments.enumerated() {
            guard let earlier = segments[..<index].first(where: { $0.overlaps(later) }), index < nodes.count else {
                continue
            }
            complain(
                nodes[index].place,
                "A claim can match the segment \(quoted(later.id)) and \(quoted(earlier.id))",
                "Tell them apart, or write tie: first under \"segments\" to take the one that stands first."
            )
        }
    }
}

extension Section {
    /// The value under two keys.
    func part(_ outer: Key, _ inner: Key) -> YAMLNode? {
        guard case .map(let entries)? = self[outer]?.content else { return nil }
        return entries.first { $0.key == inner.rawValue && !$0.isRepeated }?.value
    }
}

extension Policy.HoldRules.Segment {
    /// Whether a claim can match both.
    func overlaps(_ other: Self) -> Bool {
        func meet(_ one: [String], _ two: [String]) -> Bool {
            one.isEmpty || two.isEmpty
                || !Set(one.map { $0.lowercased() }).isDisjoint(with: two.map { $0.lowercased() })
        }
        let from = max(minimumRevenue?.minorUnits ?? 0, other.minimumRevenue?.minorUnits ?? 0)
        let below = min(maximumRevenue?.minorUnits ?? .max, other.maximumRevenue?.minorUnits ?? .max)
        return meet(territories, other.territories) && meet(products, other.products) && from < below
    }
}
