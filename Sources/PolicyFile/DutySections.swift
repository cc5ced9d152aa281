import Registrations

extension Key {
    /// What the file calls a duty.
    init(_ kind: Duty.Kind) {
        self =
            switch kind {
            case .answer: .answer
            case .provideInformation: .information
            case .firstMeeting: .firstMeeting
            case .nextStep: .nextStep
            case .acceptOffer: .offer
            case .acceptApproval: .approvalAcceptance
            }
    }
}

extension Reading {
    private static let answerRangeDays = 1...250
    private static let limitRungs = 10

    /// `answer` and `duties`: what each side owes, and by when.
    mutating func duties(_ file: Section, into policy: inout Policy) {
        if let answer = section(.answer, of: file, keys: [.within, .businessDays, .research]) {
            if let within = answerTime(answer) { policy.duties[.answer]?.within = within }
            policy.duties[.answer]?.research = span(.research, of: answer)
        }
        guard let section = section(.duties, of: file, keys: Duty.Kind.allCases.map(Key.init)) else { return }
        for kind in Duty.Kind.allCases {
            guard let node = section[Key(kind)] else { continue }
            if node.isWord("off") {
                mayBeOff(kind, at: node.place)
                policy.duties[kind] = nil
            } else if let rules = policy.duties[kind] {
                policy.duties[kind] = duty(kind, node, rules)
            }
        }
        if file[.answer] != nil, case .map(let entries)? = section[.answer]?.content,
            let entry = entries.first(where: { $0.key == Key.within.rawValue })
        {
            complain(entry.place, "The time for an answer stands under \"answer\" already", "Keep one of them.")
        }
    }

    /// `within: 48 hours`, or `business_days: 2`.
    mutating func answerTime(_ section: Section) -> Span? {
        twice(section, .within, .businessDays)
        return span(.within, of: section)
            ?? number(.businessDays, of: section, in: Reading.answerRangeDays).map(Span.businessDays)
    }

    private mutating func mayBeOff(_ kind: Duty.Kind, at place: Place) {
        switch kind {
        case .provideInformation, .firstMeeting, .nextStep, .acceptApproval: break
        case .answer:
            complain(place, "An answer is always owed", "Write how long it may take, or delete the key.")
        case .acceptOffer:
            complain(
                place,
                "Without a time to accept an offer the next in line would wait for ever",
                "Write within: 5 business days."
            )
        }
    }

    private mutating func duty(_ kind: Duty.Kind, _ node: YAMLNode, _ usual: Policy.DutyRules) -> Policy.DutyRules {
        let keys: [Key] = [
            .within, .byKind, .countsFrom, .remindDaysBefore, .firstLook, .escalate, .handOver, .grace, .outcome,
        ]
        guard let section = section(node, quoted(Key(kind).rawValue), keys: keys) else { return usual }
        var rules = usual
        rules.within = span(.within, of: section) ?? rules.within
        rules.byKind = spansByKind(section)
        rules.starts = choice(.countsFrom, of: section, among: Policy.DutyRules.Start.allCases) ?? rules.starts
        rules.reminderDays = reminders(section) ?? rules.reminderDays
        rules.firstLook = firstLook(kind, section, before: rules.within)
        if section[.escalate] != nil { rules.ladder = ladder(section) }
        rules.handOver = handOver(kind, section)
        if let grace = span(.grace, of: section, or: "none") { rules.grace = grace.value }
        rules.outcome = outcome(kind, section) ?? rules.outcome
        return rules
    }

    private mutating func firstLook(_ kind: Duty.Kind, _ section: Section, before within: Span) -> Span? {
        guard let entry = section.entry(.firstLook), let look = span(.firstLook, of: section) else { return nil }
        if kind != .answer {
            complain(entry.place, "Only claims have a first look", "Write first_look under answer, or delete it.")
        } else if look.leastMinutes >= within.mostMinutes {
            complain(entry.place, "The first look comes after the answer is due", "Write a shorter time.")
        }
        return look
    }

    private mutating func handOver(_ kind: Duty.Kind, _ section: Section) -> Span? {
        guard let entry = section.entry(.handOver) else { return nil }
        if kind.side != .partner {
            complain(entry.place, "\(section.what) is the vendor's own duty already", "Delete hand_over here.")
        }
        return span(.handOver, of: section)
    }

    private mutating func outcome(_ kind: Duty.Kind, _ section: Section) -> Policy.DutyRules.Outcome? {
        guard let node = section[.outcome],
            let outcome = choice(node, "\"outcome\"", of: Policy.DutyRules.Outcome.allCases)
        else { return nil }
        let mayLapse: Bool =
            switch kind {
            case .firstMeeting, .acceptApproval: true
            case .answer, .provideInformation, .nextStep, .acceptOffer: false
            }
        if outcome == .lapse, !mayLapse {
            complain(
                node.place,
                "No hold lapses because of \(section.what)",
                "Only first_meeting and approval_acceptance can have outcome: lapse; write none here."
            )
        }
        return outcome
    }

    /// `escalate`: who is told of what is overdue, the nearest first.
    private mutating func ladder(_ section: Section) -> [Policy.DutyRules.Rung] {
        var rungs: [Policy.DutyRules.Rung] = []
        let nodes = list(.escalate, of: section, example: "[ { to: deputy, after: 1 business day } ]")
        if nodes.count > Reading.limitRungs, let place = section[.escalate]?.place {
            complain(place, "There are \(nodes.count) steps", "Write at most \(Reading.limitRungs).")
        }
        for node in nodes {
            guard let rung = self.section(node, "a step of \"escalate\"", keys: [.to, .after]) else { continue }
            require([.to], in: rung)
            let to = choice(.to, of: rung, among: Policy.DutyRules.Rung.Recipient.allCases)
            let after = rung[.after].map { span($0, "\"after\"", mayBeZero: true) } ?? .hours(0)
            guard let to, let after else { continue }
            if let last = rungs.last, after.mostMinutes < last.after.leastMinutes {
                complain(
                    rung[.after]?.place ?? rung.place,
                    "This step comes before the one above it",
                    "Write the steps in the order of their time."
                )
            }
            rungs.append(.init(to: to, after: after))
        }
        return rungs
    }
}
