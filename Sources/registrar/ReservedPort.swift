import Glibc

/// A port kept for this process before it listens, so that the address is known, and its trouble said, in time.
///
/// The socket is bound and does not listen: with SO_REUSEADDR on both, the server binds to the same port beside it.
struct ReservedPort: Sendable {
    /// The address with the port that was chosen.
    let address: BindAddress
    private let descriptor: Int32

    func close() { Glibc.close(descriptor) }

    /// Throws what is wrong with the address, in the words of its setting.
    init(_ wanted: BindAddress, of setting: Setting) throws(CommandTrouble) {
        guard let found = Self.resolve(wanted) else {
            throw CommandTrouble("\(setting.name): \(wanted.host) is no address of this machine; set one that is")
        }
        defer { freeaddrinfo(found) }
        descriptor = socket(found.pointee.ai_family, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        var on: Int32 = 1
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &on, socklen_t(MemoryLayout<Int32>.size))
        guard descriptor >= 0, bind(descriptor, found.pointee.ai_addr, found.pointee.ai_addrlen) == 0 else {
            let code = errno
            Glibc.close(descriptor)
            throw CommandTrouble("\(setting.name): \(Self.words(code, wanted))")
        }
        guard let port = Self.port(of: descriptor) else {
            Glibc.close(descriptor)
            throw CommandTrouble("\(setting.name): the port of \(wanted.shown) cannot be read; set a port")
        }
        address = BindAddress(host: wanted.host, port: port)
    }

    private static func resolve(_ address: BindAddress) -> UnsafeMutablePointer<addrinfo>? {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        hints.ai_flags = AI_PASSIVE
        var found: UnsafeMutablePointer<addrinfo>?
        return getaddrinfo(address.host, String(address.port), &hints, &found) == 0 ? found : nil
    }

    private static func port(of descriptor: Int32) -> Int? {
        var storage = sockaddr_storage()
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        let code = withUnsafeMutablePointer(to: &storage) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(descriptor, $0, &length) }
        }
        guard code == 0 else { return nil }
        return withUnsafeBytes(of: storage) { bytes in
            // The port stands at the same place in the addresses of both versions.
            Int(UInt16(bigEndian: bytes.loadUnaligned(fromByteOffset: 2, as: UInt16.self)))
        }
    }

    private static func words(_ code: Int32, _ address: BindAddress) -> String {
        switch code {
        case EADDRINUSE: "\(address.shown) is taken; end what listens there, or set another address"
        case EADDRNOTAVAIL: "\(address.host) is no address of this machine; set one that is"
        case EACCES: "this user may not listen on port \(address.port); set one above 1023"
        default: "cannot listen on \(address.shown) (error \(code)); set another address"
        }
    }
}
