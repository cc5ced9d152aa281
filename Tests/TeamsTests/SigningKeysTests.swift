import Curl
import Desk
import Foundation
import Testing

@testable import Teams

struct SigningKeysTests {
    private func keys(_ wire: MicrosoftWire, _ url: String = TeamsSettings.sample.openIDURL) -> SigningKeys {
        SigningKeys(metadataURL: url, send: wire.send, time: wire.time)
    }

    private func name(_ answer: SigningKeys.Answer) -> String {
        switch answer {
        case .key: "key"
        case .unknown: "unknown"
        case .unavailable: "unavailable"
        }
    }

    private func fetches(_ wire: MicrosoftWire) -> Int { wire.requests(to: "openidconfiguration").count }

    @Test func `keys are fetched once and kept for a day`() async throws {
        let wire = try wireWithKeys()
        let keys = keys(wire)
        for _ in 1...3 { #expect(name(await keys.key("genuine")) == "key") }
        #expect(wire.requests.map(\.url) == [TeamsSettings.sample.openIDURL, MicrosoftWire.keysURL])
        wire.advance(86_399)
        _ = await keys.key("genuine")
        #expect(fetches(wire) == 1)
        wire.advance(1)
        _ = await keys.key("genuine")
        #expect(fetches(wire) == 2)
    }

    @Test func `a clock that went back makes a look due, of keys that are kept and after one that failed`() async throws
    {
        let wire = try wireWithKeys()
        let keys = keys(wire)
        _ = await keys.key("genuine")
        wire.advance(-1)
        _ = await keys.key("genuine")
        #expect(fetches(wire) == 2)
        let failing = MicrosoftWire()
        let none = self.keys(failing)
        _ = await none.key("genuine")
        failing.advance(-1)
        _ = await none.key("genuine")
        #expect(fetches(failing) == 2)
    }

    @Test func `a name nobody knows makes us look once an hour`() async throws {
        let wire = try wireWithKeys()
        let keys = keys(wire)
        _ = await keys.key("genuine")
        for number in 1...20 { #expect(name(await keys.key("guess\(number)")) == "unknown") }
        #expect(fetches(wire) == 1)
        wire.advance(3600)
        for number in 1...20 { #expect(name(await keys.key("guess\(number)")) == "unknown") }
        #expect(fetches(wire) == 2)
        // A rotation is noticed then.
        try wire.publish([try Signatory.genuine.jwk(), try Signatory.other.jwk()])
        wire.advance(3600)
        #expect(name(await keys.key("other")) == "key")
    }

    @Test func `keys that are kept serve on while none can be fetched`() async throws {
        let wire = try wireWithKeys()
        let keys = keys(wire)
        _ = await keys.key("genuine")
        wire.answer("openidconfiguration", .failure(.notSent("down")))
        wire.advance(86_400)
        for _ in 1...5 { #expect(name(await keys.key("genuine")) == "key") }
        #expect(fetches(wire) == 2)
        // Patience doubles from a minute on.
        wire.advance(60)
        _ = await keys.key("genuine")
        wire.advance(60)
        _ = await keys.key("genuine")
        #expect(fetches(wire) == 3)
        wire.advance(60)
        _ = await keys.key("genuine")
        #expect(fetches(wire) == 4)
        try wire.publish([try Signatory.other.jwk()])
        wire.advance(240)
        #expect(name(await keys.key("other")) == "key")
        #expect(name(await keys.key("genuine")) == "unknown")
    }

    @Test func `without any keys the look is repeated soon and nothing is taken`() async throws {
        let wire = MicrosoftWire()
        let keys = keys(wire)
        for _ in 1...3 { #expect(name(await keys.key("genuine")) == "unavailable") }
        #expect(fetches(wire) == 1)
        wire.advance(1)
        _ = await keys.key("genuine")
        #expect(fetches(wire) == 2)
        #expect(try await rejection(Envelope(), trust(wire)) == .keysUnavailable)
    }

    @Test func `all who need keys at once share one look`() async throws {
        let wire = try wireWithKeys()
        let keys = keys(wire)
        wire.hold()
        let found = await withTaskGroup(of: String.self) { group in
            for _ in 1...20 { group.addTask { name(await keys.key("genuine")) } }
            await wire.untilHeld()
            wire.letGo()
            return await group.reduce(into: [String]()) { $0.append($1) }
        }
        #expect(found == Array(repeating: "key", count: 20))
        #expect(fetches(wire) == 1)
    }

    @Test func `whoever has a key does not wait for another's look`() async throws {
        let wire = try wireWithKeys()
        let keys = keys(wire)
        _ = await keys.key("genuine")
        wire.advance(90_000)
        wire.hold()
        await withTaskGroup(of: Void.self) { group in
            group.addTask { _ = await keys.key("genuine") }
            await wire.untilHeld()
            #expect(name(await keys.key("genuine")) == "key")
            wire.letGo()
        }
        #expect(fetches(wire) == 2)
    }

    @Test func `a look that its asker gave up is taken up by the next`() async throws {
        let wire = try wireWithKeys()
        wire.answer("openidconfiguration", .failure(.cancelled), .json(#"{"jwks_uri":"\#(MicrosoftWire.keysURL)"}"#))
        let keys = keys(wire)
        #expect(name(await keys.key("genuine")) == "unavailable")
        #expect(name(await keys.key("genuine")) == "key")
    }

    @Test func `keys are taken from the metadata's own host over TLS`() async throws {
        let metadata = TeamsSettings.sample.openIDURL
        let table = [
            (metadata, MicrosoftWire.keysURL, true), (metadata, "https://attacker.example/keys", false),
            (metadata, "http://login.botframework.com/keys", false), (metadata, "//login.botframework.com/keys", false),
            (metadata, "https://login.botframework.com@attacker.example/keys", false),
            ("http://127.0.0.1:1/m", "http://127.0.0.1:2/keys", true),
            ("http://127.0.0.1:1/m", "http://localhost:1/keys", false),
        ]
        for (metadata, address, expected) in table {
            let wire = MicrosoftWire()
            wire.answer("/m", .json(#"{"jwks_uri":"\#(address)"}"#))
            try wire.publish([try Signatory.genuine.jwk()], metadata: #"{"jwks_uri":"\#(address)"}"#)
            let answer = name(await keys(wire, metadata).key("genuine"))
            #expect(answer == (expected ? "key" : "unavailable"), "\(address)")
            #expect(wire.requests.count == (expected ? 2 : 1), "\(address)")
        }
    }

    @Test func `what is no key for RS256 is passed over`() async throws {
        let wire = MicrosoftWire()
        var weak = try Signatory.other.jwk(id: "weak")
        weak["n"] = "AQAB"
        var encryption = try Signatory.other.jwk(id: "encryption")
        encryption["use"] = "enc"
        var other = try Signatory.other.jwk(id: "RS512")
        other["alg"] = "RS512"
        let elliptic: [String: Any] = ["kty": "EC", "kid": "EC", "crv": "P-256", "x": "AA", "y": "AA"]
        let again = try Signatory.other.jwk(id: "genuine")
        let nameless = try Signatory.other.jwk(id: "")
        try wire.publish([
            weak, encryption, other, elliptic, nameless, ["kty": "RSA"], try Signatory.genuine.jwk(), again,
        ])
        let keys = keys(wire)
        for id in ["weak", "encryption", "RS512", "EC", ""] { #expect(name(await keys.key(id)) != "key", "\(id)") }
        // The first of a name stands.
        #expect(try await rejection(Envelope(), trust(wire)) == nil)
        #expect(try await keys.refresh() == 1)
    }

    @Test func `answers that are none keep what is kept`() async throws {
        let wire = try wireWithKeys()
        let keys = keys(wire)
        _ = await keys.key("genuine")
        for answer in [#"{"keys":[]}"#, "{}", "no json", #"{"keys":7}"#] {
            wire.answer("/keys", .json(answer))
            wire.advance(90_000)
            #expect(name(await keys.key("genuine")) == "key", "\(answer)")
        }
        let other = String(decoding: try jsonBytes(["keys": [try Signatory.other.jwk(id: "genuine")]]), as: UTF8.self)
        for status in [201, 302, 404, 500] {
            wire.answer("/keys", .json(other, status: status))
            wire.advance(90_000)
            #expect(name(await keys.key("genuine")) == "key")
        }
        var genuine = Envelope()
        genuine.claims["exp"] = Int(wire.now.timeIntervalSince1970) + 60
        let trust = TeamsTrust(.sample, keys: keys) { _ in true }
        #expect(try await rejection(genuine, trust, at: wire.now) == nil)
        wire.answer("openidconfiguration", .json("{}", status: 302))
        wire.advance(90_000)
        #expect(name(await keys.key("genuine")) == "key")
    }

    @Test func `no more keys are made ready than a bound`() async throws {
        let wire = MicrosoftWire()
        let jwk = try Signatory.genuine.jwk()
        try wire.publish((0...TeamsLimits.signingKeys).map { jwk.merging(["kid": "key\($0)"]) { $1 } })
        let keys = keys(wire)
        #expect(try await keys.refresh() == TeamsLimits.signingKeys)
        #expect(name(await keys.key("key\(TeamsLimits.signingKeys)")) == "unknown")
    }
}
