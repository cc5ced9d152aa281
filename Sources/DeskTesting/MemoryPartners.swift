import Desk
import FoundationEssentials
import Registrations

extension MemorySession {
    func partner(_ id: PartnerID) -> Partner? { state.partners[id] }

    func partner(named name: String) -> Partner? {
        partners().first { $0.name.lowercased() == name.lowercased() }
    }

    func partners() -> [Partner] {
        state.partners.values.sorted { left, right in
            let (first, second) = (left.name.lowercased(), right.name.lowercased())
            return first == second ? precedes(left.id.text, right.id.text) : precedes(first, second)
        }
    }

    func workspace(_ key: WorkspaceKey) -> Workspace? { state.workspaces[key] }

    func workspaces(of partner: PartnerID) -> [Workspace] {
        state.workspaces.values.filter { $0.partner == partner }.sorted { left, right in
            left.key.channel == right.key.channel
                ? precedes(left.key.id, right.key.id)
                : precedes(left.key.channel.rawValue, right.key.channel.rawValue)
        }
    }

    func installation(_ workspace: WorkspaceKey) -> Installation? { state.installations[workspace] }
    func joinedRoom(_ room: Room) -> JoinedRoom? { state.rooms[room] }
    func language(of person: Person) -> Language? { state.languages[person] }

    func save(_ partner: Partner) { state.partners[partner.id] = partner }
    func save(_ workspace: Workspace) { state.workspaces[workspace.key] = workspace }
    func save(_ installation: Installation) { state.installations[installation.workspace] = installation }
    func removeInstallation(_ workspace: WorkspaceKey) { state.installations[workspace] = nil }
    func save(_ room: JoinedRoom) { state.rooms[room.room] = room }
    func removeRoom(_ room: Room) { state.rooms[room] = nil }

    func renameRoom(_ room: Room, to id: String) {
        guard id != room.id else { return }
        let renamed = Room(workspace: room.workspace, id: id)
        let joined = state.rooms.removeValue(forKey: room)
        state.rooms[renamed] = joined.map {
            JoinedRoom(room: renamed, joinedAt: $0.joinedAt, isGreeted: $0.isGreeted)
        }
        for (key, registration) in state.registrations where registration.status.isOpen {
            guard let old = registration.room, old.id == room.id,
                old.workspace.channel == room.workspace.channel
            else { continue }
            state.registrations[key]?.room = Room(workspace: old.workspace, id: id)
        }
    }

    func save(language: Language, of person: Person, at: Date) { state.languages[person] = language }
    func save(_ state: InstallState) { self.state.installStates[state.digest] = state }

    func removeInstallStates(expiredBy: Date) {
        state.installStates = state.installStates.filter { $0.value.expiresAt >= expiredBy }
    }

    func takeInstallState(digest: [UInt8]) -> InstallState? { state.installStates.removeValue(forKey: digest) }
}
