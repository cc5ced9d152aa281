import Registrations

extension Reading {
    /// `calendar`: when the program works.
    mutating func calendar(_ file: Section, into policy: inout Policy) {
        guard let section = section(.calendar, of: file, keys: [.opens, .closes, .workdays, .holidays]) else { return }
        let opens = minute(.opens, of: section) ?? policy.calendar.opensAtMinute
        let closes = minute(.closes, of: section) ?? policy.calendar.closesAtMinute
        if opens >= closes, let place = (section[.closes] ?? section[.opens])?.place {
            complain(
                place,
                "The office closes before it opens",
                "Write a closing time after the opening time of the same day."
            )
        }
        policy.calendar.opensAtMinute = opens
        policy.calendar.closesAtMinute = closes
        if let node = section[.workdays] {
            let days = list(.workdays, of: section, example: "[mon, tue, wed, thu, fri]")
                .compactMap { choice($0, "a workday", of: Weekday.allCases)?.number }
            if node.isEmptyList {
                complain(node.place, "There is no workday", "Write at least one of mon, tue, wed, thu, fri, sat, sun.")
            }
            policy.calendar.workdays = Set(days)
        }
        for node in list(.holidays, of: section, example: "[2026-12-25, 2026-12-26]") {
            if let date = date(node) { policy.calendar.holidays.insert(date) }
        }
    }

    private mutating func minute(_ key: Key, of section: Section) -> Int? {
        guard let node = section[key], let text = text(node, quoted(key.rawValue), limitCharacters: 20) else {
            return nil
        }
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, (1...2).contains(parts[0].count), parts[1].count == 2,
            let hour = digits(parts[0]), let minute = digits(parts[1]), hour < 24, minute < 60
        else {
            complain(
                node.place,
                "\(quoted(text)) is not a time of day",
                "Write hours and minutes from 00:00 to 23:59, for example 09:00."
            )
            return nil
        }
        return hour * 60 + minute
    }

    private mutating func date(_ node: YAMLNode) -> String? {
        guard let text = text(node, "a holiday", limitCharacters: 40) else { return nil }
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.map(\.count) == [4, 2, 2], let year = digits(parts[0]), let month = digits(parts[1]),
            let day = digits(parts[2])
        else {
            complain(node.place, "\(quoted(text)) is not a date", "Write year, month and day as 2026-12-25.")
            return nil
        }
        guard (1...12).contains(month), (1...Reading.days(inMonth: month, of: year)).contains(day),
            (2000...2199).contains(year)
        else {
            complain(node.place, "There is no such day as \(text)", "Write year, month and day as 2026-12-25.")
            return nil
        }
        return text
    }

    private static func days(inMonth month: Int, of year: Int) -> Int {
        let isLeap = year.isMultiple(of: 4) && !year.isMultiple(of: 100) || year.isMultiple(of: 400)
        switch month {
        case 2: return isLeap ? 29 : 28
        case 4, 6, 9, 11: return 30
        default: return 31
        }
    }

    private func digits(_ text: Substring) -> Int? {
        text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } ? Int(text) : nil
    }
}
