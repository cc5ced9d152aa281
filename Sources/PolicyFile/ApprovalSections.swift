import Registrations

extension Reading {
    private static let limitRules = 50
    private static let limitApprovers = 10

    /// `approvals`: who has to say yes, and for how long a no can be questioned.
    mutating func approvals(_ file: Section, _ reviewers: [WrittenReviewer], into policy: inout Policy) {
        let keys: [Key] = [.automatic, .plans, .undoWithin, .appeal, .minimumTimeToWin]
        guard let section = section(.approvals, of: file, keys: keys) else { return }
        var rules = policy.approvals
        for node in bounded(.automatic, of: section, example: "[ { id: small, when: { amount_below: 5000 } } ]") {
            guard let part = self.section(node, "an automatic approval", keys: [.id, .when]) else { continue }
            require([.id, .when], in: part)
            let id = identifier(.id, of: part)
            let when = condition(part)
            guard let id else { continue }
            unique(id, among: rules.automatic.map(\.id), "automatic approvals", in: part)
            rules.automatic.append(.init(id: id, when: when))
        }
        let names = reviewers.map(\.reviewer.name)
        for node in bounded(.plans, of: section, example: "[ { id: large, approvers: [reviewer, manager] } ]") {
            guard let plan = plan(node, names, among: rules.plans.map(\.id)) else { continue }
            rules.plans.append(plan)
        }
        if let undo = span(.undoWithin, of: section, or: "off") { rules.undoWithin = undo.value }
        if let appeal = appeal(section) { rules.appeal = appeal.value }
        rules.minimumTimeToWin = span(.minimumTimeToWin, of: section)
        policy.approvals = rules
    }

    private mutating func bounded(_ key: Key, of section: Section, example: String) -> [YAMLNode] {
        let nodes = list(key, of: section, example: example)
        if nodes.count > Reading.limitRules, let place = section[key]?.place {
            complain(
                place,
                "There are \(nodes.count) parts in \(quoted(key.rawValue))",
                "Write at most \(Reading.limitRules)."
            )
        }
        return nodes
    }

    private mutating func appeal(_ section: Section) -> Setting<Policy.ApprovalRules.Appeal>? {
        guard let node = section[.appeal] else { return nil }
        if node.isWord("off") { return Setting.none }
        guard let part = self.section(.appeal, of: section, keys: [.within]) else { return nil }
        return span(.within, of: part).map { .value(.init(within: $0)) }
    }

    /// `when`: which claims a rule is about.
    private mutating func condition(_ section: Section) -> Policy.ApprovalRules.Condition {
        let keys: [Key] = [.tiers, .kinds, .partnerKinds, .territories, .amountFrom, .amountBelow]
        guard let when = self.section(.when, of: section, keys: keys) else { return .init() }
        let from = amount(.amountFrom, of: when)
        let below = amount(.amountBelow, of: when)
        isRange(from, below, at: when[.amountBelow]?.place)
        return .init(
            tiers: names(.tiers, of: when, example: "[gold]"),
            kinds: choices(.kinds, of: when, among: Registration.Kind.known),
            partnerKinds: choices(.partnerKinds, of: when, among: Partner.Kind.allCases),
            territories: territories(when),
            minimumAmount: from,
            maximumAmount: below
        )
    }

    private mutating func plan(_ node: YAMLNode, _ names: [String], among ids: [String]) -> Policy.ApprovalRules.Plan? {
        guard let section = section(node, "a plan", keys: [.id, .when, .approvers, .order]) else { return nil }
        require([.id, .approvers], in: section)
        let id = identifier(.id, of: section)
        let when = condition(section)
        let approvers = approvers(section, names)
        let order = choice(.order, of: section, among: Order.allCases) ?? .sequence
        guard let id else { return nil }
        unique(id, among: ids, "plans", in: section)
        return .init(id: id, when: when, approvers: approvers, isParallel: order == .parallel)
    }

    /// Names of reviewers, and the words for whoever the claim is routed to and for a partner manager.
    private mutating func approvers(_ section: Section, _ names: [String]) -> [String] {
        let nodes = list(.approvers, of: section, example: "[reviewer, manager]")
        if let place = section[.approvers]?.place, nodes.isEmpty || nodes.count > Reading.limitApprovers {
            complain(
                place,
                nodes.isEmpty ? "A plan without approvers approves nothing" : "There are \(nodes.count) approvers",
                "Write from 1 to \(Reading.limitApprovers) of them."
            )
        }
        var approvers: [String] = []
        for node in nodes {
            guard let name = text(node, "an approver", limitCharacters: Reading.limitNameCharacters) else { continue }
            let isWord = name == Approver.reviewer || name == Approver.manager
            if !isWord, !names.contains(name), !names.contains("") {
                complain(
                    node.place,
                    "The approver \(quoted(name)) is not a reviewer",
                    suggestion(for: name, among: names + [Approver.reviewer, Approver.manager])
                )
            }
            if approvers.contains(name), name != Approver.manager {
                complain(node.place, "\(quoted(name)) is asked twice in one plan", "Delete one of them.")
            }
            approvers.append(name)
        }
        return approvers
    }
}

/// The words that stand for a person in a plan.
enum Approver {
    static let reviewer = "reviewer"
    static let manager = "manager"
}

/// Whether the approvers of a plan are asked one after the other or all at once.
enum Order: String, CaseIterable {
    case sequence, parallel
}
