import Desk

/// One end of a copy: a database with a transaction open on it.
public protocol CopyEnd: SQLConnection {
    /// Reads one row after the other, without keeping them.
    func each(_ sql: String, _ read: (inout SQLRow) throws -> Void) throws
}

/// Copies every row of a ledger into an empty one, and compares what arrived.
public struct Copying {
    /// What was copied of a table.
    public struct Report: Hashable, Sendable {
        public let table: String
        public let rows: Int
    }

    /// Made anew by each database for itself.
    private static let own: Set = ["migration", "pulse"]

    private let source: any CopyEnd
    private let target: any CopyEnd
    private let tables: [Table]

    public init(from source: any CopyEnd, to target: any CopyEnd) {
        self.source = source
        self.target = target
        tables = Table.all(of: .ledger).filter { !Copying.own.contains($0.name) }
    }

    /// Throws unless every row stands in the target afterwards, byte for byte; the caller then ends both transactions.
    public func run() throws -> [Report] {
        guard try Migrations.ledger.areApplied(to: source) else {
            throw LedgerTrouble.broken("the source is of an older version: run registrar migrate on it first")
        }
        for table in tables {
            var isEmpty = true
            try target.query("SELECT 1 FROM \(table.name) LIMIT 1", []) { _ in isEmpty = false }
            guard isEmpty else {
                throw LedgerTrouble.broken("the target is not empty: there are rows in \(table.name)")
            }
        }
        return try tables.map(copy)
    }

    private func copy(_ table: Table) throws -> Report {
        let names = table.columns.map(\.name).joined(separator: ", ")
        let places = (1...table.columns.count).map { "$\($0)" }.joined(separator: ", ")
        let insert = "INSERT INTO \(table.name) (\(names)) VALUES (\(places))"
        let select = "SELECT \(names) FROM \(table.name)"
        var (sent, arrived) = (Fingerprint(), Fingerprint())
        try source.each(select) { row in
            let values = try table.values(&row)
            sent.add(values)
            try target.send(insert, values)
        }
        try target.each(select) { row in arrived.add(try table.values(&row)) }
        guard sent == arrived else {
            throw LedgerTrouble.broken("\(table.name) differs: \(sent.rows) rows were read and \(arrived.rows) arrived")
        }
        return Report(table: table.name, rows: sent.rows)
    }
}

/// Of rows in any order: equal for equal rows, and but for a chance of one in 2^128 only for those.
private struct Fingerprint: Hashable {
    private(set) var rows = 0
    private var sums: [UInt64] = [0, 0]
    private static let seeds: [UInt64] = [0xCBF2_9CE4_8422_2325, 0x9E37_79B9_7F4A_7C15]

    mutating func add(_ values: [SQLValue]) {
        rows += 1
        for (place, seed) in Fingerprint.seeds.enumerated() {
            var hash = seed
            for value in values { Fingerprint.mix(value, into: &hash) }
            sums[place] &+= hash
        }
    }

    private static func mix(_ value: SQLValue, into hash: inout UInt64) {
        switch value {
        case .null: mix(0, [], into: &hash)
        case .int(let number): mix(1, String(number).utf8, into: &hash)
        case .text(let text): mix(2, text.utf8, into: &hash)
        case .bytes(let bytes): mix(3, bytes, into: &hash)
        }
    }

    /// FNV-1a over the kind, the bytes and their count.
    private static func mix(_ kind: UInt8, _ bytes: some Collection<UInt8>, into hash: inout UInt64) {
        func take(_ byte: UInt8) { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
        take(kind)
        for byte in bytes { take(byte) }
        withUnsafeBytes(of: UInt64(bytes.count).bigEndian) { for byte in $0 { take(byte) } }
    }
}
