import Foundation

/// Puts the bars' table between the marks of the pages that show it.
enum Report {
    private static let begin = "<!-- bars: written by bin/bench all --write -->"
    private static let end = "<!-- /bars -->"

    static func write(_ bars: [Bar]) throws {
        let table = ["| what | bar | measured | met |", "|---|---|---|---|"] + bars.map(\.row)
        let stamp = "Measured \(today) on \(ProcessInfo.processInfo.activeProcessorCount) virtual processors."
        try put(([stamp, ""] + table).joined(separator: "\n"), into: "docs/benchmarks.md")
        let short =
            ["| what | bar | measured |", "|---|---|---|"]
            + bars.map { "| \($0.what) | \($0.bar) | \($0.measured)\($0.isMet ? "" : " (missed)") |" }
        try put(short.joined(separator: "\n"), into: "README.md")
    }

    private static var today: String { Date().formatted(.iso8601.year().month().day()) }

    private static func put(_ text: String, into path: String) throws {
        let page = try String(contentsOfFile: path, encoding: .utf8)
        guard let first = page.range(of: begin), let last = page.range(of: end), first.upperBound <= last.lowerBound
        else {
            throw Trouble("\(path) has no place for the table")
        }
        let whole = page[..<first.upperBound] + "\n" + text + "\n" + page[last.lowerBound...]
        try String(whole).write(toFile: path, atomically: true, encoding: .utf8)
    }
}
