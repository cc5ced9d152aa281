import Dialogue
import FoundationEssentials
import Registrations

/// One delivery at the desk, inside its transaction.
struct Sitting {
    let desk: FrontDesk
    let transaction: any LedgerTransaction
    private let inForce: PolicyInForce
    let delivery: Delivery
    let similar: SimilarNames
    let domains: RememberingReader
    /// Set where the delivery is a step that its draft takes.
    var step: StepUnderWay?
    /// Messages put into the outbox so far.
    var enqueued = 0
    /// The language of the answer.
    var spoken: Language?

    init(
        desk: FrontDesk,
        transaction: any LedgerTransaction,
        policy: PolicyInForce,
        delivery: Delivery,
        similar: SimilarNames
    ) {
        self.desk = desk
        self.transaction = transaction
        inForce = policy
        self.delivery = delivery
        self.similar = similar
        domains = RememberingReader(desk.domains)
    }

    var now: Date { delivery.at }
    var policy: Policy { inForce.policy }

    /// Answers; a refusal is an answer too, and its event commits with it.
    mutating func answer() throws -> Reply {
        let who = try identify()
        if step?.isCopy != true { try keepLanguage() }
        let book = try phrasebook(for: who)
        spoken = book.language
        do {
            let reply = try act(who, book)
            return try delivered(reply, who, book)
        } catch let refusal as Refusal {
            return try delivered(try refused(refusal, who, book), who, book)
        }
    }

    private mutating func act(_ who: Who, _ book: Phrasebook) throws -> Reply {
        try settle()
        return switch delivery.input {
        case .words(let text): try hear(Words(text, domains: domains), who, book)
        case .press(let verb, let value, let typed): try press(verb, value: value, typed: typed, who, book)
        case .filled(let form, let token, let typed): try fill(form, token: token, typed: typed, who, book)
        case .closed: .nothing
        }
    }

    private mutating func press(
        _ verb: Verb,
        value: String,
        typed: [String: String],
        _ who: Who,
        _ book: Phrasebook
    ) throws -> Reply {
        switch verb {
        case .registerStart: try start(value, who, book)
        case .registerBack: try goBack(token: value, typed: typed, who, book)
        case .reviewApprove: try approve(RegistrationID(value), book)
        case .reviewReject: try openReview(RegistrationID(value), book) { $0.rejectForm($1) }
        case .reviewAsk: try openReview(RegistrationID(value), book) { $0.askForm($1) }
        case .answer: try openAnswer(RegistrationID(value), who, book)
        case .withdraw: try withdraw(RegistrationID(value), who, book)
        case .linkWorkspace: try openLink(value, book)
        case .reviewUndo: try undo(RegistrationID(value), book)
        case .reviewShow: .card(try showToReviewer(RegistrationID(value), who, book))
        case .meeting: try pressMeeting(value: value, who, book)
        case .contradict: try contradict(RegistrationID(value), who, book)
        case .appeal: try openAppeal(RegistrationID(value), who, book)
        case .acceptOffer: try accept(RegistrationID(value), who, book)
        case .extend: try extend(RegistrationID(value), who, book)
        case .grantExtension: try grantExtension(RegistrationID(value), book)
        case .deal: try openDeal(RegistrationID(value), who, book)
        case .why: .card(try why(try registration(RegistrationID(value), visibleTo: who), who, book))
        case .research: try research(RegistrationID(value), book)
        case .won: try win(RegistrationID(value), book)
        case .lost: try openClosing(RegistrationID(value), book) { $0.lostForm($1) }
        case .nextStep: try openClosing(RegistrationID(value), book) { $0.nextForm($1) }
        }
    }

    private mutating func fill(
        _ form: Form.Name,
        token: String,
        typed: [String: String],
        _ who: Who,
        _ book: Phrasebook
    ) throws -> Reply {
        switch form {
        case .register: try step(token: token, typed: typed, who, book)
        case .reviewReject: try reject(RegistrationID(token), typed: typed, book)
        case .reviewAsk: try ask(RegistrationID(token), typed: typed, book)
        case .answer: try answerQuestion(RegistrationID(token), typed: typed, who, book)
        case .meeting: try fillMeeting(token: token, typed: typed, who, book)
        case .appeal: try fillAppeal(RegistrationID(token), typed: typed, who, book)
        case .extend: try fillExtend(RegistrationID(token), typed: typed, who, book)
        case .deal: try fillDeal(RegistrationID(token), typed: typed, who, book)
        case .lost: try fillLost(RegistrationID(token), typed: typed, book)
        case .nextStep: try fillNext(RegistrationID(token), typed: typed, book)
        case .linkWorkspace: try link(token, typed: typed, book)
        }
    }

