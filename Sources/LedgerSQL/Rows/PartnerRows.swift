public import Desk
public import FoundationEssentials
import JSON
public import Registrations

extension SQLSession {
    public func partner(_ id: PartnerID) throws -> Partner? {
        try connection.row(PartnerSQL.partner, [.id(id)]) { try Partner(&$0) }
    }

    public func partner(of person: Person, in workspace: WorkspaceKey?) throws -> Partner? {
        let key: [SQLValue] = workspace.map { .workspace($0) } ?? [.null, .null]
        return try connection.row(PartnerSQL.partnerOfPerson, .person(person) + key) { try Partner(&$0) }
    }

    public func partner(named name: String) throws -> Partner? {
        try connection.row(PartnerSQL.partnerNamed, [.text(name.lowercased())]) { try Partner(&$0) }
    }

    public func partners() throws -> [Partner] {
        try connection.rows(PartnerSQL.partners, []) { try Partner(&$0) }
    }

    public func save(_ partner: Partner) throws {
        try connection.send(
            PartnerSQL.savePartner,
            [
                .id(partner.id), .text(partner.name), .text(partner.name.lowercased()), .text(partner.tier),
                .raw(partner.kind), try StoredJSON.encode(partner.territories), try StoredJSON.encode(partner.domains),
                .raw(partner.language), .raw(partner.standing), try StoredJSON.encode(partner.certifications),
            ]
        )
    }

    public func workspace(_ key: WorkspaceKey) throws -> Workspace? {
        try connection.row(PartnerSQL.workspace, .workspace(key)) { try Workspace(&$0) }
    }

    public func workspaces(of partner: PartnerID) throws -> [Workspace] {
        try connection.rows(PartnerSQL.workspacesOfPartner, [.id(partner)]) { try Workspace(&$0) }
    }

    public func save(_ workspace: Workspace) throws {
        let values = .workspace(workspace.key) + [.text(workspace.name), SQLValue.id(workspace.partner)]
        try connection.send(PartnerSQL.saveWorkspace, values)
    }

    public func installation(_ workspace: WorkspaceKey) throws -> Installation? {
        try connection.row(PartnerSQL.installation, .workspace(workspace)) { try Installation(&$0) }
    }

    public func installations(after: WorkspaceKey?, limit: Int) throws -> [Installation] {
        let start: [SQLValue] = after.map { .workspace($0) } ?? [.text(""), .text("")]
        return try connection.rows(PartnerSQL.installations, start + [.int(limit)]) { try Installation(&$0) }
    }

    public func save(_ installation: Installation) throws {
        try connection.send(
            PartnerSQL.saveInstallation,
            .workspace(installation.workspace) + [
                .text(installation.botUser), .bytes(installation.sealedToken),
                try StoredJSON.encode(installation.scopes), .time(installation.installedAt),
            ]
        )
    }

    public func removeInstallation(_ workspace: WorkspaceKey) throws {
        try connection.send(PartnerSQL.removeInstallation, .workspace(workspace))
    }

    public func joinedRoom(_ room: Room) throws -> JoinedRoom? {
        try connection.row(PartnerSQL.room, .room(room)) {
            JoinedRoom(room: try $0.room(), joinedAt: try $0.time(), isGreeted: try $0.flag())
        }
    }

    public func save(_ room: JoinedRoom) throws {
        try connection.send(PartnerSQL.saveRoom, .room(room.room) + [.time(room.joinedAt), .flag(room.isGreeted)])
    }

    public func removeRoom(_ room: Room) throws {
        try connection.send(PartnerSQL.removeRoom, .room(room))
    }

    public func renameRoom(_ room: Room, to id: String) throws {
        guard id != room.id else { return }
        try removeRoom(Room(workspace: room.workspace, id: id))
        try connection.send(PartnerSQL.renameRoom, [.text(id)] + .room(room))
        try connection.send(RegistrationSQL.renameRoom, [.text(id), .raw(room.workspace.channel), .text(room.id)])
    }

    public func language(of person: Person) throws -> Language? {
        try connection.row(PartnerSQL.language, .person(person)) { try $0.raw() }
    }

    public func save(language: Language, of person: Person, at: Date) throws {
        try connection.send(PartnerSQL.saveLanguage, .person(person) + [.raw(language), .time(at)])
    }
}

extension Partner {
    fileprivate init(_ row: inout SQLRow) throws {
        self.init(
            id: try row.id(),
            name: try row.text(),
            tier: try row.text(),
            kind: try row.raw(),
            territories: try StoredJSON.list(in: row.text()).map { try row.needed($0.string) },
            domains: try StoredJSON.list(in: row.text()).map {
                try row.needed(DomainName(ascii: $0.text("ascii"), display: $0.text("display")))
            },
            language: try row.optionalRaw(),
            standing: try row.raw(),
            certifications: try StoredJSON.list(in: row.text()).map { try row.needed($0.string) }
        )
    }
}

extension Installation {
    fileprivate init(_ row: inout SQLRow) throws {
        self.init(
            workspace: try row.workspace(),
            botUser: row.optionalText(),
            sealedToken: try row.bytes(),
            scopes: try StoredJSON.list(in: row.text()).map { try row.needed($0.string) },
            installedAt: try row.time()
        )
    }
}

extension Workspace {
    fileprivate init(_ row: inout SQLRow) throws {
        self.init(key: try row.workspace(), name: row.optionalText(), partner: row.optionalID())
    }
}
