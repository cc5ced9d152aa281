import Foundation

/// SQLite's one lock for writing, held as another program would.
///
/// In WAL mode it is a POSIX lock on byte 120 of the `-shm` file: https://sqlite.org/walformat.html#locks
struct WriteLock: Sendable {
    private static let byte: off_t = 120
    private let descriptor: Int32

    static func held(on database: URL) async throws -> WriteLock {
        let descriptor = open(database.path + "-shm", O_RDWR)
        guard descriptor >= 0 else { throw NeverHappened(what: "the lock's file opens: errno \(errno)") }
        try await eventually("the lock is free") {
            var wish = flock()
            wish.l_type = Int16(F_WRLCK)
            wish.l_whence = Int16(SEEK_SET)
            wish.l_start = byte
            wish.l_len = 1
            return fcntl(descriptor, F_SETLK, &wish) == 0 ? () : nil
        }
        return WriteLock(descriptor: descriptor)
    }

    func release() { close(descriptor) }
}

/// A name server that hears every question and never answers, for a process started by `wrapper` alone.
struct SilentNames: Sendable {
    private static let address = "127.77.0.53"
    private let descriptor: Int32
    private let configuration: URL

    /// Runs a command with these names in a mount namespace of its own.
    var wrapper: [String] {
        ["unshare", "-m", "sh", "-c", "mount --bind '\(configuration.path)' /etc/resolv.conf && exec \"$@\"", "sh"]
    }

    static func listening() throws -> SilentNames {
        let descriptor = socket(AF_INET, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue), 0)
        var place = sockaddr_in()
        place.sin_family = sa_family_t(AF_INET)
        place.sin_port = UInt16(53).bigEndian
        place.sin_addr.s_addr = inet_addr(address)
        let bound = withUnsafePointer(to: &place) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard bound == 0 else { throw NeverHappened(what: "a name server listens: errno \(errno)") }
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("names-\(UUID().uuidString)")
        try "nameserver \(address)\n".write(to: file, atomically: true, encoding: .utf8)
        return SilentNames(descriptor: descriptor, configuration: file)
    }

    /// Whether a question has come.
    var wasAsked: Bool {
        var question = [UInt8](repeating: 0, count: 512)
        return recv(descriptor, &question, question.count, 0) > 0
    }

    func closeQuietly() {
        close(descriptor)
        do { try FileManager.default.removeItem(at: configuration) } catch {
            // Gone already, as wanted.
        }
    }
}
