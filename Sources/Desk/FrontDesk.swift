public import Dialogue
import FoundationEssentials
public import Registrations

/// Where every door leads: one verified delivery in, one durable reply out.
public struct FrontDesk: Sendable {
    private(set) var ledger: any Ledger
    let time: any TimeSource
    let chance: any Chance
    let policies: PolicyShelf
    let domains: any DomainReader
    let legalForms: LegalForms
    let keyring: Keyring
    let vault: TokenVault
    let bell: Bell
    let turnstile: Turnstile
    let settings: Settings
    let spoken = SpokenLanguages()
    let noted = NotedReaches()

    /// What of the deployment the use cases have to know.
    public struct Settings: Sendable {
        /// Base of record links, without a slash at its end.
        public let publicURL: String
        /// What people type, such as `/register`.
        public let command: String
        /// The vendor's own workspaces, one per chat.
        public let vendorWorkspaces: [WorkspaceKey]
        /// Where a partner lets the app write to it, if there is an install link.
        public let chatInstallURL: String?

        public init(publicURL: String, command: String, vendorWorkspaces: [WorkspaceKey], chatInstallURL: String?) {
            self.publicURL = publicURL
            self.command = command
            self.vendorWorkspaces = vendorWorkspaces
            self.chatInstallURL = chatInstallURL
        }
    }

    public init(
        ledger: any Ledger,
        time: any TimeSource,
        chance: any Chance,
        policies: PolicyShelf,
        domains: any DomainReader,
        legalForms: LegalForms,
        keyring: Keyring,
        vault: TokenVault,
        bell: Bell,
        turnstile: Turnstile = Turnstile(),
        settings: Settings
    ) {
        self.ledger = ledger
        self.time = time
        self.chance = chance
        self.policies = policies
        self.domains = domains
        self.legalForms = legalForms
        self.keyring = keyring
        self.vault = vault
        self.bell = bell
        self.turnstile = turnstile
        self.settings = settings
    }

    /// One transaction; the reply is durable when it returns.
    ///
    /// Throws only when the ledger cannot take anything now, or the delivery's time is over before anything was done.
    public func receive(_ delivery: Delivery) async throws -> Reply {
        var delivery = delivery
        let (now, mark) = (ContinuousClock.now, noted.mark)
        delivery.reach = noted.new(delivery.reach, at: now)
        delivery.roomReach = noted.new(delivery.roomReach, at: now)
        let outcome = try await outcome(of: delivery)
        if outcome.isNew { noted.note(delivery.reach, delivery.roomReach, at: now, since: mark) }
        if let language = outcome.language { spoken.note(language, of: delivery.actor) }
        if outcome.isRinging { bell.ring() }
        return outcome.reply
    }

    /// What is slow to find is read before the transaction, so that it stays short.
    private func outcome(of delivery: Delivery) async throws -> Outcome {
        let policy = policies.inForce
        guard let (draft, named) = Self.claimInQuestion(delivery.input) else {
            return try await ledger.write(delivery.turn) { try take(delivery, policy, SimilarNames(), in: $0) }
        }
        return try await ledger.write(
            delivery.turn,
            knowing: { try similarNames(to: named, in: draft, $0) },
            { try take(delivery, policy, $1, in: $0) }
        )
    }

    private func take(
        _ delivery: Delivery,
        _ policy: PolicyInForce,
        _ similar: SimilarNames,
        in transaction: any LedgerTransaction
    ) throws -> Outcome {
        if let draft = try draftTaking(delivery, in: transaction) {
            return try take(step: delivery, draft, policy, similar, in: transaction)
        }
        if let key = delivery.key, try transaction.claim(key, at: delivery.at) == false {
            return Outcome(reply: try transaction.storedReply(key) ?? .nothing, isNew: false, isRinging: false)
        }
        try transaction.note(delivery.reach, delivery.roomReach)
        var sitting = sitting(for: delivery, policy, similar, in: transaction)
        let reply = try sitting.answer()
        if let key = delivery.key { try transaction.store(reply, for: key) }
        return Outcome(reply: reply, isRinging: sitting.enqueued > 0, language: sitting.spoken)
    }

