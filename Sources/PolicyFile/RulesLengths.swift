import Registrations

/// Lengths of time, amounts and lists in words.
extension RulesWords {
    /// `2 business days`; German has another form after "von".
    func length(_ span: Span, isDative: Bool = false) -> String {
        let ending = isDative ? "n" : ""
        return switch span {
        case .businessDays(let count):
            counted(count, ("business day", "business days"), ("Geschäftstag", "Geschäftstage" + ending))
        case .businessHours(let count):
            counted(count, ("business hour", "business hours"), ("Geschäftsstunde", "Geschäftsstunden"))
        case .hours(let count): counted(count, ("hour", "hours"), ("Stunde", "Stunden"))
        case .days(let count): counted(count, ("day", "days"), ("Tag", "Tage" + ending))
        case .months(let count): counted(count, ("month", "months"), ("Monat", "Monate" + ending))
        }
    }

    /// `within 2 business days`.
    func within(_ span: Span) -> String {
        say("within \(length(span))", "innerhalb von \(length(span, isDative: true))")
    }

    func days(_ count: Int) -> String { length(.days(count)) }

    /// `7 and 2 days`.
    func days(_ counts: [Int]) -> String {
        guard let last = counts.last, counts.count > 1 else { return days(counts.first ?? 0) }
        return "\(list(counts.dropLast().map(String.init))) \(say("and", "und")) \(days(last))"
    }

    /// Whole units with the language's thousands separator.
    func money(_ amount: Amount) -> String {
        let digits = Array(amount.units)
        return digits.indices.reduce(into: "") { text, index in
            if index > 0, (digits.count - index).isMultiple(of: 3) { text += say(",", ".") }
            text.append(digits[index])
        }
    }

    func list(_ words: [String]) -> String { words.joined(separator: ", ") }

    func kind(_ kind: Registration.Kind) -> String {
        switch kind {
        case .lead: say("a lead", "einen Lead")
        case .deal: say("a deal", "einen Deal")
        }
    }

    func byKind(_ spans: [Registration.Kind: Span]) -> [String] {
        Registration.Kind.known.compactMap { kind in
            spans[kind].map { say("For \(self.kind(kind)): \(length($0))", "Für \(self.kind(kind)): \(length($0))") }
        }
    }

    private func counted(_ count: Int, _ english: (String, String), _ german: (String, String)) -> String {
        "\(count) " + (count == 1 ? say(english.0, german.0) : say(english.1, german.1))
    }
}
