import Desk
import Foundation
import Glibc
import PostgreSQL

/// Where everything is kept.
enum DatabasePlace: Sendable {
    case file(String)
    case server(PostgreSQLAddress)

    /// nil when the text names neither; says nothing of it, since a password may stand in it.
    init?(_ text: String) {
        let scheme = "sqlite:"
        if PostgreSQLAddress.isMeant(by: text) {
            do {
                self = .server(try PostgreSQLAddress(text))
            } catch {
                return nil
            }
        } else if text.hasPrefix(scheme), text.count > scheme.count {
            self = .file(String(text.dropFirst(scheme.count)))
        } else {
            return nil
        }
    }

    /// For people and logs, without user and password.
    var shown: String {
        switch self {
        case .file(let path): path
        case .server(let address): address.place
        }
    }

    /// What is dangerous about it and what to do, if anything is.
    var warning: (what: String, mend: String)? {
        guard case .server(let address) = self, address.isOpenToOthers else { return nil }
        return (
            "the connection to \(shown) does not prove that the server is the right one",
            "add sslmode=verify-full and sslrootcert to the address"
        )
    }

    /// Looks at a file's place before SQLite is asked, since SQLite's words say neither the setting nor the mend.
    func check(mustExist: Bool = false) throws(CommandTrouble) {
        guard case .file(let path) = self else { return }
        try Self.checkFile(path)
        if mustExist, access(path, F_OK) != 0 {
            throw CommandTrouble(
                "there is no database at \(path): start the service once, or run registrar migrate"
            )
        }
    }

    private static func checkFile(_ path: String) throws(CommandTrouble) {
        let folder = URL(filePath: path).deletingLastPathComponent().path
        guard isFolder(folder) else {
            throw CommandTrouble("REGISTRAR_DATABASE: there is no folder \(folder): make it, or name another")
        }
        guard !isFolder(path) else {
            throw CommandTrouble("REGISTRAR_DATABASE: \(path) is a folder: name a file in it")
        }
        guard access(folder, W_OK | X_OK) == 0 else { throw notWritable(folder) }
        guard access(path, F_OK) != 0 || access(path, R_OK | W_OK) == 0 else { throw notWritable(path) }
    }

    private static func isFolder(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
    }

    private static func notWritable(_ path: String) -> CommandTrouble {
        CommandTrouble("REGISTRAR_DATABASE: user \(geteuid()) cannot write \(path): let it, or name another place")
    }
}

extension LedgerTrouble {
    /// What happened, in the database's own words.
    var words: String {
        switch self {
        case .full(let words), .busy(let words), .broken(let words): words
        }
    }

    /// What to do about it.
    var mend: String {
        switch self {
        case .full: "make room on the disk"
        case .busy: "try again when it can be reached and nobody else holds it"
        case .broken: "start the version of registrar that wrote it, or restore a backup"
        }
    }
}
