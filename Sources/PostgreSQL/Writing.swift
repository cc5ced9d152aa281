import Desk
import Foundation
import LedgerSQL

/// Runs writes on one connection: each a serializable transaction, run again when it ran into another.
final class Writing: Worker {
    /// A body that ran into others so often is given up.
    static let attempts = 20
    /// Whoever ran into others so often takes turns with the rest of them: in a small database, where everybody's rows
    /// share a few pages, they would run into each other for ever.
    private static let freeAttempts = 2
    private static let firstPauseSeconds = 0.002
    private static let longestPauseSeconds = 0.1
    /// So long it is tried to find out what became of a commit.
    static let doubtSeconds = 5.0

    private enum Outcome {
        case done
        case failed(any Error)
        case again(PostgreSQLFailure)
    }

    private let session: Session
    private let outage: Outage
    private let tallies: Tallies
    private let turns: NSLock
    private let doubtSeconds: Double

    init(
        _ session: Session,
        outage: Outage,
        tallies: Tallies,
        turns: NSLock,
        doubtSeconds: Double = Writing.doubtSeconds
    ) {
        self.session = session
        self.outage = outage
        self.tallies = tallies
        self.turns = turns
        self.doubtSeconds = doubtSeconds
    }

    func run(_ job: any Job) {
        var attempt = 1
        while true {
            switch attempt > Writing.freeAttempts ? turns.withLock({ runOnce(job) }) : runOnce(job) {
            case .done:
                outage.wrote(well: true)
                job.finish(nil)
                return tidyUp()
            case .failed(let error):
                if error is LedgerTrouble { outage.wrote(well: false) }
                return job.finish(error)
            case .again(let cause):
                guard attempt < Writing.limit(cause), !job.isFinished else {
                    outage.wrote(well: false)
                    return job.finish(cause.trouble)
                }
                tallies.repeated()
                Writing.pause(beforeAttempt: attempt)
                attempt += 1
            }
        }
    }

    /// Two that inserted one key do not meet again: a third meeting is a fault of the body.
    private static func limit(_ cause: PostgreSQLFailure) -> Int { cause.code == "23505" ? 3 : attempts }

    static func pause(beforeAttempt attempt: Int) {
        let longest = min(longestPauseSeconds, firstPauseSeconds * Double(1 << min(attempt, 10)))
        Thread.sleep(forTimeInterval: Double.random(in: 0...longest))
    }

    private func runOnce(_ job: any Job) -> Outcome {
        let wire: Wire
        do {
            wire = try session.connected()
        } catch {
            return .failed(PostgreSQLFailure.translated(error))
        }
        let connection = PostgreSQLConnection(wire)
        do {
            try connection.begin(.write)
            try job.run(in: SQLSession(connection))
        } catch {
            return abandoned(connection, error)
        }
        // Caught and forgotten by the body or not: the server has done nothing since.
        if let failure = connection.failure { return abandoned(connection, failure) }
        // Whoever waited was told to try again: rather nothing than something they do not know of.
        if job.isFinished { return abandoned(connection, LedgerTrouble.busy("nobody waits any more")) }
        return commit(connection, wire)
    }

    /// The body threw, or a statement failed before the commit was asked for: nothing is there.
    private func abandoned(_ connection: PostgreSQLConnection, _ error: any Error) -> Outcome {
        // What was posted and not waited for may have failed before the body threw.
        guard let failure = connection.failure ?? error as? PostgreSQLFailure ?? connection.hiddenFailure() else {
            session.rollBack()
            return .failed(error)
        }
        switch failure.remedy {
        case .again:
            session.rollBack()
            return .again(failure)
        case .reconnect:
            session.drop()
            return .again(failure)
        case .none:
            session.rollBack()
            return .failed(failure.trouble)
        }
    }

    private func commit(_ connection: PostgreSQLConnection, _ wire: Wire) -> Outcome {
        let mark = connection.hasWritten ? session.nextMark() : nil
        do {
            if let mark { try wire.post(CommitMarks.SQL.mark.sql, mark.values) }
            try wire.post("COMMIT", [])
            // A transaction that failed before is rolled back, and that is reported as a success of another name.
            guard try wire.collect().tag == "COMMIT" else {
                return .failed(LedgerTrouble.broken("PostgreSQL rolled back what it was asked to commit"))
            }
            // Made here and nowhere else: the next write waits for the standby to have both.
            guard !wire.isAheadOfStandby else {
                session.drop()
                return .failed(LedgerTrouble.busy("the wait for the server's standby was called off"))
            }
            return .done
        } catch let failure as PostgreSQLFailure where failure.leavesInDoubt {
            session.drop()
            guard let mark else { return .again(failure) }
            return resolve(mark, after: failure)
        } catch {
            return abandoned(connection, error)
        }
    }

    /// The answer to a commit was lost: asks on a new connection until it is known, or time is up.
    private func resolve(_ mark: CommitMarks.Mark, after failure: PostgreSQLFailure) -> Outcome {
        let end = ContinuousClock.now + .seconds(doubtSeconds)
        var attempt = 1
        while ContinuousClock.now < end {
            do {
                let wasCommitted = try CommitMarks.wasCommitted(mark, asking: try session.connected())
                tallies.resolved()
                return wasCommitted ? .done : .again(failure)
            } catch {
                session.drop()
                Writing.pause(beforeAttempt: attempt + 4)
                attempt += 1
            }
        }
        return .failed(
            LedgerTrouble.busy("the connection was lost at the commit, and whether it was made is not known yet")
        )
    }

    private func tidyUp() {
        guard let wire = session.wire else { return }
        do {
            try session.marks.forgetSometimes(on: wire)
        } catch {
            // They are taken out after a day at the latest.
            session.drop()
        }
    }
}
