import Registrations

/// Lengths of time, amounts and lists in words.
extension RulesWords {
    /// `2 business days`; German has another form after "von" and "vor".
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

    private func counted(_ count: Int, _ english: (String, String), _ german: (String, String)) -> String {
        "\(count) " + (count == 1 ? say(english.0, german.0) : say(english.1, german.1))
    }
}
