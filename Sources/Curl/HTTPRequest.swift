/// One HTTP request; its body is held in memory and sent at most once for a `POST`.
public struct HTTPRequest: Sendable {
    /// What the request does.
    public enum Method: Sendable, Equatable {
        /// Reads; libcurl may send it again by itself when a reused connection turns out to be dead.
        case get
        /// Changes something; the server sees it at most once.
        case post
        /// Puts something in the place of another; the server sees it at most once, too.
        case put
    }

    /// What the request does.
    public var method: Method
    /// An absolute `https://` address, or `http://` where the settings accept loopback.
    public var url: String
    /// Header fields in the order they are sent; the body's length and the host are libcurl's to say.
    public var headers: [(String, String)]
    /// The bytes to send; empty for a `GET`.
    public var body: [UInt8]
    /// The whole time the request may take, waiting for a free connection included.
    public var timeoutMilliseconds: Int
    /// Asks for the fields of the server's certificate; they come with a connection that is made for this request.
    public var wantsCertificate = false

    /// A request; ten seconds are its default time.
    public init(
        _ method: Method,
        _ url: String,
        headers: [(String, String)] = [],
        body: [UInt8] = [],
        timeoutMilliseconds: Int = 10_000
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.timeoutMilliseconds = timeoutMilliseconds
    }
}
