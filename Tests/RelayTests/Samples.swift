import Desk
import Dialogue
import Registrations

extension Message {
    /// A message with two ways to the same person.
    static func sample(
        _ id: String = "m1",
        conversation: String = "c1",
        purpose: Purpose = .reviewCard,
        team: String = "T1",
        channel: Channel = .slack,
        request: String? = nil
    ) -> Message {
        let workspace = WorkspaceKey(channel: channel, id: team)
        let room = Room(workspace: workspace, id: "C1")
        let person = Person(workspace: workspace, user: "U1")
        let card = Card(summary: "Hello")
        return Message(
            id: MessageID(id),
            conversation: conversation,
            purpose: purpose,
            registration: nil,
            routes: [
                Route(.direct(person, installation: workspace), card), Route(.privately(person, room), card),
            ],
            request: request
        )
    }
}
