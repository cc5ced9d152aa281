import Desk
import Dialogue
import FoundationEssentials
import Registrations

/// What a person did, before any replica sees it.
struct Act: Sendable {
    let person: Person
    let input: Delivery.Input
    var answer = Delivery.AnswerPath.response
    let key: String

    /// Whose step it is.
    var draft: DraftID? {
        guard case .filled(.register, let token, _) = input else { return nil }
        return Wizard.read(token: token)?.draft
    }
}

/// Between the chat and the service: late, twice, out of order, lost, and tried again as the chat does.
extension World {
    private static let chatRetriesSeconds = [1, 60, 300]

    /// Brings an act to the service; nil when the person never got an answer.
    func send(_ act: Act) async -> Reply? {
        _ = await loop.sleep(milliseconds: dice.between(30, 800))
        if dice.isOne(in: 60) {
            trace.met(.deliveryLate)
            _ = await loop.sleep(milliseconds: dice.between(1, 120) * 60_000)
        }
        if dice.isOne(in: 12) {
            trace.met(.deliveryTwice)
            let pause = dice.isOne(in: 4) ? dice.between(60_000, 20_000_000) : dice.between(0, 3_000)
            loop.start {
                _ = await self.loop.sleep(milliseconds: pause)
                _ = await self.deliver(act)
            }
        }
        if dice.isOne(in: 80) {
            trace.met(.deliveryLost)
        } else if let reply = await deliver(act) {
            guard dice.isOne(in: 80) else { return reply }
            trace.met(.answerLost)
        }
        // Only what comes as an event is tried again by the chat itself; the same key goes with it.
        guard act.answer == .message else { return nil }
        for seconds in Self.chatRetriesSeconds {
            _ = await loop.sleep(milliseconds: seconds * 1_000)
            trace.met(.deliveryRetried)
            if let reply = await deliver(act) { return reply }
        }
        return nil
    }

    private func deliver(_ act: Act) async -> Reply? {
        let ready = live.filter(\.takesDeliveries)
        guard !ready.isEmpty else { return nil }
        let replica = dice.pick(ready)
        let begun = loop.now
        let delivery = Delivery(
            key: DeliveryKey(source: .slack, text: act.key),
            installation: Self.room.workspace,
            actor: act.person,
            room: Self.room,
            language: .english,
            input: act.input,
            answer: act.answer,
            at: replica.clock.now()
        )
        do {
            let reply = try await replica.desk.receive(delivery)
            guard !replica.life.isOver else { return nil }
            audit.acknowledged(act, reply, begun: begun)
            return reply
        } catch {
            if !(error is LedgerTrouble) { audit.complain("a delivery ended with \(error)") }
            return nil
        }
    }
}
