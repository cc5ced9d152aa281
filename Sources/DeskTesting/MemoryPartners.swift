import Desk
import FoundationEssentials
import Registrations

extension MemorySession {
    func partner(_ id: PartnerID) -> Partner? { state.partners[id] }

    func partner(of person: Person, in workspace: WorkspaceKey?) -> Partner? {
        let id = state.linkedPeople[person] ?? workspace.flatMap { state.workspaces[$0]?.partner }
        return id.flatMap { state.partners[$0] }
    }

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

    func installations(after: WorkspaceKey?, limit: Int) -> [Installation] {
        func isBefore(_ left: WorkspaceKey, _ right: WorkspaceKey) -> Bool {
            let isSame = left.channel == right.channel
            return isSame ? precedes(left.id, right.id) : precedes(left.channel.rawValue, right.channel.rawValue)
        }
        let rest = state.installations.values.filter { one in after.map { isBefore($0, one.workspace) } ?? true }
        return Array(rest.sorted { isBefore($0.workspace, $1.workspace) }.prefix(limit))
    }

    func installation(_ workspace: WorkspaceKey) -> Installation? { state.installations[workspace] }
    func joinedRoom(_ room: Room) -> JoinedRoom? { state.rooms[room] }
    func language(of person: Person) -> Language? { state.languages[person] }

    func save(_ partner: Partner) { put(partner, \.partners, partner.id) }
    func save(_ workspace: Workspace) { put(workspace, \.workspaces, workspace.key) }
    func save(_ installation: Installation) { put(installation, \.installations, installation.workspace) }
    func removeInstallation(_ workspace: WorkspaceKey) { put(nil, \.installations, workspace) }
    func save(_ room: JoinedRoom) { put(room, \.rooms, room.room) }
    func removeRoom(_ room: Room) { put(nil, \.rooms, room) }

    func renameRoom(_ room: Room, to id: String) {
        guard id != room.id else { return }
        let renamed = Room(workspace: room.workspace, id: id)
        let joined = state.rooms[room]
        put(nil, \.rooms, room)
        let moved = joined.map { JoinedRoom(room: renamed, joinedAt: $0.joinedAt, isGreeted: $0.isGreeted) }
        put(moved, \.rooms, renamed)
        for (key, registration) in state.registrations where registration.status.isOpen {
            guard let old = registration.room, old.id == room.id,
                old.workspace.channel == room.workspace.channel
            else { continue }
            var moved = registration
            moved.room = Room(workspace: old.workspace, id: id)
            put(moved, \.registrations, key)
        }
    }

    func save(language: Language, of person: Person, at: Date) { put(language, \.languages, person) }
    func save(_ state: InstallState) { put(state, \.installStates, state.digest) }

    func removeInstallStates(expiredBy: Date) {
        replace(\.installStates, state.installStates.filter { $0.value.expiresAt >= expiredBy })
    }

    func takeInstallState(digest: [UInt8]) -> InstallState? {
        defer { put(nil, \.installStates, digest) }
        return state.installStates[digest]
    }
}
