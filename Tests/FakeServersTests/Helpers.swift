import FakeServers
import Synchronization

/// A clock a test moves.
final class Moving: Sendable {
    private let value = Mutex(1_800_000_000.0)
    var seconds: Double { value.withLock { $0 } }
    func advance(by seconds: Double) { value.withLock { $0 += seconds } }
}

struct Unexpected: Error {
    let what: String
    init(_ what: some Any) { self.what = "\(what)" }
}

extension JSONValue {
    func merging(_ other: JSONValue) -> JSONValue {
        .object((object ?? [:]).merging(other.object ?? [:]) { _, new in new })
    }
}

extension JSONValue {
    init(orNull bytes: [UInt8]) {
        do { try self.init(parsing: bytes) } catch { self = .null }
    }
}

/// Waits until cancelled.
func never() async {
    let (stream, continuation) = AsyncStream.makeStream(of: Void.self)
    for await _ in stream {}
    continuation.finish()
}
