import NIOCore

/// Ends a connection whose request's head does not arrive; stands before the decoder, where bytes are bytes.
///
/// The server's own timeout sees whole heads only and starts anew with each: a client that sends a byte now and then
/// would keep its connection for as long as it likes. One that connects and says nothing has no longer either.
final class HeadWatch: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer
    typealias OutboundIn = IOData
    typealias OutboundOut = IOData

    private let limit: TimeAmount
    private var isWaiting = true
    private var timer: Scheduled<Void>?

    init(limitSeconds: Double) { limit = .milliseconds(Int64(limitSeconds * 1000)) }

    /// Most heads arrive in one piece, so that no timer is made for them.
    private func expect(_ context: ChannelHandlerContext) {
        guard isWaiting, timer == nil else { return }
        let channel = context.channel
        timer = context.eventLoop.scheduleTask(in: limit) { channel.close(promise: nil) }
    }

    private func stop() {
        timer?.cancel()
        timer = nil
    }

    fileprivate func arrived() {
        isWaiting = false
        stop()
    }

    func handlerAdded(context: ChannelHandlerContext) {
        if context.channel.isActive { expect(context) }
    }

    func channelActive(context: ChannelHandlerContext) {
        expect(context)
        context.fireChannelActive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        context.fireChannelRead(data)
        expect(context)
    }

    func channelInactive(context: ChannelHandlerContext) {
        arrived()
        context.fireChannelInactive()
    }

    /// After an answer the next bytes begin another head.
    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        isWaiting = true
        context.write(data, promise: promise)
    }

    /// Stands behind the decoder and tells the watch what got through.
    final class Decoded: ChannelInboundHandler {
        typealias InboundIn = Any
        typealias InboundOut = Any

        private var watch: HeadWatch?

        func handlerAdded(context: ChannelHandlerContext) {
            do {
                watch = try context.pipeline.syncOperations.handler(type: HeadWatch.self)
            } catch {
                // A connection without a watch is not watched.
            }
        }

        func handlerRemoved(context: ChannelHandlerContext) { watch = nil }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            watch?.arrived()
            context.fireChannelRead(data)
        }
    }
}
