import Desk
import LedgerSQL

/// Runs reads on one connection, each on one snapshot.
final class Reading: Worker {
    private let session: Session

    init(_ session: Session) { self.session = session }

    func run(_ job: any Job) {
        for attempt in 1... {
            do {
                try runOnce(job)
                job.finish(nil)
                return end()
            } catch let failure as PostgreSQLFailure {
                if case .none = failure.remedy {
                    session.rollBack()
                    return job.finish(failure)
                }
                if case .reconnect = failure.remedy { session.drop() } else { session.rollBack() }
                guard attempt < Writing.attempts, !job.isFinished else { return job.finish(failure) }
                Writing.pause(beforeAttempt: attempt)
            } catch {
                session.rollBack()
                return job.finish(error)
            }
        }
    }

    private func runOnce(_ job: any Job) throws {
        let connection = PostgreSQLConnection(try session.connected())
        try connection.begin(.read)
        do {
            try job.run(in: SQLSession(connection))
        } catch {
            throw connection.failure ?? connection.hiddenFailure() ?? error
        }
        if let failure = connection.failure { throw failure }
    }

    /// After the answer, so that nobody waits for it.
    private func end() {
        do {
            try session.wire?.post("COMMIT", [])
            try session.wire?.collect()
        } catch {
            session.drop()
        }
    }
}
