import Registrations

extension Reading {
    /// `calendar`: when the program works.
    mutating func calendar(_ file: Section, into policy: inout Policy) {
        let keys: [Key] = [.opens, .closes, .workdays, .holidays, .publicHolidays, .companyDays]
        guard let section = section(.calendar, of: file, keys: keys) else { return }
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
            if let date = date(node, "a holiday") { policy.calendar.holidays.insert(date) }
        }
        for node in list(.companyDays, of: section, example: "[12-24, 2026-12-31]") {
            if let day = companyDay(node) { policy.calendar.companyDays.insert(day) }
        }
        _ = policy.calendar.observe(publicHolidays(section), of: holidays)
    }

    /// Regions that the table of holidays knows.
    private mutating func publicHolidays(_ section: Section) -> [String] {
        var regions: [String] = []
        for node in list(.publicHolidays, of: section, example: "[DE-BY]") {
            guard let region = text(node, "a region", limitCharacters: 20) else { continue }
            guard holidays.regions.contains(region) else {
                complain(
                    node.place,
                    "The public holidays of \(quoted(region)) are not known here",
                    suggestion(for: region, among: holidays.regions)
                )
                continue
            }
            if regions.contains(region) {
                complain(node.place, "\(quoted(region)) stands twice", "Delete one of them.")
            } else {
                regions.append(region)
            }
        }
        return regions
    }

    private mutating func companyDay(_ node: YAMLNode) -> String? {
        guard let text = text(node, "a company day", limitCharacters: 40) else { return nil }
        guard Policy.Calendar.isCompanyDay(text) else {
            complain(
                node.place,
                "\(quoted(text)) is not a day",
                "Write month and day for every year, as 12-24, or year, month and day, as 2026-12-24."
            )
            return nil
        }
        return text
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

    mutating func date(_ node: YAMLNode, _ what: String) -> String? {
        guard let text = text(node, what, limitCharacters: 40) else { return nil }
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.map(\.count) == [4, 2, 2], let year = digits(parts[0]), let month = digits(parts[1]),
            let day = digits(parts[2])
        else {
            complain(node.place, "\(quoted(text)) is not a date", "Write year, month and day as 2026-12-25.")
            return nil
        }
        guard CivilDate(year: year, month: month, day: day) != nil, (2000...2199).contains(year) else {
            complain(node.place, "There is no such day as \(text)", "Write year, month and day as 2026-12-25.")
            return nil
        }
        return text
    }

    private func digits(_ text: Substring) -> Int? {
        text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } ? Int(text) : nil
    }
}
