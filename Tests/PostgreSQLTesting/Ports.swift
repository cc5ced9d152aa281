import Glibc

extension PostgreSQLServer {
    /// The settings of a server that listens on this machine's loopback besides its socket.
    public static func listening(on port: UInt16) -> [String] {
        ["listen_addresses = '127.0.0.1'", "port = \(port)"]
    }

    /// A port of this machine that nobody has now.
    public static func freePort() throws -> UInt16 {
        let descriptor = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, length) == 0 && getsockname(descriptor, $0, &length) == 0
            }
        }
        guard isBound else { throw ServerTrouble("no port is free") }
        return UInt16(bigEndian: address.sin_port)
    }
}
