internal import FoundationEssentials

struct OAuthCode: Sendable {
    var team: String
    var user: String
    var scopes: Set<String>
    var redirectURI: String
    var madeAt: Double
}

// https://docs.slack.dev/authentication/installing-with-oauth
extension FakeSlack {
    /// What a person does on the authorise page; gives the address the browser is sent to, or nil for a bad request.
    public func authorize(_ url: String, by user: String, allowing: Bool = true) -> String? {
        let query = url.split(separator: "?", maxSplits: 1).dropFirst().first ?? ""
        return authorize(APIRequest.object(FormText.decode(query.utf8)), by: user, allowing: allowing)
    }

    private func authorize(_ fields: JSONValue, by user: String, allowing: Bool) -> String? {
        guard authorizeMistake(in: fields) == nil, let person = person(user),
            let redirect = fields.redirect_uri.string
        else { return nil }
        let state = "state=" + FormText.escape(fields.state.string ?? "")
        let start = redirect + (redirect.contains("?") ? "&" : "?")
        guard allowing else { return start + "error=access_denied&" + state }
        let code = "\(nextID("c")).\(Chance.hex(32))"
        codes[code] = OAuthCode(
            team: person.team,
            user: user,
            scopes: scopes(in: fields),
            redirectURI: redirect,
            madeAt: clocks.now()
        )
        return start + "code=" + code + "&" + state
    }

    private func scopes(in fields: JSONValue) -> Set<String> {
        Set((fields.scope.string ?? "").split { $0 == "," || $0 == " " }.map(String.init))
    }

    private func authorizeMistake(in fields: JSONValue) -> String? {
        if fields.client_id.string != clientID { return "invalid client_id" }
        let redirect = fields.redirect_uri.string ?? ""
        let registered = world.redirectURLs.isEmpty ? [appURL + world.paths.callback] : world.redirectURLs
        if redirect.contains("#") || !registered.contains(where: redirect.hasPrefix) { return "bad_redirect_uri" }
        if (fields.state.string ?? "").isEmpty { blame("oauth", "an authorise address without state") }
        let unknown = scopes(in: fields).subtracting(World.vendorScopes).subtracting(["im:history", "pins:write"])
        if scopes(in: fields).isEmpty || !unknown.isEmpty { return "invalid_scope \(unknown.sorted())" }
        return nil
    }

    func authorizePage(_ request: APIRequest) -> APIReply {
        let fields = APIRequest.object(request.query)
        if let mistake = authorizeMistake(in: fields) {
            blame("oauth", mistake)
            return APIReply(status: 400, body: Array(mistake.utf8), mediaType: "text/plain; charset=utf-8")
        }
        let html = PageAssets.authorize
            .replacing("{{app}}", with: world.appName)
            .replacing("{{scopes}}", with: scopes(in: fields).sorted().map { "<li>\($0)</li>" }.joined())
            .replacing(
                "{{people}}",
                with: world.people.map { person in
                    let team = workspace(person.team)?.name ?? person.team
                    return "<option value=\"\(person.id)\">\(team): \(person.name)</option>"
                }.joined()
            )
        return APIReply(body: Array(html.utf8), mediaType: "text/html; charset=utf-8")
    }

    func answer(authorization request: APIRequest) -> APIReply {
        let form = APIRequest.object(FormText.decode(request.body))
        let fields = APIRequest.object(request.query)
        let target = authorize(fields, by: form.user.string ?? "", allowing: form.decision == "allow")
        guard let target else { return APIReply(status: 400, body: Array("bad request".utf8), mediaType: "text/plain") }
        return APIReply(status: 303, body: [], mediaType: "text/plain", headers: [("location", target)])
    }

    /// `oauth.v2.access`: a code works once, for ten minutes, with the same `redirect_uri`.
    func exchange(_ arguments: JSONValue, _ request: APIRequest) throws -> JSONValue {
        guard request.mediaType == "application/x-www-form-urlencoded" else { throw SlackError("invalid_arguments") }
        let credentials = basicCredentials(request) ?? (arguments.client_id.string, arguments.client_secret.string)
        guard credentials.0 == clientID else { throw SlackError("invalid_client_id") }
        guard credentials.1 == clientSecret else { throw SlackError("bad_client_secret") }
        guard let id = arguments.code.string, let code = codes.removeValue(forKey: id),
            clocks.now() - code.madeAt <= clocks.codeSeconds
        else {
            throw SlackError("invalid_code")
        }
        guard arguments.redirect_uri.string == code.redirectURI else { throw SlackError("bad_redirect_uri") }
        let install = install(code)
        return [
            "access_token": .string(install.token), "token_type": "bot", "app_id": .string(world.appID),
            "scope": .string(install.scopes.sorted().joined(separator: ",")), "bot_user_id": .string(install.botUser),
            "team": teamInfo(install), "enterprise": nil, "is_enterprise_install": false,
            "authed_user": ["id": .string(code.user)],
        ]
    }

    /// Scopes only grow over installs of the same workspace.
    private func install(_ code: OAuthCode) -> Install {
        touch()
        if let index = world.installs.firstIndex(where: { $0.team == code.team && !$0.isRevoked }) {
            world.installs[index].scopes.formUnion(code.scopes)
            return world.installs[index]
        }
        let fresh = Install(
            team: code.team,
            token: "xoxb-\(code.team)-\(Chance.hex(24))",
            scopes: code.scopes,
            botUser: world.installs.first { $0.team == code.team }?.botUser ?? nextID("U0B")
        )
        world.installs.removeAll { $0.team == code.team }
        world.installs.append(fresh)
        return fresh
    }

    private func basicCredentials(_ request: APIRequest) -> (String?, String?)? {
        guard let value = request.headers["authorization"], value.hasPrefix("Basic "),
            let data = Data(base64Encoded: String(value.dropFirst("Basic ".count)))
        else { return nil }
        let parts = String(decoding: data, as: UTF8.self).split(separator: ":", maxSplits: 1).map(String.init)
        return parts.count == 2 ? (parts[0], parts[1]) : nil
    }
}
