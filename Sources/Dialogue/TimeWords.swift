/// A time of day at the start of some pieces: `14:00`, `14.30 Uhr`, `14 Uhr 30`, `14h`, `2pm`, `2:30 p.m.`.
struct TimeWords {
    private(set) var secondOfDay = 0
    /// How many pieces it takes.
    private(set) var count = 1

    /// Nil when they begin with something else.
    ///
    /// `isExpected` says that `um` or `at` came before, so that a lone number is an hour; `mayHaveDot` that `14.30` cannot
    /// be a date here.
    init?(_ tokens: ArraySlice<DateTokens.Token>, isExpected: Bool, mayHaveDot: Bool) {
        let pieces = Array(tokens.prefix(Self.limitPieces))
        guard let hour = pieces.first?.number, pieces[0].digits <= 2 else { return nil }
        var clock = Clock(hour: hour)
        var isTime = clock.readMinutes(pieces, mayHaveDot: mayHaveDot, &count)
        if clock.readHalf(pieces, &count) {
            isTime = true
        } else if count < pieces.count, pieces[count].word == "uhr", pieces[count - 1].word != "uhr" {
            count += 1
            isTime = true
        }
        guard isTime || isExpected && Self.standsAlone(pieces), clock.isReal else { return nil }
        secondOfDay = clock.hour * 3600 + clock.minute * 60 + clock.second
    }

    private static let limitPieces = 12

    private static func standsAlone(_ pieces: [DateTokens.Token]) -> Bool {
        guard pieces.count > 1 else { return true }
        return switch pieces[1].kind {
        case .mark: false
        case .number: pieces[1].followsSpace
        case .word(let word): DateNames.months[word] == nil && !DateNames.ordinals.contains(word)
        }
    }
}

private struct Clock {
    var hour: Int
    var minute = 0
    var second = 0

    init(hour: Int) { self.hour = hour }

    var isReal: Bool { hour < 24 && minute < 60 && second < 60 }

    /// What follows the hour; whether that alone tells a time.
    mutating func readMinutes(_ pieces: [DateTokens.Token], mayHaveDot: Bool, _ count: inout Int) -> Bool {
        func isMark(_ mark: Character, _ offset: Int) -> Bool {
            offset < pieces.count && pieces[offset].kind == .mark(mark)
        }
        func twoDigits(_ offset: Int) -> Int? {
            offset < pieces.count && pieces[offset].digits == 2 ? pieces[offset].number : nil
        }
        func word(_ offset: Int) -> String? { offset < pieces.count ? pieces[offset].word : nil }
        if isMark(":", 1), let minutes = twoDigits(2) {
            minute = minutes
            count = 3
            if isMark(":", 3), let seconds = twoDigits(4) {
                second = seconds
                count = 5
            }
            return true
        }
        if isMark(".", 1), let minutes = twoDigits(2), !isMark(".", 3), mayHaveDot || word(3) == "uhr" {
            minute = minutes
            count = 3
            return true
        }
        guard word(1) == "h" || word(1) == "uhr" else { return false }
        count = 2
        let isFollowed = [".", "/", "-", ":"].contains { isMark($0, 3) } || word(3).map { DateNames.months[$0] } != nil
        if let minutes = twoDigits(2), !isFollowed {
            minute = minutes
            count = 3
        }
        return true
    }

    /// `am` and `pm`; in German `am` is also the word before a day.
    mutating func readHalf(_ pieces: [DateTokens.Token], _ count: inout Int) -> Bool {
        var end = count
        guard end < pieces.count, let first = pieces[end].word?.first, var half = pieces[end].word else { return false }
        end += 1
        let rest = pieces[end...].prefix(3).map(\.kind)
        if half.count == 1, rest.starts(with: [.mark("."), .word("m")]) {
            half = "\(first)m"
            end += rest.count == 3 && rest[2] == .mark(".") ? 3 : 2
        }
        guard half == "am" || half == "pm", hour > 0, hour < 13 || half == "pm" else { return false }
        if half == "am", hour == 12, end < pieces.count {
            let next = pieces[end]
            let isGermanDay = next.word.map { DateNames.weekdays[$0] != nil && !$0.hasSuffix("day") } ?? false
            if next.number != nil || isGermanDay { return false }
        }
        hour = half == "pm" ? (hour < 12 ? hour + 12 : hour) : hour % 12
        count = end
        return true
    }
}
