import Dialogue
import FoundationEssentials
import Registrations

/// Who is told what, and by which ways.
extension Sitting {
    /// The card to decide on, to the reviewer whose turn it is or to the room the policy names.
    mutating func tellReviewer(_ registration: Registration) throws {
        let file = try caseFile(registration, for: .reviewer)
        let reviewer = policy.reviewer(named: registration.reviewer)
        let book = desk.phrasebook(reviewer?.language ?? policy.program.language, policy)
        let card = book.review(file)
        let address: Address
        if let room = policy.messages.reviewRoom {
            address = .room(room)
        } else if let person = reviewer?.people.first {
            address = .direct(person, installation: person.workspace)
        } else {
            return
        }
        try enqueue(
            .reviewCard,
            to: [Route(address, card)],
            conversation: "review \(registration.id)",
            registration: registration.id
        )
    }

    /// Rewrites the card for all who saw it.
    mutating func rewriteReviewCards(_ registration: Registration) throws {
        let file = try caseFile(registration, for: .reviewer)
        let reviewer = policy.reviewer(named: registration.reviewer)
        let card = desk.phrasebook(reviewer?.language ?? policy.program.language, policy).review(file)
        for message in try transaction.messages(of: registration.id, purposes: [.reviewCard]) {
            guard let route = message.routes.first else { continue }
            try enqueue(
                .reviewCardUpdate,
                to: [Route(route.address, card)],
                conversation: message.conversation,
                registration: registration.id,
                rewrites: message.id
            )
        }
    }

    /// One line with case number and next step in the shared channel, never a link.
    mutating func tellRoom(_ registration: Registration) throws {
        guard policy.messages.channelLine, let room = try sharedRoom(registration) else { return }
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
        let card = book.note(try caseFile(registration, for: .partner))
        let line = try publicBook().channelLine(try caseFile(registration, for: nil))
        let person = registration.submitter
        var routes: [Route] = []
        if let vendor = desk.vendorWorkspace(of: person.workspace.channel) {
            routes.append(Route(.direct(person, installation: vendor), card))
        }
        let room = try sharedRoom(registration)
        if let room { routes.append(Route(.privately(person, room), card)) }
        let scopes = try transaction.installation(person.workspace)?.scopes ?? []
        if scopes.contains("chat:write") { routes.append(Route(.direct(person, installation: person.workspace), card)) }
        if let room { routes.append(Route(.room(room), line)) }
        try enqueue(
            .submitterNote,
            to: routes,
            conversation: "submitter \(registration.id)",
            registration: registration.id
        )
    }

    /// Whether anything can be said to the submitter later.
    func isReachable(_ registration: Registration) throws -> Bool {
        if try sharedRoom(registration) != nil { return true }
        let scopes = try transaction.installation(registration.submitter.workspace)?.scopes ?? []
        return scopes.contains("chat:write")
    }

    /// Where it was registered, if the vendor's bot is there: a shared channel has one id on both sides.
    private func sharedRoom(_ registration: Registration) throws -> Room? {
        guard let room = registration.room, let vendor = desk.vendorWorkspace(of: room.workspace.channel) else {
            return nil
        }
        return try transaction.joinedRoom(Room(workspace: vendor, id: room.id))?.room
    }

    /// What all in a room can read is in the program's language.
    private func publicBook() throws -> Phrasebook {
        desk.phrasebook(policy.program.language, policy)
    }
}

extension FrontDesk {
    func vendorWorkspace(of channel: Channel) -> WorkspaceKey? {
        settings.vendorWorkspaces.first { $0.channel == channel }
    }
}
