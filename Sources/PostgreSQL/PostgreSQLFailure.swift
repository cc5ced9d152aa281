import CPostgres
import Desk

/// What the server or the way to it said.
struct PostgreSQLFailure: Error {
    /// Five letters and digits; empty when the connection failed without a word.
    ///
    /// https://www.postgresql.org/docs/15/errcodes-appendix.html
    let code: String
    let message: String
    /// The connection is of no use any more.
    let isLost: Bool

    init(code: String, message: String, isLost: Bool) {
        self.code = code
        self.message = message
        self.isLost = isLost
    }

    /// Without detail or hint, which repeat values; the message repeats them in class 22 alone.
    init(_ result: OpaquePointer, isLost: Bool) {
        func field(_ letter: Unicode.Scalar) -> String? {
            PQresultErrorField(result, Int32(letter.value)).map { String(cString: $0) }
        }
        let code = field("C") ?? ""
        let message = code.hasPrefix("22") ? nil : field("M")
        self.init(code: code, message: message ?? "no message", isLost: isLost)
    }

    static func lost(_ what: String) -> PostgreSQLFailure {
        PostgreSQLFailure(code: "", message: what, isLost: true)
    }

    /// What to do about it.
    enum Remedy {
        /// The same once more, on the same connection.
        case again
        /// The same once more, on a new connection.
        case reconnect
        /// Nothing: it would fail again.
        case none
    }

    var remedy: Remedy {
        switch code {
        // Transactions ran into each other, or two inserted one key: on a new snapshot the body sees what came first.
        case "40001", "40P01", "23505": .again
        // A plan or a prepared statement that the server no longer has.
        case "0A000", "26000", "42P05": .reconnect
        // A server that became a follower, one that was restarted, a transaction that stood idle.
        case "25006", "25P03": .reconnect
        default: isLost || code.hasPrefix("57P") || code.hasPrefix("08") ? .reconnect : .none
        }
    }

    /// Asked to commit, the server may have done so.
    var leavesInDoubt: Bool { isLost || code == "40003" || code.hasPrefix("57P") || code.hasPrefix("08") }

    /// The ledger's word for it.
    var trouble: LedgerTrouble {
        let text = code.isEmpty ? "PostgreSQL: \(message)" : "PostgreSQL \(code): \(message)"
        if code == "53100" { return .full(text) }
        let isPassing =
            isLost || code.isEmpty || ["08", "40", "53", "57"].contains { code.hasPrefix($0) }
            || ["25006", "25P03", "55P03"].contains(code)
        return isPassing ? .busy(text) : .broken(text)
    }

    static func translated(_ error: any Error) -> any Error { (error as? PostgreSQLFailure)?.trouble ?? error }
}
