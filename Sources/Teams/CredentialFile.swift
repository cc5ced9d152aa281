import Glibc

/// A file that holds what proves who the app is.
enum CredentialFile {
    /// Its bytes without blanks and ends of lines around them; a pipe or a folder is not waited for.
    static func bytes(at path: String, upTo limit: Int) throws(CredentialTrouble) -> [UInt8] {
        let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard file >= 0 else { throw .unreadable }
        defer { close(file) }
        var facts = stat()
        guard fstat(file, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else { throw .unreadable }
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 4096)
        while bytes.count <= limit {
            let count = read(file, &piece, piece.count)
            guard count >= 0 else { throw .unreadable }
            if count == 0 { break }
            bytes += piece[..<count]
        }
        guard bytes.count <= limit else { throw .tooLarge }
        guard let first = bytes.firstIndex(where: isInk), let last = bytes.lastIndex(where: isInk) else { throw .empty }
        return Array(bytes[first...last])
    }

    private static func isInk(_ byte: UInt8) -> Bool { byte > UInt8(ascii: " ") }
}
