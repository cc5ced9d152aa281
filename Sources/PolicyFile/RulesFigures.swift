import Registrations

/// The sentences with figures in them.
extension RulesWords {
    /// When the office is open.
    func hours(_ policy: Policy) -> [String] {
        let calendar = policy.calendar
        let days = Weekday.allCases.filter { calendar.workdays.contains($0.number) }.map(name).joined(separator: ", ")
        let hours = "\(clock(calendar.opensAtMinute))–\(clock(calendar.closesAtMinute))"
        var lines = [say("Business days are \(days), \(hours).", "Geschäftstage sind \(days), \(hours).")]
        if !calendar.regions.isEmpty {
            let regions = list(calendar.regions)
            lines.append(
                say("Closed on the public holidays of \(regions).", "Geschlossen an den Feiertagen von \(regions).")
            )
        }
        let closed = (calendar.companyDays.sorted() + calendar.holidays.sorted()).joined(separator: ", ")
        if !closed.isEmpty { lines.append(say("Closed on \(closed).", "Geschlossen am \(closed).")) }
        return lines
    }

    func counts(_ policy: Policy) -> [String] {
        let common = caps(policy.defaultTier)
        let first = common ?? say("As many registrations as you like.", "So viele Registrierungen, wie Sie möchten.")
        let questions = say(
            "Up to \(policy.limits.checksPerHour) questions with \"check\" an hour.",
            "Bis zu \(policy.limits.checksPerHour) Anfragen mit „check“ in der Stunde."
        )
        return [first] + byTier(policy, caps) + [questions]
    }

    func deciders(_ policy: Policy) -> [String] {
        let people = policy.reviewers.map { reviewer in
            var parts = [reviewer.name]
            if reviewer.isManager { parts.append(say("partner manager", "Partnermanager")) }
            if !reviewer.territories.isEmpty { parts.append(reviewer.territories.joined(separator: " ")) }
            if let deputy = reviewer.deputy { parts.append(say("deputy \(deputy)", "Vertretung \(deputy)")) }
            if reviewer.isAbsent { parts.append(say("absent", "abwesend")) }
            return parts.joined(separator: ", ")
        }
        return people + [say("Everything else: \(policy.routing.fallback)", "Alles andere: \(policy.routing.fallback)")]
    }

    func byTier(_ policy: Policy, _ value: (Policy.Tier) -> String?) -> [String] {
        policy.tiers.sorted { $0.key < $1.key }.compactMap { name, tier in
            value(tier).map { say("Tier \(name): \($0)", "Stufe \(name): \($0)") }
        }
    }

    private func caps(_ tier: Policy.Tier) -> String? {
        let open = tier.openCap.map { say("up to \($0) open registrations", "bis zu \($0) offene Registrierungen") }
        let weekly = tier.weeklyCap.map {
            say("up to \($0) new ones in seven days", "bis zu \($0) neue in sieben Tagen")
        }
        let parts = [open, weekly].compactMap { $0 }
        return parts.isEmpty ? nil : parts.joined(separator: ", ")
    }

    private func name(_ day: Weekday) -> String {
        switch day {
        case .monday: say("Monday", "Montag")
        case .tuesday: say("Tuesday", "Dienstag")
        case .wednesday: say("Wednesday", "Mittwoch")
        case .thursday: say("Thursday", "Donnerstag")
        case .friday: say("Friday", "Freitag")
        case .saturday: say("Saturday", "Samstag")
        case .sunday: say("Sunday", "Sonntag")
        }
    }
}
