// Without Foundation proper, FoundationEssentials knows no time zone but UTC: it links the zones' rules.
import Foundation
public import FoundationEssentials

/// The clock on a wall in one time zone: instants to days and times of day, and back.
public struct LocalTime: Hashable, Sendable {
    private let zone: TimeZone
    /// Its changes, where they were looked up before.
    private var offsets: ZoneOffsets?

    /// An IANA name such as `Europe/Berlin`; a name that nobody knows is read as UTC.
    public init(timeZone name: String) {
        zone = TimeZone(identifier: name) ?? .gmt
    }

    /// The same clock, ten times as quick to ask; looking its changes up takes about a millisecond.
    func prepared() -> LocalTime {
        var prepared = self
        prepared.offsets = ZoneOffsets(zone)
        return prepared
    }

    public static func == (one: LocalTime, other: LocalTime) -> Bool { one.zone == other.zone }

    public func hash(into hasher: inout Hasher) { hasher.combine(zone) }

    /// The day it is there.
    public func date(of instant: Date) -> CivilDate {
        CivilDate(dayNumber: CivilDate.floor(seconds(at: instant), by: Self.daySeconds))
    }

    /// Whole seconds after midnight as the clock shows them: 02:30 is 9000, whatever happened that night.
    public func secondOfDay(of instant: Date) -> Int {
        let seconds = seconds(at: instant)
        return seconds - CivilDate.floor(seconds, by: Self.daySeconds) * Self.daySeconds
    }

    /// When the clock there shows that time.
    ///
    /// Of a time that autumn repeats the first is meant; a time that spring skips is moved on by what was skipped, so that
    /// 02:30 becomes 03:30.
    public func instant(on date: CivilDate, secondOfDay: Int) -> Date {
        let wall = date.dayNumber * Self.daySeconds + secondOfDay
        return Date(timeIntervalSince1970: Double(first(wall) ?? wall - offset(wall - Self.farEastSeconds)))
    }

    /// Whether the clock ever shows that time; in spring it skips some.
    public func exists(on date: CivilDate, secondOfDay: Int) -> Bool {
        first(date.dayNumber * Self.daySeconds + secondOfDay) != nil
    }

    /// The last second of a day, 23:59:59.
    public func end(of date: CivilDate) -> Date {
        instant(on: date.adding(days: 1), secondOfDay: 0).addingTimeInterval(-1)
    }

    /// Whether no clock is changed on these days, taking for granted that a change and its return lie further apart.
    func isSteady(from first: CivilDate, through last: CivilDate) -> Bool {
        offset(first.dayNumber * Self.daySeconds - Self.farEastSeconds)
            == offset((last.dayNumber + 1) * Self.daySeconds + Self.farWestSeconds)
    }

    static let daySeconds = 86_400
    /// No zone is further ahead of UTC, or further behind.
    private static let farEastSeconds = 15 * 3600
    private static let farWestSeconds = 13 * 3600
    /// From about the year 1 to about the year 9999.
    private static let earliestSeconds = -62_000_000_000.0
    private static let latestSeconds = 253_000_000_000.0

    /// What the wall shows, counted as if it were UTC.
    private func seconds(at instant: Date) -> Int {
        let utc = Self.whole(instant)
        return utc + offset(utc)
    }

    private static func whole(_ instant: Date) -> Int {
        let seconds = instant.timeIntervalSince1970
        guard seconds.isFinite else { return 0 }
        return Int(min(max(seconds, earliestSeconds), latestSeconds).rounded(.down))
    }

    private func offset(_ utc: Int) -> Int { offsets?.offset(utc) ?? zone.secondsFromGMT(at: utc) }

    /// The first instant, in seconds, at which the wall shows this; nil when it never does.
    private func first(_ wall: Int) -> Int? {
        let before = offset(wall - Self.farEastSeconds)
        let after = offset(wall + Self.farWestSeconds)
        if before == after { return wall - before }
        return [before, after].map { (instant: wall - $0, offset: $0) }
            .filter { offset($0.instant) == $0.offset }
            .map(\.instant).min()
    }
}
