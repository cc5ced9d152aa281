import Desk
import Foundation
import PostgreSQLTesting
import Testing

@testable import PostgreSQL

/// A server with TLS whose certificate says `localhost`, and one without, both on this machine's loopback.
private struct Servers {
    let withTLS: PostgreSQLServer
    let without: PostgreSQLServer
    let ports: (withTLS: UInt16, without: UInt16)
    /// A root that signed nothing.
    let stranger: String

    static let both = Result { try Servers() }

    private init() throws {
        ports = (try PostgreSQLServer.freePort(), try PostgreSQLServer.freePort())
        withTLS = try PostgreSQLServer(
            PostgreSQLServer.quick + PostgreSQLServer.listening(on: ports.withTLS)
                + ["ssl = on", "ssl_cert_file = '../server.pem'", "ssl_key_file = '../server.key'"]
                + ["hba_file = 'rules'"]
        ) { folder in
            let rules = "local all all trust\nhostssl sealed all all trust\nhost postgres,none all all trust\n"
            try Data(rules.utf8).write(to: URL(filePath: folder + "/rules"))
            try Servers.certify(in: folder, ["-subj", "/CN=root", "-keyout", "root.key", "-out", "root.pem"])
            try Servers.certify(
                in: folder,
                [
                    "-CA", "root.pem", "-CAkey", "root.key", "-subj", "/CN=server", "-addext",
                    "subjectAltName=DNS:localhost", "-keyout", "server.key", "-out", "server.pem",
                ]
            )
            try Servers.certify(in: folder, ["-subj", "/CN=root", "-keyout", "x.key", "-out", "stranger.pem"])
        }
        without = try PostgreSQLServer(PostgreSQLServer.quick + PostgreSQLServer.listening(on: ports.without))
        stranger = withTLS.folder + "/stranger.pem"
    }

    private static func certify(in folder: String, _ arguments: [String]) throws {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments =
            ["openssl", "req", "-x509"] + arguments + [
                "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
            ]
        process.currentDirectoryURL = URL(filePath: folder)
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
    }

    /// An address by that name; `root` and `stranger` in its options stand for the files.
    func address(_ one: TLSTests.Case) throws -> PostgreSQLAddress {
        let port = one.server == .withTLS ? ports.withTLS : ports.without
        let files = one.options.replacing("=root", with: "=\(withTLS.folder)/root.pem").replacing(
            "=stranger",
            with: "=\(stranger)"
        )
        return try PostgreSQLAddress("postgresql://registrar@\(one.host):\(port)/\(one.database)?\(files)")
    }
}

@Suite struct TLSTests {
    enum Server: Sendable { case withTLS, without }

    struct Case: Sendable, CustomTestStringConvertible {
        let server: Server
        let host: String
        let options: String
        /// Whether the connection is encrypted; nil when it is refused.
        var isEncrypted: Bool?
        /// What the refusal's mend names.
        var mend = ""
        var database = "postgres"

        var testDescription: String { "\(server) \(host) \(options)" }
    }

    private static let taken = [
        Case(server: .withTLS, host: "localhost", options: "sslmode=disable", isEncrypted: false),
        Case(server: .withTLS, host: "localhost", options: "", isEncrypted: true),
        Case(server: .withTLS, host: "localhost", options: "sslmode=require", isEncrypted: true),
        Case(server: .withTLS, host: "127.0.0.1", options: "sslmode=require", isEncrypted: true),
        Case(server: .withTLS, host: "localhost", options: "sslmode=verify-ca&sslrootcert=root", isEncrypted: true),
        Case(server: .withTLS, host: "127.0.0.1", options: "sslmode=verify-ca&sslrootcert=root", isEncrypted: true),
        Case(server: .withTLS, host: "localhost", options: "sslmode=verify-full&sslrootcert=root", isEncrypted: true),
        Case(server: .without, host: "localhost", options: "sslmode=disable", isEncrypted: false),
        Case(server: .without, host: "localhost", options: "", isEncrypted: false),
    ]

    private static let refused = [
        Case(server: .withTLS, host: "localhost", options: "sslmode=require&sslrootcert=stranger", mend: "sslrootcert"),
        Case(
            server: .withTLS,
            host: "localhost",
            options: "sslmode=verify-ca&sslrootcert=stranger",
            mend: "sslrootcert"
        ),
        Case(
            server: .withTLS,
            host: "localhost",
            options: "sslmode=verify-full&sslrootcert=stranger",
            mend: "sslrootcert"
        ),
        Case(server: .withTLS, host: "127.0.0.1", options: "sslmode=verify-full&sslrootcert=root", mend: "host"),
        Case(
            server: .withTLS,
            host: "localhost",
            options: "sslmode=verify-full&sslrootcert=/none",
            mend: "sslrootcert"
        ),
        Case(server: .withTLS, host: "localhost", options: "sslmode=verifyfull", mend: "option"),
        Case(server: .without, host: "localhost", options: "sslmode=require", mend: "ssl = on"),
        Case(server: .without, host: "localhost", options: "sslmode=verify-ca&sslrootcert=root", mend: "ssl = on"),
        Case(server: .without, host: "localhost", options: "sslmode=verify-full&sslrootcert=root", mend: "ssl = on"),
        Case(server: .withTLS, host: "localhost", options: "sslmode=disable", mend: "verify-full", database: "sealed"),
        Case(server: .withTLS, host: "localhost", options: "sslmode=require", mend: "address", database: "none"),
    ]

    @Test(arguments: taken) func `what sslmode asks for is what the connection is`(_ one: Case) throws {
        let address = try Servers.both.get().address(one)
        let wire = try Wire(address, settings: Session.settings)
        let answer = try wire.script("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()")
        #expect(answer.text(0, row: 0) == (one.isEncrypted == true ? "t" : "f"))
    }

    @Test(arguments: refused) func `what sslmode asks for and cannot be had is a refusal that says the mend`(
        _ one: Case
    ) async throws {
        let address = try Servers.both.get().address(one)
        let refusal = await #expect(throws: ServerRefusal.self) {
            try await PostgreSQLLedger.open(address, role: .service)
        }
        let found = try #require(refusal)
        #expect(found.mend.contains(one.mend) && !found.words.contains(where: \.isNewline), "\(found)")
        #expect(!found.words.contains("sslmode to disable"))
    }
}
