extension Policy {
    /// When the program works: office hours, workdays, and the days off of every kind.
    public struct Calendar: Hashable, Sendable {
        /// Minutes after midnight, local time.
        public var opensAtMinute: Int
        public var closesAtMinute: Int
        /// ISO weekdays, 1 for Monday.
        public var workdays: Set<Int>
        /// Days off as `YYYY-MM-DD`.
        public var holidays: Set<String> {
            didSet { daysOff = DaysOff(holidays, companyDays, regionDays) }
        }
        /// The company's own days off: `12-24` for every year, `2026-12-24` for one.
        public var companyDays: Set<String> {
            didSet { daysOff = DaysOff(holidays, companyDays, regionDays) }
        }
        /// Regions whose public holidays are days off, as `DE-BY`; set by `observe`.
        public private(set) var regions: [String]
        /// The public holidays of the regions, in order.
        public private(set) var regionDays: [CivilDate]
        /// All days off together, ready to be asked.
        private(set) var daysOff: DaysOff

        public init(
            opensAtMinute: Int,
            closesAtMinute: Int,
            workdays: Set<Int>,
            holidays: Set<String>,
            companyDays: Set<String> = []
        ) {
            self.opensAtMinute = opensAtMinute
            self.closesAtMinute = closesAtMinute
            self.workdays = workdays
            self.holidays = holidays
            self.companyDays = companyDays
            regions = []
            regionDays = []
            daysOff = DaysOff(holidays, companyDays, [])
        }

        /// Takes over the public holidays of these regions, in place of those of the regions before.
        ///
        /// - Returns: the regions that the table does not know; they bring no days off.
        public mutating func observe(_ regions: [String], of table: HolidayTable) -> [String] {
            var unknown: [String] = []
            var days: Set<CivilDate> = []
            for region in regions {
                if let holidays = table.holidays(in: region) {
                    days.formUnion(holidays.map(\.date))
                } else {
                    unknown.append(region)
                }
            }
            self.regions = regions
            regionDays = days.sorted()
            daysOff = DaysOff(holidays, companyDays, regionDays)
            return unknown
        }

        /// Whether the office is open at all on that day.
        public func isWorkday(_ date: CivilDate) -> Bool {
            workdays.contains(date.isoWeekday) && !daysOff.contains(date)
        }

        /// Reads a company day, `12-24` or `2026-12-24`; nil when there is no such day.
        ///
        /// 29 February may be written without a year; it is a day off in leap years.
        public static func isCompanyDay(_ text: String) -> Bool {
            CivilDate(text) != nil || DaysOff.yearly(text) != nil
        }
    }
}

/// The days off of a calendar, as numbers that are quickly asked.
struct DaysOff: Hashable, Sendable {
    /// Day numbers in order.
    private let days: [Int]
    /// `month * 100 + day`.
    private let yearly: [Int]

    init(_ holidays: Set<String>, _ companyDays: Set<String>, _ regionDays: [CivilDate]) {
        var days = Set(regionDays.map(\.dayNumber))
        for text in holidays.union(companyDays) {
            if let date = CivilDate(text) { days.insert(date.dayNumber) }
        }
        self.days = days.sorted()
        yearly = companyDays.compactMap(Self.yearly).sorted()
    }

    func contains(_ date: CivilDate) -> Bool {
        if !yearly.isEmpty {
            let parts = date.parts
            if yearly.contains(parts.month * 100 + parts.day) { return true }
        }
        var low = 0
        var high = days.count
        while low < high {
            let middle = (low + high) / 2
            if days[middle] < date.dayNumber { low = middle + 1 } else { high = middle }
        }
        return low < days.count && days[low] == date.dayNumber
    }

    /// `12-24` as 1224; a leap year allows every day that some year has.
    static func yearly(_ text: String) -> Int? {
        guard text.utf8.count == 5, let date = CivilDate("2028-" + text) else { return nil }
        return date.month * 100 + date.day
    }
}
