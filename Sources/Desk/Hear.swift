import Dialogue
import FoundationEssentials
import Registrations

/// What is typed after the command or the bot's name.
extension Sitting {
    private static let listedRegistrations = 10
    /// Each sends the reviewers' cards anew.
    private static let revokesPerHour = 10

    mutating func hear(_ words: Words, _ who: Who, _ book: Phrasebook) throws -> Reply {
        if delivery.answer == .aloud { return .card(try hearAloud(words, who, book)) }
        switch words {
        case .start(let domain): return try start(domain: domain, who, book)
        case .check(let text): return .card(try check(text, who, book))
        case .status(nil): return .card(try overview(who, book))
        case .status(let number?), .review(let number): return .card(try show(number, who, book))
        case .withdraw(let number): return try withdraw(try registration(number, visibleTo: who).id, who, book)
        case .revoke(let number): return .card(try revoke(number, who, book))
        case .lift(let number, let reason): return try lift(number, reason: reason, book)
        case .meeting(let number, let date): return try askMeeting(number, date: date, who, book)
        case .contradict(let number): return try contradict(try registration(number, visibleTo: who).id, who, book)
        case .appeal(let number): return try openAppeal(try registration(number, visibleTo: who).id, who, book)
        case .extend(let number): return try extend(try registration(number, visibleTo: who).id, who, book)
        case .accept(let number): return try accept(try registration(number, visibleTo: who).id, who, book)
        case .deal(nil): return try start(domain: nil, kind: .deal, who, book)
        case .deal(let number?): return try openDeal(try registration(number, visibleTo: who).id, who, book)
        case .why(let number): return .card(try why(try registration(number, visibleTo: who), who, book))
        case .undo, .won, .lost, .next, .choice, .direct, .research, .assign: return try hearReviewer(words, book)
        case .rules: return .card(book.rules(policy, tier: tier(who)))
        case .queue: return .card(try queue(who, book))
        case .help: return .card(help(who, book))
        case .unreadableCase: return .card(book.refusal(book.unreadableCase()))
        case .tooLong(let number):
            _ = try reviewed(number)
            return .card(book.refusal(book.tooLongToKeep(limit: Form.wordsLimit)))
        }
    }

    private mutating func hearReviewer(_ words: Words, _ book: Phrasebook) throws -> Reply {
        switch words {
        case .undo(let number): return try undo(try reviewed(number).1.id, book)
        case .won(let number): return try win(try reviewed(number).1.id, book)
        case .lost(let number, let reason):
            let id = try reviewed(number).1.id
            guard reason.isEmpty else { return try lose(id, reason: reason, book) }
            return try openClosing(id, book) { $0.lostForm($1) }
        case .next(let number, let text):
            let id = try reviewed(number).1.id
            guard text.isEmpty else { return try recordNext(id, text, book) }
            return try openClosing(id, book) { $0.nextForm($1) }
        case .choice(let number, let evidence): return try choose(try reviewed(number).1.id, evidence, book)
        case .direct(let domain, let isOver): return try direct(domain, isOver: isOver, book)
        case .research(let number): return try research(try reviewed(number).1.id, book)
        case .assign(let name, let domain): return try assign(name, domain: domain, book)
        case .start, .check, .status, .withdraw, .revoke, .meeting, .contradict, .appeal, .extend, .accept, .deal,
            .why, .rules, .help, .queue, .review, .lift, .unreadableCase, .tooLong:
            return .nothing
        }
    }

    func help(_ who: Who, _ book: Phrasebook) -> Card {
        if case .reviewer = who { return book.help(command: desk.settings.command, isReviewer: true) }
        return book.help(command: desk.settings.command, isReviewer: false)
    }

    private func tier(_ who: Who) -> String {
        if case .submitter(let partner) = who { return partner.tier }
        return ""
    }

    /// The verdict before the claim; bounded, so that nobody maps who holds what.
    mutating func check(_ text: String, _ who: Who, _ book: Phrasebook) throws -> Card {
        let partner = try registeringPartner(who)
        guard try countCheck(of: partner) else { throw Refusal.tooMany(retryAfterSeconds: Int(Self.hourSeconds)) }
        let typed: [Field: String] = [.companyDomain: text, .companyName: text]
        let questions = Questionnaire(policy, domains: domains, legalForms: desk.legalForms)
        guard let prospect = questions.prospect(typed) else {
            let mistake = questions.mistakes(in: .company, typed)[.companyDomain] ?? .notADomain
            return book.refusal(book.sentence(mistake))
        }
        let claim = Claim(partner: partner, prospect: prospect)
        try settle(claimsOf: partner.id, on: prospect.domain)
        let facts = try facts(on: prospect.domain, partner, contact: nil)
        return book.checked(prospect.domain.display, Standing(claim, facts, policy, at: now))
    }

