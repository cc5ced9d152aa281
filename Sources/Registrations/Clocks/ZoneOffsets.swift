import Foundation

/// The changes of a time zone's clock from 1990 to 2090, found once: asking the zone takes longer than all other reckoning.
struct ZoneOffsets: Sendable {
    /// When a stretch begins, in order, and how far the clock is ahead of UTC from then on.
    private let begins: [Int]
    private let offsets: [Int]

    /// 1 January of both years.
    private static let years = 631_152_000..<3_786_912_000
    /// No zone changes its clock and changes it back within a week.
    private static let strideSeconds = 7 * 86_400

    init(_ zone: TimeZone) {
        var begins = [Self.years.lowerBound]
        var offsets = [zone.secondsFromGMT(at: Self.years.lowerBound)]
        for end in stride(from: Self.years.lowerBound, to: Self.years.upperBound, by: Self.strideSeconds).dropFirst() {
            let offset = zone.secondsFromGMT(at: end)
            guard let before = offsets.last, offset != before else { continue }
            var (low, high) = (end - Self.strideSeconds, end)
            while low + 1 < high {
                let middle = (low + high) / 2
                if zone.secondsFromGMT(at: middle) == before { low = middle } else { high = middle }
            }
            begins.append(high)
            offsets.append(offset)
        }
        self.begins = begins
        self.offsets = offsets
    }

    /// Nil outside the years that were looked up.
    func offset(_ utc: Int) -> Int? {
        guard Self.years.lowerBound <= utc, utc < Self.years.upperBound - Self.strideSeconds else { return nil }
        var low = 0
        var high = begins.count
        while low + 1 < high {
            let middle = (low + high) / 2
            if begins[middle] <= utc { low = middle } else { high = middle }
        }
        return offsets[low]
    }
}

extension TimeZone {
    func secondsFromGMT(at utc: Int) -> Int { secondsFromGMT(for: Date(timeIntervalSince1970: Double(utc))) }
}
