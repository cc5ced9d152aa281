/// Public holidays by region: `DE-BY` has those of Bavaria, national ones among them.
public struct HolidayTable: Sendable {
    /// One holiday of a region in one year.
    public struct Holiday: Hashable, Sendable {
        public let date: CivilDate
        /// Its English name.
        public let name: String
    }

    /// The regions it knows, in order: an ISO 3166 code of a country or one of its parts, in capitals.
    public let regions: [String]
    /// The years it covers, the same for every region; nil when it is empty.
    public let years: ClosedRange<Int>?
    private let lines: [String: [Substring]]

    /// A table that knows no region.
    public static let empty = HolidayTable(lines: [])

    /// Reads lines `region;English name;yyyymmdd yyyymmdd …`; a line of another shape is passed over.
    public init(lines: some Sequence<Substring>) {
        var found: [String: [Substring]] = [:]
        var covered: ClosedRange<Int>?
        for line in lines {
            let parts = line.split(separator: ";", omittingEmptySubsequences: false)
            guard parts.count == 3 else { continue }
            found[String(parts[0]), default: []].append(line)
            for date in Self.dates(parts[2]) {
                let year = date.year
                covered = covered.map { min($0.lowerBound, year)...max($0.upperBound, year) } ?? year...year
            }
        }
        self.lines = found
        regions = found.keys.sorted()
        years = covered
    }

    /// The holidays of a region, in order; nil when the table does not know it.
    public func holidays(in region: String) -> [Holiday]? {
        lines[region].map { lines in
            lines.flatMap { line in
                let parts = line.split(separator: ";", omittingEmptySubsequences: false)
                return Self.dates(parts[2]).map { Holiday(date: $0, name: String(parts[1])) }
            }.sorted { ($0.date, $0.name) < ($1.date, $1.name) }
        }
    }

    /// The names of that day in the given regions, each once; empty when it is no holiday there.
    public func names(of date: CivilDate, in regions: [String]) -> [String] {
        var names: [String] = []
        for region in regions {
            for holiday in holidays(in: region) ?? [] where holiday.date == date && !names.contains(holiday.name) {
                names.append(holiday.name)
            }
        }
        return names
    }

    private static func dates(_ text: Substring) -> [CivilDate] {
        text.split(separator: " ").compactMap { digits in
            guard digits.utf8.count == 8, let number = Int(digits) else { return nil }
            return CivilDate(year: number / 10_000, month: number / 100 % 100, day: number % 100)
        }
    }
}
