/// How long a duty, a hold or a wait lasts; "2 business days" and "48 hours" are different things.
public enum Span: Hashable, Sendable {
    /// The same local time on that many business days later.
    case businessDays(Int)
    /// Hours of office time, of which nights, weekends and holidays are none.
    case businessHours(Int)
    /// Elapsed hours, whoever sleeps.
    case hours(Int)
    /// Calendar days; the last one ends at 23:59:59 local time.
    case days(Int)
    /// Calendar months; the last day ends at 23:59:59 local time.
    case months(Int)

    /// What may be written, for each unit about ten years.
    public static let limitDays = 3_660
    public static let limitHours = 87_840
    public static let limitMonths = 120

    /// Reads `2 business days`, `4 business hours`, `48 hours`, `48h`, `14 days`, `14d`, `3 weeks`, `6 months`, `1 year`.
    ///
    /// Any case and any spaces; a week is seven calendar days. Nil for every other text, and beyond the limits.
    public init?(text: String) {
        let letters = text.prefix(Self.limitCharacters + 1)
        guard letters.count <= Self.limitCharacters else { return nil }
        let words = letters.lowercased().split { $0 == " " || $0 == "\t" }.joined(separator: " ")
        let digits = words.prefix { "0123456789".contains($0) }
        guard (1...6).contains(digits.count), let count = Int(digits) else { return nil }
        let unit = words.dropFirst(digits.count).drop { $0 == " " }
        switch unit {
        case "business day", "business days", "working day", "working days", "workday", "workdays":
            self = .businessDays(count)
        case "business hour", "business hours", "working hour", "working hours", "office hour", "office hours":
            self = .businessHours(count)
        case "h", "hour", "hours": self = .hours(count)
        case "d", "day", "days", "calendar day", "calendar days": self = .days(count)
        case "w", "week", "weeks": self = .days(count * 7)
        case "month", "months": self = .months(count)
        case "year", "years": self = .months(count * 12)
        default: return nil
        }
        guard isWithinLimits else { return nil }
    }

    /// The one way each span is written: `1 business day`, `48 hours`, `21 days`.
    public var text: String {
        switch self {
        case .businessDays(let count): Self.text(count, "business day")
        case .businessHours(let count): Self.text(count, "business hour")
        case .hours(let count): Self.text(count, "hour")
        case .days(let count): Self.text(count, "day")
        case .months(let count): Self.text(count, "month")
        }
    }

    /// How many of its unit.
    public var count: Int {
        switch self {
        case .businessDays(let count), .businessHours(let count), .hours(let count), .days(let count),
            .months(let count):
            count
        }
    }

    private static let limitCharacters = 60

    private var isWithinLimits: Bool {
        switch self {
        case .businessDays(let count), .days(let count): (0...Self.limitDays).contains(count)
        case .businessHours(let count), .hours(let count): (0...Self.limitHours).contains(count)
        case .months(let count): (0...Self.limitMonths).contains(count)
        }
    }

    private static func text(_ count: Int, _ unit: String) -> String { "\(count) \(unit)\(count == 1 ? "" : "s")" }
}

/// Stored as its text, so that a stored policy or duty can be read by people.
extension Span: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let span = Span(text: text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "no span: \(text.prefix(60))")
        }
        self = span
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}
