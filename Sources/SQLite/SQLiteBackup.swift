import Desk
import Foundation
import GRDB
import Glibc

extension SQLiteLedger {
    /// Writes a verified copy of everything committed so far; the file appears whole or not at all.
    public func backup(to path: String) async throws {
        let source = pool.path
        try await SQLiteLedger.offThePool {
            let draft = path + ".part"
            try Backup.remove(draft)
            do {
                try Backup.copy(from: source, to: draft)
                try Backup.sync(draft)
                try Backup.verify(draft)
                guard rename(draft, path) == 0 else { throw Backup.failure("rename") }
                try Backup.sync(URL(filePath: path).deletingLastPathComponent().path)
            } catch {
                try Backup.remove(draft)
                throw error
            }
        }
    }
}

private enum Backup {
    /// On a connection of its own, so that writing goes on.
    static func copy(from source: String, to path: String) throws {
        let queue = try DatabaseQueue(path: source, configuration: Pragmas.configuration())
        try queue.writeWithoutTransaction { database in
            try database.execute(sql: "PRAGMA wal_autocheckpoint = 0")
            try database.execute(sql: "VACUUM INTO ?", arguments: [path])
        }
        try queue.close()
    }

    static func verify(_ path: String) throws {
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
    static func sync(_ path: String) throws {
        let file = Glibc.open(path, O_RDONLY)
        guard file >= 0 else { throw failure("open") }
        defer { Glibc.close(file) }
        guard fsync(file) == 0 else { throw failure("fsync") }
    }

    static func remove(_ path: String) throws {
        guard unlink(path) == 0 || errno == ENOENT else { throw failure("unlink") }
    }

    static func failure(_ call: String) -> LedgerTrouble {
        .broken("\(call) failed with error \(errno)")
    }
}
