import Curl
import Desk
import FoundationEssentials
import JSON
import JWTKit
import Synchronization

/// A key that activities are signed with, made ready once; fetched anew it is another.
final class SigningKey: Sendable {
    /// The channels it may sign for; empty where it does not say.
    let endorsements: [String]
    private let algorithm: any JWTAlgorithm

    /// nil for what is no RSA key for RS256.
    init?(_ json: JSON) async {
        guard json["kty"]?.string == "RSA", json["use"]?.string ?? "sig" == "sig",
            json["alg"]?.string ?? "RS256" == "RS256", let modulus = json["n"]?.string,
            let exponent = json["e"]?.string
        else { return nil }
        do {
            let key = try Insecure.RSA.PublicKey(modulus: modulus, exponent: exponent)
            let keys = await JWTKeyCollection().add(rsa: key, digestAlgorithm: .sha256)
            algorithm = try await keys.getKey()
        } catch {
            return nil
        }
        endorsements = (json["endorsements"]?.elements ?? []).prefix(TeamsLimits.endorsements).compactMap(\.string)
    }

    func hasSigned(_ token: BearerToken) -> Bool {
        do { return try algorithm.verify(token.signature, signs: token.signed) } catch { return false }
    }
}

/// The keys activities are signed with, from the OpenID metadata: kept for a day, looked up anew for a name nobody knows
/// at most once an hour.
///
/// https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication
final class SigningKeys: Sendable {
    enum Answer: Sendable {
        case key(SigningKey)
        case unknown
        /// There are no keys at all.
        case unavailable
    }

    private struct Kept {
        var keys: [String: SigningKey] = [:]
        var fetchedAt: Date?
        var failedAt: Date?
        var failures = 0
    }

    private let metadataURL: String
    private let send: Sending
    private let time: any TimeSource
    private let kept = Mutex(Kept())
    private let flight = SingleFlight<Int>()

    init(metadataURL: String, send: @escaping Sending, time: any TimeSource) {
        self.metadataURL = metadataURL
        self.send = send
        self.time = time
    }

    /// A key that is known is given out whatever becomes of looking for newer ones.
    func key(_ id: String) async -> Answer {
        let now = time.now()
        let (known, isDue) = kept.withLock { ($0.keys[id], Self.isDue($0, knows: $0.keys[id] != nil, at: now)) }
        // Whoever has a key does not wait for somebody else's look.
        if let known, !isDue || flight.isUnderWay { return .key(known) }
        if isDue {
            do {
                _ = try await refresh()
            } catch {
                // Counted where it happened; what is kept serves on.
            }
        }
        return kept.withLock { kept in
            if let key = kept.keys[id] { return .key(key) }
            return kept.keys.isEmpty ? .unavailable : .unknown
        }
    }

    /// Fetches the keys now and returns how many there are.
    @discardableResult
    func refresh() async throws(TeamsFailure) -> Int {
        try await flight.join { () async throws(TeamsFailure) in try await renew() }
    }

    private func renew() async throws(TeamsFailure) -> Int {
        do throws(TeamsFailure) {
            let keys = try await fetch()
            kept.withLock { $0 = Kept(keys: keys, fetchedAt: time.now()) }
            return keys.count
        } catch {
            guard error != .cancelled else { throw error }
            kept.withLock { kept in
                kept.failedAt = time.now()
                kept.failures += 1
            }
            throw error
        }
    }

    private static func isDue(_ kept: Kept, knows: Bool, at now: Date) -> Bool {
        if let failedAt = kept.failedAt, isWithin(patience(kept), since: failedAt, now) { return false }
        guard let fetchedAt = kept.fetchedAt else { return true }
        return !isWithin(knows ? TeamsLimits.keysKeptSeconds : TeamsLimits.unknownKeySeconds, since: fetchedAt, now)
    }

    /// How long to wait after a failure: short while there is nothing to go by.
    private static func patience(_ kept: Kept) -> Double {
        let (first, most) = kept.keys.isEmpty ? (1.0, 60.0) : (60.0, 3600.0)
        return min(first * Double(1 << min(kept.failures - 1, 10)), most)
    }

    /// A clock that went back makes it due.
    private static func isWithin(_ seconds: Double, since then: Date, _ now: Date) -> Bool {
        (0..<seconds).contains(now.timeIntervalSince(then))
    }

    private func fetch() async throws(TeamsFailure) -> [String: SigningKey] {
        let metadata = try await get(metadataURL)
        guard let address = TeamsActivity.text(metadata["jwks_uri"], TeamsLimits.urlCharacters),
            Self.isBeside(metadataURL, address)
        else { throw .notAllowed("keys_elsewhere") }
        var keys: [String: SigningKey] = [:]
        for json in (try await get(address)["keys"]?.elements ?? []).prefix(TeamsLimits.signingKeys) {
            guard let id = TeamsActivity.text(json["kid"], TeamsLimits.keyIDCharacters), keys[id] == nil,
                let key = await SigningKey(json)
            else { continue }
            keys[id] = key
        }
        guard !keys.isEmpty else { throw .garbage }
        return keys
    }

    /// Keys are only taken from the metadata's own host, over TLS but for loopback.
    static func isBeside(_ metadata: String, _ keys: String) -> Bool {
        guard let metadata = WebAddress(metadata, limitBytes: TeamsLimits.urlCharacters),
            let keys = WebAddress(keys, limitBytes: TeamsLimits.urlCharacters)
        else { return false }
        return metadata.host == keys.host && (keys.isSecure || keys.isLoopback)
    }

    private func get(_ url: String) async throws(TeamsFailure) -> JSON {
        let response: HTTPResponse
        do {
            response = try await send(HTTPRequest(.get, url, timeoutMilliseconds: TeamsLimits.keyCallMilliseconds))
        } catch {
            throw TeamsFailure(error)
        }
        guard response.status == 200 else { throw .refused(status: response.status, code: "") }
        do { return try JSON.parse(response.body) } catch { throw .garbage }
    }
}
