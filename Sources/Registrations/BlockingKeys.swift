/// The keys under which a name is stored so that similar names are found by equality alone.
///
/// Four kinds, told apart by their first character: `=` all letters sorted (finds swapped letters, word order and
/// spaces), `+` the beginnings of two words (rare, so followed first), `.` a word (finds a dropped word), `~` three
/// letters in a row (finds a typo). Of the trigrams of a long name those with the smallest hash are kept, so two similar
/// names keep mostly the same ones.
public enum BlockingKeys {
    /// The most keys a name has.
    public static let limitPerName = 24
    /// The most candidates a lookup compares.
    public static let limitCandidates = 200
    /// The most keys a lookup follows.
    public static let limitFollowed = 12
    private static let limitWords = 6
    /// Pairs are made of the first words only: four make six pairs.
    private static let limitPairedWords = 4
    private static let beginningBytes = 3
    private static let shortestWord = 3
    private static let longestKeyBytes = 48

    /// Chooses which keys to follow, the rarest first, until they lead to `limitCandidates` companies.
    ///
    /// `counts` says how many companies stand under each key; a key without any is left out.
    public static func rarest(_ counts: [String: Int]) -> [String] {
        var left = limitCandidates
        var chosen: [String] = []
        for (key, count) in counts.sorted(by: { ($0.value, $0.key) < ($1.value, $1.key) }) where count > 0 {
            guard count <= left, chosen.count < limitFollowed else { break }
            left -= count
            chosen.append(key)
        }
        return chosen
    }

    static func keys(of normalised: String) -> [String] {
        let words = normalised.split(separator: " ").map { flattened($0.utf8) }
        guard !words.isEmpty else { return [] }
        var keys = ["=" + text(words.joined().sorted().prefix(longestKeyBytes))]
        let longWords = Set(words).filter { $0.count >= shortestWord }
        let chosenWords = longWords.sorted { ($1.count, hash($0)) < ($0.count, hash($1)) }.prefix(limitWords)
        keys += chosenWords.map { "." + text($0.prefix(longestKeyBytes)) }
        keys += pairs(chosenWords.prefix(limitPairedWords).map { Array($0.prefix(beginningBytes)) })
        let trigrams = Set(words.flatMap(trigrams)).sorted { (hash($0), text($0)) < (hash($1), text($1)) }
        keys += trigrams.prefix(limitPerName - keys.count).map { "~" + text($0) }
        return keys
    }

    private static func pairs(_ beginnings: [[UInt8]]) -> Set<String> {
        let sorted = beginnings.map { text($0) }.sorted()
        return Set(sorted.indices.flatMap { first in sorted[(first + 1)...].map { "+\(sorted[first])\($0)" } })
    }

    /// `ae`, `oe` and `ue` as one letter, so that Müller, Mueller and Muller share every key.
    private static func flattened(_ word: Substring.UTF8View) -> [UInt8] {
        var letters: [UInt8] = []
        for byte in word {
            if byte == UInt8(ascii: "e"), let last = letters.last, "aou".utf8.contains(last) { continue }
            letters.append(byte)
        }
        return letters
    }

    private static func trigrams(_ word: [UInt8]) -> [[UInt8]] {
        let padded = [UInt8(ascii: " ")] + word + [UInt8(ascii: " ")]
        guard padded.count >= 3 else { return [] }
        return (0...(padded.count - 3)).map { Array(padded[$0..<($0 + 3)]) }
    }

    private static func text(_ bytes: some Sequence<UInt8>) -> String {
        // Trigrams of non-Latin letters can cut one in two, so bytes beyond ASCII are written as numbers.
        var text = ""
        for byte in bytes {
            if byte < 0x80 {
                text.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                text += String(byte, radix: 16)
            }
        }
        return text
    }

    /// FNV-1a: the same on every machine and in every process, as what is stored must be.
    private static func hash(_ bytes: [UInt8]) -> UInt64 {
        bytes.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
    }
}

extension CompanyName {
    /// The keys that this name is stored and looked up under, at most `BlockingKeys.limitPerName`.
    public func blockingKeys() -> [String] { BlockingKeys.keys(of: normalised) }
}
