import Foundation

/// The checkout these tests were compiled in.
enum Tree {
    static let root = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    /// What git keeps.
    static let tracked = listed("ls-files", "-z", "--cached")

    /// What git keeps or would keep, as far as it is there: a file is judged before its first commit too.
    static let files = Set(listed("ls-files", "-z", "--cached", "--others", "--exclude-standard"))
        .filter { FileManager.default.fileExists(atPath: root.appending(path: $0).path) }.sorted()

    static let swift: [SwiftFile] = files.filter { $0.hasSuffix(".swift") }.map { path in
        SwiftFile(path: path, source: text(path) ?? "")
    }

    static let sources = swift.filter { $0.module != nil }
    static let tests = swift.filter { $0.isTest }

    /// The file's text; nil when it is not there or not UTF-8.
    static func text(_ path: String) -> String? {
        guard let data = FileManager.default.contents(atPath: root.appending(path: path).path) else { return nil }
        return String(data: data, encoding: .utf8)
    }

    static func lines(_ path: String) -> [Substring] {
        text(path)?.split(separator: "\n", omittingEmptySubsequences: false) ?? []
    }

    private static func listed(_ arguments: String...) -> [String] {
        let git = Process()
        git.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        git.arguments = ["git", "-C", root.path] + arguments
        let pipe = Pipe()
        git.standardOutput = pipe
        do { try git.run() } catch { return [] }
        let output = pipe.fileHandleForReading.readDataToEndOfFile()
        git.waitUntilExit()
        return String(decoding: output, as: UTF8.self).split(separator: "\0").map(String.init)
    }
}
