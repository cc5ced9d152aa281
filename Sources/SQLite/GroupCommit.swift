import Desk
import GRDB
import LedgerSQL

/// Writes groups of members, each group with one commit; runs on the writer's thread alone.
///
/// A member that fails and has changed nothing is told so alone. One that has changed something undoes the group, since a
/// savepoint for each member would cost all of them more than such a failure, which is no part of any dialogue: the group
/// runs once more without it. An error that takes the whole transaction with it, or a commit that fails, fails the group:
/// then every member runs once more by itself, which finds the culprit; unless somebody else has the file locked, since
/// each would wait for the lock again. Nobody is answered before the commit.
struct GroupCommit {
    /// The most members of a group.
    static let limitMembers = 64
    /// No member joins a group that is older.
    static let limitAge = Duration.milliseconds(2)

    let pool: DatabasePool
    let health: WriterHealth
    /// Of the pool's one connection that writes.
    let statements = PreparedStatements()
    /// Members that came while the group ran.
    let more: (_ atMost: Int) -> [any LedgerWork]

    private typealias Outcome = (member: any LedgerWork, failure: (any Error)?)

    /// A member failed half way: nothing of the group stands.
    private struct Undone: Error {
        let place: Int
        let failure: any Error
    }

    /// The transaction ended under its members' feet.
    private struct Lost: Error {
        let cause: any Error
    }

    func write(_ first: [any LedgerWork]) {
        health.began()
        defer { health.ended() }
        if let reason = health.whyStopped {
            return finish(first.map { ($0, LedgerTrouble.broken(reason)) })
        }
        var members = first
        var isJoining = true
        while !members.isEmpty {
            do {
                return finish(try commit(&members, joining: isJoining))
            } catch let undone as Undone {
                finish([(members.remove(at: undone.place), undone.failure)])
                isJoining = false
            } catch {
                return recover(members, after: error)
            }
        }
    }

    /// Lets go of what the connection must not be closed with.
    func close() {
        pool.writeWithoutTransaction { _ in statements.removeAll() }
    }

    private func recover(_ members: [any LedgerWork], after error: any Error) {
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
            } catch let undone as Undone {
                finish([(member, undone.failure)])
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

    private func commit(_ members: inout [any LedgerWork], joining: Bool) throws -> [Outcome] {
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

    private func run(_ members: inout [any LedgerWork], joining: Bool, in database: Database) throws -> [Outcome] {
        let start = ContinuousClock.now
        var outcomes: [Outcome] = []
        while outcomes.count < members.count {
            let place = outcomes.count
            outcomes.append((members[place], try run(members[place], at: place, in: database)))
            if joining, outcomes.count == members.count, members.count < GroupCommit.limitMembers,
                ContinuousClock.now - start < GroupCommit.limitAge
            {
                members += more(GroupCommit.limitMembers - members.count)
            }
        }
        return outcomes
    }

    /// Runs one member; returns its own failure, throws when the transaction is gone or has to go.
    private func run(_ member: any LedgerWork, at place: Int, in database: Database) throws -> (any Error)? {
        let before = database.totalChangesCount
        var failure: (any Error)?
        do {
            try member.run(in: SQLSession(SQLiteConnection(database: database, known: statements)))
        } catch {
            failure = error
        }
        guard database.isInsideTransaction else {
            throw Lost(cause: failure ?? LedgerTrouble.broken("the transaction is gone"))
        }
        guard let failure else { return nil }
        if SQLiteFailure.endsWriting(failure) { throw Lost(cause: failure) }
        guard database.totalChangesCount == before else { throw Undone(place: place, failure: failure) }
        return failure
    }
}
