/// The longest piece of the file that a message repeats.
private let limitQuotedCharacters = 40

/// The text in quotation marks, shortened, for a message.
func quoted(_ text: String) -> String {
    let shown = text.prefix(limitQuotedCharacters).map { $0.isNewline ? " " : $0 }
    return "\"" + String(shown) + (text.count > limitQuotedCharacters ? "…" : "") + "\""
}

/// The word a person most likely meant, or nil when none is near.
func nearest(to word: String, among known: [String]) -> String? {
    let limitCharacters = 60
    guard word.count <= limitCharacters else { return nil }
    let wanted = word.lowercased()
    let limitPrefix = 3
    // "monday" for mon, "time" for time_zone.
    if wanted.count >= limitPrefix,
        let found = known.first(where: { $0.count >= limitPrefix && (wanted.hasPrefix($0) || $0.hasPrefix(wanted)) })
    {
        return found
    }
    let ranked = known.map { (word: $0, steps: steps(from: wanted, to: $0.lowercased())) }
    guard let best = ranked.min(by: { $0.steps < $1.steps }) else { return nil }
    return best.steps <= max(1, min(3, word.count / 3)) ? best.word : nil
}

/// "Did you mean …?" or all there is to choose from.
func suggestion(for word: String, among known: [String]) -> String {
    if let near = nearest(to: word, among: known) { return "Did you mean \(near)?" }
    return "Known here: \(known.joined(separator: ", "))."
}

/// How many letters to add, drop, change or swap with their neighbour.
private func steps(from left: String, to right: String) -> Int {
    let a = Array(left)
    let b = Array(right)
    guard !a.isEmpty, !b.isEmpty else { return max(a.count, b.count) }
    var rows = [Array(0...b.count)]
    for i in 1...a.count {
        var row = [i]
        for j in 1...b.count {
            let change = rows[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)
            var best = min(rows[i - 1][j] + 1, row[j - 1] + 1, change)
            if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] { best = min(best, rows[i - 2][j - 2] + 1) }
            row.append(best)
        }
        rows.append(row)
    }
    return rows[a.count][b.count]
}
