import Foundation
import Glibc
import Synchronization

/// Stands between a ledger and its server, hands bytes on, and cuts the line where it is told to.
final class Proxy: Sendable {
    enum Direction { case toServer, toClient }

    enum Verdict {
        case pass
        /// The line stays open, and nothing goes through.
        case swallow
        /// So many bytes still go through.
        case cut(after: Int)
    }

    typealias Judge = @Sendable (Direction, [UInt8]) -> Verdict

    let folder: String
    private let upstream: String
    private let listener: Int32
    private let judge: Mutex<Judge>
    private let open = Mutex<[Int32]>([])

    /// `socket` is the folder of the server's.
    init(to socket: String) throws {
        folder = "/tmp/px-\(UInt32.random(in: .min ... .max))"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        upstream = socket + "/.s.PGSQL.5432"
        listener = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        let pass: Judge = { _, _ in .pass }
        judge = Mutex(pass)
        let path = folder + "/.s.PGSQL.5432"
        guard Proxy.named(path, { bind(listener, $0, $1) }) == 0, listen(listener, 64) == 0 else {
            throw POSIXError(.EIO)
        }
        Thread { self.accept() }.start()
    }

    func judge(by new: @escaping Judge) { judge.withLock { $0 = new } }

    func close() {
        shutdown(listener, Int32(SHUT_RDWR))
        for descriptor in open.withLock({ $0 }) { shutdown(descriptor, Int32(SHUT_RDWR)) }
        unlink(folder + "/.s.PGSQL.5432")
        rmdir(folder)
    }

    private static func named(_ path: String, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32) -> Int32 {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        return withUnsafePointer(to: address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                body($0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
    }

    private func accept() {
        while true {
            let client = Glibc.accept(listener, nil, nil)
            guard client >= 0 else { return }
            let server = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
            open.withLock { $0 += [client, server] }
            guard Proxy.named(upstream, { connect(server, $0, $1) }) == 0 else {
                shutdown(client, Int32(SHUT_RDWR))
                continue
            }
            Thread { self.pump(.toServer, from: client, to: server) }.start()
            Thread { self.pump(.toClient, from: server, to: client) }.start()
        }
    }

    private func pump(_ direction: Direction, from source: Int32, to target: Int32) {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = recv(source, &buffer, buffer.count, 0)
            guard count > 0 else { break }
            let bytes = Array(buffer[..<count])
            switch judge.withLock({ $0 })(direction, bytes) {
            case .pass: _ = send(target, bytes, bytes.count, Int32(MSG_NOSIGNAL))
            case .swallow: break
            case .cut(let rest):
                if rest > 0 { _ = send(target, bytes, min(rest, bytes.count), Int32(MSG_NOSIGNAL)) }
                shutdown(source, Int32(SHUT_RDWR))
                shutdown(target, Int32(SHUT_RDWR))
                return
            }
        }
        shutdown(source, Int32(SHUT_RDWR))
        shutdown(target, Int32(SHUT_RDWR))
    }
}

extension [UInt8] {
    func contains(_ text: String) -> Bool { String(decoding: self, as: UTF8.self).contains(text) }
}
