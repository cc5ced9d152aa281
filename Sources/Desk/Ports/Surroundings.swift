public import FoundationEssentials

/// What time it is: wall time in whole milliseconds.
public protocol TimeSource: Sendable {
    func now() -> Date
}

/// Where random bytes come from.
public protocol Chance: Sendable {
    func bytes(_ count: Int) -> [UInt8]
}

/// The machine's clock.
public struct SystemTime: TimeSource {
    public init() {}

    public func now() -> Date {
        Date(millisecondsSince1970: Int(Date().timeIntervalSince1970 * 1000))
    }
}

/// The machine's cryptographic random source.
public struct SystemChance: Chance {
    public init() {}

    public func bytes(_ count: Int) -> [UInt8] {
        var source = SystemRandomNumberGenerator()
        var bytes: [UInt8] = []
        bytes.reserveCapacity(count + 7)
        // Eight at a time, since each asks the kernel.
        while bytes.count < count {
            let eight: UInt64 = source.next()
            withUnsafeBytes(of: eight) { bytes.append(contentsOf: $0) }
        }
        bytes.removeLast(bytes.count - count)
        return bytes
    }
}

extension Date {
    public init(millisecondsSince1970: Int) {
        self.init(timeIntervalSince1970: Double(millisecondsSince1970) / 1000)
    }

    public var millisecondsSince1970: Int {
        Int((timeIntervalSince1970 * 1000).rounded())
    }
}
