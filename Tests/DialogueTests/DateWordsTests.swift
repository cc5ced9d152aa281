import FoundationEssentials
import Registrations
import Testing

@testable import Dialogue

@Suite struct DateWordsTests {
    private static let local = LocalTime(timeZone: "Europe/Berlin")
    /// A Tuesday, 16:25 in Berlin.
    static let now = Date(timeIntervalSince1970: 1_795_533_900)

    private static func at(_ text: String) throws -> Date { try Date(text, strategy: .iso8601) }

    func read(_ text: String, now: Date = now) -> Result<DateWords, DateWords.Mistake> {
        DateWords.read(text, local: Self.local, now: now)
    }

    /// `2026-12-01 14:00`, or the day alone for a reading without a time.
    private func told(_ words: DateWords) -> String {
        guard Self.local.date(of: words.at) == words.day else { return "another day" }
        guard words.hasTime else { return words.day.text }
        let minute = Self.local.secondOfDay(of: words.at) / 60
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(words.day.text) \(two(minute / 60)):\(two(minute % 60))"
    }

    func told(_ result: Result<DateWords, DateWords.Mistake>) -> String {
        switch result {
        case .success(let words): told(words)
        case .failure(.unreadable): "unreadable"
        case .failure(.ambiguous(let one, let other)): "\(told(one)) or \(told(other))"
        case .failure(.noSuchDate): "no such date"
        case .failure(.tooFar): "too far"
        }
    }

