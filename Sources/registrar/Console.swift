import Foundation
import Glibc

/// Results on stdout, everything else on stderr.
enum Console {
    static func line(_ text: String) {
        guard !write(text + "\n", to: STDOUT_FILENO) else { return }
        // A closed pipe is the end of a `head`; what cannot be written must not look as if it were.
        if errno != EPIPE { complain("standard output cannot be written (error \(errno))") }
        exit(EXIT_FAILURE)
    }

    static func complain(_ text: String) { _ = write("Error: \(text)\n", to: STDERR_FILENO) }

    /// False when not everything was taken.
    static func write(_ text: String, to descriptor: Int32) -> Bool {
        var text = text
        return text.withUTF8 { bytes in
            var rest = UnsafeRawBufferPointer(bytes)
            while let start = rest.baseAddress, !rest.isEmpty {
                let count = Glibc.write(descriptor, start, rest.count)
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { return false }
                rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(count))
            }
            return true
        }
    }

    /// A plain table: a header, and columns as wide as their widest cell.
    static func table(_ header: [String], _ rows: [[String]]) {
        for row in Self.aligned([header] + rows) { line(row) }
    }

    static func aligned(_ rows: [[String]]) -> [String] {
        let rows = rows.map { $0.map(oneLine) }
        let columns = rows.map(\.count).max() ?? 0
        let widths = (0..<columns).map { column in rows.map { $0.count > column ? $0[column].count : 0 }.max() ?? 0 }
        return rows.map { row in
            row.enumerated().map { column, cell in
                let isLast = column == row.count - 1
                return isLast ? cell : cell + String(repeating: " ", count: widths[column] - cell.count)
            }.joined(separator: "  ")
        }
    }

    /// What somebody typed may not begin a line or move a terminal's cursor.
    static func oneLine(_ text: String) -> String {
        let isQuiet = text.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
        guard !isQuiet else { return text }
        return String(
            String.UnicodeScalarView(text.unicodeScalars.map { $0.properties.generalCategory == .control ? " " : $0 })
        )
    }

    static func isTerminal(_ descriptor: Int32) -> Bool { isatty(descriptor) == 1 }
}

/// Why a command was refused or failed: one line that says what to do.
struct CommandTrouble: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
