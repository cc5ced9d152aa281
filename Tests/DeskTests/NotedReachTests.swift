import Registrations
import Testing

@testable import Desk

@Suite struct NotedReachTests {
    private static let start = ContinuousClock.now
    private static let host = WorkspaceKey(channel: .teams, id: "host")
    private static let room = Room(workspace: host, id: "19:room")

    private func reach(at address: String = "https://one.example", in conversation: String? = nil) -> Reach {
        Reach(
            person: Person(workspace: Self.host, user: "u1"),
            host: Self.host,
            account: "29:u1",
            address: address,
            conversation: conversation
        )
    }

    @Test func `what the ledger was told is not told again for five seconds`() {
        let noted = NotedReaches()
        let room = RoomReach(room: Self.room, address: "https://one.example")
        let now = Self.start
        #expect(noted.new(reach(), at: now) == reach() && noted.new(room, at: now) == room)
        noted.note(reach(), room, at: now, since: noted.mark)
        #expect(noted.new(reach(), at: now + .seconds(4)) == nil && noted.new(room, at: now + .seconds(4)) == nil)
        #expect(noted.new(reach(), at: now + .seconds(5)) == reach() && noted.new(room, at: now + .seconds(5)) == room)
    }

    @Test func `another way is told at once, and so is the old one after it`() {
        let noted = NotedReaches()
        let now = Self.start
        noted.note(reach(), RoomReach(room: Self.room, address: "https://one.example"), at: now, since: noted.mark)
        let other = RoomReach(room: Self.room, address: "https://two.example")
        #expect(noted.new(reach(in: "a:1"), at: now) == reach(in: "a:1") && noted.new(other, at: now) == other)
        noted.note(reach(at: "https://two.example"), other, at: now, since: noted.mark)
        #expect(noted.new(reach(), at: now) == reach())
        #expect(noted.new(nil as Reach?, at: now) == nil && noted.new(nil as RoomReach?, at: now) == nil)
    }

    @Test func `after news everything is told again`() {
        let noted = NotedReaches()
        noted.note(reach(), nil, at: Self.start, since: noted.mark)
        let before = noted.mark
        noted.forget()
        #expect(noted.new(reach(), at: Self.start) == reach())
        noted.note(reach(), nil, at: Self.start, since: before)
        #expect(noted.new(reach(), at: Self.start) == reach(), "an act from before says nothing")
    }
}
