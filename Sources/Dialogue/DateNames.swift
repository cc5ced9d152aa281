/// The words that dates are made of, in small ASCII letters and in both languages.
enum DateNames {
    static let months: [String: Int] = numbered([
        ["january", "jan", "januar", "jaenner", "jaen"], ["february", "feb", "februar", "feber"],
        ["march", "mar", "maerz", "maer", "mrz"], ["april", "apr"], ["may", "mai"], ["june", "jun", "juni"],
        ["july", "jul", "juli"], ["august", "aug"], ["september", "sep", "sept"],
        ["october", "oct", "oktober", "okt"], ["november", "nov"], ["december", "dec", "dezember", "dez"],
    ])

    static let weekdays: [String: Int] = numbered([
        ["monday", "mon", "montag", "mo"], ["tuesday", "tue", "tues", "dienstag", "di"],
        ["wednesday", "wed", "mittwoch", "mi"], ["thursday", "thu", "thur", "thurs", "donnerstag", "do"],
        ["friday", "fri", "freitag", "fr"], ["saturday", "sat", "samstag", "sonnabend", "sa"],
        ["sunday", "sun", "sonntag", "so"],
    ])

    static let relativeDays: [String: Int] = [
        "today": 0, "heute": 0, "tomorrow": 1, "morgen": 1, "uebermorgen": 2, "yesterday": -1, "gestern": -1,
        "vorgestern": -2,
    ]

    static let counts: [String: Int] = numbered([
        ["one", "a", "an", "ein", "eine", "einem", "einer", "einen"], ["two", "zwei"], ["three", "drei"],
        ["four", "vier"], ["five", "fuenf"], ["six", "sechs"], ["seven", "sieben"], ["eight", "acht"],
        ["nine", "neun"], ["ten", "zehn"], ["eleven", "elf"], ["twelve", "zwoelf"],
    ])

    /// Hours as they are spoken, which `ein` is only before `Uhr`.
    static let spokenHours: [String: Int] = counts.filter { !ones.contains($0.key) }
        .merging(["one": 1, "eins": 1]) { first, _ in first }
    private static let ones: Set = ["one", "a", "an", "ein", "eine", "einem", "einer", "einen"]

    static let afternoons: Set = ["pm", "nachmittags", "abends"]
    static let mornings: Set = ["am", "morgens", "vormittags"]

    static let hours: Set = ["hour", "hours", "stunde", "stunden"]
    static let days: Set = ["day", "days", "tag", "tage", "tagen"]
    static let weeks: Set = ["week", "weeks", "woche", "wochen"]
    static let calendarMonths: Set = ["month", "months", "monat", "monate", "monaten"]

    static let weekWords: [String: TypedDate.Week] = [
        "next": .next, "naechste": .next, "naechsten": .next, "naechster": .next, "naechstes": .next,
        "coming": .coming, "kommende": .coming, "kommenden": .coming, "kommender": .coming,
        "this": .this, "diese": .this, "diesen": .this, "dieser": .this,
    ]

    static let noons: Set = ["noon", "midday", "mittag", "mittags"]
    static let ordinals: Set = ["st", "nd", "rd", "th"]
    /// What stands before a time of day.
    static let clocks: Set = ["at", "um", "gegen", "ab"]
    /// What stands between and means nothing.
    static let fillers: Set = ["on", "am", "den", "dem", "der", "the", "of", "vom", "t"]

    private static func numbered(_ names: [[String]]) -> [String: Int] {
        var numbers: [String: Int] = [:]
        for (position, names) in names.enumerated() {
            for name in names { numbers[name] = position + 1 }
        }
        return numbers
    }
}