    /// A step of a draft, which knows its copies itself.
    ///
    /// A copy changes nothing, and is answered with what follows its step as the draft stands now.
    private func take(
        step delivery: Delivery,
        _ draft: DraftRecord,
        _ policy: PolicyInForce,
        _ similar: SimilarNames,
        in transaction: any LedgerTransaction
    ) throws -> Outcome {
        let isNew = !draft.isCopy(delivery)
        var sitting: Sitting
        if isNew {
            try transaction.note(delivery.reach, delivery.roomReach)
            sitting = self.sitting(for: delivery, policy, similar, in: transaction)
        } else {
            let copy = delivery.taken(by: draft)
            // Somebody changed its words on the way: the names like the draft's are looked for here, which is slow.
            let isOther = Self.claimInQuestion(copy.input) != nil && similar.name?.typed != draft.typed[.companyName]
            let known = isOther ? try similarNames(to: nil, in: draft.id, transaction) : similar
            sitting = self.sitting(for: copy, policy, known, in: transaction)
        }
        sitting.step = StepUnderWay(draft: draft, isCopy: !isNew)
        let reply = try sitting.answer()
        // Of a copy, too: whoever only reads waits for no standby, which may not have yet what was read.
        try sitting.saveStep()
        let spoken = isNew ? sitting.spoken : nil
        return Outcome(reply: reply, isNew: isNew, isRinging: sitting.enqueued > 0, language: spoken)
    }

    private func sitting(
        for delivery: Delivery,
        _ policy: PolicyInForce,
        _ similar: SimilarNames,
        in transaction: any LedgerTransaction
    ) -> Sitting {
        Sitting(desk: self, transaction: transaction, policy: policy, delivery: delivery, similar: similar)
    }

    private struct Outcome: Sendable {
        let reply: Reply
        /// The delivery was no copy of another.
        var isNew = true
        let isRinging: Bool
        var language: Language?
    }

    /// The same desk before another ledger, such as one that writes while a lease holds.
    public func writing(to other: any Ledger) -> FrontDesk {
        var desk = self
        desk.ledger = other
        return desk
    }

    /// What to show when `receive` threw: a sentence with the incident's number, where a form is open at its first input.
    public func trouble(with delivery: Delivery, incident: String) -> Reply {
        let policy = policies.current
        let book = Phrasebook(delivery.language ?? policy.program.language, timeZone: policy.program.timeZone)
        let sentence = book.trouble(incident: incident)
        guard case .filled(let name, let token, _) = delivery.input else { return .card(book.refusal(sentence)) }
        return .mistakes([FieldMistake(input: Self.firstInput(of: name, token: token), sentence: sentence)])
    }

    /// Where a refusal of a whole form is shown.
    static func firstInput(of form: Form.Name, token: String) -> String {
        switch form {
        case .register: Wizard.read(token: token)?.step.fields.first?.rawValue ?? Field.companyName.rawValue
        case .reviewReject: "reason"
        case .reviewAsk: "question"
        case .answer: "answer"
        case .meeting: "date"
        case .appeal: "appeal"
        case .extend: "evidence"
        case .deal: Field.amount.rawValue
        case .lost: "reason_text"
        case .nextStep: Field.nextStep.rawValue
        case .linkWorkspace: "partner"
        }
    }

    /// The draft whose company is judged now, and its name where it is being typed.
    private static func claimInQuestion(_ input: Delivery.Input) -> (DraftID, String?)? {
        switch input {
        case .filled(.register, let token, let typed):
            guard let (draft, step) = Wizard.read(token: token) else { return nil }
            switch step {
            case .company: return (draft, typed[Field.companyName.rawValue] ?? "")
            case .consent: return (draft, nil)
            case .contact, .opportunity, .deal: return nil
            }
        case .press(.registerBack, let token, _):
            // Back to the step that shows the verdict.
            guard let (draft, step) = Wizard.read(token: token), step == .opportunity else { return nil }
            return (draft, nil)
        case .words, .press, .filled, .closed: return nil
        }
    }

    /// Registered names like the one being claimed, scored.
    private func similarNames(
        to named: String?,
        in draft: DraftID,
        _ reader: any LedgerReader
    ) throws -> SimilarNames {
        guard let text = try named ?? reader.draft(draft)?.typed[.companyName],
            let name = CompanyName(text, legalForms: legalForms)
        else { return SimilarNames() }
        let (keys, spellings) = (name.blockingKeys(), name.spellings)
        let alike = try reader.similarNames(keys: keys, limit: BlockingKeys.limitCompared) { other in
            NameSimilarity.score(spellings, other) >= NameSimilarity.flagScore
        }
        let matches = alike.map { NameMatch(candidate: $0, score: NameSimilarity.score(spellings, $0.spellings)) }
        return SimilarNames(name: name, matches: matches.sorted { $0.score > $1.score })
    }
}

/// The name being claimed, where one is, and the registered names like it.
struct SimilarNames: Sendable {
    var name: CompanyName?
    var matches: [NameMatch] = []
}

/// A registered name and how alike it is, 0 to 1.
struct NameMatch: Sendable {
    let candidate: NameCandidate
    let score: Double
}
