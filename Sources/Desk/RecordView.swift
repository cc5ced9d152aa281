public import Dialogue
public import FoundationEssentials
public import Registrations

/// Looking at records: by link, and by the admin.
extension FrontDesk {
    static let shownEvents = 500

    /// The record page; nil for an unknown case, a forged, foreign, expired or revoked key: one and the same.
    public func record(case typed: String, key: String, at now: Date) async throws -> Page? {
        guard let number = CaseNumber(typed: typed) else { return nil }
        let policy = policies.current
        return try await ledger.read { reader in
            let registration = try reader.registration(case: number)
            // An unknown case costs the same signature check as a known one.
            let id = registration?.id ?? RegistrationID(number.description)
            guard let link = RecordLink(key: key, for: id, verifiedBy: keyring), let registration,
                isOpen(link, registration, policy, at: now), let partner = try reader.partner(registration.partner)
            else { return nil }
            let terms = try policies.terms(of: registration.policyVersion, in: reader)
            let (shown, unwritten) = try reader.settled(registration, under: terms, at: now)
            let queue = try reader.queuePlace(of: shown, under: terms, at: now)
            let file = CaseFile(
                registration: shown,
                partner: partner,
                policy: terms,
                heldUntil: queue.heldUntil,
                place: queue.place,
                isInTurn: queue.isInTurn,
                now: now
            )
            let chain = ChainID.registration(registration.id)
            let unseen = max(0, (try reader.chainHead(chain)?.sequence ?? 0) - Self.shownEvents)
            let history = try reader.events(of: chain, after: unseen, limit: Self.shownEvents)
            let book = phrasebook(language(of: link.audience, registration, policy), policy)
            let lines = history.map(Self.line) + unwritten.map { HistoryLine(event: $0, said: [:]) }
            return book.page(file, history: lines, for: link.audience, isCut: unseen > 0)
        }
    }

    private func isOpen(_ link: RecordLink, _ registration: Registration, _ policy: Policy, at now: Date) -> Bool {
        guard link.generation == registration.linkGeneration,
            link.expiresAtSeconds > Int(now.timeIntervalSince1970)
        else { return false }
        guard let end = registration.endedAt ?? registration.hold?.until else { return true }
        return now < end.addingTimeInterval(Double(policy.links.daysAfterEnd) * 86_400)
    }

    private func language(of audience: Audience, _ registration: Registration, _ policy: Policy) -> Language {
        switch audience {
        case .partner: registration.language
        case .reviewer: policy.reviewer(named: registration.reviewer)?.language ?? policy.program.language
        }
    }

    static func line(_ stored: StoredEvent) -> HistoryLine {
        var said: [String: String] = [:]
        for commitment in stored.commitments { said[commitment.name] = commitment.value }
        return HistoryLine(event: stored.event, said: said)
    }

    /// Everything about one registration, as the admin exports it, with the reviewer's link.
    public func export(_ registration: Registration, at now: Date) async throws -> RecordExport {
        try await ledger.read { reader in
            guard let partner = try reader.partner(registration.partner) else {
                throw LedgerTrouble.broken("a registration without its partner")
            }
            let terms = try policies.terms(of: registration.policyVersion, in: reader)
            let queue = try reader.queuePlace(of: registration, under: terms, at: now)
            let file = CaseFile(
                registration: registration,
                partner: partner,
                policy: terms,
                heldUntil: queue.heldUntil,
                place: queue.place,
                isInTurn: queue.isInTurn,
                now: now
            )
            let events = try reader.allEvents(of: .registration(registration.id))
            let book = phrasebook(terms.program.language, terms)
            return RecordExport(
                registration: registration,
                partner: partner,
                next: file.next,
                why: book.reasons(file, history: events.map(Self.line), for: .reviewer),
                events: events,
                link: link(to: registration, for: .reviewer, at: now)
            )
        }
    }
}

extension LedgerReader {
    private static var pageSize: Int { 500 }

    /// The whole history, read in pages.
    fileprivate func allEvents(of chain: ChainID) throws -> [StoredEvent] {
        var all: [StoredEvent] = []
        while true {
            let page = try events(of: chain, after: all.last?.sequence ?? 0, limit: Self.pageSize)
            all += page
            if page.count < Self.pageSize { return all }
        }
    }
}

/// One registration with its history.
public struct RecordExport: Sendable {
    public let registration: Registration
    public let partner: Partner
    public let next: NextAction
    /// Rules, versions, evidence and what would change it, as chat and record page say it to a reviewer.
    public let why: [Fact]
    public let events: [StoredEvent]
    public let link: String
}
