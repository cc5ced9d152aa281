// The token endpoint and the key documents.
extension FakeTeams {
    /// Client credentials for a token.
    ///
    /// https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication
    func answer(tokenRequest request: APIRequest) -> APIReply {
        let tenant = request.path.split(separator: "/").first.map(String.init) ?? ""
        let fields = Dictionary(FormText.decode(request.body)) { first, _ in first }
        guard request.mediaType == "application/x-www-form-urlencoded" else {
            return denied(400, "invalid_request", 900_144, "a form is needed")
        }
        guard tenant == world.homeTenant else {
            return denied(400, "invalid_request", 90_002, "tenant \(tenant) not found")
        }
        guard fields["grant_type"] == "client_credentials" else {
            return denied(400, "unsupported_grant_type", 70_003, "the grant is not supported")
        }
        guard fields["client_id"] == world.appID else {
            return denied(400, "unauthorized_client", 700_016, "unknown application")
        }
        do { try checkProof(fields, tenant: tenant) } catch let refusal as TokenRefusal {
            return denied(refusal.status, refusal.error, refusal.code, refusal.what)
        } catch {
            return APIReply(status: 500, body: [])
        }
        guard fields["scope"] == Self.issuer + "/.default" else {
            return denied(400, "invalid_scope", 70_011, "scope \(fields["scope"] ?? "none")")
        }
        let token = "eyJ." + Chance.hex(64)
        tokens[token] = clocks.now() + clocks.tokenSeconds
        return .json([
            "token_type": "Bearer", "expires_in": .number(clocks.tokenSeconds),
            "ext_expires_in": .number(clocks.tokenSeconds), "access_token": .string(token),
        ])
    }

    /// As Entra ID refuses.
    ///
    /// https://learn.microsoft.com/entra/identity-platform/reference-error-codes
    private func denied(_ status: Int, _ error: String, _ code: Int, _ description: String) -> APIReply {
        let description = "AADSTS\(code): \(description)"
        blame("token", "\(error) \(description)")
        var reply = APIReply.json([
            "error": .string(error), "error_description": .string(description), "error_codes": [.number(Double(code))],
        ])
        reply.status = status
        return reply
    }

    func metadata() -> APIReply {
        .json([
            "issuer": .string(Self.issuer), "jwks_uri": .string(ownURL + "/v1/.well-known/keys"),
            "id_token_signing_alg_values_supported": ["RS256"], "authorization_endpoint": "https://invalid.example/",
            "token_endpoint_auth_methods_supported": ["private_key_jwt"],
        ])
    }

    func keyDocument() -> APIReply {
        do { return .json(["keys": .array(try keysServed.map { try $0.document() })]) } catch {
            return APIReply(status: 500, body: [])
        }
    }
}
