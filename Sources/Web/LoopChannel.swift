import Hummingbird
import HummingbirdCore
import Logging
import NIOCore

/// Serves a connection on the thread of its own event loop, from the first byte of a request to the last of its answer.
///
/// Left to themselves, tasks run on threads beside the loops: each request then wakes one to be read and another to be
/// answered, which costs more than reading and answering it. What runs here must not block, as nothing in an endpoint may.
struct LoopChannel: ServerChildChannel {
    let http: HTTP1Channel
    let headSeconds: Double

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<HTTP1Channel.Value> {
        channel.eventLoop.makeCompletedFuture {
            try channel.pipeline.syncOperations.addHandler(HeadWatch(limitSeconds: headSeconds))
        }.flatMap { http.setup(channel: channel, logger: logger) }
    }

    func handle(value: HTTP1Channel.Value, logger: Logger) async {
        await withTaskExecutorPreference(LoopExecutor(loop: value.channel.eventLoop)) {
            await http.handle(value: value, logger: logger)
        }
    }
}

/// An event loop as a place where tasks run.
private final class LoopExecutor: TaskExecutor {
    private let loop: any EventLoop

    init(loop: any EventLoop) { self.loop = loop }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        loop.execute { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}
