import Curl
import Desk
import FoundationEssentials

/// A value whose sender is proven; only the verifier in this file can make one.
struct Verified<Value: Sendable>: Sendable {
    let value: Value

    fileprivate init(_ value: Value) { self.value = value }
}

/// Proves that an activity comes from Teams, for this bot, out of a tenant we serve.
///
/// https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication
struct TeamsTrust: Sendable {
    private let settings: TeamsSettings
    private let keys: SigningKeys
    private let proven = ProvenTokens()
    private let partnerTenants = RecentAnswers<String, Bool>()
    private let isPartnerTenant: @Sendable (String) async throws -> Bool

    /// `isPartnerTenant` says whether a tenant is known as a partner's workspace.
    init(
        _ settings: TeamsSettings,
        keys: SigningKeys,
        isPartnerTenant: @escaping @Sendable (String) async throws -> Bool
    ) {
        self.settings = settings
        self.keys = keys
        self.isPartnerTenant = isPartnerTenant
    }

    /// How many tokens it need not prove again.
    var provenTokens: Int { proven.count }

    /// Why an activity is not taken; for one log line, never for the sender.
    enum Rejection: String, Error, Sendable, CaseIterable {
        case unsigned
        case scheme
        case malformed
        case algorithm
        case keyID
        case issuer
        case keysUnavailable
        case unknownKey
        case signature
        case early
        case expired
        case audience
        case body
        case serviceClaim
        case serviceURL
        case serviceHost
        case endorsement
        case channel
        case tenant
        case unavailable

        /// With an empty body.
        var status: Int {
            switch self {
            case .unsigned, .scheme, .malformed, .algorithm, .keyID, .issuer, .unknownKey, .signature, .early, .expired,
                .audience, .serviceClaim, .serviceURL, .serviceHost:
                401
            case .endorsement, .channel, .tenant: 403
            case .body: 400
            case .keysUnavailable, .unavailable: 503
            }
        }
    }

    /// Nothing of the body is read before the token is proven, and nothing fetched for an issuer that is not ours.
    func admit(_ request: InboundRequest) async throws(Rejection) -> Verified<TeamsActivity> {
        let (token, key) = try await prove(try BearerToken.text(of: request))
        try check(token, at: request.receivedAt)
        let activity: TeamsActivity
        do { activity = try TeamsActivity(request.body, sentWith: token) } catch { throw .body }
        try checkService(of: activity, token)
        try checkChannel(of: activity, key)
        try await checkTenant(of: activity, at: request.arrivedAt)
        return Verified(activity)
    }

    /// By its signature, or by this key's proof of the same token before.
    private func prove(_ text: Substring) async throws(Rejection) -> (BearerToken, SigningKey) {
        let proof = proven.proof(of: text)
        let token: BearerToken
        if let proof { token = proof.token } else { token = try BearerToken(text) }
        guard token.issuer == settings.cloud.issuer else { throw .issuer }
        let key = try await key(token.keyID)
        guard proof?.key !== key else { return (token, key) }
        guard key.hasSigned(token) else { throw .signature }
        proven.note(token, provenBy: key, as: text)
        return (token, key)
    }

    private func key(_ id: String) async throws(Rejection) -> SigningKey {
        switch await keys.key(id) {
        case .key(let key): return key
        case .unknown: throw .unknownKey
        case .unavailable: throw .keysUnavailable
        }
    }

    private func check(_ token: BearerToken, at now: Date) throws(Rejection) {
        let now = now.timeIntervalSince1970
        guard let expiry = token.expiry, now < expiry + TeamsLimits.tokenSkewSeconds else { throw .expired }
        guard let start = token.notBefore, now >= start - TeamsLimits.tokenSkewSeconds else { throw .early }
        // The app's id alone: this door belongs to no other form of its name.
        guard token.audiences.contains(settings.appID) else { throw .audience }
    }

    /// The address that our token will be sent to is the one Microsoft signed.
    private func checkService(of activity: TeamsActivity, _ token: BearerToken) throws(Rejection) {
        guard let claimed = token.service else { throw .serviceClaim }
        guard activity.serviceURL == claimed.url else { throw .serviceURL }
        guard ServiceAddress.isServed(claimed.address, allowed: settings.serviceHosts) else { throw .serviceHost }
    }

    private static let channel = "msteams"

    private func checkChannel(of activity: TeamsActivity, _ key: SigningKey) throws(Rejection) {
        guard key.endorsements.isEmpty || key.endorsements.contains(Self.channel) else { throw .endorsement }
        guard activity.channelID == Self.channel else { throw .channel }
    }

    /// A token proves the channel and the bot, not whose tenant it is.
    ///
    /// https://learn.microsoft.com/microsoftteams/platform/agents-in-teams/agent-tenancy
    private func checkTenant(
        of activity: TeamsActivity,
        at now: ContinuousClock.Instant
    ) async throws(Rejection) {
        guard let host = activity.hostTenant, activity.dataTenant ?? host == host else { throw .tenant }
        guard host != settings.tenantID, partnerTenants.answer(to: host, at: now) != true else { return }
        let isKnown: Bool
        do { isKnown = try await isPartnerTenant(host) } catch { throw .unavailable }
        guard isKnown else { throw .tenant }
        partnerTenants.note(true, to: host, at: now)
    }
}
