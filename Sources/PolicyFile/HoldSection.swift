import Registrations

extension Reading {
    private static let holdRangeDays = 1...3_650
    private static let extensionRange = 0...100
    /// The word for a hold that lasts as long as its registration stands, and for extensions without number.
    static let unlimited = "unlimited"

    /// `hold`: how an approved registration is protected.
    mutating func hold(_ file: Section, into policy: inout Policy) {
        let keys: [Key] = [
            .length, .days, .starts, .scope, .byProduct, .byKind, .extending, .lockOnMeeting, .growsByVendorDelay,
            .coolDown, .remindDaysBefore,
        ]
        guard let section = section(.hold, of: file, keys: keys) else { return }
        var rules = policy.hold
        if section[.length]?.isWord(Reading.unlimited) == true {
            rules.length = nil
            twice(section, .length, .days)
        } else {
            rules.length = holdLength(section) ?? rules.length
        }
        rules.starts = choice(.starts, of: section, among: Policy.HoldRules.Start.allCases) ?? rules.starts
        rules.scope = choice(.scope, of: section, among: Policy.HoldRules.Scope.allCases) ?? rules.scope
        rules.byProduct = spansByProduct(section)
        rules.byKind = spansByKind(section)
        rules.extending = extending(section, rules.extending)
        rules.isLockedByMeeting = flag(.lockOnMeeting, of: section) ?? rules.isLockedByMeeting
        rules.growsByVendorDelay = flag(.growsByVendorDelay, of: section) ?? rules.growsByVendorDelay
        rules.coolDown = span(.coolDown, of: section)
        rules.reminderDays = reminders(section) ?? rules.reminderDays
        policy.hold = rules
    }

    /// `length: 6 months`, or `days: 90`.
    mutating func holdLength(_ section: Section) -> Span? {
        twice(section, .length, .days)
        return span(.length, of: section) ?? number(.days, of: section, in: Reading.holdRangeDays).map(Span.days)
    }

    /// Complains when one thing is said by both keys.
    mutating func twice(_ section: Section, _ first: Key, _ second: Key) {
        guard section[first] != nil, let entry = section.entry(second) else { return }
        complain(
            entry.place,
            "\(section.what) has both \(quoted(first.rawValue)) and \(quoted(second.rawValue)), which say the same",
            "Keep one of them."
        )
    }

    private mutating func spansByProduct(_ section: Section) -> [String: Span] {
        guard let node = section[.byProduct],
            let entries = entries(node, "\"by_product\"", example: "Cloud: 60 days")
        else { return [:] }
        var spans: [String: Span] = [:]
        for entry in entries {
            if spans.keys.contains(where: { $0.lowercased() == entry.key.lowercased() }) {
                complain(entry.place, "\(quoted(entry.key)) stands twice", "Keep one of the two lines.")
            }
            spans[entry.key] = span(entry.value, "the hold of \(quoted(entry.key))")
        }
        return spans
    }

    private mutating func extending(
        _ hold: Section,
        _ usual: Policy.HoldRules.Extending
    ) -> Policy.HoldRules.Extending {
        let keys: [Key] = [.times, .by, .grantedBy, .onMeeting, .needsEvidence]
        guard let node = hold[.extending] else { return usual }
        if node.isWord("none") { return usual }
        guard let section = section(.extending, of: hold, keys: keys) else { return usual }
        var rules = usual
        if section[.times]?.isWord("none") == true {
            rules.times = 0
        } else if let times = number(.times, of: section, in: Reading.extensionRange, or: Reading.unlimited) {
            rules.times = times.value
        } else {
            // Whoever says how a hold is extended means that it can be.
            rules.times = 1
        }
        rules.by = span(.by, of: section) ?? rules.by
        rules.grantedBy =
            choice(.grantedBy, of: section, among: Policy.HoldRules.Extending.Granter.allCases)
            ?? rules.grantedBy
        rules.onMeeting = flag(.onMeeting, of: section) ?? rules.onMeeting
        rules.needsEvidence = flag(.needsEvidence, of: section) ?? rules.needsEvidence
        return rules
    }
}
