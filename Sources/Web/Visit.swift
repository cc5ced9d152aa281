import Desk
import FoundationEssentials
import NIOCore
import NIOHTTP1
import Synchronization

/// What is known of a request once its head has arrived.
struct Visit: Sendable {
    let method: HTTPMethod
    let path: String
    let query: String
    let headers: HTTPHeaders
    let channel: any Channel
    /// The doors at its path, each for a method; nil where there are none.
    let doors: [EndpointRoute.Method: Door]?
    let receivedAt: Date
    let arrivedAt = ContinuousClock.now
    let id = Self.newID()

    /// Nobody else reads one.
    var isBodyWanted: Bool { doors != nil }

    init(
        _ head: HTTPRequestHead,
        _ channel: any Channel,
        at now: Date,
        doors: (String) -> [EndpointRoute.Method: Door]?
    ) {
        method = head.method
        (path, query) = Self.parts(of: head.uri)
        headers = head.headers
        self.channel = channel
        receivedAt = now
        self.doors = doors(path)
    }

    /// The path, and what stands behind the first question mark.
    static func parts(of uri: String) -> (path: String, query: String) {
        guard let mark = uri.utf8.firstIndex(of: UInt8(ascii: "?")) else { return (uri, "") }
        return (String(uri[..<mark]), String(uri[uri.utf8.index(after: mark)...]))
    }

    private static let lastID = Atomic(UInt64.random(in: .min ... .max))
    private static let secret = UInt64.random(in: .min ... .max)

    /// A count behind a keyed hash: the system is asked for chance once, not for each request, and who reads two ids in the
    /// answers' headers does not learn how many came in between.
    static func newID() -> String {
        var hasher = Hasher()
        hasher.combine(secret)
        hasher.combine(lastID.wrappingAdd(1, ordering: .relaxed).newValue)
        let bits = UInt64(bitPattern: Int64(hasher.finalize()))
        return String(unsafeUninitializedCapacity: 16) { digits in
            for place in 0..<16 {
                let digit = UInt8(bits >> UInt64(60 - 4 * place) & 15)
                digits[place] = digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10
            }
            return 16
        }
    }
}

extension Channel {
    var isFromThisMachine: Bool {
        guard let address = remoteAddress?.ipAddress else { return false }
        return address.hasPrefix("127.") || address == "::1" || address.hasPrefix("::ffff:127.")
    }
}

extension HTTPHeaders {
    /// A proxy stood between: whoever asked may be anywhere.
    var isForwarded: Bool {
        ["forwarded", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip", "via"]
            .contains { contains(name: $0) }
    }
}

extension String {
    /// A header's value without the blanks behind it, which are not part of it (RFC 9110, 5.5).
    var withoutBlankEnd: String {
        let isBlank = { (byte: UInt8) in byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
        guard let last = utf8.last, isBlank(last) else { return self }
        return String(decoding: utf8.reversed().drop(while: isBlank).reversed(), as: UTF8.self)
    }

    /// A header's name as endpoints know it; most are sent so.
    var inLowerCase: String {
        utf8.contains { $0 >= UInt8(ascii: "A") && $0 <= UInt8(ascii: "Z") } ? lowercased() : self
    }
}
