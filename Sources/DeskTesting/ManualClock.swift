public import Desk
public import FoundationEssentials
import Synchronization

/// A clock that stands still until it is moved.
public final class ManualClock: TimeSource {
    private let time: Mutex<Date>

    /// Tuesday, 3 March 2026, 09:00 UTC unless told otherwise.
    public init(_ start: Date = Date(millisecondsSince1970: 1_772_528_400_000)) { time = Mutex(start) }

    public func now() -> Date { time.withLock { $0 } }

    public func set(_ now: Date) { time.withLock { $0 = now } }

    public func advance(bySeconds seconds: Double) {
        time.withLock { $0 = Date(millisecondsSince1970: $0.millisecondsSince1970 + Int(seconds * 1000)) }
    }

    public func advance(byDays days: Int) { advance(bySeconds: Double(days) * 86_400) }
}
