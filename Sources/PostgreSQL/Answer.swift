import CPostgres
import LedgerSQL

/// What the server answered to one statement, in memory.
final class Answer {
    let handle: OpaquePointer

    init(_ handle: OpaquePointer) { self.handle = handle }

    deinit { PQclear(handle) }

    var rows: Int { Int(PQntuples(handle)) }

    /// What was done, such as `COMMIT`.
    var tag: String { PQcmdStatus(handle).map { String(cString: $0) } ?? "" }

    /// How many rows were changed.
    var changes: Int { PQcmdTuples(handle).flatMap { Int(String(cString: $0)) } ?? 0 }

    fileprivate func bytes(_ column: Int, row: Int) -> UnsafeRawBufferPointer? {
        let (row, column) = (Int32(row), Int32(column))
        guard column < PQnfields(handle), PQgetisnull(handle, row, column) == 0,
            let start = PQgetvalue(handle, row, column)
        else { return nil }
        return UnsafeRawBufferPointer(start: start, count: Int(PQgetlength(handle, row, column)))
    }

    func text(_ column: Int, row: Int) -> String? {
        bytes(column, row: row).map { String(decoding: $0, as: UTF8.self) }
    }
}

/// One row of an answer; values are in the server's binary form.
struct AnswerRow: SQLColumns {
    let answer: Answer
    let row: Int

    private static let widths: Set = [2, 4, 8]

    func int(_ column: Int) -> Int? {
        guard let bytes = answer.bytes(column, row: row), AnswerRow.widths.contains(bytes.count) else { return nil }
        let isNegative = bytes[0] & 0x80 != 0
        return Int(bytes.reduce(isNegative ? -1 : 0 as Int64) { ($0 << 8) | Int64($1) })
    }

    func text(_ column: Int) -> String? { answer.text(column, row: row) }

    func bytes(_ column: Int) -> [UInt8]? { answer.bytes(column, row: row).map(Array.init) }
}
