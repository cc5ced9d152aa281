import Foundation
import Logging

/// Results on stdout, everything else on stderr.
enum Console {
    static func line(_ text: String) {
        FileHandle.standardOutput.write(Data((text + "\n").utf8))
    }

    static func bytes(_ bytes: [UInt8]) {
        FileHandle.standardOutput.write(Data(bytes))
    }

    /// A plain table: a header, and columns as wide as their widest cell.
    static func table(_ header: [String], _ rows: [[String]]) {
        let widths = header.indices.map { column in ([header] + rows).map { $0[column].count }.max() ?? 0 }
        for row in [header] + rows {
            let cells = row.indices.map { column in
                column == row.count - 1
                    ? row[column] : row[column] + String(repeating: " ", count: widths[column] - row[column].count)
            }
            line(cells.joined(separator: "  "))
        }
    }

    static var isErrorTerminal: Bool { isatty(FileHandle.standardError.fileDescriptor) == 1 }
    static var isOutputTerminal: Bool { isatty(FileHandle.standardOutput.fileDescriptor) == 1 }
}

/// Why a command was refused or failed: one line that says what to do.
struct CommandTrouble: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
