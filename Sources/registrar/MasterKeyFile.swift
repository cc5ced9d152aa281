import Crypto
import Desk
import Foundation

/// The master key: from the settings, or made beside the database on first start.
enum MasterKeyFile {
    static func keyring(_ settings: Settings) throws -> Keyring {
        let keys = try settings.masterKeys ?? [kept(beside: settings.databasePath)]
        guard let keyring = Keyring(masterKeys: keys) else {
            throw CommandTrouble("REGISTRAR_MASTER_KEY must be 32 random bytes in base64")
        }
        return keyring
    }

    private static func kept(beside database: String) throws -> [UInt8] {
        let path = database + ".key"
        let manager = FileManager.default
        if let data = manager.contents(atPath: path) {
            let text = String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
            guard let key = Data(base64Encoded: text), key.count == Keyring.keyLengthBytes else {
                throw CommandTrouble(
                    "\(path) does not hold a master key: put back the one it held, or set REGISTRAR_MASTER_KEY"
                )
            }
            return Array(key)
        }
        let key = SystemChance().bytes(Keyring.keyLengthBytes)
        let text = Data((Data(key).base64EncodedString() + "\n").utf8)
        guard manager.createFile(atPath: path, contents: text, attributes: [.posixPermissions: 0o600]) else {
            throw CommandTrouble("\(path) cannot be written: make its folder writable, or set REGISTRAR_MASTER_KEY")
        }
        return key
    }
}

/// SHA-256 in hex.
enum Digest {
    static func hex(_ bytes: [UInt8]) -> String {
        SHA256.hash(data: bytes).map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }.joined()
    }
}
