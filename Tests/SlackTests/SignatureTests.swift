import Desk
import Foundation
import Testing

@testable import Slack

struct SignatureTests {
    private let signature = SlackSignature(secrets: [Secret("old secret"), Secret(secretText)])

    private func rejection(_ request: InboundRequest) -> SlackSignature.Rejection? {
        do {
            _ = try signature.verify(request, at: noon)
            return nil
        } catch {
            return error
        }
    }

    private func headers(_ stamp: String?, _ code: String?) -> [(String, String)] {
        (stamp.map { [("x-slack-request-timestamp", $0)] } ?? []) + (code.map { [("x-slack-signature", $0)] } ?? [])
    }

    @Test func `the vector Slack publishes is verified`() throws {
        let body = Array(
            ("token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V"
                + "&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text="
                + "&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN"
                + "&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c").utf8
        )
        #expect(body.count == 362)
        let code = "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503"
        let genuine = request(body, headers: headers("1531420618", code))
        let then = Date(timeIntervalSince1970: 1_531_420_618)
        #expect(try signature.verify(genuine, at: then).value.body == body)
        #expect(throws: SlackSignature.Rejection.stale) { try signature.verify(genuine, at: noon) }
    }

    @Test func `every secret of a rotation verifies and no other does`() {
        let body = Sample.command()
        #expect(rejection(signed(body)) == nil)
        #expect(rejection(signed(body, secret: "old secret")) == nil)
        #expect(rejection(signed(body, secret: "another app's")) == .mismatch)
    }

    @Test(
        arguments: [
            (0, nil), (300, nil), (-300, nil), (301, .stale), (-301, .future), (86_400, .stale),
        ] as [(Int, SlackSignature.Rejection?)]
    )
    func `the window is five minutes to both sides`(age: Int, expected: SlackSignature.Rejection?) {
        #expect(rejection(signed(Sample.command(), age: age)) == expected)
    }

    @Test func `anything but one well-formed stamp and one well-formed signature is refused`() {
        let body = Sample.command()
        let stamp = "1790000000"
        let code = self.code(body, stamp)
        let table: [([(String, String)], SlackSignature.Rejection?)] = [
            (headers(stamp, code), nil),
            (headers(nil, nil), .unsigned), (headers(stamp, nil), .unsigned), (headers(nil, code), .unsigned),
            (headers("", code), .malformed), (headers("+1790000000", code), .malformed),
            (headers("-1790000000", code), .malformed), (headers("1790000000.0", code), .malformed),
            (headers(" 1790000000", code), .malformed), (headers("１７９０００００００", code), .malformed),
            (headers("9999999999999999999999", code), .malformed), (headers("0x6AB0", code), .malformed),
            (headers(stamp, ""), .malformed), (headers(stamp, "v0="), .malformed),
            (headers(stamp, String(code.dropLast())), .malformed), (headers(stamp, code + "0"), .malformed),
            (headers(stamp, "v1=" + code.dropFirst(3)), .malformed),
            (headers(stamp, String(code.dropFirst(3))), .malformed),
            (headers(stamp, code.uppercased()), .malformed),
            (headers(stamp, "v0=" + String(repeating: "g", count: 64)), .malformed),
            (headers(stamp, code) + headers(stamp, nil), .malformed),
            (headers(stamp, code) + headers(nil, code), .malformed),
            (headers(stamp, "v0=" + String(repeating: "0", count: 64)), .mismatch),
            (headers("1790000001", code), .mismatch),
            // The header is signed as received: the same number written otherwise is another.
            (headers("01790000000", code), .mismatch),
        ]
        for (headers, expected) in table {
            #expect(rejection(request(body, headers: headers)) == expected, "\(headers)")
        }
    }

    @Test func `a signature is good for its own bytes only`() {
        let body = Sample.command()
        let stamp = "1790000000"
        let code = self.code(body, stamp)
        for place in stride(from: 0, to: body.count, by: 7) {
            var changed = body
            changed[place] ^= 1
            #expect(rejection(request(changed, headers: headers(stamp, code))) == .mismatch)
        }
        #expect(rejection(request(body + [0x20], headers: headers(stamp, code))) == .mismatch)
        #expect(rejection(request([0xFF, 0xFE, 0x00], headers: headers(stamp, code))) == .mismatch)
    }

    @Test func `a body that is no text is verified by its bytes`() {
        #expect(rejection(signed([0xFF, 0x00, 0xC3])) == nil)
    }

    @Test func `blank secrets verify nothing`() {
        let blank = SlackSignature(secrets: [Secret("")])
        #expect(throws: SlackSignature.Rejection.mismatch) {
            try blank.verify(signed(Sample.command(), secret: ""), at: noon)
        }
        #expect(throws: SlackSignature.Rejection.mismatch) {
            try SlackSignature(secrets: []).verify(signed(Sample.command()), at: noon)
        }
    }

    private func code(_ body: [UInt8], _ stamp: String) -> String {
        SlackTests.signature(of: body, timestamp: stamp)
    }
}
