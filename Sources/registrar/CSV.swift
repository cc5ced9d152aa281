import Foundation

/// A line of RFC 4180 that no spreadsheet takes for a formula.
enum CSV {
    static func line(_ cells: [String]) -> String {
        cells.map { cell in
            let isFormula = cell.first.map { "=+-@\t\r".contains($0) } ?? false
            let safe = isFormula ? "'" + cell : cell
            return "\"" + safe.replacingOccurrences(of: "\"", with: "\"\"") + "\""
        }.joined(separator: ",")
    }
}