    private func overview(_ who: Who, _ book: Phrasebook) throws -> Card {
        switch who {
        case .reviewer: return try queue(who, book)
        case .submitter(let partner):
            let found = try transaction.registrations(
                RegistrationQuery(partner: partner.id, limit: Self.listedRegistrations + 1)
            )
            let files = try found.prefix(Self.listedRegistrations).map { try caseFile(try settled($0), for: nil) }
            return book.list(files, more: found.count > Self.listedRegistrations, command: desk.settings.command)
        case .vendor: throw Refusal.notPartner
        case .stranger: throw Refusal.stranger
        }
    }

    private func show(_ number: CaseNumber, _ who: Who, _ book: Phrasebook) throws -> Card {
        let registration = try registration(number, visibleTo: who)
        if case .reviewer = who { return book.review(try caseFile(registration, for: .reviewer)) }
        return book.status(try caseFile(registration, for: .partner))
    }

    /// The card with its link, to whoever reviews alone.
    func showToReviewer(_ id: RegistrationID, _ who: Who, _ book: Phrasebook) throws -> Card {
        guard case .reviewer = who else { throw Refusal.notReviewer }
        return book.review(try caseFile(try registration(id, visibleTo: who), for: .reviewer))
    }

    private func queue(_ who: Who, _ book: Phrasebook) throws -> Card {
        guard case .reviewer(let reviewer) = who else { throw Refusal.notReviewer }
        let (found, isCut) =
            reviewer.isManager
            ? (try waiting(limit: Self.listedRegistrations + 1), false) : try waiting(for: reviewer.name)
        let oldest = try found.prefix(Self.listedRegistrations).map { try settled($0) }
        let files = try oldest.filter { $0.status == .submitted }.map { try caseFile($0, for: nil) }
        return book.queue(files, more: isCut || found.count > oldest.count)
    }

    private func settled(_ registration: Registration) throws -> Registration {
        try transaction.settled(registration, under: try terms(of: registration), at: now).registration
    }

    private func waiting(of reviewer: String? = nil, limit: Int) throws -> [Registration] {
        try transaction.registrations(
            RegistrationQuery(statuses: [.submitted], reviewer: reviewer, limit: limit, isOldestFirst: true)
        )
    }

    /// A reviewer's own, those of whom they stand in for, and those in which they are asked at once with others.
    private func waiting(for name: String) throws -> (found: [Registration], isCut: Bool) {
        let away = policy.reviewers.map(\.name).filter { $0 != name && policy.standIn(for: $0) == name }
        let reads =
            try ([name] + away).flatMap { person in
                [
                    try waiting(of: person, limit: FrontDesk.searchedRegistrations),
                    try transaction.registrations(asking: person, limit: FrontDesk.searchedRegistrations),
                ]
            }
        var known: Set<RegistrationID> = []
        let found = try reads.joined()
            .filter { known.insert($0.id).inserted }
            .filter { registration in
                let isOwn = registration.reviewer == name && !registration.progress.approvals.contains { $0.by == name }
                return try isOwn || askedNow(registration).contains(name)
            }
            .sorted { $0.submittedAt < $1.submittedAt }
        return (found, reads.contains { $0.count >= FrontDesk.searchedRegistrations })
    }

    private mutating func revoke(_ number: CaseNumber, _ who: Who, _ book: Phrasebook) throws -> Card {
        let registration = try registration(number, visibleTo: who)
        guard try countLastHour("revoke", key: registration.id.text) < Self.revokesPerHour else {
            throw Refusal.tooMany(retryAfterSeconds: Int(Self.hourSeconds))
        }
        try transaction.count("revoke", key: registration.id.text, at: now)
        let transition = try registration.linksRevoked(by: .person(delivery.actor, role: who.role), at: now)
        try transaction.update(transition.registration)
        try Timeline.append(
            transition.events,
            to: .registration(registration.id),
            in: transaction,
            chance: desk.chance
        )
        // The reviewers' links ended as well: their cards carry fresh ones.
        try rewriteReviewCards(transition.registration)
        return try show(number, who, book)
    }
}

extension FrontDesk {
    /// So many of one person's claims of each kind are looked at for a queue, the oldest first; where there are more, the
    /// card says so.
    static let searchedRegistrations = 300
}
