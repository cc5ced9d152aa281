import Desk
import LedgerSQL

/// One row for each transaction that wrote, by which a commit whose answer was lost can be found out.
///
/// Whoever asks inserts the row himself, with a time of his own: if the transaction's is there, it was committed; if not, it
/// never will be, since its own insert now meets the row. One who asks twice, since an answer was lost, meets his own.
/// Nothing that a takeover by a following server could make untrue is relied on, as the numbers of transactions would be.
struct CommitMarks {
    enum SQL: String, SQLStatement, CaseIterable {
        case create = """
            CREATE TABLE IF NOT EXISTS commit_mark (session TEXT NOT NULL, number BIGINT NOT NULL, made_at BIGINT NOT NULL,
            PRIMARY KEY (session, number))
            """
        case mark = "INSERT INTO commit_mark (session, number, made_at) VALUES ($1, $2, $3)"
        /// Writes in any case: whoever only reads waits for no standby, and it may not have yet what was read.
        case ask = """
            INSERT INTO commit_mark (session, number, made_at) VALUES ($1, $2, $3)
            ON CONFLICT (session, number) DO UPDATE SET made_at = commit_mark.made_at RETURNING made_at
            """
        case forgetOwn = "DELETE FROM commit_mark WHERE session = $1 AND number < $2"
        case forgetOld = "DELETE FROM commit_mark WHERE made_at < $1"
    }

    /// A mark of a session, by which it is found again.
    struct Mark {
        fileprivate let session: String
        fileprivate let number: Int
        fileprivate let madeAt: Int

        var values: [SQLValue] { [.text(session), .int(number), .int(madeAt)] }

        /// As whoever asks leaves it.
        fileprivate var asked: Mark { Mark(session: session, number: number, madeAt: madeAt + 1) }
    }

    /// So many marks of its own a session leaves before it takes them out.
    private static let keptMarks = 512
    static let keptSeconds = 86_400.0

    private let session = SystemChance().bytes(12).map { String($0, radix: 16) }.joined(separator: ".")
    private var number = 0

    mutating func next() -> Mark {
        number += 1
        return Mark(session: session, number: number, madeAt: SystemTime().now().millisecondsSince1970)
    }

    /// Takes out what nobody will ask for any more, now and then; every answer up to here is known.
    func forgetSometimes(on wire: Wire) throws {
        guard number % CommitMarks.keptMarks == 0 else { return }
        try wire.post(SQL.forgetOwn.sql, [.text(session), .int(number)])
        try wire.collect()
    }

    /// Whether the transaction with this mark was committed; if not, it never will be.
    static func wasCommitted(_ mark: Mark, asking wire: Wire) throws -> Bool {
        try wire.post(SQL.ask.sql, mark.asked.values)
        let answer = try wire.collect()
        guard !wire.isAheadOfStandby, let madeAt = AnswerRow(answer: answer, row: 0).int(0) else {
            throw PostgreSQLFailure.lost("what was asked about a commit is not known")
        }
        return madeAt == mark.madeAt
    }
}