    @Test(arguments: [
        ("2026-12-01", "2026-12-01"), ("2026-12-01 14:00", "2026-12-01 14:00"),
        ("2026-12-01T14:00", "2026-12-01 14:00"),
        ("2026-12-01 14:00:30", "2026-12-01 14:00"), ("2026/12/01 9:05", "2026-12-01 09:05"),
        ("2026.12.1", "2026-12-01"),
        ("1.12.2026 14:00", "2026-12-01 14:00"), ("1.12.2026, 14 Uhr", "2026-12-01 14:00"), ("01.12.26", "2026-12-01"),
        ("1.12.", "2026-12-01"), ("1.12", "2026-12-01"), ("1.12. 14:00", "2026-12-01 14:00"),
        ("1.12. 14.30", "2026-12-01 14:30"), ("1.12. um 14.30 Uhr", "2026-12-01 14:30"),
        ("1. 12. 2026", "2026-12-01"), ("am 1.12. um 9", "2026-12-01 09:00"), ("1.2.", "2027-02-01"),
        ("1.11.", "2026-11-01"), ("1.10.", "2027-10-01"), ("29.2.", "2028-02-29"), ("14 Uhr 1.12.", "2026-12-01 14:00"),
        ("14.30 Uhr 1.12.", "2026-12-01 14:30"),
        ("1. Dezember 14 Uhr", "2026-12-01 14:00"), ("1. Dezember", "2026-12-01"), ("1.Dez.2026", "2026-12-01"),
        ("5. März 2027 um 8:15 Uhr", "2027-03-05 08:15"), ("5. Maerz", "2027-03-05"), ("6. Jänner", "2027-01-06"),
        ("Dec 1 2pm", "2026-12-01 14:00"), ("Dec 1, 2026", "2026-12-01"), ("Dec. 1st", "2026-12-01"),
        ("December 1st 2026 at 2:30 pm", "2026-12-01 14:30"), ("1 December 2026 at 14:00", "2026-12-01 14:00"),
        ("the 1st of December", "2026-12-01"), ("on 2nd Dec at noon", "2026-12-02 12:00"),
        ("Jan 5 @ 9am", "2027-01-05 09:00"),
        ("at 14 on 1 December", "2026-12-01 14:00"), ("24 dec 12am", "2026-12-24 00:00"),
        ("24 dec 12 p.m.", "2026-12-24 12:00"),
        ("13/12/2026", "2026-12-13"), ("12/13/2026", "2026-12-13"), ("12/12/2026", "2026-12-12"),
        ("31/12", "2026-12-31"),
        ("31-12-2026", "2026-12-31"), ("Tuesday 12/01/2026", "2026-12-01"), ("Dienstag, 1.12.2026", "2026-12-01"),
        ("tomorrow 14:00", "2026-11-25 14:00"), ("tomorrow", "2026-11-25"), ("tomorrow at 2 p.m.", "2026-11-25 14:00"),
        ("morgen um 14 Uhr", "2026-11-25 14:00"), ("morgen 14h", "2026-11-25 14:00"),
        ("morgen 14h30", "2026-11-25 14:30"),
        ("MORGEN UM 14 UHR 30", "2026-11-25 14:30"), ("  morgen\tmittag ", "2026-11-25 12:00"),
        ("übermorgen", "2026-11-26"), ("uebermorgen 9:00", "2026-11-26 09:00"), ("u\u{308}bermorgen", "2026-11-26"),
        ("ÜBERMORGEN", "2026-11-26"), ("day after tomorrow", "2026-11-26"),
        ("the day after tomorrow at 11", "2026-11-26 11:00"),
        ("today 16:30", "2026-11-24 16:30"), ("heute", "2026-11-24"), ("gestern 15 Uhr", "2026-11-23 15:00"),
        ("yesterday", "2026-11-23"), ("vorgestern", "2026-11-22"),
        ("next tuesday", "2026-12-01"), ("nächsten Dienstag 10:00", "2026-12-01 10:00"), ("Tuesday", "2026-12-01"),
        ("next Monday", "2026-11-30"), ("Friday", "2026-11-27"), ("this friday 10am", "2026-11-27 10:00"),
        ("diesen Dienstag um 18 Uhr", "2026-11-24 18:00"), ("Fr. 10:00", "2026-11-27 10:00"),
        ("Mo 9:00", "2026-11-30 09:00"),
        ("kommenden Freitag", "2026-11-27"), ("Dienstag nächster Woche", "2026-12-01"),
        ("next week Wednesday", "2026-12-02"),
        ("nächste Woche Sonntag", "2026-12-06"), ("10 Uhr am Freitag", "2026-11-27 10:00"),
        ("12 am Freitag um 8", "unreadable"),
        ("um 12:00 am Freitag", "2026-11-27 12:00"), ("um 14:00 am Freitag", "2026-11-27 14:00"),
        ("in 3 days", "2026-11-27"), ("in zwei Wochen", "2026-12-08"), ("in 2 weeks", "2026-12-08"),
        ("in einer Woche", "2026-12-01"),
        ("in a week at 10", "2026-12-01 10:00"), ("in 3 Monaten", "2027-02-24"),
        ("in fünf Tagen um 9 Uhr", "2026-11-29 09:00"),
        ("in 2 hours", "2026-11-24 18:25"), ("in einer Stunde", "2026-11-24 17:25"),
        ("2 hours from now", "2026-11-24 18:25"),
        ("heute in einer Woche", "2026-12-01"), ("heute in einer Woche um 10 Uhr", "2026-12-01 10:00"),
        ("morgen in zwei Wochen", "2026-12-09"), ("today in 3 days", "2026-11-27"),
        ("a week from today", "2026-12-01"), ("two weeks from tomorrow at 9:30", "2026-12-09 09:30"),
        ("3 days from now", "2026-11-27"), ("in a week from today", "2026-12-01"),
        ("a month from today", "2026-12-24"),
        ("übermorgen Mittag", "2026-11-26 12:00"), ("noon on Friday", "2026-11-27 12:00"),
        ("ab morgen", "2026-11-25"), ("Dec 1. 14:00", "2026-12-01 14:00"), ("Dec 1. 2026", "2026-12-01"),
        ("1.12.14:00", "2026-12-01 14:00"), ("um 9.30 am 1.12.", "2026-12-01 09:30"), ("24.10.", "2026-10-24"),
        ("23.10.", "2027-10-23"), ("morgen 10.12", "2026-11-25 10:12"), ("kommende Woche Montag", "2026-11-30"),
        ("morgen 14 Uhr 1.12.", "unreadable"), ("14 Uhr 10.12.", "2026-12-10 14:00"),
        ("14h 12 Dez", "2026-12-12 14:00"),
        ("um 1. Dezember", "2026-12-01"), ("at 1st Dec", "2026-12-01"), ("tomorrow 23:59:59", "2026-11-25 23:59"),
        ("tomorrow 24:00", "unreadable"), ("tomorrow 14:00:60", "unreadable"), ("tomorrow 0pm", "unreadable"),
        ("tomorrow 13am", "unreadable"), ("tomorrow 14pm", "2026-11-25 14:00"), ("tomorrow 2 p m", "unreadable"),
        ("tomorrow 014:00", "unreadable"), ("tomorrow 14:0", "unreadable"), ("12 am Freitag", "unreadable"),
        ("12 am Friday", "2026-11-27 00:00"),
    ])
    func `a date is read however people write it`(text: String, reading: String) {
        #expect(told(read(text)) == reading)
    }

