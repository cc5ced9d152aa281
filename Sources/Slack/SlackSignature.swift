import Crypto
import Desk
import FoundationEssentials

/// A value whose sender is proven; only the verifier in this file can make one.
struct Verified<Value: Sendable>: Sendable {
    let value: Value

    fileprivate init(_ value: Value) { self.value = value }
}

/// Slack's request signature, version 0.
///
/// https://docs.slack.dev/authentication/verifying-requests-from-slack
struct SlackSignature: Sendable {
    /// Begun with each secret, so that no request has to begin it again.
    private let codes: [HMAC<SHA256>]

    /// A blank secret verifies nothing.
    init(secrets: [Secret]) {
        codes = secrets.map { Array($0.reveal().utf8) }.filter { !$0.isEmpty }.map { HMAC(key: SymmetricKey(data: $0)) }
    }

    /// Why a request is not taken; for one log line, never for the sender.
    enum Rejection: String, Error, Sendable, CaseIterable {
        case unsigned
        case malformed
        case stale
        case future
        case mismatch

        /// Where an admin looks first; nil where a stranger is likelier than a mistake.
        var hint: String? {
            switch self {
            case .stale, .future: "clock"
            case .mismatch: "signing_secret_or_proxy"
            case .unsigned, .malformed: nil
            }
        }
    }

    /// Proves that Slack sent exactly these bytes within five minutes of now.
    func verify(_ request: InboundRequest, at now: Date) throws(Rejection) -> Verified<InboundRequest> {
        let stamps = request.headers.filter { $0.name == Self.timestampHeader }
        let signatures = request.headers.filter { $0.name == Self.signatureHeader }
        guard !stamps.isEmpty, !signatures.isEmpty else { throw .unsigned }
        guard stamps.count == 1, signatures.count == 1, let code = Self.code(in: signatures[0].value) else {
            throw .malformed
        }
        let skew = try Self.skewSeconds(of: stamps[0].value, at: now)
        guard skew <= SlackLimits.signatureWindowSeconds else { throw .stale }
        guard skew >= -SlackLimits.signatureWindowSeconds else { throw .future }
        // The header as received, never the number read from it.
        let start = Array("v0:\(stamps[0].value):".utf8)
        // Every key is tried whatever the first says; codes are compared in constant time.
        let matches = codes.filter { begun in
            var computed = begun
            computed.update(data: start)
            computed.update(data: request.body)
            return computed.finalize() == code
        }
        guard !matches.isEmpty else { throw .mismatch }
        return Verified(request)
    }

    /// How old the request says it is, in seconds, for the log; nil when it does not say.
    static func skewSeconds(of request: InboundRequest) -> Int? {
        guard let stamp = request.header(timestampHeader) else { return nil }
        do { return try skewSeconds(of: stamp, at: request.receivedAt) } catch { return nil }
    }

    static let timestampHeader = "x-slack-request-timestamp"
    static let signatureHeader = "x-slack-signature"

    private static func skewSeconds(of stamp: String, at now: Date) throws(Rejection) -> Int {
        let digits = stamp.utf8
        guard (1...SlackLimits.timestampDigits).contains(digits.count),
            digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
            let seconds = Int(stamp)
        else { throw .malformed }
        return Int(now.timeIntervalSince1970.rounded(.down)) - seconds
    }

    /// The 32 bytes of `v0=` and 64 lower-case hexadecimal digits.
    private static func code(in header: String) -> [UInt8]? {
        let text = Array(header.utf8)
        guard text.count == 67, text.starts(with: "v0=".utf8) else { return nil }
        var code: [UInt8] = []
        code.reserveCapacity(32)
        for place in stride(from: 3, to: 67, by: 2) {
            guard let high = nibble(text[place]), let low = nibble(text[place + 1]) else { return nil }
            code.append(high << 4 | low)
        }
        return code
    }

    private static func nibble(_ digit: UInt8) -> UInt8? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
        default: nil
        }
    }
}
