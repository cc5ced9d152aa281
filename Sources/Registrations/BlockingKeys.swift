/// The keys under which a name is stored so that similar names are found by equality alone.
///
/// Four kinds, told apart by their first character: `=` all letters sorted (finds swapped letters, word order and
/// spaces), `+` the beginnings of two words (rare, so followed first), `.` a word (finds a dropped word), `~` three
/// letters in a row (finds a typo). Of the trigrams of a long name those with the smallest hash are kept, so two similar
/// names keep mostly the same ones.
public enum BlockingKeys {
    /// The most keys a name has.
    public static let limitPerName = 24
    /// The most candidates a lookup finds.
    public static let limitCandidates = 200
    /// The most candidates a lookup reads and compares.
    public static let limitCompared = 50
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

    /// Who stands under more of the followed keys is more alike: those come first, then those under a rarer key.
    ///
    /// `found` is what stands under each key, in the order of the keys. Inlinable, since hundreds of hashes by way of
    /// a witness table cost as much as all else that is done with them.
    @inlinable
    public static func closest<Candidate: Hashable>(_ found: [[Candidate]], limit: Int) -> [Candidate] {
        var places: [Candidate: Int] = [:]
        var ranked: [(keys: Int, place: Int, candidate: Candidate)] = []
        for candidate in found.joined() {
            let place = places[candidate, default: ranked.count]
            if place < ranked.count {
                ranked[place].keys += 1
            } else {
                places[candidate] = place
                ranked.append((1, place, candidate))
            }
        }
        if ranked.count > limit { ranked.sort { ($1.keys, $0.place) < ($0.keys, $1.place) } }
        return ranked.prefix(limit).map(\.candidate)
    }

    static func keys(of normalised: String) -> [String] {
        let words = normalised.utf8.split(separator: UInt8(ascii: " "))
            .filter { !$0.elementsEqual(NameFolding.joiner.utf8) }.map { flattened($0) }
        guard !words.isEmpty else { return ["=" + normalised] }
        var letters = Array(words.joined())
        letters.sort()
        var keys = [key("=", letters.prefix(longestKeyBytes))]
        let longWords = different(words.filter { $0.count >= shortestWord }).map {
            (size: $0.count, hash: FNV1a.hash($0), word: $0)
        }
        let chosenWords = longWords.sorted { ($1.size, $0.hash) < ($0.size, $1.hash) }.prefix(limitWords).map(\.word)
        keys += chosenWords.map { key(".", $0.prefix(longestKeyBytes)) }
        keys += pairs(chosenWords.prefix(limitPairedWords).map { Array($0.prefix(beginningBytes)) })
        // No two trigrams have the same place: those that stand side by side twice are one.
        var trigrams: [(place: UInt32, trigram: UInt32)] = []
        for word in words { eachTrigram(of: word) { trigrams.append((mixed($0), $0)) } }
        trigrams.sort { $0.place < $1.place }
        var last: UInt32?
        for (place, trigram) in trigrams where place != last {
            guard keys.count < limitPerName else { break }
            keys.append(key("~", [16, 8, 0].map { UInt8(truncatingIfNeeded: trigram >> $0) }))
            last = place
        }
        return keys
    }

    private static func pairs(_ beginnings: [[UInt8]]) -> Set<String> {
        guard beginnings.count > 1 else { return [] }
        let sorted = beginnings.map { text($0) }.sorted()
        return Set(sorted.indices.flatMap { first in sorted[(first + 1)...].map { "+\(sorted[first])\($0)" } })
    }

    /// Each word once; a name has few.
    private static func different(_ words: [[UInt8]]) -> [[UInt8]] {
        var different: [[UInt8]] = []
        for word in words where !different.contains(word) { different.append(word) }
        return different
    }

    /// `ae`, `oe` and `ue` as one letter, so that Müller, Mueller and Muller share every key.
    private static func flattened(_ word: Substring.UTF8View) -> [UInt8] {
        var letters: [UInt8] = []
        letters.reserveCapacity(word.count)
        for byte in word {
            if byte == UInt8(ascii: "e"), let last = letters.last, isUmlautsVowel(last) { continue }
            letters.append(byte)
        }
        return letters
    }

    private static func isUmlautsVowel(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "a") || byte == UInt8(ascii: "o") || byte == UInt8(ascii: "u")
    }

    /// The three bytes of each trigram as one number, a space before and after the word.
    private static func eachTrigram(of word: [UInt8], _ body: (UInt32) -> Void) {
        let space = UInt32(UInt8(ascii: " "))
        var trigram = space
        func read(_ byte: UInt32) {
            trigram = (trigram << 8 | byte) & 0xFF_FFFF
            if trigram > 0xFFFF { body(trigram) }
        }
        for byte in word { read(UInt32(byte)) }
        read(space)
    }

    /// An order of trigrams that has nothing to do with the alphabet and never gives two the same place.
    private static func mixed(_ trigram: UInt32) -> UInt32 {
        let spread = trigram &* 0x9E37_79B1
        return (spread ^ spread >> 15) &* 0x85EB_CA6B
    }

    private static func key(_ kind: Unicode.Scalar, _ bytes: some Collection<UInt8>) -> String {
        text(bytes, after: kind)
    }

    /// Trigrams of non-Latin letters can cut one in two, so bytes beyond ASCII are written as numbers.
    private static func text(_ bytes: some Collection<UInt8>, after kind: Unicode.Scalar? = nil) -> String {
        var plain: [UInt8] = []
        plain.reserveCapacity(bytes.count + 1)
        if let kind { plain.append(UInt8(ascii: kind)) }
        for byte in bytes {
            if byte < 0x80 {
                plain.append(byte)
            } else {
                plain += String(byte, radix: 16).utf8
            }
        }
        return String(decoding: plain, as: UTF8.self)
    }
}

extension CompanyName {
    /// The keys that this name is stored and looked up under, at most `BlockingKeys.limitPerName`.
    public func blockingKeys() -> [String] { BlockingKeys.keys(of: normalised) }
}
