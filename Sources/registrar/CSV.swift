import Foundation

/// A line of RFC 4180 that no spreadsheet takes for a formula.
enum CSV {
    static func line(_ cells: [String]) -> String {
        cells.map { cell in
            let safe = isFormula(cell) ? "'" + cell : cell
            return "\"" + safe.replacingOccurrences(of: "\"", with: "\"\"") + "\""
        }.joined(separator: ",")
    }

    /// Looks at scalars, since a mark on `=` makes another character of it; a spreadsheet passes over leading spaces.
    private static func isFormula(_ cell: String) -> Bool {
        guard let first = cell.unicodeScalars.first else { return false }
        if "\t\r\n".unicodeScalars.contains(first) { return true }
        let begin = cell.unicodeScalars.first { !$0.properties.isWhitespace && !ignored.contains($0) }
        return begin.map { "=+-@\u{FF1D}\u{FF0B}\u{FF0D}\u{FF20}".unicodeScalars.contains($0) } ?? false
    }

    /// Takes no place: zero width spaces and joiners, the mark of byte order.
    private static let ignored: [Unicode.Scalar] = ["\u{200B}", "\u{200C}", "\u{200D}", "\u{2060}", "\u{FEFF}"]
}
