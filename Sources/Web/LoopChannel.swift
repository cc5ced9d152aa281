import HummingbirdCore
import Logging
import NIOCore
import NIOHTTP1

/// Serves a connection on the thread of its own event loop, from the first byte of a request to the last of its answer.
///
/// Left to themselves, tasks run on threads beside the loops: each request then wakes one to be read and another to be
/// answered, which costs more than reading and answering it. What runs here must not block, as nothing in an endpoint may.
struct LoopChannel: ServerChildChannel {
    struct Value: ServerChildChannelValue {
        let channel: any Channel
        let ended: EventLoopFuture<Void>
    }

    let door: FrontDoor
    private let queues = RunQueues()

    init(_ door: FrontDoor) { self.door = door }

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        channel.eventLoop.makeCompletedFuture {
            try channel.syncOptions?.setOption(.recvAllocator, value: BriefBuffers())
            try channel.syncOptions?.setOption(.maxMessagesPerRead, value: 1)
            var limits = NIOHTTPDecoderLimitConfiguration()
            limits.maxHeaderFieldSize = door.configuration.headerLimitBytes
            limits.maxHeaderListSize = door.configuration.headerLimitBytes
            limits.maxHeaderFieldCount = door.configuration.headerCountLimit
            let pipeline = channel.pipeline.syncOperations
            try pipeline.configureHTTPServerPipeline(
                withPipeliningAssistance: false,
                withErrorHandling: false,
                withOutboundHeaderValidation: false,
                withEncoderConfiguration: .init(),
                withDecoderLimitConfiguration: limits
            )
            let connection = Connection(door, on: queues.queue(of: channel.eventLoop), channel.eventLoop)
            try pipeline.addHandler(connection)
            return Value(channel: channel, ended: connection.ended)
        }
    }

    /// Until the connection is closed and nothing of it is being answered any more.
    func handle(value: Value, logger: Logger) async {
        await withTaskCancellationHandler {
            do {
                try await value.ended.get()
            } catch {
                // It never fails.
            }
        } onCancel: {
            value.channel.close(promise: nil)
        }
    }
}
