import NIOCore
import NIOHTTP1

/// Turns requests away once more waits to be run on their loop than it runs in good time, before anything is done for them.
///
/// Behind the decoder, where the end of a request is known: what is turned away is read to its end, and the connection
/// goes on. Every other bound counts what was begun; what a loop has not begun waits where none of them sees it.
final class LoadShedding: ChannelDuplexHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart
    typealias OutboundIn = HTTPServerResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    /// What a request is told instead of its answer.
    struct Refusal: Sendable {
        var status: HTTPResponseStatus
        var headers: HTTPHeaders
        let body: ByteBuffer

        var isLast: Bool { headers.contains(name: "connection") }

        mutating func makeLast() { headers.replaceOrAdd(name: "connection", value: "close") }
    }

    /// The refusal of a request, counted as such; nil where it is never turned away.
    typealias Refusals = @Sendable (HTTPRequestHead) -> Refusal?

    /// So long a client has to read its last answer.
    private static let farewell = TimeAmount.seconds(1)

    private let queue: RunQueue
    private let limit: TimeAmount
    private let refusals: Refusals
    /// Requests that were let in and are not answered yet: no answer may overtake theirs.
    private var begun = 0
    private var refusing: Refusal?
    /// The last answer is out; what still comes is not read.
    private var isOver = false

    init(_ queue: RunQueue, limitMilliseconds: Int, refusals: @escaping Refusals) {
        self.queue = queue
        limit = .milliseconds(Int64(limitMilliseconds))
        self.refusals = refusals
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isOver else { return }
        switch unwrapInboundIn(data) {
        case .head(let head):
            if begun == 0, queue.wait > limit, var refusal = refusals(head) {
                if !head.isKeepAlive { refusal.makeLast() }
                refusing = refusal
            } else {
                begun += 1
                context.fireChannelRead(data)
            }
        case .body: if refusing == nil { context.fireChannelRead(data) }
        case .end: if let refusing { refuse(refusing, context) } else { context.fireChannelRead(data) }
        }
    }

    /// Nobody waits for the rest of what is turned away: it might never come.
    func channelReadComplete(context: ChannelHandlerContext) {
        if var refusing {
            refusing.makeLast()
            refuse(refusing, context)
        }
        context.fireChannelReadComplete()
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        if case .end = unwrapOutboundIn(data) { begun -= 1 }
        context.write(data, promise: promise)
    }

    private func refuse(_ refusal: Refusal, _ context: ChannelHandlerContext) {
        refusing = nil
        let head = HTTPResponseHead(version: .http1_1, status: refusal.status, headers: refusal.headers)
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        context.write(wrapOutboundOut(.body(.byteBuffer(refusal.body))), promise: nil)
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
        guard refusal.isLast else { return }
        isOver = true
        let channel = context.channel
        context.eventLoop.scheduleTask(in: Self.farewell) { channel.close(promise: nil) }
    }
}
