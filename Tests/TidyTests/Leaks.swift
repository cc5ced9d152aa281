import Glibc

/// Traces of one machine and things that look like live secrets.
enum Leaks {
    // A letter of each is written by its number, so that this file keeps its own rule.
    private static let machineFolders = ["/w\u{6F}rk", "/f\u{61}rm", "/tmp/b\u{61}sh_jobs", "/opt/sw\u{69}ft-packages"]
    /// How a secret starts, and from which length it is one.
    private static let secretOpenings: [(String, Int)] = [
        ("xox\u{62}-", 40), ("xox\u{70}-", 40), ("xap\u{70}-", 40), ("AKI\u{41}", 20), ("gh\u{70}_", 40),
        ("-----BEGIN \u{50}RIVATE KEY", 0), ("-----BEGIN \u{52}SA PRIVATE KEY", 0),
        ("-----BEGIN \u{45}C PRIVATE KEY", 0),
    ]

    static func findings(path: String, lines: [Substring]) -> [Finding] {
        guard mayHoldOne(lines) else { return [] }
        return lines.enumerated().compactMap { index, line in
            what(in: line).map { Finding(path: path, line: index + 1, what: $0) }
        }
    }

    /// Most files hold none; looking for that in their bytes takes a hundredth of the time.
    private static func mayHoldOne(_ lines: [Substring]) -> Bool {
        guard let whole = lines.first?.base else { return false }
        return whole.withCString { text in
            (machineFolders + secretOpenings.map(\.0)).contains { strstr(text, $0) != nil }
        }
    }

    private static func what(in line: Substring) -> String? {
        guard line.utf8.count > 4 else { return nil }
        for folder in machineFolders where containsFolder(line, folder) { return "names a folder of one machine" }
        for (opening, length) in secretOpenings {
            guard let start = line.firstRange(of: opening) else { continue }
            let token = line[start.lowerBound...].prefix { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" }
            if length == 0 || token.count >= length { return "looks like a live secret" }
        }
        return nil
    }

    /// The folder at the start of a path: no path, host or word runs into it, and it ends there or at a slash.
    private static func containsFolder(_ line: Substring, _ folder: String) -> Bool {
        line.ranges(of: folder).contains { range in
            let before = range.lowerBound > line.startIndex ? line[line.index(before: range.lowerBound)] : " "
            let after = range.upperBound < line.endIndex ? line[range.upperBound] : " "
            let isPathBefore = before.isLetter || before.isNumber || [".", "_", "-", "}"].contains(before)
            return !isPathBefore && !after.isLetter && !after.isNumber && after != "-" && after != "_"
        }
    }
}
