public import Dialogue
public import FoundationEssentials
public import Registrations

/// Where everything acknowledged is kept.
public protocol Ledger: Sendable {
    /// One serializable transaction; returns once it is durable.
    ///
    /// `body` is synchronous on purpose: nothing can wait on the network while it is open. It may run more than once
    /// (retry, replay of a group), so it must not change anything but the transaction.
    func write<Result: Sendable>(
        _ body: @escaping @Sendable (any LedgerTransaction) throws -> Result
    ) async throws -> Result

    /// A consistent read that never waits for a writer.
    func read<Result: Sendable>(
        _ body: @escaping @Sendable (any LedgerReader) throws -> Result
    ) async throws -> Result

    /// A transaction in its turn; `LedgerTrouble.busy`, and nothing ran, when it could not begin in time.
    func write<Result: Sendable>(
        _ turn: Turn,
        _ body: @escaping @Sendable (any LedgerTransaction) throws -> Result
    ) async throws -> Result

    /// A read in its turn; `LedgerTrouble.busy` when it could not begin in time.
    func read<Result: Sendable>(
        _ turn: Turn,
        _ body: @escaping @Sendable (any LedgerReader) throws -> Result
    ) async throws -> Result

    /// A read and right behind it a transaction that is given what was read, each in this turn.
    ///
    /// What the transaction learns that way may be older than what it reads itself.
    func write<Known: Sendable, Result: Sendable>(
        _ turn: Turn,
        knowing read: @escaping @Sendable (any LedgerReader) throws -> Known,
        _ body: @escaping @Sendable (any LedgerTransaction, Known) throws -> Result
    ) async throws -> Result

    /// Whether work in this turn would begin in time, as far as can be said now.
    func hasRoom(for turn: Turn) -> Bool
}

/// What can be asked of the ledger.
///
/// Times are whole milliseconds; lists are bounded by `limit` or by their nature.
public protocol LedgerReader: ReachReader {
    // Partners and their chats
    func partner(_ id: PartnerID) throws -> Partner?
    /// Whose a person is: by their own link, else by their workspace's, where one may be asked.
    func partner(of person: Person, in workspace: WorkspaceKey?) throws -> Partner?
    /// Exact name, any case.
    func partner(named name: String) throws -> Partner?
    /// All of them, by name.
    func partners() throws -> [Partner]
    func workspace(_ key: WorkspaceKey) throws -> Workspace?
    func workspaces(of partner: PartnerID) throws -> [Workspace]
    func installation(_ workspace: WorkspaceKey) throws -> Installation?
    /// All of them, by workspace, from `after` on.
    func installations(after: WorkspaceKey?, limit: Int) throws -> [Installation]
    func joinedRoom(_ room: Room) throws -> JoinedRoom?
    /// A language somebody's chat told us.
    func language(of person: Person) throws -> Language?

    // Dialogues
    func draft(_ id: DraftID) throws -> DraftRecord?
    /// The person's newest draft that became nothing yet and was touched after `since`.
    func openDraft(of owner: Person, since: Date) throws -> DraftRecord?
    /// All drafts, by id, from `after` on.
    func drafts(after: DraftID, limit: Int) throws -> [DraftRecord]
    /// The answers that are kept for copies of a delivery, by key, from `after` on.
    func keptReplies(after: DeliveryKey?, limit: Int) throws -> [KeptReply]

