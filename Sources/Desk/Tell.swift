import Dialogue
import FoundationEssentials
import Registrations

/// Who is told what, and by which ways.
extension Sitting {
    /// The card to decide on, to the reviewer whose turn it is or to the room the policy names.
    ///
    /// Where several are asked at once, each has a card.
    mutating func tellReviewer(_ registration: Registration) throws {
        let partner = try partner(of: registration)
        let terms = try terms(of: registration)
        let isParallel = terms.approvals.plan(for: registration, partner)?.isParallel ?? false
        let names =
            isParallel && registration.status == .submitted
            ? terms.approvers(of: registration, partner) : [registration.reviewer]
        try tellReviewers(registration, named: names)
    }

    /// Names of those whose yes is missing now: all of a plan that asks at once, else whose turn it is; whoever is away, by
    /// the deputy.
    func askedNow(_ registration: Registration) throws -> [String] {
        let terms = try terms(of: registration)
        var names = [registration.reviewer]
        if registration.status == .submitted, !terms.approvals.plans.isEmpty {
            let partner = try partner(of: registration)
            if terms.approvals.plan(for: registration, partner)?.isParallel == true {
                let given = registration.progress.approvals.map(\.by)
                names = terms.approvers(of: registration, partner).filter { !given.contains($0) }
            }
        }
        var asked: [String] = []
        for name in names.map({ policy.standIn(for: $0) }) where !asked.contains(name) { asked.append(name) }
        return asked
    }

    /// One card on each chat that the reviewer is known on: one person is asked wherever they are.
    mutating func tellReviewer(_ registration: Registration, named name: String) throws {
        try tellReviewers(registration, named: [name])
    }

    private mutating func tellReviewers(_ registration: Registration, named names: [String]) throws {
        let wanted = names.flatMap { name in reviewAddresses(named: name).map { (name: name, address: $0) } }
        let routes = try reviewRoutes(registration, to: wanted.map(\.address))
        for ((name, address), route) in zip(wanted, routes) {
            let whose =
                name == registration.reviewer ? "review \(registration.id)" : "review \(registration.id) \(name)"
            try enqueue(
                .reviewCard,
                to: [route],
                conversation: Self.conversation(whose, on: address),
                registration: registration.id
            )
        }
    }

    /// A conversation stands on one chat: what came on another has not overtaken it.
    static func conversation(_ name: String, on address: Address) -> String {
        switch address.installation.channel {
        case .slack: name
        case .teams: name + " teams"
        }
    }

    /// Rewrites the card for all who saw it.
    mutating func rewriteReviewCards(_ registration: Registration) throws {
        let told = try transaction.messages(of: registration.id, purposes: [.reviewCard]).compactMap { message in
            message.routes.first.map { (message: message, address: $0.address) }
        }
        let routes = try reviewRoutes(registration, to: told.map(\.address))
        for ((message, _), route) in zip(told, routes) {
            try enqueue(
                .reviewCardUpdate,
                to: [route],
                conversation: message.conversation,
                registration: registration.id,
                rewrites: message.id
            )
        }
    }

    /// The card with a question loses its button once nothing is owed any more; where it stands for one person alone it
    /// cannot be rewritten.
    mutating func rewriteQuestion(_ registration: Registration) throws {
        let conversation = Self.submitterConversation(registration)
        let told = try transaction.messages(of: registration.id, purposes: [.submitterNote, .reminder])
            .filter { $0.conversation == conversation }
        guard let asked = told.lastIndex(where: { $0.purpose == .submitterNote }) else { return }
        let book = desk.phrasebook(registration.language, policy)
        let card = book.status(try caseFile(registration, for: .partner))
        for message in told[asked...] {
            let routes = message.routes.compactMap { route -> Route? in
                switch route.address {
                case .direct: Route(route.address, card)
                case .privately, .room: nil
                }
            }
            try enqueue(
                .submitterNoteUpdate,
                to: routes,
                conversation: conversation,
                registration: registration.id,
                rewrites: message.id
            )
        }
    }

    private static func submitterConversation(_ registration: Registration) -> String { "submitter \(registration.id)" }

    /// Where nobody of the reviewer's can be written to, a manager decides.
    private func reviewAddresses(named name: String) -> [Address] {
        if let room = policy.messages.reviewRoom { return [.room(room)] }
        return peopleToTell(named: name).map { .direct($0, installation: $0.workspace) }
    }

    /// The reviewer on each chat, or the first manager where a bot of ours cannot write to them.
    func peopleToTell(named name: String) -> [Person] {
        let reviewers = [policy.reviewer(named: name)].compactMap(\.self) + policy.managers
        return reviewers.lazy.map { desk.reachablePeople(of: $0) }.first { !$0.isEmpty } ?? []
    }

