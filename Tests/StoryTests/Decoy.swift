import Foundation

/// An address that nobody may call: it listens, and knows whether anybody came.
struct Decoy: Sendable {
    let port: Int
    private let descriptor: Int32

    static func listening() async throws -> Decoy {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let port: Int? = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                guard bind(descriptor, generic, length) == 0, listen(descriptor, 8) == 0,
                    getsockname(descriptor, generic, &length) == 0
                else { return nil }
                return Int(UInt16(bigEndian: pointer.pointee.sin_port))
            }
        }
        guard let port else { throw NeverHappened(what: "a decoy listens: errno \(errno)") }
        return Decoy(port: port, descriptor: descriptor)
    }

    /// Whether a connection waits.
    var wasCalled: Bool {
        let caller = accept(descriptor, nil, nil)
        guard caller >= 0 else { return false }
        Foundation.close(caller)
        return true
    }

    func close() { Foundation.close(descriptor) }
}
