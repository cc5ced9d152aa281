/// An identifier made by the application, never by the database.
public protocol Identifier: Hashable, Sendable, Codable, CustomStringConvertible {
    var text: String { get }
    init(_ text: String)
}

extension Identifier {
    public var description: String { text }

    public init(from decoder: any Decoder) throws {
        self.init(try decoder.singleValueContainer().decode(String.self))
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}

/// Names one partner company.
public struct PartnerID: Identifier {
    public let text: String
    public init(_ text: String) { self.text = text }
}

/// Names one registration; people say its `CaseNumber` instead.
public struct RegistrationID: Identifier {
    public let text: String
    public init(_ text: String) { self.text = text }
}

/// Names one unfinished dialogue.
public struct DraftID: Identifier {
    public let text: String
    public init(_ text: String) { self.text = text }
}

/// What duplicates are compared by: the registrable domain of a company, or of the company it is an alias of.
public struct CompanyKey: Identifier {
    public let text: String
    public init(_ text: String) { self.text = text }
}

/// What of a company a hold protects; `account` is the whole of it.
public struct ScopeKey: Identifier {
    public let text: String
    public init(_ text: String) { self.text = text }

    public static let account = ScopeKey("account")

    /// The place of a further holder where several share one scope: 2 for the second.
    func shared(place: Int) -> ScopeKey { place > 1 ? ScopeKey("\(text)#\(place)") : self }

    /// Which of several holders it is for, 1 for the first.
    var place: Int { text.split(separator: "#").dropFirst().last.flatMap { Int($0) } ?? 1 }

    /// Without the place of a further holder.
    var whole: Substring { text.prefix { $0 != "#" } }

    /// Whether both protect some of the same; the account is all of it.
    public func overlaps(_ other: ScopeKey) -> Bool {
        let account = ScopeKey.account.whole
        return whole == other.whole || whole == account || other.whole == account
    }
}

/// A chat system.
public enum Channel: String, Hashable, Sendable, Codable, CaseIterable {
    case slack
    case teams
}

/// A chat workspace (Slack team `T…` or organisation `E…`, Teams tenant) as signed requests name it.
public struct WorkspaceKey: Hashable, Sendable, Codable {
    public let channel: Channel
    public let id: String

    public init(channel: Channel, id: String) {
        self.channel = channel
        self.id = id
    }
}

/// A person as a signed request names them: never by e-mail, name or typed text.
public struct Person: Hashable, Sendable, Codable {
    public let workspace: WorkspaceKey
    public let user: String

    public init(workspace: WorkspaceKey, user: String) {
        self.workspace = workspace
        self.user = user
    }
}

/// A chat room, as the installation in `workspace` sees it.
public struct Room: Hashable, Sendable, Codable {
    public let workspace: WorkspaceKey
    public let id: String

    public init(workspace: WorkspaceKey, id: String) {
        self.workspace = workspace
        self.id = id
    }

    /// The room itself where this is a thread of it: Teams writes the thread after a semicolon.
    ///
    /// https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/channel-and-group-conversations
    public var whole: Room { Room(workspace: workspace, id: String(id.prefix { $0 != ";" })) }
}

/// A language the product speaks.
public enum Language: String, Hashable, Sendable, Codable, CaseIterable {
    case english = "en"
    case german = "de"

    /// Reads an IETF tag such as `de-AT`; nil when the product does not speak it.
    public init?(tag: String) {
        let primary = tag.prefix { $0 != "-" && $0 != "_" }.lowercased()
        self.init(rawValue: primary)
    }
}
