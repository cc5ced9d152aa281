import Curl
import Foundation
import Testing

/// `openssl s_server` with a certificate of its own, ended with the value.
final class TLSServer {
    let certificate: String
    let port: Int
    private let folder: URL
    private let process: Process

    init(name: String = "DNS:localhost,IP:127.0.0.1", options: [String] = []) throws {
        folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        certificate = folder.appending(path: "certificate.pem").path
        let key = folder.appending(path: "key.pem").path
        let make = try Self.start(
            ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"]
                + ["-subj", "/CN=test", "-addext", "subjectAltName=\(name)", "-keyout", key, "-out", certificate]
        )
        make.process.waitUntilExit()
        let server = try Self.start(
            ["s_server", "-accept", "127.0.0.1:0", "-www", "-cert", certificate, "-key", key] + options
        )
        process = server.process
        port = try Self.port(in: server.output)
    }

    deinit {
        process.terminate()
        do {
            try FileManager.default.removeItem(at: folder)
        } catch {
            Issue.record(error)
        }
    }

    /// Reads the line `ACCEPT 127.0.0.1:PORT`.
    private static func port(in output: FileHandle) throws -> Int {
        var text = ""
        while true {
            let data = output.availableData
            if data.isEmpty { throw TooLate() }
            text += String(decoding: data, as: UTF8.self)
            let line = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().first {
                $0.hasPrefix("ACCEPT")
            }
            if let line, let number = line.split(separator: ":").last, let port = Int(number) { return port }
        }
    }

    private static func start(_ arguments: [String]) throws -> (process: Process, output: FileHandle) {
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/openssl")
        process.arguments = arguments
        process.standardInput = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        return (process, output.fileHandleForReading)
    }
}

@Suite struct TLSTests {
    private func client(trusting server: TLSServer?) throws -> CurlClient {
        try CurlClient(
            loopback {
                $0.blockPrivateAddresses = false
                $0.caFile = server?.certificate
            }
        )
    }

    private func request(_ server: TLSServer, host: String = "127.0.0.1") -> HTTPRequest {
        HTTPRequest(.get, "https://\(host):\(server.port)/", timeoutMilliseconds: 5000)
    }

    @Test func `a certificate nobody vouches for is refused and nothing is sent`() async throws {
        let server = try TLSServer()
        let client = try client(trusting: nil)
        defer { client.close() }
        #expect(await client.outcome(of: request(server)) == .notSent)
    }

    @Test(arguments: ["127.0.0.1", "localhost"])
    func `a certificate of the trusted file is accepted`(host: String) async throws {
        let server = try TLSServer()
        let client = try client(trusting: server)
        defer { client.close() }
        #expect(await client.outcome(of: request(server, host: host)) == .answered(200))
    }

    @Test func `a trusted certificate for another host is refused`() async throws {
        let server = try TLSServer(name: "DNS:elsewhere.example")
        let client = try client(trusting: server)
        defer { client.close() }
        #expect(await client.outcome(of: request(server)) == .notSent)
        #expect(await client.outcome(of: request(server, host: "localhost")) == .notSent)
    }

    @Test func `the trusted file stands instead of the system's certificates`() async throws {
        let server = try TLSServer()
        let other = try TLSServer()
        let client = try client(trusting: other)
        defer { client.close() }
        #expect(await client.outcome(of: request(server)) == .notSent)
    }

    @Test(arguments: [("-tls1_1", Outcome.notSent), ("-tls1_2", .answered(200)), ("-tls1_3", .answered(200))])
    func `TLS is spoken from 1·2 upwards`(version: String, expected: Outcome) async throws {
        let server = try TLSServer(options: [version, "-cipher", "DEFAULT@SECLEVEL=0"])
        let client = try client(trusting: server)
        defer { client.close() }
        #expect(await client.outcome(of: request(server)) == expected)
    }
}
