import Registrations

/// How long something lasts.
extension Phrasebook {
    /// `2 business days`, `2 Werktage`; `after` a preposition German has another form.
    func span(_ span: Span, afterPreposition: Bool = false) -> String {
        let ending = afterPreposition ? "en" : "e"
        return switch span {
        case .businessDays(let number):
            count(number, ("business day", "business days"), ("Werktag", "Werktag" + ending))
        case .businessHours(let number):
            count(number, ("business hour", "business hours"), ("Arbeitsstunde", "Arbeitsstunden"))
        case .hours(let number): count(number, ("hour", "hours"), ("Stunde", "Stunden"))
        case .days(let number): count(number, ("day", "days"), ("Tag", "Tag" + ending))
        case .months(let number): count(number, ("month", "months"), ("Monat", "Monat" + ending))
        }
    }
}