    // Registrations
    func registration(_ id: RegistrationID) throws -> Registration?
    func registration(case number: CaseNumber) throws -> Registration?
    /// Newest first unless the query says otherwise.
    func registrations(_ query: RegistrationQuery) throws -> [Registration]
    /// Submitted claims whose `asked` names the reviewer, oldest first.
    func registrations(asking reviewer: String, limit: Int) throws -> [Registration]
    /// Submitted claims in the order in which they came, from `after` on; nil begins with the first.
    func submitted(after: SubmittedClaim?, limit: Int) throws -> [SubmittedClaim]
    /// The open claims on a company: the partner's own first, then the newest.
    func openClaims(on company: CompanyKey, first partner: PartnerID, limit: Int) throws -> [Facts.Claim]
    /// When the newest registration on the company that was won ended so; nil when none was.
    func wonAt(company: CompanyKey) throws -> Date?
    /// How many registrations of the partner are open, and how many were submitted since; counting stops at `limit`.
    func load(of partner: PartnerID, since: Date, limit: Int) throws -> (open: Int, recent: Int)
    /// The hold whose row is not ended, expired or not.
    func liveHold(company: CompanyKey, scope: ScopeKey) throws -> Hold?
    /// The holds on the company whose rows are not ended, of every scope, by scope; expired ones among them.
    func holds(company: CompanyKey) throws -> [Hold]
    /// The open registrations on the company, oldest first.
    func openRegistrations(on company: CompanyKey, limit: Int) throws -> [Registration]
    /// The vendor's own work on the company that was opened last, closed or not.
    func directSale(company: CompanyKey) throws -> DirectSale?
    /// When a registration of the partner on the company lapsed last; nil when none did.
    func lapsedAt(company: CompanyKey, partner: PartnerID) throws -> Date?
    /// What a clock wants to have looked at by then, earliest first.
    func awaking(at now: Date, limit: Int) throws -> [RegistrationID]
    /// Open registrations on which a clock runs, by id, from `after` on; nil begins with the first.
    func ticking(after: RegistrationID?, limit: Int) throws -> [RegistrationID]
    /// How many approved registrations of the partner have no meeting that stands; counting stops at a thousand.
    func idleHolds(of partner: PartnerID) throws -> Int
    /// Of the registered names under a name's rarest keys those that are alike, the rarest keys first.
    ///
    /// A company stands once under each key. At most so many are compared, those that share the most keys.
    func similarNames(
        keys: [String],
        limit: Int,
        where isAlike: (CompanyName.Spellings) -> Bool
    ) throws -> [NameCandidate]

    // Histories
    /// In order, from sequence `after` on.
    func events(of chain: ChainID, after: Int, limit: Int) throws -> [StoredEvent]
    /// The last link; nil for an empty chain.
    func chainHead(_ chain: ChainID) throws -> (sequence: Int, hash: [UInt8])?
    /// All chains, by id, from `after` on.
    func chains(after: String, limit: Int) throws -> [ChainID]
    /// How often an act of this name was counted for that key since then.
    func tally(_ name: String, key: String, since: Date) throws -> Int

    // Outbox
    func outbox(states: [OutboxRow.State], limit: Int) throws -> [OutboxRow]
    /// Messages of a registration with one of these purposes, oldest first; those that cannot be read are left out.
    ///
    /// A dropped one is left out, too, unless somebody was owed it: then a later one said it.
    func messages(of registration: RegistrationID, purposes: [Message.Purpose]) throws -> [Message]
    /// Messages that still have their cards, by id, from `after` on; nil stands for one that cannot be read.
    func messagesWithCards(after: MessageID, limit: Int) throws -> [(id: MessageID, message: Message?)]
    /// Whether a message of the conversation waits for its time or its turn.
    func hasDue(in conversation: String) throws -> Bool
    /// When the next message is due; nil when none waits.
    func nextDue() throws -> Date?
    /// The text of a policy version a registration was submitted under.
    func policyText(version: String) throws -> String?
    func mark(_ name: String) throws -> Mark?
    func figures(at now: Date) throws -> Figures
}

/// What can be changed, all or nothing.
public protocol LedgerTransaction: LedgerReader, ReachWriter {
    /// False when a delivery with this key was there before.
    func claim(_ key: DeliveryKey, at: Date) throws -> Bool
    /// What was answered to the delivery; nil while it is the present transaction's own.
    func storedReply(_ key: DeliveryKey) throws -> Reply?
    func store(_ reply: Reply, for key: DeliveryKey) throws

    /// Adds or replaces.
    func save(_ partner: Partner) throws
    func save(_ workspace: Workspace) throws
    func save(_ installation: Installation) throws
    func removeInstallation(_ workspace: WorkspaceKey) throws
    func save(_ room: JoinedRoom) throws
    func removeRoom(_ room: Room) throws
    /// Also where open registrations came from there; a shared room has one id on all sides.
    func renameRoom(_ room: Room, to id: String) throws
    func save(language: Language, of person: Person, at: Date) throws
    func save(_ state: InstallState) throws
    /// Removes states that nobody came back with in time.
    func removeInstallStates(expiredBy: Date) throws
    /// Takes a state out; nil when it is unknown.
    func takeInstallState(digest: [UInt8]) throws -> InstallState?
    /// Who owns it, and what it has taken, stays as it is.
    func save(_ draft: DraftRecord) throws
    /// What a step changes of a draft that is there: what was typed, in which language and when, and what was taken.
    func save(step draft: DraftRecord) throws
    /// Removes drafts that became nothing and were not touched since.
    func removeDrafts(untouchedSince: Date) throws
    /// Removes what has served its purpose: delivery keys and tallies from before then, install states expired by then, and
    /// settled messages and parked answers of no registration that were due before then.
    func removeTraces(before: Date) throws

