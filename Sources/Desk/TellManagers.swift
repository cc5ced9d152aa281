import Dialogue
import FoundationEssentials
import Registrations

extension FrontDesk {
    /// To every manager, in their language and wherever they can be reached, what only somebody who runs the programme can mend.
    func tellManagers(
        in transaction: any LedgerTransaction,
        _ policy: Policy,
        at now: Date,
        _ card: (Phrasebook) -> Card
    ) throws {
        for manager in policy.managers {
            let card = card(phrasebook(manager.language ?? policy.program.language, policy))
            for person in reachablePeople(of: manager) {
                let message = Message(
                    id: MessageID(newID()),
                    conversation: "manager \(person.user)",
                    purpose: .linkCard,
                    registration: nil,
                    routes: [Route(.direct(person, installation: person.workspace), card)]
                )
                try transaction.enqueue(message, due: now)
            }
        }
    }
}
