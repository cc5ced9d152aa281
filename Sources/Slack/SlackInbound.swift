import Desk
import Dialogue
import FoundationEssentials
import JSON
import Registrations

/// What a verified request asks for.
enum SlackAct: Sendable {
    case delivery(Delivery, SlackReturn)
    case news(News, keys: [DeliveryKey], installing: InstallingTeam)
    /// Slack asks whether the address is ours.
    case challenge(String)
    /// A menu asks for its options; ours has none.
    case options
    case ignored(kind: String)
}

/// How a reply gets back to where the act came from.
enum SlackReturn: Hashable, Sendable {
    /// In the response; a form by the trigger.
    case command(Opening)
    /// By the response address; a form by the trigger.
    case click(Opening, responseURL: String?)
    /// A form takes the place of the view.
    case clickInView(InstallingTeam, view: String, hash: String)
    /// In the response, as what becomes of the view; its inputs can show mistakes.
    case submission(ViewInputs)
    /// Nobody waits for one.
    case silent

    var isSubmission: Bool {
        switch self {
        case .submission: true
        case .command, .click, .clickInView, .silent: false
        }
    }

    /// What opens a dialog: once, within three seconds.
    struct Opening: Hashable, Sendable {
        let installing: InstallingTeam
        let trigger: String
    }
}

/// Reads verified requests.
struct SlackInbound: Sendable {
    /// Why a request is not read; holds nothing of it.
    enum Mistake: Error, Hashable, Sendable {
        case mediaType
        case body
    }

    /// A known payload without what it must have is a mistake; an unknown kind is none.
    func read(_ verified: Verified<InboundRequest>) throws(Mistake) -> SlackAct {
        let request = verified.value
        switch request.route.path {
        case SlackPath.commands: return try command(Self.form(request), request)
        case SlackPath.interactions, SlackPath.options: return try interaction(Self.payload(request), request)
        case SlackPath.events: return try event(Self.envelope(request), request)
        default: return .ignored(kind: "unnamed")
        }
    }

    /// Whether this is the probe Slack makes of a command's address, which may come without a signature.
    ///
    /// https://github.com/slackapi/bolt-js/issues/614
    static func isProbe(_ request: InboundRequest) -> Bool {
        guard request.route.path == SlackPath.commands, request.body.count <= SlackLimits.probeBytes,
            mediaType(of: request) == formType
        else { return false }
        do { return try FormFields(request.body)["ssl_check"] == "1" } catch { return false }
    }

    private func command(_ fields: FormFields, _ request: InboundRequest) throws(Mistake) -> SlackAct {
        if fields["ssl_check"] == "1" { return .ignored(kind: "ssl_check") }
        guard let teams = SlackTeams(command: fields), let user = SlackID.valid(fields["user_id"]),
            let room = SlackID.valid(fields["channel_id"]), fields["command"]?.isEmpty == false,
            let trigger = Self.trigger(fields["trigger_id"])
        else { throw .body }
        let delivery = Delivery(
            key: Self.key("trigger", trigger),
            installation: teams.installing.key,
            actor: teams.actor.person(user),
            room: SlackID.isChannel(room) ? Room(workspace: teams.installing.key, id: room) : nil,
            language: nil,
            input: .words(SlackWords.read(fields["text"] ?? "")),
            at: request.receivedAt
        )
        return .delivery(delivery, .command(.init(installing: teams.installing, trigger: trigger)))
    }

    static func key(_ kind: String, _ parts: String...) -> DeliveryKey {
        DeliveryKey(source: .slack, text: kind + ":" + parts.joined(separator: ":"))
    }

    static func trigger(_ text: String?) -> String? {
        guard let text, (1...SlackLimits.identifierCharacters).contains(text.utf8.count) else { return nil }
        return text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F } ? text : nil
    }
}

/// The paths of the four doors Slack posts to, and of the two a browser opens.
enum SlackPath {
    static let commands = "/slack/commands"
    static let interactions = "/slack/interactions"
    static let options = "/slack/options"
    static let events = "/slack/events"
    static let install = "/slack/install"
    static let callback = "/slack/oauth/callback"
}

// From bytes to fields.
extension SlackInbound {
    private static let formType = "application/x-www-form-urlencoded"
    private static let jsonType = "application/json"

    private static func form(_ request: InboundRequest) throws(Mistake) -> FormFields {
        guard mediaType(of: request) == formType else { throw .mediaType }
        do { return try FormFields(request.body) } catch { throw .body }
    }

    private static func payload(_ request: InboundRequest) throws(Mistake) -> JSON {
        guard let bytes = try form(request).bytes("payload") else { throw .body }
        return try object(bytes)
    }

    private static func envelope(_ request: InboundRequest) throws(Mistake) -> JSON {
        guard mediaType(of: request) == jsonType else { throw .mediaType }
        return try object(request.body)
    }

    private static func object(_ bytes: [UInt8]) throws(Mistake) -> JSON {
        let json: JSON
        do { json = try JSON.parse(bytes) } catch { throw .body }
        // Every payload says its kind.
        guard json["type"]?.string != nil else { throw .body }
        return json
    }

    /// For logs: which of the two it says it is, never what a stranger wrote.
    static func kindOfBody(_ request: InboundRequest) -> String {
        switch mediaType(of: request) {
        case formType: "form"
        case jsonType: "json"
        case "": "none"
        default: "other"
        }
    }

    /// Without its parameters, in lower case.
    private static func mediaType(of request: InboundRequest) -> String {
        let value = request.header("content-type") ?? ""
        // What Slack sends, as it sends it.
        if value == formType || value == jsonType { return value }
        return String(value.prefix { $0 != ";" }.filter { !$0.isWhitespace }).lowercased()
    }
}
