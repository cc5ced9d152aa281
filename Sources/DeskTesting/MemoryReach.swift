import Desk
import Registrations

extension MemorySession {
    func reach(of person: Person) -> Reach? { state.reaches[person] }

    func reach(account: String, host: WorkspaceKey) -> Reach? {
        state.reaches.values.filter { $0.account == account && $0.host == host }.min { left, right in
            left.person.workspace.id == right.person.workspace.id
                ? precedes(left.person.user, right.person.user)
                : precedes(left.person.workspace.id, right.person.workspace.id)
        }
    }

    func save(_ reach: Reach) { put(reach, \.reaches, reach.person) }
    func removeReach(of person: Person) { put(nil, \.reaches, person) }
    func reach(of room: Room) -> RoomReach? { state.roomReaches[room] }
    func save(_ reach: RoomReach) { put(reach, \.roomReaches, reach.room) }
    func removeReach(of room: Room) { put(nil, \.roomReaches, room) }
    func linkedPartner(of person: Person) -> PartnerID? { state.linkedPeople[person] }
    func link(_ person: Person, to partner: PartnerID) { put(partner, \.linkedPeople, person) }
    func outgoingKeys() -> [OutgoingKey] { state.outgoingKeys.values.sorted { precedes($0.id, $1.id) } }
    func save(_ key: OutgoingKey) { put(key, \.outgoingKeys, key.id) }
    func removeOutgoingKey(_ id: String) { put(nil, \.outgoingKeys, id) }
}
