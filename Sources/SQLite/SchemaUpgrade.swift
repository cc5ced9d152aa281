import Desk
import Foundation
import GRDB
import Glibc
import LedgerSQL

/// A file whose schema was brought up to date, and the copy that leads back.
public struct SchemaUpgrade: Hashable, Sendable {
    /// The last step the file had, and the last one it has now.
    public let from: String
    public let to: String
    /// Path of the file as it was before, whole and verified.
    public let backup: String

    /// The copy, and as much again for tables that a step writes anew.
    private static let roomTimesSize: Int64 = 2
    private static let roomBesidesBytes: Int64 = 64 * 1024 * 1024
    private static let bytesPerMegabyte: Int64 = 1024 * 1024

    /// Copies the file if one of the steps is still to be taken; nil when there is nothing to take, or nothing to lose.
    ///
    /// Inside the caller's transaction, whose lock makes it one process that copies and upgrades: a copy is made on a
    /// connection of its own, which sees the file as it was before. Whoever dies on the way leaves the file as it was, and the next
    /// one begins again. Throws `LedgerTrouble.full` where the disk has no room for both.
    static func prepare(
        _ database: Database,
        at path: String,
        for migrations: Migrations,
        freeBytes: (String) throws -> Int64
    ) throws -> SchemaUpgrade? {
        guard let (from, to) = try pending(database, for: migrations) else { return nil }
        let pages = try Int64.fetchOne(database, sql: "PRAGMA page_count") ?? 0
        let size = try pages * (Int64.fetchOne(database, sql: "PRAGMA page_size") ?? 0)
        let (needed, free) = try (size * roomTimesSize + roomBesidesBytes, freeBytes(path))
        guard free >= needed else {
            throw LedgerTrouble.full(
                "before its schema is brought up to date it is copied, and \(path) has \(free / bytesPerMegabyte) MB of the "
                    + "\(needed / bytesPerMegabyte) MB of room that this takes"
            )
        }
        let upgrade = SchemaUpgrade(from: from, to: to, backup: "\(path).before-\(to)")
        try Backup.write(from: path, to: upgrade.backup)
        return upgrade
    }

    /// Throws `OlderSchema` when there are steps to take and something to lose.
    static func refuse(_ database: Database, for migrations: Migrations) throws {
        if let (from, _) = try pending(database, for: migrations) { throw OlderSchema(from: from) }
    }

    private static func pending(_ database: Database, for migrations: Migrations) throws -> (from: String, to: String)?
    {
        guard try database.tableExists("migration") else { return nil }
        return try migrations.pending(on: SQLiteConnection(database: database))
    }

    /// Room for this user where that file is.
    static func freeBytes(at path: String) throws -> Int64 {
        var room = statvfs()
        guard statvfs(URL(filePath: path).deletingLastPathComponent().path, &room) == 0 else {
            throw Backup.failure("statvfs")
        }
        return Int64(room.f_bavail) * Int64(room.f_frsize)
    }
}