    /// Everything a stranger, the wrong person or the wrong state tries leaves a trace.
    private mutating func refused(_ refusal: Refusal, _ who: Who, _ book: Phrasebook) throws -> Reply {
        let event = Event(
            .refused,
            at: now,
            actor: .person(delivery.actor, role: who.role),
            details: [.init("refusal", refusal.name), .init("act", actName)]
        )
        let chain = try chainOfRefusal()
        let isNew = step?.isCopy != true
        if isNew, try leavesTrace(refusal, on: chain) {
            try Timeline.append([event], to: chain, in: transaction, chance: desk.chance)
        }
        if refusal == .stranger, isNew { try announceStranger() }
        let sentence = book.sentence(refusal)
        guard case .filled(let form, let token, _) = delivery.input else { return .card(book.refusal(sentence)) }
        return .mistakes([FieldMistake(input: FrontDesk.firstInput(of: form, token: token), sentence: sentence)])
    }

    private static let refusalsPerHour = 60

    /// A workspace leaves so many traces an hour, and somebody's same try of one registration only one.
    private func leavesTrace(_ refusal: Refusal, on chain: ChainID) throws -> Bool {
        let actor = delivery.actor
        let workspace = "\(actor.workspace.channel.rawValue):\(actor.workspace.id)"
        guard try countLastHour("refusal", key: workspace) < Self.refusalsPerHour else { return false }
        if chain != .service {
            let same = "\(workspace):\(actor.user) \(chain) \(actName) \(refusal.name)"
            guard try countLastHour("same_refusal", key: same) == 0 else { return false }
            try transaction.count("same_refusal", key: same, at: now)
        }
        try transaction.count("refusal", key: workspace, at: now)
        return true
    }

    /// Known from now on where the chat does not say it.
    private func keepLanguage() throws {
        guard let language = delivery.language, try transaction.language(of: delivery.actor) != language else { return }
        try transaction.save(language: language, of: delivery.actor, at: now)
    }

    private func chainOfRefusal() throws -> ChainID {
        guard let named = registrationOfInput, try transaction.registration(named) != nil else { return .service }
        return .registration(named)
    }

    /// The one that a button or a form names.
    var registrationOfInput: RegistrationID? {
        switch delivery.input {
        case .press(.registerStart, _, _), .press(.registerBack, _, _), .press(.linkWorkspace, _, _): nil
        case .press(.meeting, let value, _): Phrasebook.read(meetingToken: value).id
        case .press(_, let value, _): RegistrationID(value)
        case .filled(.register, _, _), .filled(.linkWorkspace, _, _): nil
        case .filled(.meeting, let token, _): Phrasebook.read(meetingToken: token).id
        case .filled(_, let token, _): RegistrationID(token)
        case .words, .closed: nil
        }
    }

    private var actName: String {
        switch delivery.input {
        case .words: "words"
        case .press(let verb, _, _): verb.rawValue
        case .filled(let form, _, _): form.rawValue
        case .closed: "closed"
        }
    }

    /// A mention has no response to answer in: the reply becomes a message to the person alone.
    private mutating func delivered(_ reply: Reply, _ who: Who, _ book: Phrasebook) throws -> Reply {
        switch delivery.answer {
        case .response, .aloud: return reply
        case .dialog: return try redrawn(reply, who, book)
        case .message:
            let card: Card? =
                switch reply {
                case .card(let card): card
                case .form(_, let otherwise): otherwise
                case .mistakes, .nothing, .done: nil
                }
            guard let card else { return .nothing }
            let inRoom = delivery.room.map { [Route(.privately(delivery.actor, $0), card)] } ?? []
            try enqueue(
                .answer,
                to: inRoom + [Route(.direct(delivery.actor, installation: delivery.installation), card)],
                conversation: "answer \(delivery.actor.user)",
                registration: nil
            )
            return .nothing
        }
    }

    mutating func enqueue(
        _ purpose: Message.Purpose,
        to routes: [Route],
        conversation: String,
        registration: RegistrationID?,
        rewrites: MessageID? = nil
    ) throws {
        guard !routes.isEmpty else { return }
        let message = Message(
            id: MessageID(desk.newID()),
            conversation: conversation,
            purpose: purpose,
            registration: registration,
            routes: routes,
            rewrites: rewrites,
            request: delivery.requestID
        )
        try transaction.enqueue(message, due: now)
        enqueued += 1
    }
}

extension FrontDesk {
    private static let idLengthBytes = 16
    /// The value that stands for `-`.
    private static let hyphen: UInt8 = 62

    /// 128 random bits, but for the hyphen no id begins with: a command would take it for an option.
    func newID() -> String {
        var bytes = chance.bytes(Self.idLengthBytes)
        if bytes[0] >> 2 == Self.hyphen { bytes[0] &= 0x7f }
        return Base64URL.encode(bytes)
    }

    func newCaseNumber() -> CaseNumber {
        CaseNumber(random: chance.bytes(8).reduce(0) { $0 << 8 | UInt64($1) })
    }
}
