import Foundation

extension CSV {
    /// Cells and the line they begin on, counted from 1.
    struct Row: Hashable {
        let line: Int
        let cells: [String]
    }

    /// RFC 4180 with commas, or semicolons where the first line has more of them; quotes may hold both and line ends.
    static func rows(_ text: String) -> [Row] {
        let body = text.unicodeScalars.first == "\u{FEFF}" ? String(text.unicodeScalars.dropFirst()) : text
        let first = body.prefix { !$0.isNewline }
        let comma = first.count { $0 == "," }
        let separator: Character = first.count { $0 == ";" } > comma ? ";" : ","
        var reader = Reader(separator: separator)
        for character in body { reader.take(character) }
        return reader.finish()
    }

    private struct Reader {
        let separator: Character
        private var rows: [Row] = []
        private var cells: [String] = []
        private var cell = ""
        private var isQuoted = false
        private var wasQuote = false
        private var line = 1
        private var start = 1

        init(separator: Character) { self.separator = separator }

        mutating func take(_ character: Character) {
            if character.isNewline { line += 1 }
            if isQuoted {
                guard character == "\"" else { return cell.append(character) }
                isQuoted = false
                wasQuote = true
                return
            }
            if character == "\"", wasQuote || cell.isEmpty {
                // Two in a row within quotes are one.
                if wasQuote { cell.append(character) }
                isQuoted = true
            } else if character == separator {
                endCell()
            } else if character.isNewline {
                endRow()
            } else {
                cell.append(character)
            }
            wasQuote = false
        }

        private mutating func endCell() {
            cells.append(cell)
            cell = ""
        }

        private mutating func endRow() {
            endCell()
            rows.append(Row(line: start, cells: cells))
            cells = []
            start = line
        }

        mutating func finish() -> [Row] {
            if !cell.isEmpty || !cells.isEmpty { endRow() }
            return rows
        }
    }
}
