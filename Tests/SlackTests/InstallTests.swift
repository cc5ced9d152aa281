import Curl
import Desk
import Dialogue
import Foundation
import Registrations
import Synchronization
import Testing

@testable import Slack

struct InstallTests {
    /// Answers for the front desk: one state and its cookie are ours.
    final class Office: Sendable {
        let invitations = Mutex<[String?]>([])
        let grants = Mutex<[SlackGrant]>([])

        var desk: InstallDesk {
            InstallDesk(
                begin: { invitation in
                    self.invitations.withLock { $0.append(invitation) }
                    return (state: "state/1", cookie: "cookie1")
                },
                take: { state, cookie in
                    guard state == "state/1", cookie == "cookie1" else { return nil }
                    return InstallState(digest: [1], cookieDigest: [2], partner: nil, expiresAt: noon)
                },
                installed: { grant, _ in
                    self.grants.withLock { $0.append(grant) }
                    return .linked(partner: "Nord <wind> & \"Co\"")
                },
                notice: { notice, language in
                    switch notice {
                    case .linked(let partner):
                        Card(
                            heading: "Linked",
                            parts: [.paragraph(Text([.plain(language.rawValue + " "), .typed(partner)]))],
                            summary: "s"
                        )
                    case .waitsForLink: Card(heading: "Waits", summary: "Waits")
                    case .invitationEnded: Card(heading: "Ended", summary: "Ended")
                    case .declined: Card(heading: "Declined", summary: "Declined")
                    case .failed: Card(heading: "Failed", summary: "Failed")
                    }
                }
            )
        }
    }

    private func install(
        _ office: Office,
        _ stage: Stage = Stage(),
        _ settings: SlackSettings = .sample
    ) -> SlackInstall {
        SlackInstall(settings, desk: office.desk, send: stage.send, log: .silent)
    }

    private func get(_ path: String, _ query: String, cookie: String? = nil, language: String? = nil) -> InboundRequest
    {
        let headers = [("cookie", cookie), ("accept-language", language)].compactMap { name, value in
            value.map { (name, $0) }
        }
        return request([], to: path, method: .get, query: query, headers: headers)
    }

    private func header(_ name: String, _ response: OutboundResponse) -> String? {
        response.headers.first { $0.name == name }?.value
    }

    private let granted = HTTPResponse.ok(
        #""access_token":"token-new","token_type":"bot","scope":"commands,chat:write","bot_user_id":"U0NEW","app_id":"A0APP","team":{"id":"T0NEW","name":"New <Team>"},"enterprise":null,"is_enterprise_install":false"#
    )
    private let cookie = "a=b; registrar_install=cookie1; c=d"

