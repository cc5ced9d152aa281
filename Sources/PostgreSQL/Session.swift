import Desk
import Foundation
import LedgerSQL

/// Keeps one connection, and makes a new one when it is lost; lives on one thread.
final class Session {
    private let address: PostgreSQLAddress
    private let outage: Outage
    private let settings: String
    private(set) var wire: Wire?
    private(set) var marks = CommitMarks()

    init(_ address: PostgreSQLAddress, outage: Outage, settings: String = Session.settings) {
        self.address = address
        self.outage = outage
        self.settings = settings
    }

    /// The settings of every connection, whatever the role or the server has.
    static let settings = """
        SET statement_timeout = '5s';
        SET lock_timeout = '2s';
        SET idle_in_transaction_session_timeout = '5s';
        SET synchronous_commit = on;
        SET bytea_output = 'hex';
        """

    /// Serializable transactions lock what they read: a walk through a whole table would be in everybody's way.
    private static let planning = "SET enable_seqscan = off"

    /// So many connections are made, and none begun later than that, where each is cut before it is of use.
    private static let attempts = 5
    private static let patience = Duration.seconds(1)

    func connected() throws -> Wire {
        if let wire { return wire }
        let new = try outage.guarded(connect)
        wire = new
        marks = CommitMarks()
        return new
    }

    private func connect() throws -> Wire {
        var attempt = 1
        let end = ContinuousClock.now + Session.patience
        while true {
            let new = try Wire(address, settings: "")
            do {
                try prepare(new)
                return new
            } catch let failure as PostgreSQLFailure where failure.isLost && attempt < Session.attempts && .now < end {
                // The server can be reached, since the connection stood: somebody cut this one.
                attempt += 1
            }
        }
    }

    private func prepare(_ wire: Wire) throws {
        try wire.script(settings)
        do {
            try wire.script(Session.planning)
        } catch let failure as PostgreSQLFailure where !failure.isLost {
            // Only another planner than PostgreSQL's does not know the setting.
        }
    }

    func drop() { wire = nil }

    func nextMark() -> CommitMarks.Mark { marks.next() }

    /// Undoes the open transaction, of which nothing may be posted any more; the connection goes when it cannot.
    func rollBack() {
        guard let wire else { return }
        do {
            try wire.post("ROLLBACK", [])
            try wire.collect()
        } catch {
            drop()
        }
    }
}
