import Registrations

/// Defaults that nobody wrote give way to what somebody did.
extension Policy {
    /// Fits first meeting and reminders, where the file does not speak of them, to the lengths that it names.
    mutating func fitDefaults(to file: Section) {
        if !file.isWritten(.duties, .firstMeeting), let rules = duties[.firstMeeting],
            let shortest = holdLengths.min(by: { $0.mostMinutes < $1.mostMinutes }),
            shortest.mostMinutes < rules.longestMinutes(within: rules.within)
        {
            duties[.firstMeeting]?.within = shortest
            duties[.firstMeeting]?.grace = nil
        }
        for kind in Duty.Kind.allCases where !file.isWritten(.duties, Key(kind), .remindDaysBefore) {
            let least = lengths(of: kind).map(\.leastDays).min() ?? 0
            duties[kind]?.reminderDays.removeAll { $0 >= least }
        }
        if !file.isWritten(.hold, .remindDaysBefore) {
            let least = holdLengths.map(\.leastDays).min() ?? 0
            hold.reminderDays.removeAll { $0 >= least }
        }
    }
}

extension Policy.DutyRules {
    /// The least time until an unmet duty has its outcome.
    func longestMinutes(within: Span) -> Int {
        [within, handOver, grace].compactMap { $0?.leastMinutes }.reduce(0, +)
    }
}

extension Section {
    /// Whether something stands under the path of keys.
    func isWritten(_ path: Key...) -> Bool { isWritten(path) }

    func isWritten(_ path: [Key]) -> Bool { deepest(path.map(\.rawValue)).depth == path.count }

    /// Where the value under the path stands, or the deepest part of the path that is written.
    func place(_ path: [String]) -> Place { deepest(path).place }

    func place(_ path: Key...) -> Place { place(path.map(\.rawValue)) }

    private func deepest(_ path: [String]) -> (place: Place, depth: Int) {
        var found = (place: place, depth: 0)
        var below = entries
        for key in path {
            guard let entry = below.first(where: { $0.key == key && !$0.isRepeated }) else { break }
            found = (entry.value.place, found.depth + 1)
            if case .map(let next) = entry.value.content { below = next } else { below = [] }
        }
        return found
    }
}