    @Test func `installing begins at Slack with the command's scope alone`() async throws {
        let office = Office()
        let response = await install(office).answer(get(SlackPath.install, "invitation=inv+1"))
        #expect(response.status == 302)
        #expect(
            header("location", response)
                == "https://slack.com/oauth/v2/authorize?client_id=1.2&scope=commands&state=state%2F1&redirect_uri=https%3A%2F%2Fregistrar.example%2Fslack%2Foauth%2Fcallback"
        )
        #expect(
            header("set-cookie", response)
                == "registrar_install=cookie1; HttpOnly; SameSite=Lax; Path=/slack; Max-Age=600; Secure"
        )
        #expect(header("cache-control", response) == "no-store")
        #expect(office.invitations.withLock { $0 } == ["inv 1"])
    }

    @Test(arguments: [
        ("", "commands"), ("with=chat%3Awrite", "commands%2Cchat%3Awrite"), ("with=admin", "commands"),
        ("with=users:read,chat:write,admin", "commands%2Cchat%3Awrite%2Cusers%3Aread"),
    ])
    func `only known scopes can be asked for`(query: String, scope: String) async {
        let response = await install(Office()).answer(get(SlackPath.install, query))
        #expect(header("location", response)?.contains("&scope=\(scope)&") == true)
    }

    @Test func `the cookie is not marked secure where the service itself is not`() async {
        var settings = SlackSettings.sample
        settings.publicURL = "http://127.0.0.1:8080"
        settings.authorizeURL = "http://127.0.0.1:9000/authorize?x=1"
        let response = await install(Office(), Stage(), settings).answer(get(SlackPath.install, ""))
        #expect(header("set-cookie", response)?.contains("Secure") == false)
        #expect(header("location", response)?.hasPrefix("http://127.0.0.1:9000/authorize?x=1&client_id=") == true)
    }

    @Test func `a code becomes an installation`() async throws {
        let office = Office()
        let stage = Stage(answers: [.success(granted)])
        let response = await install(office, stage).answer(
            get(SlackPath.callback, "code=c%201&state=state%2F1", cookie: cookie, language: "fr, de-AT;q=0.8")
        )
        #expect(response.status == 200)
        let sent = stage.requests[0]
        #expect(sent.url == "https://slack.com/api/oauth.v2.access")
        #expect(
            sent.headers.contains {
                $0 == ("Authorization", "Basic " + Data("1.2:client-secret".utf8).base64EncodedString())
            }
        )
        #expect(
            String(decoding: sent.body, as: UTF8.self)
                == "code=c%201&redirect_uri=https%3A%2F%2Fregistrar.example%2Fslack%2Foauth%2Fcallback"
        )
        let grant = try #require(office.grants.withLock { $0.first })
        #expect(grant.workspace == WorkspaceKey(channel: .slack, id: "T0NEW"))
        #expect(grant.name == "New <Team>")
        #expect(grant.botUser == "U0NEW")
        #expect(grant.token.reveal() == "token-new")
        #expect(grant.scopes == ["commands", "chat:write"])
        let html = String(decoding: response.body, as: UTF8.self)
        #expect(html.contains("<html lang=\"de\">"))
        #expect(html.contains("<p>de Nord &lt;wind&gt; &amp; &quot;Co&quot;</p>"))
        #expect(header("content-security-policy", response)?.hasPrefix("default-src 'none'") == true)
        #expect(header("set-cookie", response)?.contains("Max-Age=0") == true)
    }

    @Test func `while the client secret changes the other one is tried, with the same code`() async throws {
        let office = Office()
        var settings = SlackSettings.sample
        settings.otherClientSecrets = [Secret("new-secret")]
        let stage = Stage(answers: [.success(.error("bad_client_secret")), .success(granted)])
        let request = get(SlackPath.callback, "code=c1&state=state%2F1", cookie: cookie)
        #expect(await install(office, stage, settings).answer(request).status == 200)
        let basic = stage.requests.map { $0.headers.last?.1 ?? "" }
        #expect(
            basic == ["client-secret", "new-secret"].map { "Basic " + Data("1.2:\($0)".utf8).base64EncodedString() }
        )
        #expect(stage.requests[0].body == stage.requests[1].body)
        // Any other refusal is no reason to try again.
        let refused = Stage(answers: [.success(.error("invalid_code")), .success(granted)])
        #expect(await install(Office(), refused, settings).answer(request).status == 502)
        #expect(refused.requests.count == 1)
    }

    @Test func `an ended invitation is told in words and opens nothing`() async {
        let desk = InstallDesk(
            begin: { _ in throw InvitationEnded() },
            take: { _, _ in nil },
            installed: { _, _ in .waitsForLink },
            notice: { notice, _ in Card(heading: notice == .invitationEnded ? "Ended" : "Other", summary: "s") }
        )
        let door = SlackInstall(.sample, desk: desk, send: Stage().send, log: .silent)
        let response = await door.answer(get(SlackPath.install, "invitation=old"))
        #expect(response.status == 410 && String(decoding: response.body, as: UTF8.self).contains("<h1>Ended</h1>"))
        #expect(header("location", response) == nil)
    }

    @Test func `an organisation is installed under its own name`() async throws {
        let answer = HTTPResponse.ok(
            #""access_token":"t","scope":"commands","team":null,"enterprise":{"id":"E0ORG","name":"Org"},"is_enterprise_install":true"#
        )
        let office = Office()
        _ = await install(office, Stage(answers: [.success(answer)])).answer(
            get(SlackPath.callback, "code=c&state=state%2F1", cookie: cookie)
        )
        #expect(office.grants.withLock { $0.first?.workspace.id } == "E0ORG")
        #expect(office.grants.withLock { $0.first?.name } == "Org")
    }

    @Test(arguments: [
        ("code=c&state=other", "registrar_install=cookie1", 403), ("code=c", "registrar_install=cookie1", 403),
        ("", "", 403),
        ("code=c&state=state%2F1", "registrar_install=foreign", 403), ("code=c&state=state%2F1", "", 403),
        ("error=access_denied&state=other", "registrar_install=cookie1", 403),
        ("error=access_denied&state=state%2F1", "registrar_install=cookie1", 200),
        ("state=state%2F1", "registrar_install=cookie1", 400), ("state=%FF", "registrar_install=cookie1", 400),
    ])
    func `a return that is none of ours installs nothing`(query: String, cookie: String, status: Int) async {
        let office = Office()
        let stage = Stage(answers: [.success(granted)])
        let response = await install(office, stage).answer(get(SlackPath.callback, query, cookie: cookie))
        #expect(response.status == status)
        #expect(office.grants.withLock { $0.isEmpty })
        #expect(stage.requests.isEmpty)
    }

    @Test(
        arguments: [
            .success(.error("invalid_code")), .success(HTTPResponse(status: 500)), .failure(.unknown("timed out")),
            .success(.ok()), .success(.ok(#""access_token":"","team":{"id":"T1"}"#)),
            .success(.ok(#""access_token":"x","team":{"id":7}"#)),
        ] as [Result<HTTPResponse, TransportFailure>]
    )
    func `an exchange that fails says so`(answer: Result<HTTPResponse, TransportFailure>) async {
        let office = Office()
        let response = await install(office, Stage(answers: [answer])).answer(
            get(SlackPath.callback, "code=c&state=state%2F1", cookie: cookie)
        )
        #expect(response.status == 502)
        #expect(String(decoding: response.body, as: UTF8.self).contains("<h1>Failed</h1>"))
        #expect(office.grants.withLock { $0.isEmpty })
    }

    @Test func `without a client there is nothing to install`() async {
        let settings = SlackSettings(signingSecrets: [], publicURL: "https://registrar.example")
        #expect(await install(Office(), Stage(), settings).answer(get(SlackPath.install, "")).status == 404)
    }
}
