import Desk
import Teams

extension SettingsReader {
    /// nil when Teams is off: none of the settings that turn it on is there.
    mutating func teams(publicURL: String) -> TeamsSettings? {
        let cloud = choice(.teamsCloud, of: TeamsCloud.allCases.map(\.rawValue)).flatMap(TeamsCloud.init)
        let openID = url(.teamsOpenIDURL, loopbackHTTP: true)
        let login = url(.teamsLoginURL, loopbackHTTP: true)
        let hosts = serviceHosts()
        let proofs = Self.proofs.filter(isSet)
        let needed: [Setting] = [.teamsAppID, proofs.first ?? .teamsAppSecret, .teamsTenantID]
        guard needed.contains(where: isSet) else { return nil }
        for setting in needed where !isSet(setting) { wrong(setting, "is missing: Teams is half set") }
        for other in proofs.dropFirst() { wrong(other, "and \(proofs[0].name) are both set: keep one") }
        let app = guid(.teamsAppID, "the app's id at the bot registration")
        let tenant = guid(.teamsTenantID, "the tenant's id")
        guard let app, let tenant, let credential = credential(proofs), let cloud else { return nil }
        return TeamsSettings(
            appID: app,
            credential: credential,
            tenantID: tenant,
            cloud: cloud,
            openIDURL: openID,
            loginURL: login,
            serviceHosts: hosts,
            publicURL: publicURL
        )
    }

    private static let proofs: [Setting] = [.teamsAppSecret, .teamsAppCertificate, .teamsAppFederatedToken]

    /// Its file is not looked at: commands need none, and must work while it is being replaced.
    private func credential(_ proofs: [Setting]) -> TeamsCredential? {
        guard let setting = proofs.first, let value = text(setting) else { return nil }
        return switch setting {
        case .teamsAppCertificate: .certificate(path: value)
        case .teamsAppFederatedToken: .federatedToken(path: value)
        default: .secret(Secret(value))
        }
    }

    private mutating func guid(_ setting: Setting, _ what: String) -> String? {
        guard let text = text(setting) else { return nil }
        guard GUID.isOne(text) else {
            wrong(setting, "must be \(what), a GUID such as 11111111-2222-3333-4444-555555555555")
            return nil
        }
        return text.lowercased()
    }

    private mutating func serviceHosts() -> [String] {
        let hosts = Self.list(text(.teamsServiceHosts) ?? "")
        let areHosts = hosts.allSatisfy { host in
            BindAddress("\(host):443") != nil || (BindAddress(host)?.port ?? 0) > 0
        }
        if hosts.isEmpty || !areHosts {
            wrong(.teamsServiceHosts, "must be hosts such as smba.trafficmanager.net, with commas between")
        }
        return hosts
    }
}

/// Microsoft's way to name apps, tenants and people.
enum GUID {
    /// Eight, three times four and twelve hexadecimal digits with dashes between.
    static func isOne(_ text: String) -> Bool {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        return parts.map(\.count) == [8, 4, 4, 4, 12]
            && parts.allSatisfy { $0.allSatisfy { $0.isASCII && $0.isHexDigit } }
    }
}
