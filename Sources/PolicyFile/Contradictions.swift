import Registrations

/// Rules that are right alone and cannot be true together.
extension Reading {
    /// Looked for when every value by itself is right.
    mutating func contradictions(_ policy: Policy, in file: Section) {
        guard complaints.isEmpty else { return }
        holdAgainstMeeting(policy, in: file)
        reminders(policy, in: file)
        missingDuties(policy, in: file)
        winner(policy, in: file)
        scope(policy, in: file)
        overlaps(policy, in: file)
        checks(policy, in: file)
        entry(policy, in: file)
        people(policy, in: file)
    }

    /// A hold that ends before the first meeting, which keeps it alive, is due.
    private mutating func holdAgainstMeeting(_ policy: Policy, in file: Section) {
        guard let rules = policy.duties[.firstMeeting], rules.outcome == .lapse, policy.hold.starts != .firstMeeting
        else { return }
        var holds: [(span: Span, place: Place, kinds: [Registration.Kind])] = []
        let others = Registration.Kind.known.filter { policy.hold.byKind[$0] == nil }
        if let length = policy.hold.length {
            let key: Key = file.isWritten(.hold, .days) ? .days : .length
            holds.append((length, file.place(.hold, key), others))
        }
        for (name, tier) in policy.tiers {
            guard let length = tier.hold else { continue }
            holds.append((length, file.place(["tiers", name, "hold"]), others))
        }
        for (kind, length) in policy.hold.byKind {
            holds.append((length, file.place(["hold", "by_kind", kind.rawValue]), [kind]))
        }
        for (product, length) in policy.hold.byProduct {
            holds.append((length, file.place(["hold", "by_product", product]), Registration.Kind.known))
        }
        for (length, place, kinds) in holds {
            let needed = kinds.map { rules.longestMinutes(within: rules.byKind[$0] ?? rules.within) }.max() ?? 0
            guard length.mostMinutes < needed else { continue }
            let days = (needed + 24 * 60 - 1) / (24 * 60)
            complain(
                place,
                "A hold of \(length.text) ends before its first meeting is due, which may take \(days) days",
                "Write at least \(days) days, or shorten first_meeting under \"duties\"."
            )
        }
    }

    /// Reminders that would come before the time begins.
    private mutating func reminders(_ policy: Policy, in file: Section) {
        for kind in Duty.Kind.allCases {
            guard let first = policy.duties[kind]?.reminderDays.first,
                let shortest = policy.lengths(of: kind).min(by: { $0.leastDays < $1.leastDays })
            else { continue }
            reminder(first, shortest, at: file.place(.duties, Key(kind), .remindDaysBefore))
        }
        if let first = policy.hold.reminderDays.first,
            let shortest = policy.holdLengths.min(by: { $0.leastDays < $1.leastDays })
        {
            reminder(first, shortest, at: file.place(.hold, .remindDaysBefore))
        }
    }

    private mutating func reminder(_ days: Int, _ shortest: Span, at place: Place) {
        guard days >= shortest.leastDays else { return }
        complain(
            place,
            "A reminder \(days) days before the end comes before a time of \(shortest.text) begins",
            "Write fewer days."
        )
    }

    /// Holds and winners that wait for a duty nobody owes.
    private mutating func missingDuties(_ policy: Policy, in file: Section) {
        let meeting = file.place(.duties, .firstMeeting)
        if policy.duties[.firstMeeting] == nil {
            let waits = policy.hold.starts == .firstMeeting || policy.conflicts.winner == .firstMeeting
            if waits {
                complain(meeting, "The first meeting decides, and nobody has to book one", "Write within: 14 days.")
            }
        }
        if policy.duties[.acceptApproval] == nil, policy.hold.starts == .acceptance {
            complain(
                file.place(.duties, .approvalAcceptance),
                "A hold starts with the acceptance, and nobody has to accept",
                "Write within: 14 days, or let the hold start with the approval."
            )
        }
        if policy.hold.extending.times == 0, policy.hold.extending.onMeeting {
            complain(
                file.place(.hold, .extending, .onMeeting),
                "A meeting extends the hold, and no extension is allowed",
                "Write times: unlimited, or how many there can be."
            )
        }
    }
}

extension Place: Comparable {
    static func < (one: Place, other: Place) -> Bool { (one.line, one.column) < (other.line, other.column) }
}
