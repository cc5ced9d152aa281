/// A table, as the steps of the schema describe it.
public struct Table: Hashable, Sendable {
    public enum Kind: String, Sendable {
        case int = "{{I64}}"
        case text = "TEXT"
        case bytes = "{{BYTES}}"
    }

    public struct Column: Hashable, Sendable {
        public let name: String
        public let kind: Kind
    }

    public let name: String
    public internal(set) var columns: [Column]

    /// Every table of the schema with all its columns; steps say one column a line.
    public static func all(of migrations: Migrations) -> [Table] {
        var tables: [Table] = []
        for line in migrations.steps.flatMap({ $0.sql.split(separator: "\n") }) {
            let words = line.split { " (,;".contains($0) }.map(String.init)
            if words.starts(with: ["CREATE", "TABLE"]), words.count > 2 {
                tables.append(Table(name: words[2], columns: []))
            } else if words.starts(with: ["DROP", "TABLE"]), words.count > 2 {
                tables.removeAll { $0.name == words[2] }
            } else if words.starts(with: ["ALTER", "TABLE"]), words.count > 6 {
                guard let place = tables.firstIndex(where: { $0.name == words[2] }) else { continue }
                tables[place].add(words[5], words[6])
            } else if words.count > 1, line.hasPrefix("    "), let place = tables.indices.last {
                tables[place].add(words[0], words[1])
            }
        }
        return tables
    }

    /// Lines that open with another word than a column's name have no kind in second place.
    private mutating func add(_ name: String, _ kind: String) {
        guard let kind = Kind(rawValue: kind) else { return }
        columns.append(Column(name: name, kind: kind))
    }

    /// A row of all columns.
    func values(_ row: inout SQLRow) throws -> [SQLValue] {
        columns.map { column in
            switch column.kind {
            case .int: .int(row.optionalInt())
            case .text: .text(row.optionalText())
            case .bytes: .bytes(row.optionalBytes())
            }
        }
    }
}
