import Registrations

extension Reading {
    private static let capRange = 0...1_000_000
    private static let holdRangeDays = 1...3_650
    private static let answerRangeDays = 1...250

    /// `caps`, `hold` and `answer`, for all and by tier.
    mutating func amounts(_ file: Section, into policy: inout Policy) {
        let common = tier(file)
        policy.hold.days = common.holdDays ?? policy.hold.days
        policy.answer.businessDays = common.answerBusinessDays ?? policy.answer.businessDays
        policy.defaultTier = Policy.Tier(openCap: common.openCap, weeklyCap: common.weeklyCap)
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
            policy.tiers[entry.key] = tier(own)
        }
    }

    /// The three sections that a tier shares with the file.
    private mutating func tier(_ section: Section) -> Policy.Tier {
        var tier = Policy.Tier()
        if let caps = self.section(.caps, of: section, keys: [.open, .weekly]) {
            tier.openCap = number(.open, of: caps, in: Reading.capRange)
            tier.weeklyCap = number(.weekly, of: caps, in: Reading.capRange)
        }
        if let hold = self.section(.hold, of: section, keys: [.days]) {
            tier.holdDays = number(.days, of: hold, in: Reading.holdRangeDays)
        }
        if let answer = self.section(.answer, of: section, keys: [.businessDays]) {
            tier.answerBusinessDays = number(.businessDays, of: answer, in: Reading.answerRangeDays)
        }
        return tier
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
        guard let field = Field(rawValue: entry.key) else {
            complain(
                entry.place,
                "\(quoted(entry.key)) is not a question",
                suggestion(for: entry.key, among: Field.allCases.map(\.rawValue))
            )
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
