import Foundation
import PublicSuffix
import Registrations
import Testing

@Suite struct HolidayTests {
    private let table = HolidayTable.carried

    @Test func `the regions are those the page of the table names`() {
        let states = ["BB", "BE", "BW", "BY", "HB", "HE", "HH", "MV", "NI", "NW", "RP", "SH", "SL", "SN", "ST", "TH"]
        let cantons = [
            "AG", "AI", "AR", "BE", "BL", "BS", "FR", "GE", "GL", "GR", "JU", "LU", "NE", "NW", "OW", "SG", "SH", "SO",
            "SZ", "TG", "TI", "UR", "VD", "VS", "ZG", "ZH",
        ]
        var regions = ["DE", "AT", "CH", "US", "GB", "FR", "NL", "DE-BY-CATHOLIC", "DE-BY-AUGSBURG"]
        regions += states.map { "DE-" + $0 } + cantons.map { "CH-" + $0 } + (1...9).map { "AT-\($0)" }
        regions += ["GB-ENG", "GB-NIR", "GB-SCT", "GB-WLS"]
        #expect(table.regions == regions.sorted())
        #expect(table.years == 2025...2035)
    }

    @Test(arguments: [
        ("DE", 9), ("DE-BY", 12), ("DE-BW", 12), ("DE-BB", 12), ("DE-SL", 12), ("DE-NW", 11), ("DE-SN", 11),
        ("DE-BE", 10),
        ("DE-HH", 10), ("DE-BY-CATHOLIC", 13), ("DE-BY-AUGSBURG", 14), ("AT", 13), ("AT-9", 13), ("CH-ZH", 9),
        ("US", 12), ("GB-ENG", 9), ("FR", 11),
    ])
    func `a region has as many holidays in 2026 as its law says`(region: String, count: Int) throws {
        #expect(try #require(table.holidays(in: region)).count { $0.date.year == 2026 } == count)
    }

    @Test(arguments: [
        ("2026-08-15", "DE-BY", []), ("2026-08-15", "DE-BY-CATHOLIC", ["Assumption Day"]),
        ("2026-08-15", "DE-SL", ["Assumption Day"]), ("2026-08-08", "DE-BY-AUGSBURG", ["Augsburg Peace Festival"]),
        ("2026-06-04", "DE-BY", ["Corpus Christi"]), ("2026-06-04", "DE-HH", []),
        ("2026-11-26", "US", ["Thanksgiving Day"]), ("2026-12-26", "GB-ENG", ["Boxing Day"]),
        ("2026-12-28", "GB-ENG", ["Boxing Day (observed)"]), ("2026-04-06", "GB-SCT", []),
        ("2026-07-14", "FR", ["National Day"]), ("2027-04-27", "NL", ["King's Day"]),
        ("2026-10-26", "AT-9", ["National Day"]), ("2026-08-01", "CH", ["National Day"]),
        ("2035-12-25", "DE-TH", ["Christmas Day"]), ("2036-12-25", "DE-TH", []),
    ])
    func `a holiday is kept where it is one`(day: String, region: String, names: [String]) throws {
        #expect(table.names(of: try #require(CivilDate(day)), in: [region]) == names)
    }

    @Test(arguments: [("DE-BY", 253), ("DE-NW", 254), ("DE-BE", 255), ("DE-HH", 256)])
    func `2027 has that many working days`(region: String, count: Int) throws {
        var rules = Policy.defaultCalendar
        #expect(rules.observe([region], of: table) == [])
        let first = try #require(CivilDate("2027-01-01"))
        #expect((0..<365).count { rules.isWorkday(first.adding(days: $0)) } == count)
    }

    @Test func `a region of its own making is not known`() {
        var rules = Policy.defaultCalendar
        #expect(rules.observe(["DE-BY", "DE-XY", "de-hh", ""], of: table) == ["DE-XY", "de-hh", ""])
    }

    @Test func `the carried table has every row of the vendored one and no other`() throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Data/holidays.tsv")
        let rows = try String(contentsOf: file, encoding: .utf8).split(separator: "\n").filter { !$0.hasPrefix("#") }
        let carried = table.regions.flatMap { region in
            (table.holidays(in: region) ?? []).map { "\(region)\t\($0.date.text)\t\($0.name)" }
        }
        #expect(Set(rows.map(String.init)) == Set(carried))
        #expect(rows.count == carried.count)
    }
}
