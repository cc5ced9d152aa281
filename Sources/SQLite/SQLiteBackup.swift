import Desk
import Foundation
import GRDB
import Glibc

extension SQLiteLedger {
    /// Writes a verified copy of everything committed so far; the file appears whole or not at all.
    public func backup(to path: String) async throws {
        let source = pool.path
        try await SQLiteLedger.offThePool { try Backup.write(from: source, to: path) }
    }
}

/// A copy of a database as a file of its own.
enum Backup {
    /// Writes and verifies it; the file appears whole, in the place of an older one, or not at all.
    static func write(from source: String, to path: String) throws {
        let draft = path + ".part"
        try remove(draft)
        do {
            try copy(from: source, to: draft)
            try sync(draft)
            try verify(draft)
            guard rename(draft, path) == 0 else { throw failure("rename") }
            try sync(URL(filePath: path).deletingLastPathComponent().path)
        } catch {
            try remove(draft)
            throw error
        }
    }

    /// On a connection of its own, so that writing goes on.
    private static func copy(from source: String, to path: String) throws {
        let queue = try DatabaseQueue(path: source, configuration: Pragmas.configuration())
        try queue.writeWithoutTransaction { database in
            try database.execute(sql: "PRAGMA wal_autocheckpoint = 0")
            try database.execute(sql: "VACUUM INTO ?", arguments: [path])
        }
        try queue.close()
    }

    private static func verify(_ path: String) throws {
        var configuration = Configuration()
        configuration.readonly = true
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        let answer = try queue.read { try String.fetchAll($0, sql: "PRAGMA integrity_check") }
        try queue.close()
        guard answer == ["ok"] else { throw LedgerTrouble.broken("integrity_check of the copy: \(answer.prefix(3))") }
    }

    /// Brings a file or folder to the disk, as VACUUM INTO does not do by itself.
    ///
    /// https://www.sqlite.org/lang_vacuum.html
    private static func sync(_ path: String) throws {
        let file = Glibc.open(path, O_RDONLY)
        guard file >= 0 else { throw failure("open") }
        defer { Glibc.close(file) }
        guard fsync(file) == 0 else { throw failure("fsync") }
    }

    private static func remove(_ path: String) throws {
        guard unlink(path) == 0 || errno == ENOENT else { throw failure("unlink") }
    }

    static func failure(_ call: String) -> LedgerTrouble {
        .broken("\(call) failed with error \(errno)")
    }
}
