import Curl
import Foundation
import Slack

/// The public address: its name, its certificate, and whether this service answers behind it.
///
/// Asked from this machine: whether a stranger reaches it as well, only a stranger can tell.
enum AddressExamination {
    private static let milliseconds = 5_000
    private static let daysLeft = 21

    static func findings(_ settings: Settings, _ curl: CurlClient) async -> [Finding] {
        guard let url = settings.publicURL else {
            let mend = "set REGISTRAR_PUBLIC_URL to what a browser outside would type"
            let shown =
                "the public address is not set; links would begin with \(settings.publicURL(port: settings.port))"
            return [.warning("address", shown, mend: mend)]
        }
        var findings = [Finding.ok("address", "links begin with \(url)")]
        if settings.slack != nil, !url.lowercased().hasPrefix("https://") {
            findings.append(
                .warning(
                    "address",
                    "Slack sends to https addresses only and the public one is not",
                    mend: "put a proxy that speaks TLS before the service"
                )
            )
        }
        findings += await visit(url, curl)
        if settings.slack != nil { findings += await knock(url, curl) }
        return findings
    }

    private static func visit(_ url: String, _ curl: CurlClient) async -> [Finding] {
        var request = HTTPRequest(.get, url + "/livez", timeoutMilliseconds: milliseconds)
        request.wantsCertificate = true
        do {
            let response = try await curl.send(request)
            let certificate = certificate(response.certificate, at: Date()).map { [$0] } ?? []
            guard response.status == 200, response.header("x-request-id") != nil else {
                return certificate + [stranger(url, response.status)]
            }
            return certificate + [.ok("address", "this service answers there")]
        } catch {
            return [unreached(url, error)]
        }
    }

    private static func stranger(_ url: String, _ status: Int) -> Finding {
        .error(
            "address",
            "\(url)/livez answers \(status), and not as this service does",
            mend: "let the proxy pass every path here, without a login, a redirect or a challenge before it"
        )
    }

    /// Many networks do not lead back to themselves, so only what is certain is an error.
    static func unreached(_ url: String, _ failure: TransportFailure) -> Finding {
        let outside = "open \(url)/livez from outside: it must say alive"
        switch failure {
        case .notSent(let why) where isAboutTrust(why):
            let mend = "renew the certificate, or send the whole chain: Slack refuses what this machine refuses"
            return .error("certificate", "\(url): \(why)", mend: mend)
        case .refused(let why), .notSent(let why), .unknown(let why):
            return .warning("address", "\(url) does not answer from here: \(why)", mend: outside)
        case .tooLarge, .cancelled:
            return .error("address", "\(url) does not answer as this service does", mend: outside)
        }
    }

    /// The certificate, or what was agreed on before it.
    ///
    /// https://curl.se/libcurl/c/libcurl-errors.html
    private static func isAboutTrust(_ why: String) -> Bool { why.contains("(35)") || why.contains("(60)") }

    /// Whether a vendor's request arrives at its door: one without a signature is refused there, and only there, with 401.
    private static func knock(_ url: String, _ curl: CurlClient) async -> [Finding] {
        let request = HTTPRequest(
            .post,
            url + "/slack/commands",
            headers: [("Content-Type", "application/x-www-form-urlencoded")],
            timeoutMilliseconds: milliseconds
        )
        do {
            let response = try await curl.send(request)
            if response.status == 401, response.header("x-request-id") != nil {
                return [.ok("address", "Slack's requests arrive, and unsigned ones are refused")]
            }
            return [
                .error(
                    "address",
                    "a request to \(url)/slack/commands is answered \(response.status) before it arrives",
                    mend: "let POST pass to /slack/ without a login, a challenge or a bot filter"
                )
            ]
        } catch {
            // The visit has said why.
            return []
        }
    }

    /// nil where there is none, or libcurl's TLS library does not tell.
    static func certificate(_ fields: [String], at now: Date) -> Finding? {
        let field = fields.first { $0.hasPrefix("Expire date:") }
        guard let end = field.flatMap({ CertificateTime.date(String($0.dropFirst("Expire date:".count))) }) else {
            return nil
        }
        let days = Int((end.timeIntervalSince(now) / 86_400).rounded(.down))
        let shown = "the certificate of the public address is good for \(days) more days"
        guard days < daysLeft else { return .ok("certificate", shown) }
        return .warning("certificate", shown, mend: "see why it was not renewed: Slack sends nothing once it has ended")
    }
}

/// Times as libcurl writes them: `Feb  4 12:00:00 2027 GMT`, or `2027-02-04 12:00:00 GMT` with GnuTLS.
enum CertificateTime {
    static func date(_ text: String) -> Date? {
        let format = DateFormatter()
        format.locale = Locale(identifier: "en_US_POSIX")
        format.timeZone = TimeZone(secondsFromGMT: 0)
        let words = text.split(separator: " ").joined(separator: " ")
        return ["MMM d HH:mm:ss yyyy 'GMT'", "yyyy-MM-dd HH:mm:ss 'GMT'"].lazy.compactMap { pattern in
            format.dateFormat = pattern
            return format.date(from: words)
        }.first
    }
}

/// Times of HTTP header fields.
///
/// https://www.rfc-editor.org/rfc/rfc9110#name-date-time-formats
enum HTTPTime {
    static func date(_ text: String) -> Date? {
        let format = DateFormatter()
        format.locale = Locale(identifier: "en_US_POSIX")
        format.timeZone = TimeZone(secondsFromGMT: 0)
        format.dateFormat = "EEE, dd MMM yyyy HH:mm:ss 'GMT'"
        return format.date(from: text)
    }
}
