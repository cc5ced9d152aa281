import Dialogue
public import FoundationEssentials
public import Registrations

/// Takes what names or describes a person out of the ledger; the registrations and their chains stay and still hold.
public struct Erasing: Sendable {
    private let ledger: any Ledger
    private let time: any TimeSource
    private let chance: any Chance

    public init(ledger: any Ledger, time: any TimeSource, chance: any Chance) {
        self.ledger = ledger
        self.time = time
        self.chance = chance
    }

    /// How much was erased of each kind.
    public struct Report: Hashable, Sendable {
        public var registrations: [CaseNumber] = []
        /// Registrations of other people in whose words the address stood.
        public var mentions: [CaseNumber] = []
        public var words = 0
        public var values = 0
        public var drafts = 0
        public var replies = 0
        public var messages = 0

        public init() {}
    }

    /// Everything on the person; throws what the ledger throws.
    public func file(on email: EmailAddress) async throws -> PersonalFile {
        var search = PersonalSearch(ledger, email)
        return try await search.run()
    }

    /// Erases what `file` found, registrations last: whoever is interrupted finds the rest again by the same address.
    public func erase(_ file: PersonalFile) async throws -> Report {
        var report = Report()
        try await erase(file.messages, of: file, &report)
        for kept in file.replies {
            try await ledger.write { try $0.store(.nothing, for: kept.key) }
            report.replies += 1
        }
        for draft in file.drafts { try await empty(draft.id, &report) }
        let owned = Set(file.registrations.map { ChainID.registration($0.id) })
        for value in file.values where !owned.contains(value.chain) {
            try await ledger.write { try $0.forgetValue(value.name, of: value.sequence, in: value.chain) }
            report.values += 1
        }
        for registration in file.mentions {
            report.words += try await erase(registration.id) { PersonalSearch.stands(file.email, in: $0) }
            report.mentions.append(registration.caseNumber)
        }
        for registration in file.registrations {
            report.values += file.values.count { $0.chain == .registration(registration.id) }
            report.words += try await erase(registration.id) { _ in true }
            report.registrations.append(registration.caseNumber)
        }
        return report
    }

    /// Registrations that ended before then and still have personal words, oldest first.
    public func due(endedBefore: Date) async throws -> [Registration] {
        var due: [Registration] = []
        try await PersonalSearch.eachRegistration(in: ledger) { registration in
            guard !registration.status.isOpen, let end = registration.endedAt, end < endedBefore,
                !registration.personalWords.isEmpty
            else { return }
            due.append(registration)
        }
        return due.reversed()
    }

    /// Erases one registration's words, its history's, its draft's and those of its messages that wait.
    public func retire(_ registration: Registration) async throws {
        var file = PersonalFile(email: registration.answers.contact.email)
        let id = registration.id
        let purposes = Message.Purpose.allCases
        file.registrations = [registration]
        file.messages = try await ledger.read { try $0.messages(of: id, purposes: purposes) }
        var report = Report()
        try await erase(file.messages, of: file, &report)
        try await empty(registration.draft, &report)
        _ = try await erase(id) { _ in true }
    }

    private func erase(_ messages: [Message], of file: PersonalFile, _ report: inout Report) async throws {
        let owned = Set(file.registrations.map(\.id))
        let others = Redaction(file.email, words: file.longWords)
        for message in messages {
            let redacted = file.redaction(for: message, owned, others).redacted(message)
            try await ledger.write { try $0.recast(redacted) }
            report.messages += 1
        }
    }

    private func empty(_ id: DraftID, _ report: inout Report) async throws {
        let isEmptied = try await ledger.write { transaction in
            guard var draft = try transaction.draft(id), !draft.typed.isEmpty else { return false }
            draft.typed = [:]
            try transaction.save(draft)
            return true
        }
        report.drafts += isEmptied ? 1 : 0
    }

    /// One transaction: the words, what the chain committed to, and the event that says so.
    private func erase(
        _ id: RegistrationID,
        where isMeant: @escaping @Sendable (String) -> Bool
    ) async throws -> Int {
        let (now, chance) = (time.now(), chance)
        return try await ledger.write { transaction in
            guard let registration = try transaction.registration(id) else { return 0 }
            let before = registration.personalWords
            let erased = registration.mappingPersonalWords { _, text in isMeant(text) ? nil : text }
            let values = try Self.forget(ChainID.registration(id), in: transaction, where: isMeant)
            let count = before.count - erased.personalWords.count
            guard count + values > 0 else { return 0 }
            try transaction.update(erased)
            let event = Event(.personalErased, at: now, actor: .admin)
            try Timeline.append([event], to: .registration(id), in: transaction, chance: chance)
            return count
        }
    }

    private static func forget(
        _ chain: ChainID,
        in transaction: any LedgerTransaction,
        where isMeant: (String) -> Bool
    ) throws -> Int {
        var (last, count) = (0, 0)
        while true {
            let events = try transaction.events(of: chain, after: last, limit: PersonalSearch.pageSize)
            guard let end = events.last else { return count }
            for stored in events {
                for value in stored.event.personal where isMeant(value.value) {
                    try transaction.forgetValue(value.name, of: stored.sequence, in: chain)
                    count += 1
                }
            }
            last = end.sequence
        }
    }
}
