import Desk
import DeskTesting
import FoundationEssentials
import Registrations

/// In the end the ledger and the vendor's books say the same.
struct Reckoning {
    let world: World

    func judge() async throws {
        try drained()
        try booksAgree()
        try inOrder()
        try lastWords()
        let report = try await Audit(world.ledger).verify()
        if let flaw = report.flaws.first { world.audit.complain("broken chain: \(flaw)") }
        if report.chains < world.audit.registrations.count { world.audit.complain("histories are missing") }
    }

    private func rows(_ states: OutboxRow.State...) throws -> [OutboxRow] {
        try world.ledger.look { try $0.outbox(states: states, limit: .max) }
    }

    private func drained() throws {
        for row in try rows(.due, .leased) { world.audit.complain("never sent: \(row.id) \(row.reason ?? "")") }
        guard let now = world.live.first?.clock.now() else { return world.audit.complain("nobody serves") }
        let late = try world.ledger.look { try $0.awaking(at: now.addingTimeInterval(-7_200), limit: 10) }
        if !late.isEmpty { world.audit.complain("not swept: \(late)") }
    }

    /// What the ledger says was sent arrived, and nothing arrived that the ledger never had.
    private func booksAgree() throws {
        let books = world.vendor.copy
        for row in try rows(.done) where books.times[row.id] == nil {
            world.audit.complain("said to be sent and never arrived: \(row.id)")
        }
        for post in books.posts where world.audit.place(of: post.id) == nil {
            world.audit.complain("arrived and never written: \(post.id)")
        }
        for row in try rows(.dropped, .parked)
        where !(books.sends[row.id] ?? []).allSatisfy({ send in
            !send.hasArrived || send.isDoubtful(row.id, world)
        }) {
            world.audit.complain("arrived and given up: \(row.id) \(row.reason ?? "")")
        }
    }

    /// Of one conversation, what came first was sent first.
    private func inOrder() throws {
        let books = world.vendor.copy
        for (conversation, ids) in books.firsts.sorted(by: { $0.key < $1.key }) {
            let ids = ids.filter { !books.retriedByHand.contains($0) }
            let places = ids.compactMap { world.audit.place(of: $0) }
            if places != places.sorted() { world.audit.complain("out of order: \(conversation) \(ids)") }
        }
    }

    /// What stands last in a conversation is what the ledger sent last.
    private func lastWords() throws {
        let books = world.vendor.copy
        var lasts: [String: MessageID] = [:]
        let conversations = Dictionary(books.posts.map { ($0.id, $0.conversation) }) { first, _ in first }
        for row in try rows(.done) {
            guard let conversation = conversations[row.id], let place = world.audit.place(of: row.id) else { continue }
            let known = lasts[conversation].flatMap { world.audit.place(of: $0) } ?? -1
            if place > known { lasts[conversation] = row.id }
        }
        for (conversation, id) in lasts.sorted(by: { $0.key < $1.key }) {
            guard let last = books.lasts[conversation], last != id, !books.retriedByHand.contains(last),
                !(books.sends[last] ?? []).contains(where: { $0.isDoubtful(last, world) })
            else { continue }
            world.audit.complain("\(last) stands last in \(conversation), not \(id)")
        }
    }
}
