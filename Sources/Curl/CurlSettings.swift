/// What holds for every request of one client.
public struct CurlSettings: Sendable {
    /// The proxy as `http://`, `https://`, `socks5://` or `socks5h://`; nil for none, whatever the environment says.
    public var proxy: String?
    /// Certificates (PEM) to trust instead of the system's.
    public var caFile: String?
    /// Sent unless a request names its own.
    public var userAgent = "registrar"
    /// The time for name, connection and TLS together.
    public var connectTimeoutMilliseconds = 3000
    /// The longest body accepted.
    public var maximumResponseBytes = 1 << 20
    /// The longest header section accepted, interim answers and trailers included.
    public var maximumHeaderBytes = 64 << 10
    /// Connections to one host; further requests wait within their own time.
    public var maximumConnectionsPerHost = 6
    /// Connections to all hosts, idle ones included.
    public var maximumConnections = 64
    /// Requests waiting or running at once; one more is not sent.
    public var maximumRequestsUnderWay = 1024
    /// Accepts `http://` when the host is `localhost` or a loopback address.
    public var allowLoopbackHTTP = false
    /// Refuses every address that is not public, at the moment of connecting; `http://` to loopback is not touched by it.
    ///
    /// With a proxy only addresses written in the URL are seen, since names are resolved by the proxy.
    public var blockPrivateAddresses = true

    /// The defaults: `https` to public addresses, no proxy, the system's certificates.
    public init() {}
}

/// Why a client could not be made; never holds a setting's value.
public struct CurlSetupFailure: Error, Sendable, Equatable, CustomStringConvertible {
    /// What is wrong and what to do about it.
    public let description: String
}