    /// On the clock's twelve hours, those that nobody meets at are the afternoon's.
    @Test(arguments: [
        ("morgen um halb drei", "2026-11-25 14:30"), ("morgen halb 9", "2026-11-25 08:30"),
        ("morgen halb zwölf", "2026-11-25 11:30"), ("morgen um halb eins", "2026-11-25 12:30"),
        ("morgen halb sieben", "2026-11-25 18:30"), ("morgen halb acht", "2026-11-25 07:30"),
        ("morgen um viertel nach zwei", "2026-11-25 14:15"), ("viertel vor neun am Freitag", "2026-11-27 08:45"),
        ("Freitag dreiviertel drei", "2026-11-27 14:45"), ("morgen viertel nach 14", "2026-11-25 14:15"),
        ("morgen um drei", "2026-11-25 15:00"), ("morgen um drei Uhr", "2026-11-25 15:00"),
        ("morgen ein Uhr", "2026-11-25 13:00"), ("morgen um elf", "2026-11-25 11:00"),
        ("morgen halb drei nachmittags", "2026-11-25 14:30"), ("morgen halb zwölf abends", "2026-11-25 23:30"),
        ("morgen viertel nach sechs morgens", "2026-11-25 06:15"), ("halb drei am Freitag", "2026-11-27 14:30"),
        ("tomorrow half past two", "2026-11-25 14:30"), ("tomorrow at half past 2", "2026-11-25 14:30"),
        ("tomorrow quarter to three", "2026-11-25 14:45"), ("tomorrow at a quarter past ten", "2026-11-25 10:15"),
        ("half past two am tomorrow", "2026-11-25 02:30"), ("tomorrow half past eleven pm", "2026-11-25 23:30"),
        ("quarter past twelve pm tomorrow", "2026-11-25 12:15"), ("tomorrow at two", "2026-11-25 14:00"),
        ("tomorrow at nine", "2026-11-25 09:00"),
        ("halb", "unreadable"), ("morgen halb", "unreadable"), ("morgen halb dreizehn", "unreadable"),
        ("morgen viertel drei", "unreadable"), ("morgen viertel vor", "unreadable"), ("tomorrow half", "unreadable"),
        ("tomorrow half past 25", "unreadable"), ("halb drei", "unreadable"), ("tomorrow quarter to", "unreadable"),
        ("morgen um sieben", "2026-11-25 07:00"), ("morgen um sechs", "2026-11-25 18:00"),
        ("morgen drei Uhr", "2026-11-25 15:00"), ("halb drei am 1.12.", "2026-12-01 14:30"),
        ("half past two am Friday", "2026-11-27 02:30"), ("tomorrow quarter after nine", "2026-11-25 09:15"),
        ("tomorrow quarter before nine", "2026-11-25 08:45"), ("morgen halb 23", "2026-11-25 22:30"),
        ("morgen halb 24", "unreadable"), ("morgen halb 0", "unreadable"),
        ("morgen viertel nach 014", "unreadable"), ("2 hours from tomorrow", "unreadable"),
        ("heute in einer Woche in 2 Wochen", "unreadable"), ("morgen in einem Monat", "unreadable"),
        ("next week next Monday", "unreadable"), ("next week next week Monday", "unreadable"),
        ("morgen halb drei 15:00", "unreadable"), ("morgen halb 15 nachmittags", "unreadable"),
        ("tomorrow two", "unreadable"), ("in 3 days in 2 weeks", "unreadable"), ("a week", "unreadable"),
        ("a week from", "unreadable"), ("a week from soon", "unreadable"), ("a month from tomorrow", "unreadable"),
        ("heute in 2 Stunden", "unreadable"), ("heute morgen in einer Woche", "unreadable"),
    ])
    func `a time is read as it is spoken`(text: String, reading: String) {
        #expect(told(read(text)) == reading)
    }

