import Curl
import Desk
import Foundation
import Testing

@testable import Teams

struct BearerTests {
    private func bearer(_ wire: MicrosoftWire) -> TeamsBearer {
        TeamsBearer(.sample, send: wire.send, time: wire.time)
    }

    private func token(_ name: String, _ seconds: Int = 3600) -> MicrosoftWire.Answer {
        .json(#"{"token_type":"Bearer","expires_in":\#(seconds),"access_token":"\#(name)"}"#)
    }

    private func failure(_ bearer: TeamsBearer) async -> TeamsFailure? {
        do {
            _ = try await bearer.token()
            return nil
        } catch {
            return error
        }
    }

    @Test func `the token is of the app's home tenant and asked for once`() async throws {
        let wire = MicrosoftWire()
        wire.answer("/token", token("one"))
        let bearer = bearer(wire)
        for _ in 1...3 { #expect(try await bearer.token().reveal() == "one") }
        let request = try #require(wire.requests.first)
        #expect(wire.requests.count == 1)
        #expect(request.url == "https://login.microsoftonline.com/\(Tenant.vendor)/oauth2/v2.0/token")
        #expect(
            String(decoding: request.body, as: UTF8.self)
                == "grant_type=client_credentials&client_id=\(Tenant.app)&client_secret=app-secret"
                + "&scope=https%3A%2F%2Fapi.botframework.com%2F.default"
        )
    }

    @Test func `it is renewed five minutes before its end, and serves to the end where that fails`() async throws {
        let wire = MicrosoftWire()
        wire.answer("/token", token("one"))
        let bearer = bearer(wire)
        _ = try await bearer.token()
        wire.answer("/token", .failure(.notSent("down")))
        wire.advance(3299)
        #expect(try await bearer.token().reveal() == "one")
        #expect(wire.requests.count == 1)
        wire.advance(1)
        #expect(try await bearer.token().reveal() == "one")
        #expect(wire.requests.count == 2)
        wire.advance(300)
        #expect(await failure(bearer) == .notSent("down"))
        wire.answer("/token", token("two"))
        #expect(try await bearer.token().reveal() == "two")
    }

    @Test func `all who need one at once share one call`() async throws {
        let wire = MicrosoftWire()
        wire.answer("/token", token("one"), token("two"))
        let bearer = bearer(wire)
        wire.hold()
        let found = try await withThrowingTaskGroup(of: String.self) { group in
            for _ in 1...20 { group.addTask { try await bearer.token().reveal() } }
            await wire.untilHeld()
            wire.letGo()
            return try await group.reduce(into: Set<String>()) { $0.insert($1) }
        }
        #expect(found == ["one"])
        #expect(wire.requests.count == 1)
    }

    @Test func `whoever has one that still works does not wait for another's call`() async throws {
        let wire = MicrosoftWire()
        wire.answer("/token", token("one"), token("two"))
        let bearer = bearer(wire)
        _ = try await bearer.token()
        wire.advance(3300)
        wire.hold()
        let renewed = try await withThrowingTaskGroup(of: String.self) { group in
            group.addTask { try await bearer.token().reveal() }
            await wire.untilHeld()
            #expect(try await bearer.token().reveal() == "one")
            wire.letGo()
            return try await group.reduce(into: "") { $0 += $1 }
        }
        #expect(renewed == "two")
        #expect(wire.requests.count == 2)
    }

    @Test func `one that was dropped is replaced, a newer one is not`() async throws {
        let wire = MicrosoftWire()
        wire.answer("/token", token("one"), token("two"), token("three"))
        let bearer = bearer(wire)
        let first = try await bearer.token()
        bearer.drop(first)
        #expect(try await bearer.token().reveal() == "two")
        bearer.drop(first)
        #expect(try await bearer.token().reveal() == "two")
    }

    @Test func `what login says is named by its code and never in its words`() async throws {
        let table: [(MicrosoftWire.Answer, TeamsFailure)] = [
            (
                .json(
                    #"{"error":"invalid_client","error_codes":[7000229],"error_description":"secret app-secret"}"#,
                    status: 401
                ), .login("AADSTS7000229")
            ),
            (.json(#"{"error":"invalid_client"}"#, status: 400), .login("invalid_client")),
            (.json(#"{"error":"a sentence with app-secret"}"#, status: 400), .login("http_400")),
            (.json("", status: 502), .login("http_502")),
            (.json("", status: 429, headers: [("retry-after", "17")]), .rateLimited(afterSeconds: 17)),
            (.json("{}"), .garbage), (.json(#"{"access_token":"a"}"#), .garbage),
            (.json(#"{"access_token":"a","expires_in":0}"#), .garbage),
            (.failure(.unknown("cut")), .unknown("cut")),
        ]
        for (answer, expected) in table {
            let wire = MicrosoftWire()
            wire.answer("/token", answer)
            #expect(await failure(bearer(wire)) == expected)
        }
    }
}
