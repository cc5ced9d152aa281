import Dialogue
public import FoundationEssentials
public import Registrations

/// Everything that is stored on one person at a prospect, found by the e-mail address.
public struct PersonalFile: Sendable {
    public let email: EmailAddress
    /// Registrations whose contact the person is.
    public var registrations: [Registration] = []
    /// Others in whose words the address stands.
    public var mentions: [Registration] = []
    public var values: [HistoryValue] = []
    public var drafts: [DraftRecord] = []
    /// Answers kept for copies of a delivery, for some days.
    public var replies: [KeptReply] = []
    /// Messages that have not gone out yet.
    public var messages: [Message] = []
    /// Messages this version cannot read: nobody knows what is in them.
    public var unreadable: [MessageID] = []
    /// As they were typed, in the registrations and drafts of this address.
    var names: Set<String> = []

    public var isEmpty: Bool {
        registrations.isEmpty && mentions.isEmpty && values.isEmpty && drafts.isEmpty && replies.isEmpty
            && messages.isEmpty
    }

    /// A personal value of an event.
    public struct HistoryValue: Hashable, Sendable {
        public let chain: ChainID
        public let sequence: Int
        public let kind: Event.Kind
        public let at: Date
        public let name: String
        public let value: String
    }
}

/// Looks through the whole ledger, a page at a time, beside a running service.
struct PersonalSearch {
    static let pageSize = 200
    /// Shorter names stand in too many other words.
    private static let shortestName = 3

    let ledger: any Ledger
    private var file: PersonalFile

    init(_ ledger: any Ledger, _ email: EmailAddress) {
        self.ledger = ledger
        file = PersonalFile(email: email)
    }

    mutating func run() async throws -> PersonalFile {
        try await Self.eachRegistration(in: ledger) { look(at: $0) }
        try await lookAtDrafts()
        try await lookAtHistories()
        try await lookAtReplies()
        try await lookAtMessages()
        return file
    }

    /// In any case of its letters.
    static func stands(_ email: EmailAddress, in text: String) -> Bool {
        text.lowercased().contains(email.text.lowercased())
    }

    static func same(_ left: EmailAddress, _ right: EmailAddress) -> Bool {
        left.text.lowercased() == right.text.lowercased()
    }

    /// All of them, newest first; several may share an instant.
    static func eachRegistration(in ledger: any Ledger, _ body: (Registration) -> Void) async throws {
        var before: Date?
        var seen: Set<RegistrationID> = []
        while true {
            let query = RegistrationQuery(submittedBefore: before, limit: pageSize + seen.count)
            let page = try await ledger.read { try $0.registrations(query) }
            let fresh = page.filter { !seen.contains($0.id) }
            guard let oldest = fresh.last else { return }
            for registration in fresh { body(registration) }
            seen = Set(page.filter { $0.submittedAt == oldest.submittedAt }.map(\.id))
            before = oldest.submittedAt.addingTimeInterval(0.001)
        }
    }

    private mutating func look(at registration: Registration) {
        let contact = registration.answers.contact
        if Self.same(contact.email, file.email) {
            file.registrations.append(registration)
            note(contact.name)
        } else if registration.personalWords.values.contains(where: { Self.stands(file.email, in: $0) }) {
            file.mentions.append(registration)
        }
    }

    private mutating func note(_ name: String?) {
        guard let name, name.count >= Self.shortestName, name != Registration.erasedWords else { return }
        file.names.insert(name)
    }

    private mutating func lookAtDrafts() async throws {
        let owned = Set(file.registrations.map(\.draft))
        var last = DraftID("")
        while true {
            let after = last
            let page = try await ledger.read { try $0.drafts(after: after, limit: Self.pageSize) }
            guard let end = page.last else { return }
            for draft in page {
                let isOwn = draft.typed[.contactEmail].flatMap(EmailAddress.init).map { Self.same($0, file.email) }
                if isOwn == true { note(draft.typed[.contactName]) }
                let isMeant = owned.contains(draft.id) && !draft.typed.isEmpty
                if isMeant || draft.typed.values.contains(where: { Self.stands(file.email, in: $0) }) {
                    file.drafts.append(draft)
                }
            }
            last = end.id
        }
    }

    private mutating func lookAtHistories() async throws {
        let owned = Set(file.registrations.map { ChainID.registration($0.id) })
        var last = ""
        while true {
            let after = last
            let chains = try await ledger.read { try $0.chains(after: after, limit: Self.pageSize) }
            guard let end = chains.last else { return }
            for chain in chains { try await look(at: chain, isOwned: owned.contains(chain)) }
            last = end.text
        }
    }

    private mutating func look(at chain: ChainID, isOwned: Bool) async throws {
        var last = 0
        while true {
            let after = last
            let events = try await ledger.read { try $0.events(of: chain, after: after, limit: Self.pageSize) }
            guard let end = events.last else { return }
            for stored in events {
                for value in stored.event.personal where isOwned || Self.stands(file.email, in: value.value) {
                    file.values.append(
                        .init(
                            chain: chain,
                            sequence: stored.sequence,
                            kind: stored.event.kind,
                            at: stored.event.at,
                            name: value.name,
                            value: value.value
                        )
                    )
                    if isOwned, value.name == Field.contactName.rawValue { note(value.value) }
                }
            }
            last = end.sequence
        }
    }

    private mutating func lookAtReplies() async throws {
        let redaction = Redaction(file.email, words: file.longWords)
        var last: DeliveryKey?
        while true {
            let after = last
            let page = try await ledger.read { try $0.keptReplies(after: after, limit: Self.pageSize) }
            guard let end = page.last else { return }
            file.replies += page.filter { redaction.changes($0.reply) }
            last = end.key
        }
    }

    private mutating func lookAtMessages() async throws {
        let owned = Set(file.registrations.map(\.id))
        let redaction = Redaction(file.email, words: file.longWords)
        var last = MessageID("")
        while true {
            let after = last
            let page = try await ledger.read { try $0.messagesWithCards(after: after, limit: Self.pageSize) }
            guard let end = page.last else { return }
            for found in page {
                guard let message = found.message else {
                    file.unreadable.append(found.id)
                    continue
                }
                if file.redaction(for: message, owned, redaction).redacted(message) != message {
                    file.messages.append(message)
                }
            }
            last = end.id
        }
    }
}

extension PersonalFile {
    /// Shorter words stand in too many texts that are of somebody else.
    private static let shortestWord = 12

    /// The names, and what else is long enough to be of this person alone.
    var longWords: Set<String> {
        let words = registrations.flatMap { $0.personalWords.values } + values.map(\.value)
        return names.union(words.filter { $0.count >= Self.shortestWord })
    }

    /// A message of one of the person's registrations loses every personal word, another's what names the person.
    func redaction(for message: Message, _ owned: Set<RegistrationID>, _ others: Redaction) -> Redaction {
        guard let id = message.registration else { return others }
        guard owned.contains(id), let registration = registrations.first(where: { $0.id == id }) else {
            return Redaction(email, words: [])
        }
        let said = values.filter { $0.chain == .registration(id) }.map(\.value)
        return Redaction(email, words: names.union(registration.personalWords.values).union(said))
    }
}
