import FakeServers
import Testing

@Suite struct InstallTests {
    static func address(_ bench: Bench, client: String = "client") async -> (url: String, redirect: String) {
        let redirect = await bench.slack.appAddress + "/slack/oauth/callback"
        let query = "client_id=\(client)&scope=commands,users:read&state=s-1&redirect_uri=\(redirect)"
        return (bench.vendor.url + "/oauth/v2/authorize?" + query, redirect)
    }

    static func code(in target: String?) throws -> String {
        let query = try #require(target?.split(separator: "?").last)
        let field = try #require(query.split(separator: "&").first { $0.hasPrefix("code=") })
        return String(field.dropFirst(5))
    }

    @Test func `a workspace installs the app and its people have the command`() async throws {
        try await Bench.run { bench in
            let (url, redirect) = await Self.address(bench)
            let target = await bench.slack.authorize(url, by: "U0RITA")
            #expect(target?.hasSuffix("&state=s-1") == true)
            let form = "code=\(try Self.code(in: target))&redirect_uri=\(redirect)&client_id=client&client_secret=hush"
            let answer = try await bench.vendor.form("oauth.v2.access", form)
            #expect(answer.team.id == "T0RIVAL")
            #expect(answer.scope == "commands,users:read")
            #expect(answer.authed_user.id == "U0RITA")
            let again = try await bench.vendor.form("oauth.v2.access", form)
            #expect(again.error == "invalid_code")
            let outcome = await bench.slack.type("/register", by: "U0RITA", in: "C0SHARED2")
            #expect(outcome.text == nil)
            #expect(await bench.slack.violations.isEmpty)
        }
    }

    @Test func `an exchange is refused for each thing that is wrong`() async throws {
        try await Bench.run { bench in
            let (url, redirect) = await Self.address(bench)
            let cases = [
                ("client_id=client&client_secret=wrong&redirect_uri=\(redirect)", "bad_client_secret"),
                ("client_id=other&client_secret=hush&redirect_uri=\(redirect)", "invalid_client_id"),
                ("client_id=client&client_secret=hush&redirect_uri=\(redirect)/x", "bad_redirect_uri"),
            ]
            for (fields, error) in cases {
                let code = try Self.code(in: await bench.slack.authorize(url, by: "U0RITA"))
                let answer = try await bench.vendor.form("oauth.v2.access", fields + "&code=" + code)
                #expect(answer.error == .string(error))
            }
        }
    }

    @Test func `declining and a wrong address give no code`() async throws {
        try await Bench.run { bench in
            let (url, _) = await Self.address(bench)
            let declined = await bench.slack.authorize(url, by: "U0RITA", allowing: false)
            #expect(declined?.contains("error=access_denied&state=s-1") == true)
            let (wrong, _) = await Self.address(bench, client: "stranger")
            #expect(await bench.slack.authorize(wrong, by: "U0RITA") == nil)
        }
    }

    @Test func `the browser is asked and sent back`() async throws {
        try await Bench.run { bench in
            let (url, redirect) = await Self.address(bench)
            let page = try await bench.slack.sendRaw([], headers: [], to: url, method: "GET")
            #expect(page.text.contains("asks to be installed"))
            let form = Array("user=U0RITA&decision=allow".utf8)
            let answer = try await bench.slack.sendRaw(form, headers: [], to: url)
            #expect(answer.status == 303)
            #expect(answer.headers["location"]?.hasPrefix(redirect + "?code=") == true)
        }
    }
}
