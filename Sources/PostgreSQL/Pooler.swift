/// What stands between this machine and the server, and lends one of its connections to many.
enum Pooler {
    private static let probe = "54321"
    /// The settings of others do not come off by themselves in a pool that is not reset.
    private static let leaving = "SET statement_timeout = '\(probe)ms'"
    private static let tries = 5

    static let refusal = ServerRefusal(
        words: "a pooler in transaction mode stands before the server",
        mend:
            "name the server itself in the address, or let the pooler keep a connection with its client (pool_mode=session)"
    )

    /// Throws where a connection's settings and prepared statements become a stranger's between two transactions.
    ///
    /// A pooler is known by the number that it gives a connection, which is not the server's.
    static func refuse(before address: PostgreSQLAddress) throws {
        let first = try Wire(address, settings: "")
        guard try first.isDirect() == false else { return }
        let second = try Wire(address, settings: "")
        for _ in 1...tries {
            try first.script(leaving)
            // The pool gives away what was given back last.
            try second.script("BEGIN")
            let isShared = try second.script("SHOW statement_timeout").text(0, row: 0)?.contains(probe) == true
            try second.script("ROLLBACK")
            if isShared {
                try second.script("RESET statement_timeout")
                throw refusal
            }
            try first.script("RESET statement_timeout")
        }
    }
}

extension Wire {
    /// Whether the process at the other end is the one that greeted us.
    fileprivate func isDirect() throws -> Bool {
        try script("SELECT pg_backend_pid()").text(0, row: 0) == String(greetingProcess)
    }
}
