public import Foundation

/// A key and its certificate in a folder of their own, made and used by `openssl` alone; gone with the value.
public final class TestCertificate: Sendable {
    /// In PEM.
    public let key, certificate: String
    /// In PEM, as somebody who only checks signatures has it.
    public let publicKey: String
    /// All bytes of the certificate.
    public let der: [UInt8]
    private let folder: URL

    /// What an app keeps in one file.
    public var pem: String { key + certificate }

    /// `kind` is what `-newkey` takes; with days below zero it has ended already.
    public init(_ kind: String..., days: Int = 365) throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "certificate-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let newKey = kind.isEmpty ? ["rsa:2048"] : kind
        try Self.openssl(
            ["req", "-subj", "/CN=registrar", "-nodes", "-keyout", "key", "-out", "request", "-newkey"] + newKey,
            in: folder
        )
        try Self.openssl(
            ["x509", "-req", "-in", "request", "-signkey", "key", "-days", "\(days)", "-out", "cert"],
            in: folder
        )
        try Self.openssl(["pkey", "-in", "key", "-pubout", "-out", "public"], in: folder)
        try Self.openssl(["x509", "-in", "cert", "-outform", "DER", "-out", "der"], in: folder)
        key = try Self.text("key", in: folder)
        certificate = try Self.text("cert", in: folder)
        publicKey = try Self.text("public", in: folder)
        der = Array(try Data(contentsOf: folder.appending(path: "der")))
    }

    deinit {
        do { try FileManager.default.removeItem(at: folder) } catch {
            // Gone already, as wanted.
        }
    }

    private static let pss = ["-sigopt", "rsa_padding_mode:pss", "-sigopt", "rsa_pss_saltlen:digest"]

    /// Signs as PS256 does, or as RS256.
    public func sign(_ text: String, isPSS: Bool = true) throws -> [UInt8] {
        let name = UUID().uuidString
        try Data(text.utf8).write(to: folder.appending(path: name))
        let padding = isPSS ? Self.pss : []
        try Self.openssl(
            ["dgst", "-sha256", "-sign", "key"] + padding + ["-out", name + ".signed", name],
            in: folder
        )
        return Array(try Data(contentsOf: folder.appending(path: name + ".signed")))
    }

    /// Throws unless this key made that signature, as PS256 does.
    public func check(_ signature: [UInt8], of text: String) throws {
        let name = UUID().uuidString
        try Data(text.utf8).write(to: folder.appending(path: name))
        try Data(signature).write(to: folder.appending(path: name + ".signed"))
        try Self.openssl(
            ["dgst", "-sha256", "-verify", "public"] + Self.pss + ["-signature", name + ".signed", name],
            in: folder
        )
    }

    /// Another certificate of the same key, in PEM; with days below zero it has ended already.
    public func renewed(days: Int) throws -> String {
        try Self.openssl(
            ["x509", "-req", "-in", "request", "-signkey", "key", "-days", "\(days)", "-out", "renewed"],
            in: folder
        )
        return try Self.text("renewed", in: folder)
    }

    /// The same key under a password, in PEM.
    public func lockedKey() throws -> String {
        try Self.openssl(["pkey", "-in", "key", "-aes256", "-passout", "pass:x", "-out", "locked"], in: folder)
        return try Self.text("locked", in: folder)
    }

    /// The same key as older tools write it, in PEM.
    public func traditionalKey() throws -> String {
        try Self.openssl(["pkey", "-in", "key", "-traditional", "-out", "traditional"], in: folder)
        return try Self.text("traditional", in: folder)
    }

    private static func text(_ name: String, in folder: URL) throws -> String {
        try String(contentsOf: folder.appending(path: name), encoding: .utf8)
    }

    private static func openssl(_ words: [String], in folder: URL) throws {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["openssl"] + words
        process.currentDirectoryURL = folder
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw OpenSSLRefused(words: words) }
    }
}

/// What `openssl` would not do.
public struct OpenSSLRefused: Error {
    /// What it was asked.
    public let words: [String]
}

/// As tokens write bytes.
public func base64URLText(_ bytes: some DataProtocol) -> String {
    Data(bytes).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
}