    @Test(arguments: [
        ("next Friday at noon", "2026-11-27 12:00 or 2026-12-04 12:00"),
        ("12/01/2026", "2026-01-12 or 2026-12-01"), ("12/01/2026 14:00", "2026-01-12 14:00 or 2026-12-01 14:00"),
        ("1/12", "2026-12-01 or 2027-01-12"), ("01-12-2026", "2026-01-12 or 2026-12-01"),
        ("next Friday", "2026-11-27 or 2026-12-04"),
        ("nächsten Mittwoch 10 Uhr", "2026-11-25 10:00 or 2026-12-02 10:00"),
    ])
    func `what can be read in two ways is shown in both`(text: String, reading: String) {
        #expect(told(read(text)) == reading)
    }

    @Test(arguments: [
        "31.2.2026", "31 Feb", "30. Februar 2027", "2026-02-31", "2026-13-01", "32.12.2026", "1.13.2026", "0.1.2027",
        "29.2.2027", "13/13/2026", "Monday 1.12.2026", "Freitag 12/01/2026", "tomorrow, Friday", "28.3.2027 02:30",
        "2027-03-28T02:59", "Dec 0", "0000-01-01",
    ])
    func `there is no such date`(text: String) {
        #expect(told(read(text)) == "no such date")
    }

    @Test(arguments: [
        ("24.11.2028", "2028-11-24"), ("25.11.2028", "too far"), ("1.1.2126", "too far"),
        ("2126-01-01 10:00", "too far"),
        ("in 25 months", "too far"), ("in 900000 weeks", "too far"), ("in 999999 hours", "too far"),
        ("in 999999 months", "too far"), ("in 24 months", "2028-11-24"), ("1 Jan 1926", "1926-01-01"),
    ])
    func `the next century is too far`(text: String, reading: String) {
        #expect(told(read(text)) == reading)
    }

    @Test(arguments: [
        "", " ", "soon", "14:00", "um 14 Uhr", "noon", "1", "2026", "Dezember", "December 2026", "next", "next week",
        "nächste Woche", "tomorrow today", "morgen morgen", "tomorrow 25:00", "tomorrow 14:60", "tomorrow 14:00 15:00",
        "tomorrow 9", "1.12.2026 13am at", "tomorrow at", "in days", "in 3", "in three", "Tuesday Friday",
        "1.12. 2.12.",
        "tomorrow!", "tomorrow 14:00 please", "2026-12", "2026-12-01-02", "1/12/", "1..12", "1.12.20261", "12:00:00:00",
        "١٢.١٢.٢٠٢٦", "明天", "🙂", "1234567.1.2026", "99999999999999999999", ".", "::", "/", "at at 3 tomorrow",
        "day after", "001.12.2026", "1.012.2026", "2026-012-01", "2026-12-001", "2026-12/01", "1-12", "14.30", "1.13.",
        "Dec 1.12 Uhr", "Dec 001", "at noon at", "tomorrow noon 14:00", "Dec 1 2 Dec",
        "in 2 hours at 10:00", "in 2 hours, Tuesday", "next next tuesday", "tomorrow next week", "this week Monday",
        "<script>", "morgen 14 Uhr Uhr", String(repeating: "1.", count: 500),
    ])
    func `what is no date is unreadable`(text: String) {
        #expect(told(read(text)) == "unreadable")
    }