    /// Who sees a card to decide on.
    private enum ReviewReader: Hashable {
        case reviewer, room
        /// A room whose chat shows each of those who see a card a view of their own.
        case eachInRoom

        init(_ address: Address) {
            switch address {
            case .direct, .privately: self = .reviewer
            case .room(let room):
                switch room.workspace.channel {
                case .slack: self = .room
                case .teams: self = .eachInRoom
                }
            }
        }
    }

    /// Drawn once for all who see the same.
    private func reviewRoutes(_ registration: Registration, to addresses: [Address]) throws -> [Route] {
        var drawn: [ReviewReader: Card] = [:]
        return try addresses.map { address in
            let reader = ReviewReader(address)
            let card = try drawn[reader] ?? reviewCard(registration, for: reader)
            drawn[reader] = card
            return Route(address, card)
        }
    }

    /// In a channel the card carries no link: it would open the record to whoever reads along.
    private func reviewCard(_ registration: Registration, for reader: ReviewReader) throws -> Card {
        let language = policy.reviewer(named: registration.reviewer)?.language ?? policy.program.language
        let book = desk.phrasebook(language, policy)
        switch reader {
        case .reviewer: return book.review(try caseFile(registration, for: .reviewer))
        case .room: return book.review(try caseFile(registration, for: nil))
        case .eachInRoom: return book.reviewForAll(try caseFile(registration, for: nil))
        }
    }

    /// One line with case number and next step in the shared channel, never a link.
    mutating func tellRoom(_ registration: Registration) throws {
        guard policy.messages.channelLine, let room = roomOfOrigin(registration) else { return }
        let card = try publicBook().channelLine(try caseFile(registration, for: nil))
        try enqueue(
            .channelLine,
            to: [Route(.room(room), card)],
            conversation: "room \(registration.id)",
            registration: registration.id
        )
    }

    /// Tells the submitter: by direct message, else privately in the shared channel, else by the line there.
    mutating func tellSubmitter(_ registration: Registration) throws {
        let book = desk.phrasebook(registration.language, policy)
        try tellSubmitter(registration, book.note(try caseFile(registration, for: .partner)), .submitterNote)
    }

    mutating func tellSubmitter(_ registration: Registration, _ card: Card, _ purpose: Message.Purpose) throws {
        let line = try publicBook().channelLine(try caseFile(registration, for: nil))
        let person = registration.submitter
        var routes: [Route] = []
        if let vendor = desk.vendorWorkspace(of: person.workspace.channel) {
            routes.append(Route(.direct(person, installation: vendor), card))
        }
        let room = roomOfOrigin(registration)
        if let room { routes.append(Route(.privately(person, room), card)) }
        let scopes = try transaction.installation(person.workspace)?.scopes ?? []
        if scopes.contains("chat:write") { routes.append(Route(.direct(person, installation: person.workspace), card)) }
        if let room { routes.append(Route(.room(room), line)) }
        try enqueue(
            purpose,
            to: routes,
            conversation: Self.submitterConversation(registration),
            registration: registration.id
        )
    }

    /// Whether anything can be said to the submitter later.
    func isReachable(_ registration: Registration) throws -> Bool {
        if let room = roomOfOrigin(registration), try transaction.joinedRoom(room.whole) != nil { return true }
        let scopes = try transaction.installation(registration.submitter.workspace)?.scopes ?? []
        return scopes.contains("chat:write")
    }

    /// Where it was registered, as the vendor's bot sees it: a shared channel has one id on both sides.
    ///
    /// The bot may be there without our having heard of it, so what is sent there is tried and, unless owed, dropped.
    private func roomOfOrigin(_ registration: Registration) -> Room? {
        guard let room = registration.room, let vendor = desk.vendorWorkspace(of: room.workspace.channel) else {
            return nil
        }
        return Room(workspace: vendor, id: room.id)
    }

    /// What all in a room can read is in the program's language.
    private func publicBook() throws -> Phrasebook {
        desk.phrasebook(policy.program.language, policy)
    }
}

extension FrontDesk {
    /// The reviewer on every chat where a bot of ours can write to them, once a chat, as the policy names them.
    func reachablePeople(of reviewer: Policy.Reviewer) -> [Person] {
        var people: [Person] = []
        for person in reviewer.people where settings.vendorWorkspaces.contains(person.workspace) {
            if !people.contains(where: { $0.workspace == person.workspace }) { people.append(person) }
        }
        return people
    }

    func vendorWorkspace(of channel: Channel) -> WorkspaceKey? {
        settings.vendorWorkspaces.first { $0.channel == channel }
    }
}
