import Desk
import Dialogue
import JSON
import Registrations

/// What a team asked, and how it is answered for all to read.
enum OutgoingQuestion {
    private static let identifierBytes = 500

    /// nil when the body is no message; nothing else has to stand in it.
    static func delivery(_ signed: SignedQuestion) -> Delivery? {
        let request = signed.request
        let message: JSON
        do { message = try JSON.parse(request.body) } catch { return nil }
        guard message["type"]?.string == "message", let text = message["text"]?.string else { return nil }
        // What is proven is the team's key; whoever typed is only told apart by it.
        let team = WorkspaceKey(channel: .teams, id: "outgoing " + signed.partner.text)
        let conversation = identifier(message["conversation"]?["id"]) ?? ""
        var delivery = Delivery(
            key: identifier(message["id"]).map { id in
                DeliveryKey(source: .teams, text: "outgoing:\(signed.partner):\(conversation):\(id)")
            },
            installation: team,
            actor: Person(workspace: team, user: identifier(message["from"]?["aadObjectId"]) ?? "team"),
            room: nil,
            language: nil,
            input: .words(words(text)),
            answer: .aloud,
            at: request.receivedAt,
            requestID: request.requestID
        )
        delivery.partner = signed.partner
        delivery.begunBy = request.arrivedAt + .milliseconds(TeamsLimits.outgoingBeginMilliseconds)
        return delivery
    }

    /// A text without spaces and controls, as every id of Teams is.
    private static func identifier(_ value: JSON?) -> String? {
        guard let text = value?.string, (1...identifierBytes).contains(text.utf8.count),
            text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
        else { return nil }
        return text
    }

    /// Without the mention, which stands first.
    private static func words(_ typed: String) -> String {
        var text = typed.replacing("&nbsp;", with: " ").replacing("\u{A0}", with: " ").replacing("\0", with: "")
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