    /// False when the draft became a registration before.
    func insert(_ registration: Registration, nameKeys: [String]) throws -> Bool
    /// Replaces what may change of a registration: answers, scope, status, decision, question, hold, progress, …
    ///
    /// The names it is found by stay those it was inserted with.
    func update(_ registration: Registration) throws
    /// False when a row for this company and scope is not ended yet.
    func insert(_ hold: Hold) throws -> Bool
    /// The registration's live hold has another end or scope; false when it has none, or the scope is taken.
    func change(_ hold: Hold) throws -> Bool
    func endHold(company: CompanyKey, scope: ScopeKey, at: Date, reason: String) throws
    /// Who is asked for a yes at once with others, by name, instead of whoever was before; nobody for none.
    func set(asked names: [String], of registration: RegistrationID) throws
    /// Adds, or replaces the one of this company that was opened at the same time.
    func save(_ sale: DirectSale) throws

    func append(_ event: StoredEvent) throws
    /// Forgets a personal value of an event together with its key; what the chain says of it stays.
    func forgetValue(_ name: String, of sequence: Int, in chain: ChainID) throws
    func count(_ name: String, key: String, at: Date) throws
    func savePolicy(version: String, text: String, at: Date) throws
    /// Takes the place of the mark with this name; nil removes it.
    func set(mark name: String, to value: String?, at: Date) throws

    // What only one of several replicas does
    /// The lease's fence, which no owner before had; nil while somebody else has the lease.
    func take(_ lease: Lease) throws -> Int?
    /// False when somebody else has taken it since.
    func renew(_ lease: Lease, fence: Int) throws -> Bool
    func giveBack(_ lease: Lease) throws

    // Outbox
    func enqueue(_ message: Message, due: Date) throws
    /// Replaces the cards of a message that still has them.
    func recast(_ message: Message) throws
    /// A message nobody has tried yet is not sent before an admin retries it.
    func park(_ id: MessageID, reason: String) throws
    /// Takes what is due, one per conversation, skipping conversations whose earlier message is under way or waits.
    ///
    /// A message that cannot be read is parked, here and by `expiredLeases`, so that it stops nobody else's.
    func lease(now: Date, until: Date, limit: Int) throws -> [DueMessage]
    /// False when the fence is old. `reference` is what the vendor calls the message; the body is forgotten.
    func settle(_ id: MessageID, fence: Int, state: OutboxRow.State, reference: String?, reason: String?) throws -> Bool
    /// Back to due, later or by another route, and what comes after it in its conversation due no earlier. False when
    /// the fence is old.
    func postpone(_ id: MessageID, fence: Int, due: Date, route: Int, reason: String) throws -> Bool
    /// Leases that ran out: their outcome is unknown. Those in `except` are left as they are.
    func expiredLeases(now: Date, limit: Int, except: Set<MessageID>) throws -> [DueMessage]
    /// Brings waiting messages due after then, and leases that last longer than until then, back to `now`.
    func pullBack(dueAfter: Date, leasedUntilAfter: Date, to now: Date) throws
    /// A parked message back to due; false when it is not parked.
    func retryParked(_ id: MessageID, due: Date) throws -> Bool
}

/// A submitted claim's place among all of them.
public struct SubmittedClaim: Hashable, Sendable {
    public let at: Date
    public let id: RegistrationID

    public init(at: Date, id: RegistrationID) {
        self.at = at
        self.id = id
    }
}

/// Which registrations; every named condition must hold.
public struct RegistrationQuery: Sendable {
    public var partner: PartnerID?
    public var company: CompanyKey?
    public var statuses: [Registration.Status]?
    public var reviewer: String?
    public var submittedBefore: Date?
    public var limit: Int
    /// Those that wait longest come first.
    public var isOldestFirst: Bool

    public init(
        partner: PartnerID? = nil,
        company: CompanyKey? = nil,
        statuses: [Registration.Status]? = nil,
        reviewer: String? = nil,
        submittedBefore: Date? = nil,
        limit: Int = 100,
        isOldestFirst: Bool = false
    ) {
        self.partner = partner
        self.company = company
        self.statuses = statuses
        self.reviewer = reviewer
        self.submittedBefore = submittedBefore
        self.limit = limit
        self.isOldestFirst = isOldestFirst
    }
}

/// The ledger cannot take anything now; nothing was acknowledged.
public enum LedgerTrouble: Error, Hashable, Sendable {
    case full(String)
    case busy(String)
    case broken(String)
}
