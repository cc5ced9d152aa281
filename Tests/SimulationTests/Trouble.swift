/// What a day may bring, each of which a world can be spared.
enum Trouble: String, CaseIterable, Sendable {
    case clocksJump, diskFull, vendorDown, oneClockDiffers, restart, secondReplica, tokenEnds, suspension, otherPolicy
    case standStill, pauseAlone
}

/// Looks for the least that still breaks the same thing: fewer days, fewer troubles, fewer acts.
struct Shrinking {
    /// Each try lives a world to its end.
    var limitTries = 60
    /// What breaks first in a world; nil when nothing does.
    let flaw: (Plan) throws -> String?
    private(set) var tries = 0

    init(limitTries: Int = 60, flaw: @escaping (Plan) throws -> String?) {
        self.limitTries = limitTries
        self.flaw = flaw
    }

    /// `days` and `acts` are those that were lived through until something broke.
    mutating func least(of plan: Plan, breaking wanted: String, days: Int, acts: Int) throws -> Plan {
        var least = plan
        try keep(&least, wanted) { $0.days = min($0.days, days) }
        while least.days > 1 {
            let before = least.days
            try keep(&least, wanted) { $0.days /= 2 }
            if least.days == before { break }
        }
        for trouble in Trouble.allCases where !least.without.contains(trouble) {
            try keep(&least, wanted) { $0.without.insert(trouble) }
        }
        // Halves, then quarters and so on, as long as leaving one out changes nothing.
        var size = max(1, acts / 2)
        while tries < limitTries {
            for start in stride(from: 0, to: acts, by: size) {
                let part = Set(start..<min(acts, start + size)).subtracting(least.skipped)
                if !part.isEmpty { try keep(&least, wanted) { $0.skipped.formUnion(part) } }
            }
            guard size > 1 else { break }
            size = (size + 1) / 2
        }
        return least
    }

    private mutating func keep(_ plan: inout Plan, _ wanted: String, _ change: (inout Plan) -> Void) throws {
        guard tries < limitTries else { return }
        tries += 1
        var next = plan
        change(&next)
        if try flaw(next) == wanted { plan = next }
    }
}

extension Outcome {
    /// What broke first, without ids and times.
    var flaw: String? { complaints.first.map { String($0.prefix { $0 != ":" && !$0.isNumber }) } }
    /// The day of the first complaint, from 1 on.
    var dayOfFlaw: Int {
        let mark = complaints.first?.ranges(of: ", at ").last
        let text = mark.flatMap { mark in complaints.first.map { $0[mark.upperBound...].prefix { $0.isNumber } } }
        return text.flatMap { Int($0) }.map { $0 / 86_400_000 + 1 } ?? plan.days
    }
}
