public import FoundationEssentials
public import Registrations

/// How a chat reaches a person, as their last act said it; for chats that need more than the person's id.
public struct Reach: Hashable, Sendable {
    public let person: Person
    /// The workspace that hosts where they were met, which need not be their own.
    public let host: WorkspaceKey
    /// What the chat calls them towards this app (Teams: `29:…`).
    public let account: String
    /// Where the chat takes messages for them (Teams: the service URL).
    public let address: String
    /// Their conversation with the app alone; nil while none is known.
    public var conversation: String?

    public init(person: Person, host: WorkspaceKey, account: String, address: String, conversation: String? = nil) {
        self.person = person
        self.host = host
        self.account = account
        self.address = address
        self.conversation = conversation
    }
}

/// How a chat reaches a room, as the last act in it said it.
public struct RoomReach: Hashable, Sendable {
    /// The whole room, never a thread of it.
    public let room: Room
    /// Where the chat takes messages for it (Teams: the service URL).
    public let address: String

    public init(room: Room, address: String) {
        self.room = room
        self.address = address
    }
}

/// A key that a partner's team signs its outgoing webhook with, sealed.
public struct OutgoingKey: Hashable, Sendable {
    public let id: String
    public let partner: PartnerID
    public let sealed: [UInt8]
    public let addedAt: Date

    public init(id: String, partner: PartnerID, sealed: [UInt8], addedAt: Date) {
        self.id = id
        self.partner = partner
        self.sealed = sealed
        self.addedAt = addedAt
    }
}

/// What can be asked of the ledger about reaching people.
public protocol ReachReader {
    func reach(of person: Person) throws -> Reach?
    /// Who is called so where that workspace is the host.
    func reach(account: String, host: WorkspaceKey) throws -> Reach?
    func reach(of room: Room) throws -> RoomReach?
    /// Whose a person is where the workspace does not say it: a guest, or somebody without a partner's workspace.
    func linkedPartner(of person: Person) throws -> PartnerID?
    /// All of them, by id; each partner has a few.
    func outgoingKeys() throws -> [OutgoingKey]
}

/// What can be changed of it.
public protocol ReachWriter {
    /// Adds or replaces.
    func save(_ reach: Reach) throws
    func save(_ reach: RoomReach) throws
    func removeReach(of person: Person) throws
    func removeReach(of room: Room) throws
    func link(_ person: Person, to partner: PartnerID) throws
    func save(_ key: OutgoingKey) throws
    func removeOutgoingKey(_ id: String) throws
}

extension LedgerTransaction {
    /// Keeps what is new of it: most acts say what is known.
    func note(_ reach: Reach?, _ room: RoomReach?) throws {
        if let room, try self.reach(of: room.room) != room { try save(room) }
        guard var reach else { return }
        let known = try self.reach(of: reach.person)
        // An act elsewhere says nothing of the conversation.
        if reach.conversation == nil, known?.host == reach.host { reach.conversation = known?.conversation }
        if known != reach { try save(reach) }
    }
}
