public import Dialogue
import FoundationEssentials
import Registrations

/// Answers that could not go back the way the act came.
extension FrontDesk {
    /// A workspace's answers kept in an hour; what comes on top is left to the log.
    static let keptAnswersPerHour = 60
    private static let hourSeconds = 3_600.0

    /// Keeps an answer in the outbox: sent as a message to the person alone or, with a reason, parked until an admin does.
    ///
    /// False when there were too many of them or no bot of ours can write to the person.
    public func keep(_ answer: Card, to delivery: Delivery, parkedFor reason: String?) async throws -> Bool {
        let workspace = "\(delivery.actor.workspace.channel.rawValue):\(delivery.actor.workspace.id)"
        let isKept = try await ledger.write { transaction in
            let since = delivery.at.addingTimeInterval(-Self.hourSeconds)
            guard try transaction.tally("kept_answer", key: workspace, since: since) < Self.keptAnswersPerHour else {
                return false
            }
            let routes = try routes(of: answer, to: delivery, in: transaction)
            guard !routes.isEmpty else { return false }
            // A delivery that comes again is answered the same; whoever acted reads it once.
            if let key = delivery.key, try transaction.claim(Self.keptKey(of: key), at: delivery.at) == false {
                return true
            }
            try transaction.count("kept_answer", key: workspace, at: delivery.at)
            let message = Message(
                id: MessageID(newID()),
                conversation: "answer \(delivery.actor.user)",
                purpose: .answer,
                registration: nil,
                routes: routes,
                request: delivery.requestID
            )
            try transaction.enqueue(message, due: delivery.at)
            if let reason { try transaction.park(message.id, reason: reason) }
            return true
        }
        if isKept, reason == nil { bell.ring() }
        return isKept
    }

    private static func keptKey(of key: DeliveryKey) -> DeliveryKey {
        DeliveryKey(source: key.source, text: "kept:" + key.text)
    }

    /// By the vendor's bot, directly or where it was said, else by the bot that showed the button.
    private func routes(
        of answer: Card,
        to delivery: Delivery,
        in transaction: any LedgerTransaction
    ) throws -> [Route] {
        let person = delivery.actor
        var routes: [Route] = []
        let vendor = vendorWorkspace(of: person.workspace.channel)
        if let vendor {
            routes.append(Route(.direct(person, installation: vendor), answer))
            if let room = delivery.room {
                routes.append(Route(.privately(person, Room(workspace: vendor, id: room.id)), answer))
            }
        }
        let own = delivery.installation
        if own != vendor, try transaction.installation(own)?.scopes.contains("chat:write") == true {
            routes.append(Route(.direct(person, installation: own), answer))
        }
        return routes
    }
}
