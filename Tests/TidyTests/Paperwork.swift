import Foundation

/// What the pages and file names of the repository must keep.
enum Paperwork {
    static let architectureLines = 200

    /// Decision pages have a number of their own, and each is linked from the list.
    static func decisions(_ paths: [String], list: String) -> [Finding] {
        let folder = "docs/decisions/"
        let pages = paths.filter { $0.hasPrefix(folder) && $0 != folder + "README.md" }.sorted()
        var numbers: Set<Substring> = []
        return pages.flatMap { page -> [Finding] in
            let name = page.dropFirst(folder.count)
            var mistakes: [String] = []
            if name.wholeMatch(of: /\d{4}-[a-z0-9-]+\.md/) == nil {
                mistakes.append("a decision is named 0001-what.md")
            }
            if !numbers.insert(name.prefix(4)).inserted { mistakes.append("its number is taken") }
            if !list.contains("(\(name))") { mistakes.append("not linked from \(folder)README.md") }
            return mistakes.map { Finding(path: page, line: 1, what: $0) }
        }
    }

    /// Migrations are named `m0001_what.sql`, numbered without gaps.
    static func migrations(_ paths: [String]) -> [Finding] {
        paths.filter { $0.hasPrefix("Sources/") && $0.hasSuffix(".sql") }.sorted().enumerated().compactMap {
            index,
            path in
            let name = path.split(separator: "/").last.map(String.init) ?? path
            let number = String(format: "m%04d_", index + 1)
            let isGood = name.wholeMatch(of: /m\d{4}_[a-z0-9_]+\.sql/) != nil && name.hasPrefix(number)
            return isGood ? nil : Finding(path: path, line: 1, what: "a migration is named \(number)what.sql here")
        }
    }

    /// Every name in backticks after "held by" is a test's, and there is one on the same line.
    static func invariants(_ page: [Substring], tests: Set<String>) -> [Finding] {
        page.enumerated().flatMap { index, line -> [Finding] in
            guard let start = line.range(of: "held by") else { return [] }
            let names = line[start.upperBound...].matches(of: /`([^`]+)`/).map { String($0.output.1) }
            let mistakes =
                names.isEmpty
                ? ["name the test on the line of \"held by\""]
                : names.filter { !tests.contains($0) }.map { "no test is named `\($0)`" }
            return mistakes.map { Finding(path: "ARCHITECTURE.md", line: index + 1, what: $0) }
        }
    }

    /// Every folder of Sources is in the page's tree, and only those.
    static func rooms(_ page: String, modules: Set<String>) -> [Finding] {
        modules.filter { !page.contains("\($0)/") }.sorted().map {
            Finding(path: "ARCHITECTURE.md", line: 1, what: "does not say what Sources/\($0)/ is")
        }
    }

    /// Relative links of a page lead to files of the tree.
    static func links(_ path: String, _ lines: [Substring], files: Set<String>) -> [Finding] {
        let folder = path.split(separator: "/").dropLast().map(String.init)
        return lines.enumerated().flatMap { index, line in
            line.matches(of: /\]\(([^)\s#:]+)(?:#[^)]*)?\)/).compactMap { match -> Finding? in
                var parts = folder
                for part in match.output.1.split(separator: "/") {
                    if part == ".." { _ = parts.popLast() } else if part != "." { parts.append(String(part)) }
                }
                let target = parts.joined(separator: "/")
                let isThere = files.contains(target) || files.contains { $0.hasPrefix(target + "/") }
                return isThere
                    ? nil : Finding(path: path, line: index + 1, what: "links to \(target), which is not there")
            }
        }
    }

    /// Every package that Package.swift names has its paragraph.
    static func dependencies(_ manifest: String, page: String) -> [Finding] {
        manifest.matches(of: /\.package\(url: "[^"]*\/([^"\/]+)"/).map { String($0.output.1) }
            .filter { !page.contains("## \($0)\n") }
            .map { Finding(path: "docs/decisions/0002-dependencies.md", line: 1, what: "no paragraph on \($0)") }
    }
}
