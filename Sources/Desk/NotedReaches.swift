import Registrations
import Synchronization

/// The ways to people and rooms that the ledger was told a moment ago: each act of somebody's names the same.
final class NotedReaches: Sendable {
    private let people = RecentAnswers<Person, Reach>()
    private let rooms = RecentAnswers<Room, RoomReach>()
    private let generation = Atomic<Int>(0)

    /// nil for what the ledger has.
    func new(_ reach: Reach?, at now: ContinuousClock.Instant) -> Reach? {
        guard let reach, people.answer(to: reach.person, at: now) != reach else { return nil }
        return reach
    }

    func new(_ reach: RoomReach?, at now: ContinuousClock.Instant) -> RoomReach? {
        guard let reach, rooms.answer(to: reach.room, at: now) != reach else { return nil }
        return reach
    }

    /// Changes whenever something is forgotten.
    var mark: Int { generation.load(ordering: .acquiring) }

    /// Only after the commit that holds them, and not when news came since the act began.
    func note(_ reach: Reach?, _ room: RoomReach?, at now: ContinuousClock.Instant, since mark: Int) {
        guard mark == self.mark else { return }
        if let reach { people.note(reach, to: reach.person, at: now) }
        if let room { rooms.note(room, to: room.room, at: now) }
    }

    /// Before and after news, which may close one of them.
    func forget() {
        generation.wrappingAdd(1, ordering: .acquiringAndReleasing)
        people.forget()
        rooms.forget()
    }
}
