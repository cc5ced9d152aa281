/// Why a request has no answer, told by what it is safe to do next; texts hold no path, query, header or body.
public enum TransportFailure: Error, Sendable, Equatable {
    /// Nothing of the request left: name, connection or TLS failed, or there was no room; safe to send again.
    case notSent(String)
    /// The request, or a part of it, left and no whole answer came: the server may have acted on it.
    case unknown(String)
    /// We will not call this: the address, its scheme, its host or a header is not acceptable; asking again changes nothing.
    case refused(String)
    /// The server answered with more than the settings allow; it may have acted on the request.
    case tooLarge
    /// The calling task was cancelled; how far the request came is not known.
    case cancelled
}
