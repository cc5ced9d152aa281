import Teams

/// What is wrong with a file that shall prove who the app is, after the setting's name, and what to do.
extension CredentialTrouble {
    var words: String {
        switch self {
        case .unreadable: "cannot be read"
        case .empty: "names an empty file"
        case .tooLarge: "names a file that is far too large"
        case .garbled: "names a file that is not PEM"
        case .keyMissing: "names a file without exactly one private key"
        case .keyLocked: "holds a key under a password"
        case .keyUnknown: "holds a key that is not RSA"
        case .keyShort: "holds a key of less than 2048 bits"
        case .certificateMissing: "names a file without a certificate"
        case .keyOfAnother: "holds a key and a certificate that do not belong together"
        case .early: "holds a certificate that is not valid yet"
        case .expired: "holds a certificate that has ended"
        case .noToken: "names a file that holds no token"
        case .unsigned: "holds a key that signs nothing"
        }
    }

    var mend: String {
        switch self {
        case .unreadable: "name a file that the service's user may read"
        case .empty, .tooLarge, .garbled, .keyMissing, .certificateMissing, .unsigned:
            "put the private key and its certificate there as PEM"
        case .keyLocked: "take the password off with openssl pkey"
        case .keyUnknown, .keyShort: "make a certificate with an RSA key of 2048 bits or more"
        case .keyOfAnother: "put the key there that the certificate was made with"
        case .early: "check the machine's clock"
        case .expired: "make a new one, add it to the app's registration, and put it into the file"
        case .noToken: "name the file that the identity provider's token is projected to"
        }
    }
}

extension TeamsCredential {
    var setting: Setting {
        switch self {
        case .secret: .teamsAppSecret
        case .certificate: .teamsAppCertificate
        case .federatedToken: .teamsAppFederatedToken
        }
    }
}

extension Settings {
    /// A service does not begin with a file that proves nothing; when a certificate ends is for later.
    func checkForStart() throws(SettingsTrouble) {
        guard let credential = teams?.credential else { return }
        do throws(CredentialTrouble) {
            _ = try credential.examined()
        } catch {
            throw SettingsTrouble(mistakes: ["\(credential.setting.name) \(error.words): \(error.mend)"])
        }
    }
}
