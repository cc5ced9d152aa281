import Crypto
import Foundation

/// Makes what Slack would send for people of one partner workspace in a channel shared with the vendor, and signs it.
struct Deliveries {
    static let vendorTeam = "T0VENDOR"
    /// Among so many workspaces the people are spread, each a partner's.
    static let partnerTeams = 1_000
    static let secret = "bench-signing-secret"

    private let key = SymmetricKey(data: Array(secret.utf8))

    static func user(_ number: Int) -> String { "U0BENCH\(number)" }
    static func team(_ number: Int) -> String { "T0PARTNER\(number % partnerTeams)" }

    /// A press of the button that starts a registration.
    func start(user: Int, trigger: String) -> String {
        """
        {"type":"block_actions","team":{"id":"\(Self.vendorTeam)","domain":"vendor"},\
        "user":{"id":"\(Self.user(user))","username":"bench","team_id":"\(Self.team(user))"},\
        "channel":{"id":"C0SHARED","name":"shared"},"api_app_id":"A0BENCH","trigger_id":"\(trigger)",\
        "response_url":"https://hooks.slack.com/actions/T/1/x",\
        "actions":[{"type":"button","action_id":"register.start","block_id":"b","value":"","action_ts":"1.1"}]}
        """
    }

    /// A view sent off: the view as the service drew it, with what Slack adds and what was typed.
    func submission(user: Int, view: String, id: String, typed: [(name: String, value: String)]) -> String {
        let values = typed.map { #""\#($0.name)":{"\#($0.name)":\#(Self.element($0.name, $0.value))}"# }
        return """
            {"type":"view_submission","team":{"id":"\(Self.team(user))","domain":"partner"},\
            "user":{"id":"\(Self.user(user))","username":"bench","name":"bench","team_id":"\(Self.team(user))"},\
            "api_app_id":"A0BENCH","token":"none","trigger_id":"\(id).1","response_urls":[],\
            "is_enterprise_install":false,"enterprise":null,"view":{"id":"V\(id)","team_id":"\(Self.team(user))",\
            "app_id":"A0BENCH","app_installed_team_id":"\(Self.vendorTeam)","bot_id":"B0BENCH","hash":"1.\(id)",\
            "root_view_id":"V\(id)","previous_view_id":null,"external_id":"",\
            "state":{"values":{\(values.joined(separator: ","))}},\(view.dropFirst())}
            """
    }

    /// The form around a payload, not signed yet.
    func body(_ payload: String) -> [UInt8] { Array("payload=".utf8) + Self.escaped(payload) }

    /// The form around a payload, and the headers that prove it.
    func signed(_ payload: String) -> (body: [UInt8], headers: [(String, String)]) {
        let body = self.body(payload)
        let stamp = String(Int(Date().timeIntervalSince1970))
        let code = HMAC<SHA256>.authenticationCode(for: Array("v0:\(stamp):".utf8) + body, using: key)
        let digits = code.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        return (
            body,
            [
                ("Accept", "application/json,*/*"), ("User-Agent", "Slackbot 1.0 (+https://api.slack.com/robots)"),
                ("Content-Type", "application/x-www-form-urlencoded"), ("X-Slack-Request-Timestamp", stamp),
                ("X-Slack-Signature", "v0=" + digits),
            ]
        )
    }

    private static func element(_ name: String, _ value: String) -> String {
        switch name {
        case "stage", "source_kind":
            #"{"type":"static_select","selected_option":{"text":{"type":"plain_text","text":"x"},"value":"\#(value)"}}"#
        case "consent":
            #"{"type":"checkboxes","selected_options":[{"text":{"type":"plain_text","text":"x"},"value":"\#(value)"}]}"#
        default: #"{"type":"plain_text_input","value":"\#(value)"}"#
        }
    }

    /// As Slack escapes: everything but letters, digits and `-_.*`.
    private static func escaped(_ text: String) -> [UInt8] {
        let digits = Array("0123456789ABCDEF".utf8)
        var escaped: [UInt8] = []
        escaped.reserveCapacity(text.utf8.count * 2)
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
                escaped.append(byte)
            case UInt8(ascii: " "): escaped.append(UInt8(ascii: "+"))
            default: escaped += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return escaped
    }
}
