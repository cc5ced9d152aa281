import Curl

/// An address of a connector that a token may be sent to: only a host the settings name, only over TLS but for loopback.
struct ServiceAddress: Hashable, Sendable {
    /// Without a slash at the end; scheme and host in lower case.
    let base: String

    /// `allowed` as `WebAddress.isAmong` reads it.
    init?(_ url: String, allowed: [String]) {
        guard let address = WebAddress(url, limitBytes: TeamsLimits.urlCharacters),
            Self.isServed(address, allowed: allowed)
        else { return nil }
        base = address.normalised
    }

    static func isServed(_ address: WebAddress, allowed: [String]) -> Bool {
        address.isAmong(allowed) && !address.rest.utf8.contains(UInt8(ascii: "?"))
            && !address.rest.utf8.contains(UInt8(ascii: "#"))
    }
}
