import Curl
import Desk
import Testing

@testable import Slack

struct CheckUpTests {
    private static let fine = HTTPResponse(
        status: 200,
        headers: [("X-OAuth-Scopes", "commands, chat:write,im:write")],
        body: Array(#"{"ok":true,"team_id":"T0VENDOR"}"#.utf8)
    )

    @Test(
        arguments: [
            (.success(fine), .well(scopes: ["commands", "chat:write", "im:write"])),
            (.success(.ok(#""team_id":"T0OTHER""#)), .wrongWorkspace),
            (.success(.error("invalid_auth")), .refused("invalid_auth")),
            (.success(HTTPResponse(status: 503)), .unreachable("http_503")),
            (.success(HTTPResponse(status: 200, body: Array("<html>".utf8))), .unreachable("unreadable_answer")),
            (.failure(.notSent("no such host")), .unreachable("no such host")),
        ] as [(Result<HTTPResponse, TransportFailure>, SlackCheckUp.Finding)]
    )
    func `the vendor's token is judged by Slack's answer`(
        answer: Result<HTTPResponse, TransportFailure>,
        finding: SlackCheckUp.Finding
    ) async {
        var settings = SlackSettings.sample
        settings.vendorTeam = "T0VENDOR"
        settings.botToken = Secret("token-vendor")
        let stage = Stage(answers: [answer])
        #expect(await SlackCheckUp.run(settings, send: stage.send) == finding)
        #expect(stage.methods == ["auth.test"])
    }

    @Test func `without a token nothing is asked`() async {
        let stage = Stage()
        #expect(await SlackCheckUp.run(.sample, send: stage.send) == .refused("no_token"))
        #expect(stage.requests.isEmpty)
    }
}
