/// Why a server cannot be used as its address says, and what to do about it: nothing that passes by itself.
public struct ServerRefusal: Error, Hashable, Sendable {
    /// What happened, in the words of whoever refused.
    public let words: String
    public let mend: String

    init(words: String, mend: String) {
        self.words = words
        self.mend = mend
    }

    /// nil when it may pass by itself.
    ///
    /// libpq gives no code for a connection that fails, and says its own words in English unless the program sets a language.
    init?(_ failure: PostgreSQLFailure) {
        guard failure.isLost, let known = ServerRefusal.known.first(where: { failure.message.contains($0.words) })
        else {
            return nil
        }
        self.init(words: failure.message, mend: known.mend)
    }

    private static let withoutTLS = "turn TLS on at the server (ssl = on); sslmode=disable is for a network of your own"
    private static let rightRoot =
        "let sslrootcert name the root that signed the server's certificate, and look at the certificate's dates"
    private static let rightName = "let host be a name of the certificate, as sslmode=verify-full wants it"
    private static let rootFile = "let sslrootcert name a file with the root that signed the server's certificate"
    private static let option = "mend this option of the address; libpq's documentation has its values"
    private static let withTLS = "the server takes TLS alone: set sslmode=verify-full and sslrootcert in the address"
    private static let login = "let the server take this user from here: its password, its role, pg_hba.conf"
    private static let database = "make it, or name another in the address"
    private static let leader = "let the address name the host that leads; host=a,b names both of a pair"

    /// The first that fits counts.
    private static let known = [
        (words: "server does not support SSL", mend: withoutTLS),
        (words: "certificate verify failed", mend: rightRoot),
        (words: "does not match host name", mend: rightName),
        (words: "root certificate file", mend: rootFile),
        (words: "invalid sslmode value", mend: option),
        (words: "invalid ssl_min_protocol_version value", mend: option),
        (words: "invalid channel_binding value", mend: option),
        (words: "invalid target_session_attrs value", mend: option),
        (words: "no encryption", mend: withTLS),
        (words: "no pg_hba.conf entry", mend: login),
        (words: "password authentication failed", mend: login),
        (words: "no password supplied", mend: login),
        (words: "FATAL:  role \"", mend: login),
        (words: "FATAL:  database \"", mend: database),
        (words: "session is read-only", mend: leader),
        (words: "server is in hot standby mode", mend: leader),
    ]
}
