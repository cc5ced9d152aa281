import Foundation
import Testing

@testable import Registrations

@Suite struct CivilDateTests {
    @Test func `every day of three centuries is the day that Foundation counts`() throws {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        let first = try #require(CivilDate(year: 1900, month: 1, day: 1)).dayNumber
        let last = try #require(CivilDate(year: 2199, month: 12, day: 31)).dayNumber
        #expect(last - first + 1 == 109_573)
        for number in first...last {
            let date = CivilDate(dayNumber: number)
            try #require(CivilDate(year: date.year, month: date.month, day: date.day) == date)
            try #require(CivilDate(date.text) == date)
            guard number.isMultiple(of: 13) else { continue }
            let instant = Date(timeIntervalSince1970: Double(number) * 86_400)
            let parts = calendar.dateComponents([.year, .month, .day, .weekday], from: instant)
            try #require([parts.year, parts.month, parts.day] == [date.year, date.month, date.day])
            try #require(parts.weekday == date.isoWeekday % 7 + 1)
        }
    }

    @Test(arguments: [
        "2026-02-29", "2026-02-31", "2100-02-29", "2026-04-31", "2026-13-01", "2026-00-10", "2026-01-00", "0000-01-01",
        "2026-1-1", "2026/01/01", "26-01-01", " 2026-01-01", "2026-01-01 ", "2026-01-0x", "-026-01-01", "",
        "２０26-01-01",
    ])
    func `there is no such day`(text: String) {
        #expect(CivilDate(text) == nil)
    }

    @Test(arguments: [
        ("2026-01-31", 1, "2026-02-28"), ("2028-01-31", 1, "2028-02-29"), ("2026-12-31", 2, "2027-02-28"),
        ("2026-03-31", -1, "2026-02-28"), ("2026-01-15", -1, "2025-12-15"), ("2026-05-05", 12, "2027-05-05"),
        ("2028-02-29", 12, "2029-02-28"), ("2026-05-05", 0, "2026-05-05"),
    ])
    func `months are counted by the calendar`(start: String, months: Int, end: String) throws {
        #expect(try #require(CivilDate(start)).adding(months: months).text == end)
    }

    @Test func `far away days are held to what can be written`() throws {
        let today = try #require(CivilDate("2026-11-24"))
        for far in [today.adding(days: .max), today.adding(months: .max), CivilDate(dayNumber: .max)] {
            #expect(far.year == 9999)
        }
        for far in [today.adding(days: .min), today.adding(months: .min), CivilDate(dayNumber: .min)] {
            #expect(far.year == 1)
        }
    }
}
