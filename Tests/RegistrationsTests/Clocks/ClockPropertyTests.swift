import FoundationEssentials
import Testing

@testable import Registrations

/// What holds for every office, on every day: each seed is an office and four hundred starts in it.
@Suite struct ClockPropertyTests {
    private struct World {
        var dice: Dice
        let calendar: BusinessCalendar

        init(seed: Int) {
            var dice = Dice(state: UInt64(seed))
            let zones = [
                "Europe/Berlin", "Europe/London", "America/New_York", "Asia/Kathmandu", "Pacific/Auckland",
                "America/St_Johns", "Australia/Lord_Howe", "Asia/Beirut", "UTC",
            ]
            // No office changes its clocks in the middle of its day: mornings start at five.
            let opens = Int.random(in: 300...700, using: &dice)
            let days = (1...7).filter { _ in Bool.random(using: &dice) }
            var holidays: Set<String> = []
            for _ in 0..<40 {
                holidays.insert(CivilDate(dayNumber: 20_400 + Int.random(in: 0..<800, using: &dice)).text)
            }
            calendar = ClockSamples.calendar(
                zones.randomElement(using: &dice) ?? "UTC",
                regions: Bool.random(using: &dice) ? ["DE-BY"] : [],
                hours: opens..<Int.random(in: opens + 1...1440, using: &dice),
                workdays: days.isEmpty ? [3] : Set(days),
                holidays: holidays,
                companyDays: ["12-24", "12-31"]
            )
            self.dice = dice
        }

        mutating func start() -> Date {
            Date(timeIntervalSince1970: Double(Int.random(in: 1_764_000_000..<1_832_000_000, using: &dice)))
        }
    }

    @Test(arguments: 1...40)
    func `a deadline of business days is in office hours, later for a later start, and that many days away`(
        seed: Int
    ) {
        var world = World(seed: seed)
        let calendar = world.calendar
        for _ in 0..<400 {
            let count = Int.random(in: 1...30, using: &world.dice)
            let start = world.start()
            let due = calendar.deadline(.businessDays(count), after: start)
            #expect(calendar.isOpen(at: due))
            let later = start.addingTimeInterval(Double(Int.random(in: 0...400_000, using: &world.dice)))
            #expect(due <= calendar.deadline(.businessDays(count), after: later))
            let opened = calendar.localDate(calendar.nextOpening(atOrAfter: start))
            var day = opened
            var passed = 0
            while day < calendar.localDate(due) {
                day = day.adding(days: 1)
                if calendar.isWorkday(day) { passed += 1 }
            }
            #expect(passed == count)
        }
    }

    @Test(arguments: 1...40)
    func `office time added is office time passed`(seed: Int) {
        var world = World(seed: seed)
        let calendar = world.calendar
        for _ in 0..<400 {
            let start = world.start()
            let seconds = Double(Int.random(in: 0...400_000, using: &world.dice))
            let end = calendar.adding(businessSeconds: seconds, to: start)
            #expect(calendar.businessTime(from: start, to: end) == seconds)
            let middle = calendar.adding(businessSeconds: (seconds / 3).rounded(), to: start)
            let rest = calendar.businessTime(from: middle, to: end)
            #expect(calendar.businessTime(from: start, to: middle) + rest == seconds)
            #expect(calendar.adding(businessSeconds: rest, to: middle) == end || rest == 0)
            let later = start.addingTimeInterval(1000)
            #expect(end <= calendar.adding(businessSeconds: seconds, to: later))
        }
    }

    @Test(arguments: 1...40)
    func `openings and reminders are in office hours, at or around the instant asked about`(seed: Int) {
        var world = World(seed: seed)
        let calendar = world.calendar
        for _ in 0..<400 {
            let start = world.start()
            let opening = calendar.nextOpening(atOrAfter: start)
            #expect(calendar.isOpen(at: opening) && opening >= start)
            #expect(calendar.businessTime(from: start, to: opening) == 0)
            let reminder = calendar.daysBefore(Int.random(in: 0...30, using: &world.dice), start)
            #expect(calendar.isOpen(at: reminder) && reminder <= start)
        }
    }

    @Test(arguments: 1...20)
    func `a local time read back is the same, unless the clock never shows it`(seed: Int) {
        var world = World(seed: seed)
        let local = world.calendar.local
        for _ in 0..<400 {
            let instant = world.start()
            let (day, second) = (local.date(of: instant), local.secondOfDay(of: instant))
            let back = local.instant(on: day, secondOfDay: second)
            #expect(local.exists(on: day, secondOfDay: second))
            #expect(
                back == instant || back == instant.addingTimeInterval(-3600)
                    || back == instant.addingTimeInterval(-1800)
            )
            #expect(local.secondOfDay(of: back) == second && local.date(of: back) == day)
            #expect(local.date(of: local.end(of: day)) == day)
            #expect(local.date(of: local.end(of: day).addingTimeInterval(1)) == day.adding(days: 1))
        }
    }
}
