import Desk
import Foundation
import JSON
import Synchronization
import Testing

@testable import Teams

/// What is known of a token that came before saves its signature, and nothing else.
struct ProvenTests {
    private static let begun = ContinuousClock.now

    @Test func `a token that was proven is asked everything else again`() async throws {
        let trust = trust(try wireWithKeys())
        let envelope = Envelope()
        #expect(try await rejection(envelope, trust) == nil)
        #expect(try await rejection(envelope, trust) == nil)
        #expect(try await rejection(envelope, trust, at: teamsNoon.addingTimeInterval(3_899)) == nil)
        #expect(try await rejection(envelope, trust, at: teamsNoon.addingTimeInterval(3_900)) == .expired)
        #expect(try await rejection(envelope, trust, at: teamsNoon.addingTimeInterval(-361)) == .early)
        let table: [(String, TeamsTrust.Rejection, String?)] = [
            ("serviceUrl", .serviceURL, "https://smba.trafficmanager.net/emea/"), ("channelId", .channel, "webchat"),
            ("type", .body, nil),
        ]
        for (name, expected, value) in table {
            var spoilt = envelope
            spoilt.set(name, to: value)
            #expect(try await rejection(spoilt, trust) == expected, "\(name)")
        }
        var foreign = envelope
        foreign.set("conversation", "tenantId", to: Tenant.stranger)
        foreign.set("channelData", "tenant", "id", to: Tenant.stranger)
        #expect(try await rejection(foreign, trust) == .tenant)
    }

    @Test func `a proof is of every bit of the token`() async throws {
        let trust = trust(try wireWithKeys())
        let token = try Envelope().token()
        var envelope = Envelope()
        envelope.authorization = ["Bearer " + token]
        #expect(try await rejection(envelope, trust) == nil)
        let pieces = token.split(separator: ".").map(String.init)
        for place in pieces.indices {
            var bytes = try #require(Base64URL.decode(pieces[place]))
            bytes[bytes.count / 2] ^= 1
            var changed = pieces
            changed[place] = Base64URL.encode(bytes)
            envelope.authorization = ["Bearer " + changed.joined(separator: ".")]
            #expect(try await rejection(envelope, trust) != nil, "\(place)")
        }
        // The genuine one's header and claims under another's signature.
        var forged = Envelope()
        forged.signatory = .other
        #expect(try await rejection(forged, trust) == .signature)
        #expect(try await rejection(Envelope(), trust) == nil)
    }

    @Test func `a proof ends with the key that gave it`() async throws {
        let wire = try wireWithKeys()
        let trust = trust(wire)
        var envelope = Envelope()
        envelope.claims["exp"] = Int(teamsNoon.timeIntervalSince1970) + 1_000_000
        #expect(try await rejection(envelope, trust) == nil)
        // Withdrawn.
        try wire.publish([try Signatory.other.jwk()])
        wire.advance(86_400)
        #expect(try await rejection(envelope, trust, at: wire.now) == .unknownKey)
        // Another key by the same name.
        try wire.publish([try Signatory.other.jwk(id: "genuine")])
        wire.advance(86_400)
        #expect(try await rejection(envelope, trust, at: wire.now) == .signature)
        #expect(try await rejection(envelope, trust, at: wire.now) == .signature)
        // The same key once more, which signs for another chat now.
        try wire.publish([try Signatory.genuine.jwk(endorsements: ["webchat"])])
        wire.advance(86_400)
        #expect(try await rejection(envelope, trust, at: wire.now) == .endorsement)
    }

    @Test func `only what was proven is kept, and no more than a bound`() async throws {
        let key = try #require(await SigningKey(JSON.parse(jsonBytes(Signatory.genuine.jwk()))))
        let proven = ProvenTokens()
        let text = try Envelope().token()
        let token = try BearerToken(text[...])
        for number in 0..<(ProvenTokens.limit + 10) {
            proven.note(token, provenBy: key, as: (text + "\(number)")[...])
        }
        #expect(proven.count == 10)
        #expect(proven.proof(of: text[...]) == nil)
        let trust = trust(try wireWithKeys())
        var forged = Envelope()
        forged.signatory = .other
        for _ in 1...3 { #expect(try await rejection(forged, trust) == .signature) }
        #expect(trust.provenTokens == 0)
        #expect(try await rejection(Envelope(), trust) == nil)
        #expect(trust.provenTokens == 1)
    }

    @Test func `a partner's tenant is remembered for five seconds, one that is none is not`() async throws {
        let wire = try wireWithKeys()
        let partners = Mutex<Set<String>>([])
        let asked = Mutex(0)
        let keys = SigningKeys(metadataURL: TeamsSettings.sample.openIDURL, send: wire.send, time: wire.time)
        let trust = TeamsTrust(.sample, keys: keys) { tenant in
            asked.withLock { $0 += 1 }
            return partners.withLock { $0.contains(tenant) }
        }
        func found(_ tenant: String, after milliseconds: Int) async throws -> TeamsTrust.Rejection? {
            var envelope = Envelope()
            envelope.set("conversation", "tenantId", to: tenant)
            envelope.set("channelData", "tenant", "id", to: tenant)
            return try await rejection(envelope, trust, arriving: Self.begun + .milliseconds(milliseconds))
        }
        #expect(try await found(Tenant.partner, after: 0) == .tenant)
        partners.withLock { $0 = [Tenant.partner] }
        // Linked: at once.
        #expect(try await found(Tenant.partner, after: 0) == nil)
        #expect(try await found(Tenant.partner, after: 4_999) == nil)
        #expect(asked.withLock { $0 } == 2)
        #expect(try await found(Tenant.stranger, after: 4_999) == .tenant)
        // Another one's in a command of its own: no later than five seconds after.
        partners.withLock { $0 = [] }
        #expect(try await found(Tenant.partner, after: 4_999) == nil)
        #expect(try await found(Tenant.partner, after: 5_000) == .tenant)
    }
}
