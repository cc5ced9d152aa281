public import Desk
public import Registrations

extension SQLSession {
    public func reach(of person: Person) throws -> Reach? {
        try connection.row(ReachSQL.ofPerson, .person(person)) { try Reach(&$0) }
    }

    public func reach(account: String, host: WorkspaceKey) throws -> Reach? {
        try connection.row(ReachSQL.ofAccount, .workspace(host) + [.text(account)]) { try Reach(&$0) }
    }

    public func save(_ reach: Reach) throws {
        try connection.send(
            ReachSQL.save,
            .person(reach.person) + [
                .text(reach.host.id), .text(reach.account), .text(reach.address), .text(reach.conversation),
            ]
        )
    }

    public func removeReach(of person: Person) throws {
        try connection.send(ReachSQL.remove, .person(person))
    }

    public func reach(of room: Room) throws -> RoomReach? {
        try connection.row(ReachSQL.ofRoom, .room(room)) { RoomReach(room: room, address: try $0.text()) }
    }

    public func save(_ reach: RoomReach) throws {
        try connection.send(ReachSQL.saveRoom, .room(reach.room) + [.text(reach.address)])
    }

    public func removeReach(of room: Room) throws {
        try connection.send(ReachSQL.removeRoom, .room(room))
    }

    public func linkedPartner(of person: Person) throws -> PartnerID? {
        try connection.row(ReachSQL.partnerOfPerson, .person(person)) { try $0.id() }
    }

    public func link(_ person: Person, to partner: PartnerID) throws {
        try connection.send(ReachSQL.linkPerson, .person(person) + [.id(partner)])
    }

    public func outgoingKeys() throws -> [OutgoingKey] {
        try connection.rows(ReachSQL.keys, []) {
            OutgoingKey(id: try $0.text(), partner: try $0.id(), sealed: try $0.bytes(), addedAt: try $0.time())
        }
    }

    public func save(_ key: OutgoingKey) throws {
        try connection.send(
            ReachSQL.saveKey,
            [.text(key.id), .id(key.partner), .bytes(key.sealed), .time(key.addedAt)]
        )
    }

    public func removeOutgoingKey(_ id: String) throws {
        try connection.send(ReachSQL.removeKey, [.text(id)])
    }
}

extension Reach {
    fileprivate init(_ row: inout SQLRow) throws {
        let person = try row.person()
        self.init(
            person: person,
            host: WorkspaceKey(channel: person.workspace.channel, id: try row.text()),
            account: try row.text(),
            address: try row.text(),
            conversation: row.optionalText()
        )
    }
}
