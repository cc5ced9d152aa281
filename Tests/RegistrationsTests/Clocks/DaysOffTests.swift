import Testing

@testable import Registrations

@Suite struct DaysOffTests {
    private func rules(_ holidays: Set<String> = [], companyDays: Set<String> = []) -> Policy.Calendar {
        Policy.Calendar(
            opensAtMinute: 540,
            closesAtMinute: 1020,
            workdays: [1, 2, 3, 4, 5],
            holidays: holidays,
            companyDays: companyDays
        )
    }

    private func isOff(_ day: String, _ rules: Policy.Calendar) throws -> Bool {
        !rules.isWorkday(try #require(CivilDate(day)))
    }

    @Test(arguments: [
        ("2026-12-24", true), ("2027-12-24", true), ("2026-12-31", true), ("2027-12-31", false), ("2026-10-05", true),
        ("2026-12-23", false), ("2028-02-29", true), ("2026-12-26", true), ("2026-03-02", false), ("2027-03-01", false),
    ])
    func `company days come yearly or once`(day: String, isDayOff: Bool) throws {
        let rules = rules(["2026-10-05"], companyDays: ["12-24", "2026-12-31", "02-29"])
        #expect(try isOff(day, rules) == isDayOff)
    }

    @Test(arguments: [
        ("12-24", true), ("02-29", true), ("2026-12-24", true), ("02-30", false), ("2026-02-29", false),
        ("24-12", false), ("12/24", false), ("1-1", false), ("", false), ("Christmas", false),
    ])
    func `a company day is a day of the year or of one year`(text: String, isRead: Bool) {
        #expect(Policy.Calendar.isCompanyDay(text) == isRead)
    }

    @Test func `a changed list counts at once`() throws {
        var rules = rules()
        #expect(try !isOff("2026-12-24", rules))
        rules.companyDays.insert("12-24")
        #expect(try isOff("2026-12-24", rules))
        rules.holidays = ["2026-12-22"]
        #expect(try isOff("2026-12-22", rules))
        rules.companyDays = []
        #expect(try !isOff("2026-12-24", rules))
    }

    @Test func `a calendar observes what its regions do, and says whom it does not know`() throws {
        var rules = rules(["2026-06-11"])
        #expect(rules.observe(["DE-BY", "DE-XX", "GB-ENG", "de-by"], of: ClockSamples.table) == ["DE-XX", "de-by"])
        #expect(rules.regions == ["DE-BY", "DE-XX", "GB-ENG", "de-by"])
        for day in ["2026-06-04", "2026-08-31", "2026-12-28", "2026-06-11"] { #expect(try isOff(day, rules)) }
        #expect(rules.observe(["DE-HH"], of: ClockSamples.table) == [])
        #expect(rules.regionDays.map(\.text).first == "2025-10-31")
        #expect(try !isOff("2026-06-04", rules))
        #expect(try isOff("2026-06-11", rules))
    }

    @Test func `calendars with the same days off are equal however they came to them`() {
        var one = rules()
        one.holidays = ["2026-12-24", "2026-12-23"]
        #expect(one == rules(["2026-12-23", "2026-12-24"]))
        #expect(one != rules(["2026-12-23"]))
    }

    @Test func `a table names its regions, years and holidays`() throws {
        let table = ClockSamples.table
        #expect(table.regions == ["DE-BY", "DE-HH", "GB-ENG", "US"])
        #expect(table.years == 2025...2027)
        #expect(table.holidays(in: "DE-BE") == nil)
        #expect(table.holidays(in: "US")?.map(\.date.text).first == "2026-07-03")
        let christmas = try #require(CivilDate("2026-12-26"))
        #expect(
            table.names(of: christmas, in: ["DE-BY", "DE-HH", "GB-ENG"]) == ["Second Day of Christmas", "Boxing Day"]
        )
        #expect(table.names(of: christmas, in: ["US", "XX"]) == [])
        #expect(HolidayTable.empty.regions == [] && HolidayTable.empty.years == nil)
        let torn = HolidayTable(lines: ["DE", "DE;Torn", "A;B;C;D", "DE-BB;Odd;2026123 20261301 x"])
        #expect(torn.regions == ["DE-BB"] && torn.holidays(in: "DE-BB") == [] && torn.years == nil)
    }
}
