import Desk
import Foundation
import Glibc

/// Where the database is, looked at before SQLite is asked, since SQLite's words say neither the setting nor the mend.
enum DatabasePlace {
    static func check(_ path: String) throws(CommandTrouble) {
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
        case .busy: "try again when nobody else holds it"
        case .broken: "start the version of registrar that wrote it, or restore a backup"
        }
    }
}
