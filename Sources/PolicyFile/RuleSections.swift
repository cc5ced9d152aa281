import Registrations

extension Reading {
    private static let capRange = 0...1_000_000

    /// `caps` for all, and by tier `caps`, `hold` and `answer`.
    mutating func tiers(_ file: Section, into policy: inout Policy) {
        policy.defaultTier = Policy.Tier()
        caps(file, into: &policy.defaultTier)
        guard let node = file[.tiers],
            let entries = entries(node, "\"tiers\"", example: "gold: { hold: { days: 120 } }")
        else { return }
        for entry in entries {
            guard let own = section(entry.value, "tier \(quoted(entry.key))", keys: [.caps, .hold, .answer]) else {
                continue
            }
            if entry.key.count > 40 {
                complain(entry.place, "A tier's name is too long", "Write at most 40 characters.")
            }
            var tier = Policy.Tier()
            caps(own, into: &tier)
            tier.hold = section(.hold, of: own, keys: [.length, .days]).flatMap { holdLength($0) }
            tier.answer = section(.answer, of: own, keys: [.within, .businessDays]).flatMap { answerTime($0) }
            policy.tiers[entry.key] = tier
        }
    }

    private mutating func caps(_ section: Section, into tier: inout Policy.Tier) {
        guard let caps = self.section(.caps, of: section, keys: [.open, .weekly]) else { return }
        tier.openCap = number(.open, of: caps, in: Reading.capRange)
        tier.weeklyCap = number(.weekly, of: caps, in: Reading.capRange)
    }

    /// `questions` and `checks`: what is asked, and what a finding weighs.
    mutating func weights(_ file: Section, into policy: inout Policy) {
        if let node = file[.questions] {
            for entry in entries(node, "\"questions\"", example: "geography: optional") ?? [] {
                question(entry, into: &policy)
            }
        }
        if let node = file[.checks] {
            for entry in entries(node, "\"checks\"", example: "territory: block") ?? [] { check(entry, into: &policy) }
        }
    }

    private mutating func question(_ entry: YAMLEntry, into policy: inout Policy) {
        let known = Field.allCases.filter { !Field.ofDeals.contains($0) }
        guard let field = Field(rawValue: entry.key) else {
            complain(
                entry.place,
                "\(quoted(entry.key)) is not a question",
                suggestion(for: entry.key, among: known.map(\.rawValue))
            )
            return
        }
        guard known.contains(field) else {
            complain(entry.place, "\(quoted(entry.key)) is asked of every deal", "Delete this line.")
            return
        }
        guard let wanted = choice(entry.value, quoted(entry.key), of: Policy.Requirement.allCases) else { return }
        if Field.alwaysRequired.contains(field), wanted != .required {
            complain(entry.value.place, "\(quoted(entry.key)) is always asked and required", "Delete this line.")
            return
        }
        policy.questions[field] = wanted
    }

    private mutating func check(_ entry: YAMLEntry, into policy: inout Policy) {
        let open = Check.Rule.allCases.filter { Policy.defaultSeverities[$0] != nil }
        guard let rule = Check.Rule(rawValue: entry.key) else {
            complain(
                entry.place,
                "\(quoted(entry.key)) is not a check",
                suggestion(for: entry.key, among: open.map(\.rawValue))
            )
            return
        }
        guard open.contains(rule) else {
            complain(
                entry.place,
                "The check \(quoted(entry.key)) has a fixed weight",
                "Delete this line; weights can be set for \(open.map(\.rawValue).joined(separator: ", "))."
            )
            return
        }
        guard let weight = choice(entry.value, quoted(entry.key), of: Policy.Severity.allCases) else { return }
        if rule == .similarName, weight == .block {
            complain(entry.value.place, "A similar name alone never blocks a claim", "Write flag or off.")
            return
        }
        policy.severities[rule] = weight
    }
}
