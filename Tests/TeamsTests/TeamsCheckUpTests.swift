import Curl
import Desk
import Foundation
import Testing

@testable import Teams

struct TeamsCheckUpTests {
    private func run(_ wire: MicrosoftWire) async -> TeamsCheckUp.Findings {
        await TeamsCheckUp.run(.sample, time: wire.time, send: wire.send)
    }

    @Test func `a token and keys that can be had are well`() async throws {
        let wire = MicrosoftWire.withToken()
        try wire.publish([try Signatory.genuine.jwk()])
        let found = await run(wire)
        #expect(found.token == .well && found.keys == .well)
    }

    @Test func `what is wrong is told apart from what cannot be reached`() async {
        let wire = MicrosoftWire()
        wire.answer("/oauth2/", .json(#"{"error":"invalid_client","error_codes":[7000215]}"#, status: 401))
        wire.answer("openidconfiguration", .json(#"{"jwks_uri":"https://elsewhere.example/keys"}"#))
        var found = await run(wire)
        #expect(found.token == .refused("AADSTS7000215"))
        #expect(found.keys == .refused("keys_elsewhere"))
        wire.answer("/oauth2/", .failure(.notSent("no route")))
        wire.answer("openidconfiguration", .failure(.unknown("cut")))
        found = await run(wire)
        #expect(found.token == .unreachable("no route"))
        #expect(found.keys == .unreachable("cut"))
    }
}
