import HummingbirdCore
import Logging
import NIOCore
import NIOHTTP1
import ServiceLifecycle
import Synchronization

/// Serves a connection on the thread of its own event loop, from the first byte of a request to the last of its answer.
///
/// Left to themselves, tasks run on threads beside the loops: each request then wakes one to be read and another to be
/// answered, which costs more than reading and answering it. What runs here must not block, as nothing in an endpoint may.
struct LoopChannel: ServerChildChannel {
    struct Value: ServerChildChannelValue {
        let channel: any Channel
    }

    let door: FrontDoor
    let present = Present()
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
            let decoder = HTTPRequestDecoder(leftOverBytesStrategy: .dropBytes, limitConfiguration: limits)
            let pipeline = channel.pipeline.syncOperations
            // The decoder's limits do not count blanks, which it skips and keeps.
            let mostKept = door.configuration.headerLimitBytes + 16_384
            try pipeline.addHandler(ByteToMessageHandler(decoder, maximumBufferSize: mostKept))
            let loop = channel.eventLoop
            try pipeline.addHandler(Connection(door, on: queues.queue(of: loop), loop, among: present))
            return Value(channel: channel)
        }
    }

    /// Nothing is left to do: a task that waited for the connection's end would be a third of what the connection keeps.
    func handle(value: Value, logger: Logger) async {}
}

/// The server, which is not over before the last connection is closed and nothing of it is being answered any more.
struct Listener: Service {
    let server: any Service
    let present: Present

    func run() async throws {
        try await server.run()
        await present.untilNobody()
    }
}

/// How many connections there are.
final class Present: Sendable {
    private struct State {
        var count = 0
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private let state = Mutex(State())

    func enter() { state.withLock { $0.count += 1 } }

    func leave() {
        let waiting = state.withLock { state -> [CheckedContinuation<Void, Never>] in
            state.count -= 1
            guard state.count <= 0 else { return [] }
            defer { state.waiting = [] }
            return state.waiting
        }
        for continuation in waiting { continuation.resume() }
    }

    /// Returns as well when the task is cancelled: nobody is waited for any more then.
    func untilNobody() async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isOver = state.withLock { state in
                    let isOver = state.count <= 0 || Task.isCancelled
                    if !isOver { state.waiting.append(continuation) }
                    return isOver
                }
                if isOver { continuation.resume() }
            }
        } onCancel: {
            let waiting = state.withLock { state in
                defer { state.waiting = [] }
                return state.waiting
            }
            for continuation in waiting { continuation.resume() }
        }
    }
}
