import CPostgres

/// Where a server is and how it is reached: a `postgresql://` or `postgres://` address, read by libpq itself.
///
/// https://www.postgresql.org/docs/15/libpq-connect.html#LIBPQ-CONNSTRING
public struct PostgreSQLAddress: Sendable {
    /// The address cannot be read; says nothing of what stands in it, which may be a password.
    public struct Malformed: Error {}

    /// What is asked of libpq, by its own names.
    let options: [String: String]

    /// Whether a text is an address of this kind at all.
    public static func isMeant(by text: String) -> Bool {
        ["postgresql://", "postgres://"].contains { text.hasPrefix($0) }
    }

    public init(_ url: String) throws(Malformed) {
        guard PostgreSQLAddress.isMeant(by: url), let parsed = PQconninfoParse(url, nil) else { throw Malformed() }
        defer { PQconninfoFree(parsed) }
        var options = PostgreSQLAddress.standard
        var place = parsed
        while let keyword = place.pointee.keyword {
            if let value = place.pointee.val { options[String(cString: keyword)] = String(cString: value) }
            place += 1
        }
        self.options = options
    }

    /// What holds unless the address says otherwise: a server that is gone is noticed within seconds, and none is written
    /// to that only follows another.
    private static let standard = [
        "connect_timeout": "3", "tcp_user_timeout": "5000", "keepalives_idle": "10", "keepalives_interval": "3",
        "keepalives_count": "3", "target_session_attrs": "read-write", "fallback_application_name": "registrar",
        "client_encoding": "UTF8",
    ]

    /// The address without user, password and options: fit for people and logs.
    public var place: String {
        let host = options["host"] ?? options["hostaddr"] ?? ""
        let port = options["port"].map { ":\($0)" } ?? ""
        return "postgresql://\(host)\(port)/\(options["dbname"] ?? "")"
    }

    /// Somebody between this machine and the server could read along or pose as the server.
    public var isOpenToOthers: Bool {
        guard options["sslmode"] != "verify-full" else { return false }
        let hosts = (options["host"] ?? options["hostaddr"] ?? "").split(separator: ",").map(String.init)
        return hosts.contains { !PostgreSQLAddress.isThisMachine($0) }
    }

    private static func isThisMachine(_ host: String) -> Bool {
        host.hasPrefix("/") || host.hasPrefix("@") || host.hasPrefix("127.") || ["localhost", "::1"].contains(host)
    }
}
