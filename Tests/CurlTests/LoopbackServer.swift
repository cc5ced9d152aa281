import Glibc
import Synchronization

/// A plain server on 127.0.0.1 that does to each connection what a test says, one thread a connection.
final class LoopbackServer: Sendable {
    private struct Counts {
        var connections = 0
        var heads: [[String]] = []
    }

    let port: UInt16
    private let listener: Int32
    private let counts = Mutex(Counts())

    /// Listens and hands every accepted connection to `serve`; the connection is closed when it returns.
    init(_ serve: @escaping @Sendable (Connection) -> Void) throws {
        listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        port = try Self.listen(on: listener)
        startThread { [self] in
            while true {
                let accepted = accept(listener, nil, nil)
                if accepted < 0 { break }
                _ = fcntl(accepted, F_SETFD, FD_CLOEXEC)
                counts.withLock { $0.connections += 1 }
                startThread {
                    let connection = Connection(accepted, of: self)
                    serve(connection)
                    connection.close()
                }
            }
            Glibc.close(listener)
        }
    }

    /// Connections accepted so far.
    var connections: Int { counts.withLock { $0.connections } }
    /// The request lines of the requests read so far, those whose bodies never came included.
    var requests: [String] { heads.compactMap(\.first) }
    /// The same with their header lines.
    var heads: [[String]] { counts.withLock { $0.heads } }

    func url(_ path: String = "/", host: String = "127.0.0.1") -> String { "http://\(host):\(port)\(path)" }

    func stop() { shutdown(listener, Int32(SHUT_RDWR)) }

    fileprivate func note(_ head: [String]) { counts.withLock { $0.heads.append(head) } }

    private static func listen(on listener: Int32) throws -> UInt16 {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(INADDR_LOOPBACK).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let code = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                guard bind(listener, pointer, length) == 0, Glibc.listen(listener, 1024) == 0 else { return Int32(-1) }
                return getsockname(listener, pointer, &length)
            }
        }
        guard code == 0 else { throw SocketError(number: errno) }
        return UInt16(bigEndian: address.sin_port)
    }
}

struct SocketError: Error {
    let number: Int32
}

struct ReceivedRequest {
    let line: String
    let headers: [String]
    let body: [UInt8]
}

/// One accepted connection; used by one thread.
final class Connection {
    private let descriptor: Int32
    private let server: LoopbackServer
    private var buffer: [UInt8] = []

    init(_ descriptor: Int32, of server: LoopbackServer) {
        self.descriptor = descriptor
        self.server = server
    }

    /// The next whole request, or nil when the client has gone.
    func read() -> ReceivedRequest? {
        guard let lines = readHead(), let line = lines.first else { return nil }
        let length = lines.compactMap { $0.lowercased().split(separator: "content-length: ").last.flatMap { Int($0) } }
            .first
        while buffer.count < length ?? 0 { guard fill() else { return nil } }
        let body = Array(buffer.prefix(length ?? 0))
        buffer.removeFirst(body.count)
        return ReceivedRequest(line: line, headers: Array(lines.dropFirst()), body: body)
    }

    /// The next request line and header lines; the body stays unread.
    func readHead() -> [String]? {
        let end = Array("\r\n\r\n".utf8)
        while true {
            if let range = buffer.firstRange(of: end) {
                let head = String(decoding: buffer[..<range.lowerBound], as: UTF8.self)
                buffer.removeFirst(range.upperBound)
                let lines = head.split(separator: "\r\n").map(String.init)
                server.note(lines)
                return lines
            }
            guard fill() else { return nil }
        }
    }

    /// Whether all of `text` could be written.
    @discardableResult func write(_ text: String) -> Bool {
        var bytes = Array(text.utf8)
        while !bytes.isEmpty {
            let count = send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL))
            guard count > 0 else { return false }
            bytes.removeFirst(count)
        }
        return true
    }

    func answer(_ status: String = "200 OK", headers: String = "", body: String = "fine") {
        write("HTTP/1.1 \(status)\r\n\(headers)Content-Length: \(body.utf8.count)\r\n\r\n\(body)")
    }

    /// Whether the client hung up within that time.
    func hangsUp(withinMilliseconds milliseconds: Int32) -> Bool {
        var waited = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        guard poll(&waited, 1, milliseconds) > 0 else { return false }
        return !fill()
    }

    /// Ends the connection with a reset instead of an orderly close.
    func reset() {
        var nowhere = sockaddr(sa_family: sa_family_t(AF_UNSPEC), sa_data: sockaddr().sa_data)
        connect(descriptor, &nowhere, socklen_t(MemoryLayout<sockaddr>.size))
    }

    /// Ends the connection even while a child process started just now still holds a copy of the descriptor.
    func close() {
        shutdown(descriptor, Int32(SHUT_RDWR))
        Glibc.close(descriptor)
    }

    private func fill() -> Bool {
        var chunk = [UInt8](repeating: 0, count: 65_536)
        let count = recv(descriptor, &chunk, chunk.count, 0)
        guard count > 0 else { return false }
        buffer += chunk[..<count]
        return true
    }
}

private final class Work {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
}

private func startThread(_ body: @escaping @Sendable () -> Void) {
    var thread = pthread_t()
    let context = Unmanaged.passRetained(Work(body))
    pthread_create(
        &thread,
        nil,
        { context in
            guard let context else { return nil }
            pthread_detach(pthread_self())
            Unmanaged<Work>.fromOpaque(context).takeRetainedValue().body()
            return nil
        },
        context.toOpaque()
    )
}
