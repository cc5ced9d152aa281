import Desk
import Dialogue
import Registrations

/// What a team asked, and how it is answered for all to read.
enum OutgoingQuestion {
    /// nil when the body is no activity.
    static func delivery(_ signed: SignedQuestion) -> Delivery? {
        let request = signed.request
        let activity: TeamsActivity
        do { activity = try TeamsActivity(request.body) } catch { return nil }
        // What is proven is the team's key; whoever typed is only told apart by it.
        let team = WorkspaceKey(channel: .teams, id: "outgoing " + signed.partner.text)
        var delivery = Delivery(
            key: activity.id.map { id in
                DeliveryKey(source: .teams, text: "outgoing:\(signed.partner):\(activity.conversation.id):\(id)")
            },
            installation: team,
            actor: Person(workspace: team, user: activity.from?.objectID ?? "team"),
            room: nil,
            language: nil,
            input: .words(words(activity)),
            answer: .aloud,
            at: request.receivedAt,
            requestID: request.requestID
        )
        delivery.partner = signed.partner
        delivery.begunBy = request.arrivedAt + .milliseconds(TeamsLimits.outgoingBeginMilliseconds)
        return delivery
    }

    /// Without the mention, which stands first.
    private static func words(_ activity: TeamsActivity) -> String {
        var text = (activity.text ?? "").replacing("&nbsp;", with: " ").replacing("\u{A0}", with: " ")
        if let open = text.firstRange(of: "<at>"), let close = text.firstRange(of: "</at>"),
            open.upperBound <= close.lowerBound
        {
            text.removeSubrange(open.lowerBound..<close.upperBound)
        }
        let isMarkup = { (word: Substring) in word.hasPrefix("<") && word.hasSuffix(">") }
        return text.split(whereSeparator: \.isWhitespace).filter { !isMarkup($0) }.joined(separator: " ")
    }

    static func words(of reply: Reply) -> String {
        switch reply {
        case .card(let card): words(of: card)
        case .form(_, let otherwise): otherwise.map { words(of: $0) } ?? ""
        case .mistakes(let mistakes): mistakes.map(\.sentence).joined(separator: "\n")
        case .nothing, .done: ""
        }
    }

    private static func words(of card: Card) -> String {
        let lines = card.parts.flatMap { part -> [String] in
            switch part {
            case .paragraph(let text), .note(let text): [text.plain]
            case .facts(let facts): facts.map { "\($0.label): \($0.value.plain)" }
            case .quote(let words): [words]
            case .divider: []
            }
        }
        let all = (card.heading.map { [$0] } ?? []) + lines
        return all.isEmpty ? card.summary : all.joined(separator: "\n")
    }
}
