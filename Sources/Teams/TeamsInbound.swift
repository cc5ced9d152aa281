import Desk
import Dialogue
import FoundationEssentials
import JSON
import Registrations

/// What a verified activity asks for.
enum TeamsAct: Sendable {
    case delivery(Delivery, TeamsReturn)
    case news(News, keys: [DeliveryKey])
    /// An invoke that is none of ours.
    case unknownInvoke
    /// A button of a card that is none of ours, or that no client may press by itself.
    case unknownAction
    /// A dialog was closed by its button.
    case closed
    case ignored(kind: String)
}

/// How a reply gets back to where the act came from; `nonce` names what is shown next.
enum TeamsReturn: Hashable, Sendable {
    /// As a message of its own.
    case message
    /// In the response, as what the dialog shows.
    case dialog(nonce: String)
    /// The same, of a form that can be sent once more.
    case submission(TeamsFilled, nonce: String)
    /// In the response, in the place of the card.
    case card(nonce: String)
}

/// Reads verified activities.
///
/// https://github.com/microsoft/Agents/blob/main/specs/activity/protocol-activity.md
struct TeamsInbound: Sendable {
    /// The tenant whose app it is.
    let vendor: WorkspaceKey

    /// Why an activity is not read; holds nothing of it.
    enum Mistake: Error, Hashable, Sendable {
        case body
    }

    /// Whoever nobody could name: an act of theirs is never handed on.
    var nobody: Person { Person(workspace: vendor, user: "") }

    func read(_ activity: TeamsActivity, by actor: Person, _ request: InboundRequest) throws(Mistake) -> TeamsAct {
        switch activity.type {
        case "message": return try message(activity, actor, request)
        case "invoke": return try invoke(activity, actor, request)
        case "conversationUpdate": return conversationUpdate(activity, actor)
        case "installationUpdate": return installationUpdate(activity, actor)
        default: return .ignored(kind: Self.kind(activity.type))
        }
    }

    private func message(
        _ activity: TeamsActivity,
        _ actor: Person,
        _ request: InboundRequest
    ) throws(Mistake) -> TeamsAct {
        guard let id = activity.id, activity.from != nil else { throw .body }
        let data = activity.value
        let input: Delivery.Input
        if let verb = data?[TeamsNames.verb]?.string.flatMap(Verb.init) {
            // The button of a client that knows no `Action.Execute`.
            input = .press(verb, value: Self.value(of: data), typed: [:])
        } else {
            guard isSpokenTo(activity) else { return .ignored(kind: "message") }
            input = .words(TeamsWords.read(activity))
        }
        return .delivery(
            delivery(
                input,
                key: pressKey(input, data, activity, actor) ?? Self.key("message", Self.place(activity), id),
                activity,
                actor,
                answer: .message,
                request
            ),
            .message
        )
    }

    /// To the bot alone, privately in a room, or by a mention in one.
    private func isSpokenTo(_ activity: TeamsActivity) -> Bool {
        activity.conversation.isPersonal || activity.isTargeted || TeamsWords.isMentioned(activity)
    }

    func delivery(
        _ input: Delivery.Input,
        key: DeliveryKey?,
        _ activity: TeamsActivity,
        _ actor: Person,
        answer: Delivery.AnswerPath,
        _ request: InboundRequest
    ) -> Delivery {
        Delivery(
            key: key,
            installation: vendor,
            actor: actor,
            room: activity.conversation.isPersonal ? nil : Room(workspace: vendor, id: activity.conversation.id),
            language: Self.language(of: activity),
            input: input,
            answer: answer,
            at: request.receivedAt,
            requestID: request.requestID
        )
    }
}

// What names an act, so that its effect happens once.
extension TeamsInbound {
    /// Of a button that acts: whoever presses what they were shown, however often Teams says so.
    ///
    /// An invoke can come again under another id, and what is shown anew has another nonce.
    /// https://github.com/microsoft/botbuilder-dotnet/issues/5005
    func pressKey(
        _ input: Delivery.Input,
        _ data: JSON?,
        _ activity: TeamsActivity,
        _ actor: Person
    ) -> DeliveryKey? {
        guard case .press(let verb, let value, _) = input, verb.actsAtOnce(value) else { return nil }
        guard let shown = Self.nonce(of: data) ?? activity.replyToID else { return nil }
        return Self.key("press", verb.rawValue, value, shown, actor.workspace.id, actor.user)
    }

    static func key(_ kind: String, _ parts: String...) -> DeliveryKey {
        DeliveryKey(source: .teams, text: kind + ":" + TeamsDigest.of(parts))
    }

    static func place(_ activity: TeamsActivity) -> String {
        (activity.hostTenant ?? "") + " " + activity.conversation.id
    }

    static func nonce(of data: JSON?) -> String? { TeamsActivity.identifier(data?[TeamsNames.nonce]) }

    /// What a button names: a registration, a draft, a domain, or nothing.
    static func value(of data: JSON?) -> String {
        let value = data?[TeamsNames.id]?.string ?? ""
        return value.utf16.count <= TeamsCardLimits.buttonValueCharacters && !value.utf8.contains(0) ? value : ""
    }

    /// The client's own, else that of the app it runs in.
    static func language(of activity: TeamsActivity) -> Language? {
        let client = activity.entities.first { $0["type"]?.string == "clientInfo" }?["locale"]?.string
        return (activity.locale ?? client).flatMap { Language(tag: $0) }
    }

    /// What a log may say of a kind: a newer Teams can have chosen it, a stranger could not.
    static func kind(_ type: String) -> String {
        let isPlain = type.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "/"): true
            default: false
            }
        }
        return isPlain && (1...40).contains(type.utf8.count) ? type : "unnamed"
    }
}

extension TeamsActivity.Conversation {
    /// Between a person and the bot alone.
    var isPersonal: Bool { type == "personal" }
}

extension Verb {
    /// Whether pressing it does something; what only opens a form or shows a card may be pressed as often as one likes.
    fileprivate func actsAtOnce(_ value: String) -> Bool {
        switch self {
        case .registerStart, .reviewReject, .reviewAsk, .reviewShow, .answer, .appeal, .deal, .why, .lost, .nextStep,
            .linkWorkspace:
            false
        case .meeting: Phrasebook.read(meetingToken: value).understood != nil
        case .registerBack, .reviewApprove, .reviewUndo, .withdraw, .acceptOffer, .extend, .contradict,
            .grantExtension, .research, .won:
            true
        }
    }
}
