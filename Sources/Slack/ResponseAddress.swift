import Curl

/// A `response_url` that may be called: only a host the settings name, only over TLS but for loopback.
struct ResponseAddress: Hashable, Sendable {
    let url: String

    /// `allowed` as `WebAddress.isAmong` reads it.
    init?(_ url: String, allowed: [String]) {
        guard let address = WebAddress(url, limitBytes: SlackLimits.urlCharacters), address.isAmong(allowed),
            address.rest.first == "/"
        else { return nil }
        self.url = url
    }
}
