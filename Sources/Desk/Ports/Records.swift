public import Dialogue
public import FoundationEssentials
public import Registrations

/// A chat workspace the service has met, and the partner it is linked to.
public struct Workspace: Hashable, Sendable {
    public let key: WorkspaceKey
    public var name: String?
    public var partner: PartnerID?

    public init(key: WorkspaceKey, name: String? = nil, partner: PartnerID? = nil) {
        self.key = key
        self.name = name
        self.partner = partner
    }
}

/// A workspace that installed the app: its token, sealed.
public struct Installation: Hashable, Sendable {
    public let workspace: WorkspaceKey
    public var botUser: String?
    public var sealedToken: [UInt8]
    public var scopes: [String]
    public var installedAt: Date

    public init(
        workspace: WorkspaceKey,
        botUser: String?,
        sealedToken: [UInt8],
        scopes: [String],
        installedAt: Date
    ) {
        self.workspace = workspace
        self.botUser = botUser
        self.sealedToken = sealedToken
        self.scopes = scopes
        self.installedAt = installedAt
    }
}

/// A room the vendor's bot is in.
public struct JoinedRoom: Hashable, Sendable {
    public let room: Room
    public var joinedAt: Date
    /// The entry card was posted there.
    public var isGreeted: Bool

    public init(room: Room, joinedAt: Date, isGreeted: Bool) {
        self.room = room
        self.joinedAt = joinedAt
        self.isGreeted = isGreeted
    }
}

/// An unfinished dialogue, as typed.
public struct DraftRecord: Hashable, Sendable {
    public let id: DraftID
    public let owner: Person
    public let partner: PartnerID
    public var installation: WorkspaceKey
    public var room: Room?
    public var language: Language
    /// What was typed, by field.
    public var typed: [Field: String]
    public var updatedAt: Date
    /// What it became.
    public var registration: RegistrationID?
    /// What it is meant to become.
    public var kind: Registration.Kind
    /// Kept by `save(step:)` alone.
    public private(set) var taken: TakenDeliveries

    public init(
        id: DraftID,
        owner: Person,
        partner: PartnerID,
        installation: WorkspaceKey,
        room: Room?,
        language: Language,
        typed: [Field: String],
        updatedAt: Date,
        registration: RegistrationID? = nil,
        kind: Registration.Kind = .lead,
        taken: TakenDeliveries = TakenDeliveries()
    ) {
        self.id = id
        self.owner = owner
        self.partner = partner
        self.installation = installation
        self.room = room
        self.language = language
        self.typed = typed
        self.updatedAt = updatedAt
        self.registration = registration
        self.kind = kind
        self.taken = taken
    }

    /// One of its steps was taken with this delivery.
    public mutating func took(_ key: DeliveryKey) { taken.add(key) }
}

/// What was answered to a delivery, kept for copies of it.
public struct KeptReply: Hashable, Sendable {
    public let key: DeliveryKey
    public let reply: Reply

    public init(key: DeliveryKey, reply: Reply) {
        self.key = key
        self.reply = reply
    }
}

/// What is remembered under a name: a sweep's last beat, the calendar that deadlines were reckoned by.
public struct Mark: Hashable, Sendable {
    public let value: String
    public let updatedAt: Date

    public init(value: String, updatedAt: Date) {
        self.value = value
        self.updatedAt = updatedAt
    }
}

/// A single-use promise between the start of an installation and its return.
public struct InstallState: Hashable, Sendable {
    /// SHA-256 of the state parameter.
    public let digest: [UInt8]
    /// SHA-256 of the browser's cookie.
    public let cookieDigest: [UInt8]
    public let partner: PartnerID?
    public let expiresAt: Date
    /// The digest of the invitation it began with; it comes with the state and is not stored.
    public var invitation: [UInt8]?

    public init(digest: [UInt8], cookieDigest: [UInt8], partner: PartnerID?, expiresAt: Date) {
        self.digest = digest
        self.cookieDigest = cookieDigest
        self.partner = partner
        self.expiresAt = expiresAt
    }
}

/// Names one hash chain: a registration's, or the one for everything that belongs to none.
public struct ChainID: Identifier {
    public let text: String
    public init(_ text: String) { self.text = text }

    public static let service = ChainID("service")

    public static func registration(_ id: RegistrationID) -> ChainID { ChainID(id.text) }
}

/// An event with its place in its chain.
public struct StoredEvent: Hashable, Sendable {
    public let chain: ChainID
    /// 1 for the first of the chain.
    public let sequence: Int
    public let event: Event
    /// One per personal value of the event, in order; a key is nil once erased.
    public let commitments: [Commitment]
    public let previousHash: [UInt8]
    public let hash: [UInt8]

    public init(
        chain: ChainID,
        sequence: Int,
        event: Event,
        commitments: [Commitment],
        previousHash: [UInt8],
        hash: [UInt8]
    ) {
        self.chain = chain
        self.sequence = sequence
        self.event = event
        self.commitments = commitments
        self.previousHash = previousHash
        self.hash = hash
    }

    /// HMAC-SHA256 of a personal value under a random key that is stored beside it and erased with it.
    public struct Commitment: Hashable, Sendable {
        public let name: String
        public let mac: [UInt8]
        public var key: [UInt8]?
        public var value: String?

        public init(name: String, mac: [UInt8], key: [UInt8]?, value: String?) {
            self.name = name
            self.mac = mac
            self.key = key
            self.value = value
        }
    }
}

/// A row of the outbox as the admin sees it.
public struct OutboxRow: Hashable, Sendable {
    public let id: MessageID
    public let purpose: Message.Purpose
    public let registration: RegistrationID?
    public let state: State
    public let due: Date
    public let tries: Int
    public let reason: String?
    /// The request it comes of.
    public let request: String?

    public init(
        id: MessageID,
        purpose: Message.Purpose,
        registration: RegistrationID?,
        state: State,
        due: Date,
        tries: Int,
        reason: String?,
        request: String? = nil
    ) {
        self.id = id
        self.purpose = purpose
        self.registration = registration
        self.state = state
        self.due = due
        self.tries = tries
        self.reason = reason
        self.request = request
    }

    /// The raw value is what the row stores.
    public enum State: Int, Hashable, Sendable, CaseIterable {
        case due = 0
        case leased = 1
        case done = 2
        case parked = 3
        case dropped = 4
    }
}
