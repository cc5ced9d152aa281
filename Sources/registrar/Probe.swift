import Glibc

/// Asks a service of this machine whether it is ready.
enum Probe {
    private static let timeoutSeconds = 3
    private static let answerLimitBytes = 4_096
    private static let reasonLimitCharacters = 200

    static func ready(at address: BindAddress) throws(CommandTrouble) {
        let silent = CommandTrouble(
            "nothing answers at \(address.shown): is the service running with this REGISTRAR_BIND?"
        )
        guard let socket = connected(to: address) else { throw silent }
        defer { close(socket) }
        let request = "GET /readyz HTTP/1.1\r\nHost: \(address.shown)\r\nConnection: close\r\n\r\n"
        guard Console.write(request, to: socket) else { throw silent }
        let answer = String(decoding: everything(from: socket), as: UTF8.self)
        guard answer.hasPrefix("HTTP/1.1 ") else { throw silent }
        guard !answer.hasPrefix("HTTP/1.1 200 ") else { return }
        let body = answer.split(separator: "\r\n\r\n", maxSplits: 1).dropFirst().joined()
        let reason = Console.oneLine(String(body.prefix(reasonLimitCharacters))).split(separator: " ")
        throw CommandTrouble("not ready: \(reason.joined(separator: " ")); the service's log says more")
    }

    private static func connected(to address: BindAddress) -> Int32? {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var found: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(address.host, String(address.port), &hints, &found) == 0, let found else { return nil }
        defer { freeaddrinfo(found) }
        let descriptor = socket(found.pointee.ai_family, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        var limit = timeval(tv_sec: timeoutSeconds, tv_usec: 0)
        let size = socklen_t(MemoryLayout<timeval>.size)
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, size)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, size)
        guard connect(descriptor, found.pointee.ai_addr, found.pointee.ai_addrlen) == 0 else {
            close(descriptor)
            return nil
        }
        return descriptor
    }

    private static func everything(from socket: Int32) -> [UInt8] {
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: answerLimitBytes)
        while bytes.count < answerLimitBytes {
            let count = read(socket, &piece, piece.count)
            guard count > 0 else { break }
            bytes += piece.prefix(count)
        }
        return bytes
    }
}
