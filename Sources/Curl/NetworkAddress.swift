import Glibc

/// An IP address, to be judged before a socket is opened for it.
enum NetworkAddress: Equatable {
    case v4(UInt32)
    case v6(high: UInt64, low: UInt64)

    /// Reads `192.0.2.1`, `::1` or `[::1]`; nothing else, since libcurl has normalised other spellings.
    init?(literal: String) {
        var v4 = in_addr()
        if inet_pton(AF_INET, literal, &v4) == 1 {
            self = .v4(UInt32(bigEndian: v4.s_addr))
            return
        }
        var v6 = in6_addr()
        let bare = literal.hasPrefix("[") && literal.hasSuffix("]") ? String(literal.dropFirst().dropLast()) : literal
        guard inet_pton(AF_INET6, bare, &v6) == 1 else { return nil }
        self = withUnsafeBytes(of: v6) { Self(sixteenBytes: $0) }
    }

    /// Reads the `sockaddr_in` or `sockaddr_in6` at `address`; nil for another family.
    init?(family: Int32, at address: UnsafeRawPointer) {
        switch family {
        case AF_INET:
            self = .v4(UInt32(bigEndian: address.loadUnaligned(as: sockaddr_in.self).sin_addr.s_addr))
        case AF_INET6:
            let v6 = address.loadUnaligned(as: sockaddr_in6.self).sin6_addr
            self = withUnsafeBytes(of: v6) { Self(sixteenBytes: $0) }
        default:
            return nil
        }
    }

    private init(sixteenBytes bytes: UnsafeRawBufferPointer) {
        self = .v6(
            high: UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 0, as: UInt64.self)),
            low: UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
        )
    }

    var isLoopback: Bool {
        switch self {
        case .v4(let address): address >> 24 == 127
        case .v6(let high, let low): high == 0 && low == 1
        }
    }

    /// Whether the address is one of the public Internet's, by IANA's special-purpose registries.
    ///
    /// For IPv6 only the global unicast block counts, which leaves out `::ffff:0:0/96`, `64:ff9b::/96`, ULA, link-local
    /// and multicast at once: https://www.iana.org/assignments/iana-ipv6-special-registry
    var isPublic: Bool {
        switch self {
        case .v4(let address):
            return !Self.specialV4.contains { address >> (32 - $0.prefix) == $0.base >> (32 - $0.prefix) }
        case .v6(let high, _):
            guard high >> 61 == 0b001 else { return false }
            return !Self.specialV6.contains { high >> (64 - $0.prefix) == $0.base >> (64 - $0.prefix) }
        }
    }

    /// https://www.iana.org/assignments/iana-ipv4-special-registry, with multicast and the reserved block.
    private static let specialV4: [(base: UInt32, prefix: UInt32)] = [
        (0x0000_0000, 8),  // "this network"
        (0x0A00_0000, 8),  // private
        (0x6440_0000, 10),  // carrier-grade NAT
        (0x7F00_0000, 8),  // loopback
        (0xA9FE_0000, 16),  // link-local
        (0xAC10_0000, 12),  // private
        (0xC000_0000, 24),  // protocol assignments
        (0xC000_0200, 24),  // documentation
        (0xC058_6300, 24),  // 6to4 relay
        (0xC0A8_0000, 16),  // private
        (0xC612_0000, 15),  // benchmarking
        (0xC633_6400, 24),  // documentation
        (0xCB00_7100, 24),  // documentation
        (0xE000_0000, 4),  // multicast
        (0xF000_0000, 4),  // reserved, broadcast
    ]

    /// The exceptions inside `2000::/3`.
    private static let specialV6: [(base: UInt64, prefix: UInt64)] = [
        (0x2001_0000_0000_0000, 23),  // protocol assignments, Teredo
        (0x2001_0DB8_0000_0000, 32),  // documentation
        (0x2002_0000_0000_0000, 16),  // 6to4
        (0x3FFF_0000_0000_0000, 20),  // documentation
    ]
}
