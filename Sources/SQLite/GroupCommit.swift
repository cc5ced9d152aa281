import Desk
import GRDB
import LedgerSQL

/// Writes groups of members, each group with one commit; runs on the writer's thread alone.
///
/// A member's error undoes that member. An error that takes the whole transaction with it, or a commit that fails, fails
/// the group: then every member runs once more by itself, which finds the culprit; unless somebody else has the file
/// locked, since each would wait for the lock again. Nobody is answered before the commit.
struct GroupCommit {
    /// The most members of a group.
    static let limitMembers = 64
    /// No member joins a group that is older.
    static let limitAge = Duration.milliseconds(2)

    let pool: DatabasePool
    let health: WriterHealth
    /// Members that came while the group ran.
    let more: (_ atMost: Int) -> [any WriteMember]

    private typealias Outcome = (member: any WriteMember, failure: (any Error)?)

    /// The transaction ended under its members' feet.
    private struct Lost: Error {
        let cause: any Error
    }

    func write(_ first: [any WriteMember]) {
        health.began()
        defer { health.ended() }
        if let reason = health.whyStopped {
            return finish(first.map { ($0, LedgerTrouble.broken(reason)) })
        }
        var members = first
        do {
            finish(try commit(&members, joining: true))
        } catch {
            recover(members, after: error)
        }
    }

    private func recover(_ members: [any WriteMember], after error: any Error) {
        health.failed(with: error)
        guard members.count > 1, !SQLiteFailure.endsWriting(error), !SQLiteFailure.isBusy(error) else {
            return finish(members.map { ($0, error) })
        }
        for (place, member) in members.enumerated() {
            if let reason = health.whyStopped {
                finish([(member, LedgerTrouble.broken(reason))])
                continue
            }
            do {
                var alone = [member]
                finish(try commit(&alone, joining: false))
            } catch {
                health.failed(with: error)
                if SQLiteFailure.isBusy(error) { return finish(members[place...].map { ($0, error) }) }
                finish([(member, error)])
            }
        }
    }

    private func finish(_ outcomes: [Outcome]) {
        for outcome in outcomes { outcome.member.finish(outcome.failure) }
    }

    private func commit(_ members: inout [any WriteMember], joining: Bool) throws -> [Outcome] {
        do {
            let outcomes = try pool.writeWithoutTransaction { database in
                try database.beginTransaction(.immediate)
                do {
                    let outcomes = try run(&members, joining: joining, in: database)
                    try database.commit()
                    return outcomes
                } catch {
                    if database.isInsideTransaction { try database.rollback() }
                    throw error
                }
            }
            health.succeeded()
            return outcomes
        } catch let lost as Lost {
            throw lost.cause
        }
    }

    private func run(_ members: inout [any WriteMember], joining: Bool, in database: Database) throws -> [Outcome] {
        let start = ContinuousClock.now
        var outcomes: [Outcome] = []
        while outcomes.count < members.count {
            let member = members[outcomes.count]
            outcomes.append((member, try run(member, in: database)))
            if joining, outcomes.count == members.count, members.count < GroupCommit.limitMembers,
                ContinuousClock.now - start < GroupCommit.limitAge
            {
                members += more(GroupCommit.limitMembers - members.count)
            }
        }
        return outcomes
    }

    /// Runs one member in a savepoint; returns its own failure, throws when the transaction is gone.
    private func run(_ member: any WriteMember, in database: Database) throws -> (any Error)? {
        let connection = SQLiteConnection(database: database)
        try connection.run(Savepoint.begin, [])
        var failure: (any Error)?
        do {
            try member.run(in: SQLSession(connection))
        } catch {
            failure = error
        }
        guard database.isInsideTransaction else {
            throw Lost(cause: failure ?? LedgerTrouble.broken("the transaction is gone"))
        }
        if let failure {
            if SQLiteFailure.endsWriting(failure) { throw Lost(cause: failure) }
            try connection.run(Savepoint.undo, [])
        }
        try connection.run(Savepoint.end, [])
        return failure
    }
}

/// What keeps a member's changes apart from the others'.
private enum Savepoint: String, SQLStatement {
    case begin = "SAVEPOINT member"
    case undo = "ROLLBACK TO SAVEPOINT member"
    case end = "RELEASE SAVEPOINT member"
}
