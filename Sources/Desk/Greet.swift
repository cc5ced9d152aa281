import Dialogue
import FoundationEssentials
import Registrations

/// The first words in a room, or to somebody who has the app for themselves now.
extension FrontDesk {
    /// Posts the entry card once in each room.
    func greet(
        _ room: Room,
        in transaction: any LedgerTransaction,
        _ policy: Policy,
        at now: Date,
        _ request: String?
    ) throws -> Bool {
        let known = try transaction.joinedRoom(room)
        try transaction.save(JoinedRoom(room: room, joinedAt: known?.joinedAt ?? now, isGreeted: true))
        guard known?.isGreeted != true else { return false }
        let card = phrasebook(policy.program.language, policy).entry(program: policy.program.name)
        try transaction.enqueue(greeting("room \(room.id)", Route(.room(room), card), request), due: now)
        return true
    }

    /// Says what the app is for and which words to write, in the conversation that just began.
    func greet(
        _ person: Person,
        _ language: Language?,
        in transaction: any LedgerTransaction,
        _ policy: Policy,
        at now: Date,
        _ request: String?
    ) throws -> Bool {
        let vendor = settings.vendorWorkspaces.first { $0.channel == person.workspace.channel }
        guard let vendor else { return false }
        let reviewer = policy.reviewer(person)
        let partner = try partner(of: person, in: transaction)
        let said = try language ?? transaction.language(of: person)
        let book = phrasebook(said ?? reviewer?.language ?? partner?.language ?? policy.program.language, policy)
        let name = policy.program.name
        let card =
            if reviewer != nil {
                book.greeting(ofReviewer: name)
            } else if partner != nil {
                book.greeting(ofSubmitter: name)
            } else {
                book.greetingOfOthers(program: name)
            }
        let route = Route(.direct(person, installation: vendor), card)
        try transaction.enqueue(greeting("greeting \(person.user)", route, request), due: now)
        return true
    }

    private func partner(of person: Person, in transaction: any LedgerTransaction) throws -> Partner? {
        let linked = try transaction.linkedPartner(of: person)
        return try (linked ?? transaction.workspace(person.workspace)?.partner).flatMap { try transaction.partner($0) }
    }

    private func greeting(_ conversation: String, _ route: Route, _ request: String?) -> Message {
        Message(
            id: MessageID(newID()),
            conversation: conversation,
            purpose: .entryCard,
            registration: nil,
            routes: [route],
            request: request
        )
    }
}
