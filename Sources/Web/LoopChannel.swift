import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import NIOHTTP1

/// Serves a connection on the thread of its own event loop, from the first byte of a request to the last of its answer.
///
/// Left to themselves, tasks run on threads beside the loops: each request then wakes one to be read and another to be
/// answered, which costs more than reading and answering it. What runs here must not block, as nothing in an endpoint may.
struct LoopChannel: ServerChildChannel {
    let http: HTTP1Channel
    let headSeconds: Double
    let waitLimitMilliseconds: Int
    let refusals: LoadShedding.Refusals
    private let queues = RunQueues()

    init(
        _ http: HTTP1Channel,
        headSeconds: Double,
        waitLimitMilliseconds: Int,
        refusals: @escaping LoadShedding.Refusals
    ) {
        self.http = http
        self.headSeconds = headSeconds
        self.waitLimitMilliseconds = waitLimitMilliseconds
        self.refusals = refusals
    }

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<HTTP1Channel.Value> {
        let watch = headSeconds
        return channel.eventLoop.makeCompletedFuture {
            try channel.syncOptions?.setOption(.recvAllocator, value: BriefBuffers())
            try channel.syncOptions?.setOption(.maxMessagesPerRead, value: 1)
            try channel.pipeline.syncOperations.addHandler(HeadWatch(limitSeconds: watch))
        }.flatMap { http.setup(channel: channel, logger: logger) }
            .flatMapThrowing { value in
                try addWatches(to: channel)
                return value
            }
    }

    /// Right behind the decoder: what is turned away goes no further.
    private func addWatches(to channel: any Channel) throws {
        let pipeline = channel.pipeline.syncOperations
        let decoder = try pipeline.handler(type: ByteToMessageHandler<HTTPRequestDecoder>.self)
        let shedding = LoadShedding(
            queues.queue(of: channel.eventLoop),
            limitMilliseconds: waitLimitMilliseconds,
            refusals: refusals
        )
        try pipeline.addHandlers([HeadWatch.Decoded(), shedding], position: .after(decoder))
    }

    func handle(value: HTTP1Channel.Value, logger: Logger) async {
        await withTaskExecutorPreference(queues.queue(of: value.channel.eventLoop)) {
            await http.handle(value: value, logger: logger)
        }
    }
}