    @Test func `so many characters are looked at and no more`() {
        let longest = "tomorrow" + String(repeating: " ", count: DateWords.limitCharacters - 8)
        #expect(told(read(longest)) == "2026-11-25")
        #expect(told(read(longest + " ")) == "unreadable")
    }

    @Test func `the next 29 February may be eight years away`() throws {
        #expect(told(read("29.2.", now: try Self.at("2096-05-01T10:00:00Z"))) == "too far")
        #expect(told(read("29.2.", now: try Self.at("2103-05-01T10:00:00Z"))) == "2104-02-29")
    }

    @Test func `of a time that comes twice the first is meant`() throws {
        let twice = try read("25.10.2026 02:30", now: try Self.at("2026-10-20T10:00:00Z")).get()
        #expect(twice.at == (try Self.at("2026-10-25T00:30:00Z")))
    }

    @Test func `without a time it is noon, and past only when the day is`() throws {
        let today = try read("heute").get()
        #expect(today.at == (try Self.at("2026-11-24T11:00:00Z")) && !today.hasTime)
        #expect(!today.isPast(at: Self.now, local: Self.local))
        #expect(try read("gestern").get().isPast(at: Self.now, local: Self.local))
        #expect(try read("heute 16:24").get().isPast(at: Self.now, local: Self.local))
        #expect(try !read("heute 16:25").get().isPast(at: Self.now, local: Self.local))
    }

    @Test func `today is the day on the program's wall`() throws {
        let lateEvening = try Self.at("2026-11-24T23:30:00Z")
        #expect(told(read("heute", now: lateEvening)) == "2026-11-25")
        let auckland = DateWords.read("tomorrow 9:00", local: LocalTime(timeZone: "Pacific/Auckland"), now: Self.now)
        #expect(try auckland.get().at == (try Self.at("2026-11-25T20:00:00Z")))
    }

    @Test func `hours from now last in words that mean the same a minute later`() throws {
        let later = Self.now.addingTimeInterval(61.5)
        let words = try read("in 2 hours", now: later).get()
        #expect(words.isCounted)
        #expect(words.lasting(local: Self.local) == "2026-11-24 18:26")
        #expect(try read(words.lasting(local: Self.local)).get().at == words.at)
        #expect(try !read("tomorrow 14:00").get().isCounted)
    }

    /// Pieces of dates and of nonsense in any order: whatever comes, there is an answer, and it is a day within reach.
    @Test(arguments: 1...20)
    func `no text brings it down`(seed: UInt64) {
        let pieces = [
            "1", "12", "31", "2026", "99", "0", "999999", ".", ":", "/", "-", " ", " ", ",", "um", "at", "am", "pm",
            "h", "halb", "half", "past", "quarter", "viertel", "nach", "drei", "from",
            "uhr", "dec", "dez", "mai", "di", "next", "naechste", "woche", "week", "in", "a", "zwei", "tagen", "months",
            "hours", "morgen", "ü", "u\u{308}", "\u{308}", "day", "after", "tomorrow", "st", "of", "t", "p", "m", "@",
            "🙂",
            "\u{0}", "\u{202E}", "é", "İ", "٣", "\n",
        ]
        var dice = Seeded(seed)
        var understood = 0
        for _ in 0..<5_000 {
            let count = Int.random(in: 1...9, using: &dice)
            let chosen = (0..<count).map { _ in pieces.randomElement(using: &dice) ?? "" }
            let text = chosen.joined(separator: Bool.random(using: &dice) ? " " : "")
            guard case .success(let words) = read(text) else { continue }
            understood += 1
            #expect(words.day.year <= 2028 && Self.local.date(of: words.at) == words.day, "\(text.debugDescription)")
        }
        #expect(understood > 0)
    }
}
