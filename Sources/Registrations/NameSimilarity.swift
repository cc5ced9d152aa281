/// How alike two company names are: 1 is equal, 0 has nothing in common.
///
/// A flag for a person, never a reason to block: sister companies score high, renamed companies low.
public struct NameSimilarity {
    /// From here on two names are shown to a person as similar.
    public static let flagScore = 0.75
    /// Names longer than this are compared by their beginning, in bytes.
    private static let limitBytes = 256
    /// The shortest name in which one changed letter still counts as a typo, in bytes.
    private static let shortestTypoBytes = 4
    /// What is left of the score when the names carry different numbers (`Werk 1`, `Werk 2`).
    private static let otherNumbers = 0.7

    /// Compares two names by the better of their two spellings, umlauts expanded and dropped.
    public static func score(_ a: CompanyName.Spellings, _ b: CompanyName.Spellings) -> Double {
        let first = score(a.normalised, b.normalised)
        // Without umlauts there is one spelling.
        return a.plain == a.normalised && b.plain == b.normalised ? first : max(first, score(a.plain, b.plain))
    }

    /// Compares two normalised names: shared trigrams of their words (Dice), or a single typo in the whole.
    public static func score(_ a: String, _ b: String) -> Double {
        if a == b { return a.isEmpty ? 0 : 1 }
        var left = a
        var right = b
        return left.withUTF8 { left in
            right.withUTF8 { right in
                score(Bytes(rebasing: left.prefix(limitBytes)), Bytes(rebasing: right.prefix(limitBytes)))
            }
        }
    }

    private typealias Bytes = UnsafeBufferPointer<UInt8>

    private static func score(_ a: Bytes, _ b: Bytes) -> Double {
        let shared = withTrigrams(a) { left in withTrigrams(b) { right in dice(left, right) } }
        let longer = max(a.count, b.count)
        let typo = min(a.count, b.count) >= shortestTypoBytes && isOneTypo(a, b) ? 1 - 1 / Double(longer) : 0
        let best = max(shared, typo)
        return numbersDiffer(a, b) ? best * otherNumbers : best
    }

    private static func withTrigrams<Result>(_ text: Bytes, _ body: (UnsafeBufferPointer<UInt32>) -> Result) -> Result {
        withUnsafeTemporaryAllocation(of: UInt32.self, capacity: text.count + 2) { buffer in
            var count = 0
            var trigram: UInt32 = 0x20
            func take(_ byte: UInt8) {
                trigram = (trigram << 8 | UInt32(byte)) & 0xFF_FFFF
                // Three characters of one word with one space around it; not the seam between two words.
                guard trigram > 0xFFFF, trigram >> 8 & 0xFF != 0x20 else { return }
                buffer.initializeElement(at: count, to: trigram)
                count += 1
            }
            text.forEach(take)
            take(0x20)
            var filled = UnsafeMutableBufferPointer(rebasing: buffer.prefix(count))
            filled.sort()
            return body(UnsafeBufferPointer(filled))
        }
    }

    private static func dice(_ a: UnsafeBufferPointer<UInt32>, _ b: UnsafeBufferPointer<UInt32>) -> Double {
        guard !a.isEmpty, !b.isEmpty else { return 0 }
        var (i, j, shared) = (0, 0, 0)
        while i < a.count, j < b.count {
            if a[i] == b[j] { shared += 1 }
            let (left, right) = (a[i], b[j])
            if left <= right { i += 1 }
            if right <= left { j += 1 }
        }
        return 2 * Double(shared) / Double(a.count + b.count)
    }

    /// Whether one letter changed, came, went or changed places with its neighbour.
    private static func isOneTypo(_ a: Bytes, _ b: Bytes) -> Bool {
        guard abs(a.count - b.count) <= 1 else { return false }
        let shorter = min(a.count, b.count)
        var start = 0
        while start < shorter, a[start] == b[start] { start += 1 }
        var end = 0
        while end < shorter - start, a[a.count - 1 - end] == b[b.count - 1 - end] { end += 1 }
        let (left, right) = (a.count - start - end, b.count - start - end)
        if left <= 1, right <= 1 { return true }
        return left == 2 && right == 2 && a[start] == b[start + 1] && a[start + 1] == b[start]
    }

    private static func numbersDiffer(_ a: Bytes, _ b: Bytes) -> Bool {
        func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
        guard a.contains(where: isDigit), b.contains(where: isDigit) else { return false }
        return !a.lazy.filter(isDigit).elementsEqual(b.lazy.filter(isDigit))
    }
}
