import Crypto
import Desk
import Foundation
import Glibc

/// The master key: from the settings, or made beside the database on first start.
enum MasterKeyFile {
    static func keyring(_ settings: Settings) throws(CommandTrouble) -> Keyring {
        var keys = settings.masterKeys ?? []
        if keys.isEmpty {
            guard case .file(let path) = settings.database else {
                throw CommandTrouble(
                    "REGISTRAR_MASTER_KEY must be set with a PostgreSQL database: make one with: head -c 32 /dev/urandom | base64"
                )
            }
            keys = [try kept(beside: path)]
        }
        guard let keyring = Keyring(masterKeys: keys) else {
            throw CommandTrouble("REGISTRAR_MASTER_KEY must be 32 random bytes in base64")
        }
        return keyring
    }

    static func path(beside database: String) -> String { database + ".key" }

    private static func kept(beside database: String) throws(CommandTrouble) -> [UInt8] {
        let path = path(beside: database)
        if let key = try stored(at: path) { return key }
        guard !hasContent(database) else {
            throw CommandTrouble(
                "\(database) has no master key: put back the file \(path), or set the REGISTRAR_MASTER_KEY it had"
            )
        }
        let key = SystemChance().bytes(Keyring.keyLengthBytes)
        let isOurs = try store(key, at: path)
        guard !isOurs, let other = try stored(at: path) else { return key }
        return other
    }

    private static func stored(at path: String) throws(CommandTrouble) -> [UInt8]? {
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        let text = SharedOptions.content(path)?.trimmingCharacters(in: .whitespacesAndNewlines) ?? ""
        guard let key = Data(base64Encoded: text), key.count == Keyring.keyLengthBytes else {
            throw CommandTrouble(
                "\(path) does not hold a master key this user can read: put back the one it held, or set REGISTRAR_MASTER_KEY"
            )
        }
        return Array(key)
    }

    /// What a lost key sealed cannot be opened by a new one, so none is made for a database that is in use.
    private static func hasContent(_ database: String) -> Bool { DatabasePlace.bytes(of: database) > 0 }

    /// Whole or not at all; false when another process was first.
    private static func store(_ key: [UInt8], at path: String) throws(CommandTrouble) -> Bool {
        let trouble = CommandTrouble(
            "REGISTRAR_DATABASE: \(path) cannot be made: let this user write to its folder, or name another place"
        )
        let draft = "\(path).\(getpid())"
        let file = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw trouble }
        defer { unlink(draft) }
        let isWritten = Console.write(Data(key).base64EncodedString() + "\n", to: file) && fsync(file) == 0
        guard close(file) == 0, isWritten else { throw trouble }
        guard link(draft, path) == 0 else {
            guard errno == EEXIST else { throw trouble }
            return false
        }
        return true
    }
}

/// SHA-256 in hex.
enum Digest {
    static func hex(_ bytes: [UInt8]) -> String { Hex.text(SHA256.hash(data: bytes)) }
}

/// Bytes as hexadecimal digits.
enum Hex {
    static func text(_ bytes: some Sequence<UInt8>) -> String {
        bytes.map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }.joined()
    }
}
