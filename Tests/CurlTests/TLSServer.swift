import Foundation
import Testing

/// `openssl s_server` with a certificate of its own, ended with the value.
final class TLSServer {
    let certificate: String
    let port: Int
    private let folder: URL
    private let process: ChildProcess

    init(name: String = "DNS:localhost,IP:127.0.0.1", options: [String] = []) throws {
        folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        certificate = folder.appending(path: "certificate.pem").path
        let key = folder.appending(path: "key.pem").path
        let maker = try ChildProcess(
            ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
                + ["-subj", "/CN=test", "-addext", "subjectAltName=\(name)", "-keyout", key, "-out", certificate]
        )
        maker.wait()
        process = try ChildProcess(
            ["openssl", "s_server", "-accept", "127.0.0.1:0", "-www", "-cert", certificate, "-key", key] + options
        )
        port = try Self.port(in: process)
    }

    deinit {
        process.end()
        do {
            try FileManager.default.removeItem(at: folder)
        } catch {
            Issue.record(error)
        }
    }

    /// Reads the line `ACCEPT 127.0.0.1:PORT`.
    private static func port(in process: ChildProcess) throws -> Int {
        var text = ""
        while true {
            text += try process.readOutput()
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
            let line = lines.first { $0.hasPrefix("ACCEPT") }
            if let number = line?.split(separator: ":").last, let port = Int(number) { return port }
        }
    }
}

/// A program with its standard output in a pipe that no other child inherits.
///
/// Foundation's `Process` learns of an end by a socket that children started at the same moment may hold open.
private final class ChildProcess {
    private var identifier = pid_t()
    private let output: Int32

    init(_ arguments: [String]) throws {
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else { throw SocketError(number: errno) }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        output = ends[0]
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, ends[1], 1)
        var words = arguments.map { strdup($0) } + [nil]
        let code = posix_spawnp(&identifier, arguments[0], &actions, nil, &words, environ)
        for word in words { free(word) }
        posix_spawn_file_actions_destroy(&actions)
        close(ends[1])
        guard code == 0 else { throw SocketError(number: code) }
    }

    deinit { close(output) }

    func readOutput() throws -> String {
        var bytes = [UInt8](repeating: 0, count: 1024)
        let count = read(output, &bytes, bytes.count)
        guard count > 0 else { throw SocketError(number: errno) }
        return String(decoding: bytes[..<count], as: UTF8.self)
    }

    func wait() {
        var status: Int32 = 0
        waitpid(identifier, &status, 0)
    }

    func end() {
        kill(identifier, SIGKILL)
        wait()
    }
}
