import Crypto
import Desk
import Dialogue
import FoundationEssentials
import Registrations
@testable import Slack

/// What arrives at Slack's doors, and what leaves for Slack's screens.
enum SlackTargets {
    private static let secret = "8f742231b10e8888abcd99yyyzzz85a5"
    private static let paths = [SlackPath.commands, SlackPath.interactions, SlackPath.options, SlackPath.events]

    /// Any form is read or refused; fields that are written are read as they were.
    static func form(_ bytes: [UInt8]) throws {
        if let form = read(bytes) {
            for name in ["payload", "text", "user_id"] {
                try hold((form.bytes(name)?.count ?? 0) <= bytes.count, "a field longer than its form")
            }
        }
        let parts = text(bytes).split(separator: "\n", maxSplits: 1).map(String.init)
        guard parts.count == 2, !parts[0].isEmpty else { return }
        let written = FormFields.encoded([(parts[0], parts[1])])
        try hold(try FormFields(Array(written.utf8))[parts[0]] == parts[1], "\(written) reads otherwise")
    }

    private static func read(_ bytes: [UInt8]) -> FormFields? {
        do { return try FormFields(bytes) } catch { return nil }
    }

    /// The first byte chooses the door; the rest is the body, or the payload of a form.
    static func payload(_ bytes: [UInt8]) throws {
        guard let first = bytes.first else { return }
        let path = paths[Int(first) % paths.count]
        let rest = Array(bytes.dropFirst())
        let isForm = path == SlackPath.interactions || path == SlackPath.options
        let body = isForm ? Array(FormFields.encoded([("payload", text(rest))]).utf8) : rest
        let type = path == SlackPath.events ? "application/json" : "application/x-www-form-urlencoded"
        let request = signed(body, path: path, type: type)
        let verified = try SlackSignature(secrets: [Secret(secret)]).verify(request, at: fixedNow)
        let act: SlackAct
        do { act = try SlackInbound().read(verified) } catch { return }
        guard case .delivery(let delivery, _) = act else { return }
        try hold(delivery.key?.text.isEmpty != true, "a delivery with an empty key")
        try hold(!delivery.actor.user.isEmpty, "a delivery of nobody")
    }

    /// Two lines of bytes as the headers, the rest as the body: without the secret nothing is taken.
    static func signature(_ bytes: [UInt8]) throws {
        let parts = text(bytes).split(separator: "\n", maxSplits: 2, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 3 else { return }
        let headers = [(SlackSignature.timestampHeader, parts[0]), (SlackSignature.signatureHeader, parts[1])]
        let request = inbound(Array(parts[2].utf8), SlackPath.events, headers.map { (name: $0.0, value: $0.1) })
        do {
            _ = try SlackSignature(secrets: [Secret(secret)]).verify(request, at: fixedNow)
        } catch {
            return
        }
        throw Finding(description: "taken without the secret")
    }

    /// Typed text never interprets itself and keeps to its limit.
    static func texts(_ bytes: [UInt8]) throws {
        let typed = text(bytes)
        for limit in [1, 30, 3_000] {
            let drawn = Mrkdwn.words(typed, limit: limit)
            try hold(drawn.utf16.count <= limit, "\(drawn.utf16.count) units where \(limit) may stand")
            for mark in ["*", "_", "~", "`", "<", ">"] {
                try hold(!drawn.unicodeScalars.contains(Unicode.Scalar(mark) ?? "*"), "a bare \(mark) in \(drawn)")
            }
            let bytes = Array(drawn.utf8)
            for place in bytes.indices where bytes[place] == UInt8(ascii: "&") {
                let escapes = ["&amp;", "&lt;", "&gt;"]
                try hold(escapes.contains { bytes[place...].starts(with: $0.utf8) }, "a bare & in \(drawn)")
            }
        }
        try hold(SlackText.clean(SlackText.clean(typed)) == SlackText.clean(typed), "cleaned twice is otherwise")
    }

    /// Words out of Slack's own markup have none of it left, and stay within their bound.
    static func links(_ bytes: [UInt8]) throws {
        let words = SlackWords.read(text(bytes))
        try hold(words.utf8.count <= bytes.count * 3 + 3, "words longer than their markup")
    }

    private static func signed(_ body: [UInt8], path: String, type: String) -> InboundRequest {
        let stamp = "\(Int(fixedNow.timeIntervalSince1970))"
        let key = SymmetricKey(data: Array(secret.utf8))
        let code = HMAC<SHA256>.authenticationCode(for: Array("v0:\(stamp):".utf8) + body, using: key)
        let digits = code.map { byte in String(byte >> 4, radix: 16) + String(byte & 15, radix: 16) }.joined()
        return inbound(
            body,
            path,
            [
                (SlackSignature.timestampHeader, stamp), (SlackSignature.signatureHeader, "v0=" + digits),
                ("content-type", type),
            ]
        )
    }

    private static func inbound(
        _ body: [UInt8],
        _ path: String,
        _ headers: [(name: String, value: String)]
    ) -> InboundRequest {
        InboundRequest(
            route: EndpointRoute(.post, path),
            query: "",
            headers: headers,
            body: body,
            receivedAt: fixedNow,
            requestID: "fuzz"
        )
    }
}
