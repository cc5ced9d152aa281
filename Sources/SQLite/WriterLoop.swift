import Dispatch
import Foundation
import GRDB

/// The one thread that writes.
///
/// Its own, so that no request's cancellation reaches a group and no thread of the cooperative pool is held.
final class WriterLoop: Sendable {
    private static let idleMilliseconds = 1_000
    private static let stackBytes = 1024 * 1024

    private let pool: DatabasePool
    private let queue: WriteQueue
    private let health: WriterHealth
    private let checkpoints: Bool
    private let idleLife: Duration
    private let ended = DispatchSemaphore(value: 0)

    init(
        pool: DatabasePool,
        queue: WriteQueue,
        health: WriterHealth,
        checkpoints: Bool,
        idleLife: Duration = Checkpoints.idleLife
    ) {
        self.idleLife = idleLife
        self.pool = pool
        self.queue = queue
        self.health = health
        self.checkpoints = checkpoints
    }

    func start() {
        let thread = Thread { self.run() }
        thread.name = "ledger writer"
        thread.stackSize = WriterLoop.stackBytes
        thread.start()
    }

    /// Blocks until what waited is written; the queue must be closed before.
    func waitForEnd() { ended.wait() }

    private func run() {
        let groups = GroupCommit(pool: pool, health: health) { [queue] in queue.take(atMost: $0) }
        let length = LogLength()
        if checkpoints { pool.writeWithoutTransaction { length.watch($0) } }
        var log = Checkpoints(pool: pool, length: length, idleLife: idleLife)
        while true {
            switch queue.next(atMost: GroupCommit.limitMembers, waitMilliseconds: WriterLoop.idleMilliseconds) {
            case .group(let members):
                groups.write(members)
                checkpoint { try log.afterCommit() }
            case .idle:
                checkpoint { try log.whenIdle() }
            case .closed:
                checkpoint { try log.whenClosing() }
                if checkpoints { pool.writeWithoutTransaction { length.leave($0) } }
                groups.close()
                ended.signal()
                return
            }
        }
    }

    private func checkpoint(_ body: () throws -> Void) {
        guard checkpoints, health.whyStopped == nil else { return }
        do {
            try body()
        } catch {
            health.failed(with: error)
        }
    }
}
