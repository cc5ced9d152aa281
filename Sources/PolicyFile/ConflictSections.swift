import Registrations

extension Reading {
    private static let holdersRange = 1...20
    private static let weightRange = 0...100
    private static let limitSegments = 100

    /// `conflicts`: who wins when several partners claim one prospect.
    mutating func conflicts(_ file: Section, _ language: Language, into policy: inout Policy) {
        let keys: [Key] = [.winner, .customerChoice, .holders, .secondTerms, .consolation, .weights, .queue]
        guard let section = section(.conflicts, of: file, keys: keys) else { return }
        var rules = policy.conflicts
        rules.winner = choice(.winner, of: section, among: Policy.ConflictRules.Winner.allCases) ?? rules.winner
        // Whoever decides by the customer's choice lets it be recorded.
        rules.allowsCustomerChoice = flag(.customerChoice, of: section) ?? (rules.winner == .customerChoice)
        rules.holders = number(.holders, of: section, in: Reading.holdersRange) ?? rules.holders
        rules.secondTerms = sentences(.secondTerms, of: section, language) ?? [:]
        rules.consolation = sentences(.consolation, of: section, language) ?? [:]
        rules.weights = measures(section)
        if let queue = self.section(.queue, of: section, keys: [.order]) {
            require([.order], in: queue)
            rules.queue = choice(.order, of: queue, among: Policy.ConflictRules.QueueOrder.allCases)
        }
        policy.conflicts = rules
    }

    private mutating func measures(_ section: Section) -> [Policy.ConflictRules.Measure: Int] {
        guard let node = section[.weights], let entries = entries(node, "\"weights\"", example: "receipt: 3") else {
            return [:]
        }
        var weights: [Policy.ConflictRules.Measure: Int] = [:]
        for entry in entries {
            guard let measure = Policy.ConflictRules.Measure(rawValue: entry.key) else {
                complain(
                    entry.place,
                    "\(quoted(entry.key)) is nothing that claims are weighed by",
                    suggestion(for: entry.key, among: Policy.ConflictRules.Measure.allCases.map(\.rawValue))
                )
                continue
            }
            weights[measure] = number(entry.value, quoted(entry.key), in: Reading.weightRange)
        }
        return weights
    }

    /// `segments`: the parts of a company's business that are protected apart from each other.
    mutating func segments(_ file: Section, into policy: inout Policy) {
        guard let section = section(.segments, of: file, keys: [.parts, .tie]) else { return }
        require([.parts], in: section)
        _ = choice(.tie, of: section, among: Tie.allCases)
        let nodes = list(.parts, of: section, example: "[ { id: north, territories: [DE] } ]")
        if nodes.count > Reading.limitSegments, let place = section[.parts]?.place {
            complain(place, "There are \(nodes.count) segments", "Write at most \(Reading.limitSegments).")
        }
        for node in nodes {
            guard let segment = segment(node, among: policy.hold.segments.map(\.id)) else { continue }
            policy.hold.segments.append(segment)
        }
    }

    private mutating func segment(_ node: YAMLNode, among ids: [String]) -> Policy.HoldRules.Segment? {
        let keys: [Key] = [.id, .territories, .products, .revenueFrom, .revenueBelow]
        guard let section = section(node, "a segment", keys: keys) else { return nil }
        require([.id], in: section)
        let id = identifier(.id, of: section)
        let territories = territories(section)
        let products = names(.products, of: section, example: "[Cloud]")
        let from = amount(.revenueFrom, of: section)
        let below = amount(.revenueBelow, of: section)
        isRange(from, below, at: section[.revenueBelow]?.place)
        guard let id else { return nil }
        unique(id, among: ids, "segments", in: section)
        return .init(
            id: id,
            territories: territories,
            products: products,
            minimumRevenue: from,
            maximumRevenue: below
        )
    }

    /// Complains about amounts between which nothing lies.
    mutating func isRange(_ from: Amount?, _ below: Amount?, at place: Place?) {
        guard let below, let place, below.minorUnits <= (from?.minorUnits ?? 0) else { return }
        complain(place, "No amount lies between these two", "Write a larger number below which it has to be.")
    }
}

/// What decides when two segments match one claim.
enum Tie: String, CaseIterable {
    /// The one that stands first in the file.
    case first
}
