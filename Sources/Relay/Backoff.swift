/// How long to wait before the next try: full jitter under a bound that doubles.
enum Backoff {
    static let baseSeconds = 1.0
    static let capSeconds = 600.0

    /// `fraction` in 0..<1 is the jitter's dice.
    static func delaySeconds(afterTries tries: Int, fraction: Double) -> Double {
        var bound = baseSeconds
        for _ in 1..<max(tries, 1) where bound < capSeconds { bound *= 2 }
        return min(bound, capSeconds) * fraction
    }

    /// A fraction in 0..<1 out of random bytes.
    static func fraction(of bytes: [UInt8]) -> Double {
        bytes.prefix(4).reduce(0.0) { ($0 + Double($1)) / 256 }
    }
}
