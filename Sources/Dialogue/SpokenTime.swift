/// A time of day as it is spoken: `halb drei`, `viertel nach zwei`, `half past two`, `at two`, `drei Uhr`.
///
/// Spoken hours are those of a clock with twelve. Between one and seven the afternoon is meant where nothing else is said:
/// nobody meets at night.
struct SpokenTime {
    let secondOfDay: Int
    /// How many pieces it takes.
    private(set) var count: Int

    /// Nil when the pieces begin with something else; `isExpected` says that `um` or `at` came before.
    init?(_ tokens: ArraySlice<DateTokens.Token>, isExpected: Bool) {
        let pieces = Array(tokens.prefix(Self.limitPieces))
        guard let (hour, minutes, end) = Self.clock(pieces, isExpected: isExpected) else { return nil }
        count = end
        let told = hour * 60 + minutes
        var half: Bool?
        if let word = Self.word(end, pieces) {
            if DateNames.afternoons.contains(word) { half = true }
            if DateNames.mornings.contains(word), !Self.isDayNext(end, pieces) { half = false }
        }
        if let isAfternoon = half {
            guard hour <= 12 else { return nil }
            count += 1
            secondOfDay = (told % Self.halfDayMinutes + (isAfternoon ? Self.halfDayMinutes : 0)) * 60
        } else {
            secondOfDay = (told < Self.earliestMinute ? told + Self.halfDayMinutes : told) * 60
        }
    }

    private static let limitPieces = 8
    private static let halfDayMinutes = 12 * 60
    private static let earliestMinute = 7 * 60

    /// The hour that is named, the minutes before or after it, and where the rest begins.
    private static func clock(_ pieces: [DateTokens.Token], isExpected: Bool) -> (Int, Int, Int)? {
        let start = word(0, pieces) == "a" && word(1, pieces) == "quarter" ? 1 : 0
        switch (word(start, pieces), word(start + 1, pieces)) {
        case ("halb", _): return told(-30, start + 1, pieces)
        case ("dreiviertel", _): return told(-15, start + 1, pieces)
        case ("half", "past"): return told(30, start + 2, pieces)
        case ("viertel", "nach"), ("quarter", "past"), ("quarter", "after"): return told(15, start + 2, pieces)
        case ("viertel", "vor"), ("quarter", "to"), ("quarter", "before"): return told(-15, start + 2, pieces)
        case ("ein", "uhr"): return (1, 0, 2)
        case (let word?, let next):
            guard isExpected || next == "uhr", DateNames.spokenHours[word] != nil else { return nil }
            return told(0, 0, pieces)
        case (nil, _): return nil
        }
    }

    /// With `Uhr` behind it, if it stands there.
    private static func told(_ minutes: Int, _ place: Int, _ pieces: [DateTokens.Token]) -> (Int, Int, Int)? {
        guard place < pieces.count else { return nil }
        let piece = pieces[place]
        let digits = (1...2).contains(piece.digits) ? piece.number : nil
        guard let hour = digits ?? piece.word.flatMap({ DateNames.spokenHours[$0] }), (1...23).contains(hour) else {
            return nil
        }
        return (hour, minutes, place + (word(place + 1, pieces) == "uhr" ? 2 : 1))
    }

    /// `am Freitag`, `am 1.12.`: a German day, not a half of it.
    private static func isDayNext(_ place: Int, _ pieces: [DateTokens.Token]) -> Bool {
        guard word(place, pieces) == "am", place + 1 < pieces.count else { return false }
        let next = pieces[place + 1]
        return next.number != nil || next.word.map { DateNames.weekdays[$0] != nil && !$0.hasSuffix("day") } ?? false
    }

    private static func word(_ place: Int, _ pieces: [DateTokens.Token]) -> String? {
        place < pieces.count ? pieces[place].word : nil
    }
}
