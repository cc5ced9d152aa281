import FoundationEssentials
public import Registrations

/// The only place with sentences.
///
/// Each is written once in every language, side by side, so that none can be missing.
public struct Phrasebook: Sendable {
    public let language: Language
    let timeZone: String

    /// `timeZone` is an IANA name; dates are written in it.
    public init(_ language: Language, timeZone: String) {
        self.language = language
        self.timeZone = timeZone
    }

    /// Made where a date is written: most replies have none, and making it costs more than they do.
    private var calendar: Calendar {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = TimeZone(identifier: timeZone) ?? .gmt
        return calendar
    }

    /// The sentence in this book's language.
    func say(_ english: String, _ german: String) -> String {
        switch language {
        case .english: english
        case .german: german
        }
    }

    /// The text in this book's language.
    func text(_ english: Text, _ german: Text) -> Text {
        switch language {
        case .english: english
        case .german: german
        }
    }

    /// An option's label, no longer than the narrowest chat shows.
    func optionLabel(_ text: String) -> String {
        text.count <= Self.labelCharacters ? text : text.prefix(Self.labelCharacters - 1) + "…"
    }

    private static let labelCharacters = 75

    /// A count with its noun, as the language counts.
    func count(_ number: Int, _ english: (one: String, many: String), _ german: (one: String, many: String)) -> String {
        let noun = say(number == 1 ? english.one : english.many, number == 1 ? german.one : german.many)
        return "\(number) \(noun)"
    }

    /// `22 February 2027`, `22. Februar 2027`.
    func day(_ instant: Date) -> String {
        let parts = calendar.dateComponents([.year, .month, .day], from: instant)
        let (year, month, day) = (parts.year ?? 0, parts.month ?? 1, parts.day ?? 1)
        let name = Self.months(language)[(month - 1) % 12]
        return say("\(day) \(name) \(year)", "\(day). \(name) \(year)")
    }

    /// `Thu 26 November 2026, 14:05`, `Do., 26. November 2026, 14:05 Uhr`.
    func moment(_ instant: Date) -> String {
        let parts = calendar.dateComponents([.weekday, .hour, .minute], from: instant)
        let weekday = Self.weekdays(language)[((parts.weekday ?? 1) - 1) % 7]
        let time = "\(Self.twoDigits(parts.hour ?? 0)):\(Self.twoDigits(parts.minute ?? 0))"
        return say("\(weekday) \(day(instant)), \(time)", "\(weekday), \(day(instant)), \(time) Uhr")
    }

    /// Whole units with the language's thousands separator.
    func amount(_ amount: Amount) -> String {
        let digits = String(amount.minorUnits / 100)
        let grouped = digits.enumerated().reduce(into: "") { text, digit in
            let left = digits.count - digit.offset
            if digit.offset > 0, left % 3 == 0 { text += say(",", ".") }
            text.append(digit.element)
        }
        let cents = amount.minorUnits % 100
        return cents == 0 ? grouped : grouped + say(".", ",") + Self.twoDigits(cents)
    }

    private static func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }

    private static func months(_ language: Language) -> [String] {
        switch language {
        case .english:
            [
                "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
                "November", "December",
            ]
        case .german:
            [
                "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober",
                "November", "Dezember",
            ]
        }
    }

    private static func weekdays(_ language: Language) -> [String] {
        switch language {
        case .english: ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
        case .german: ["So.", "Mo.", "Di.", "Mi.", "Do.", "Fr.", "Sa."]
        }
    }
}
