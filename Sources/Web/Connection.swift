import Desk
import NIOCore
import NIOHTTP1

/// One connection's HTTP/1.1: reads a request whole, has it answered, and reads no further before the answer is written.
///
/// It is all that a connection keeps between two requests. What answers is a task of the request's own, whose memory goes with
/// the answer: under overload there are as many connections as people who wait.
final class Connection: ChannelDuplexHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = Never
    typealias OutboundIn = Never
    typealias OutboundOut = IOData

    private enum State {
        /// Between two requests.
        case waiting
        case reading(Visit)
        case turningAway(Answer)
        case answering
        /// The last answer is out; what still comes is not looked at.
        case over
    }

    private enum Expected: Hashable {
        case nothing, request, restOfHead, restOfBody, farewell
    }

    /// More is not kept of what is sent early: NIO reads on, unasked, once the client has ended.
    private static let mostEarly = (parts: 128, bytes: 65_536)
    /// So long a client has to read its last answer.
    private static let farewellSeconds = 1.0

    private let door: FrontDoor
    private let queue: RunQueue
    private let loop: any EventLoop
    private let present: Present
    private var context: ChannelHandlerContext?
    private var state = State.waiting
    private var body = ArrivingBody()
    /// What was sent before the answer to what came before it; seldom anything.
    private var early: CircularBuffer<HTTPServerRequestPart>?
    private var earlyBytes = 0
    /// The request under way allows another one behind it.
    private var isKeptAlive = true
    /// The next answer is the last.
    private var isLeaving = false
    /// What follows cannot be read.
    private var isGarbled = false
    /// The request under way asks for another protocol, and NIO's decoder reads nothing behind it.
    private var isUpgrade = false
    /// Nothing follows.
    private var isFinished = false
    /// Something was understood of what is being read.
    private var isUnderstood = false
    /// More is asked for as soon as there is room for it.
    private var wantsMore = false
    private var isClosed = false
    private var expected = Expected.nothing
    private var alarm = Alarm()

    /// `present` counts the connection until it is closed and nothing of it is being answered any more.
    init(_ door: FrontDoor, on queue: RunQueue, _ loop: any EventLoop, among present: Present) {
        self.door = door
        self.queue = queue
        self.loop = loop
        self.present = present
    }

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        present.enter()
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        end()
        self.context = nil
    }

    func channelActive(context: ChannelHandlerContext) {
        expect(.restOfHead, within: door.configuration.headSeconds)
        context.fireChannelActive()
    }

    func channelInactive(context: ChannelHandlerContext) {
        end()
        context.fireChannelInactive()
    }

    private func end() {
        guard !isClosed else { return }
        isClosed = true
        alarm.cancel()
        dropBody()
        early = nil
        if case .answering = state { return }
        present.leave()
    }
}

// What comes in.
extension Connection {
    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isClosed, !isGarbled else { return }
        isUnderstood = true
        let part = unwrapInboundIn(data)
        if isHeld { keep(part) } else { take(part) }
    }

    private func keep(_ part: HTTPServerRequestPart) {
        var parts = early ?? CircularBuffer()
        early = nil
        switch part {
        case .head(let head):
            earlyBytes += head.headers.reduce(head.uri.utf8.count) { $0 + $1.name.utf8.count + $1.value.utf8.count }
        case .body(let piece): earlyBytes += piece.readableBytes
        case .end: break
        }
        isGarbled = parts.count >= Self.mostEarly.parts || earlyBytes > Self.mostEarly.bytes
        if !isGarbled { parts.append(part) }
        early = parts
    }

    /// A request waits for the answer before it, and for a client that does not read what it asked for.
    private var isHeld: Bool {
        if case .answering = state { return true }
        return context?.channel.isWritable == false
    }

    private func take(_ part: HTTPServerRequestPart) {
        switch (state, part) {
        case (.waiting, .head(let head)): begin(head)
        case (.reading(let visit), .body(let piece)): gather(piece, visit)
        case (.reading(let visit), .end): answer(visit)
        case (.turningAway(let refusal), .end): write(refusal)
        default: break
        }
    }

    private func begin(_ head: HTTPRequestHead) {
        isKeptAlive = head.isKeepAlive && head.version.minor > 0
        isUpgrade = head.method == .CONNECT || head.headers.contains(name: "upgrade")
        if isUpgrade { isLeaving = true }
        expect(.nothing)
        if queue.wait > .milliseconds(Int64(door.configuration.waitLimitMilliseconds)),
            let refusal = door.refusal(of: head)
        {
            state = .turningAway(refusal)
            return
        }
        guard let channel = context?.channel else { return }
        let visit = door.visit(head, channel)
        state = .reading(visit)
        if let announced = head.headers.first(name: "content-length").flatMap({ Int($0) }) {
            guard announced <= door.configuration.bodyLimitBytes else { return refuse(visit, .tooLarge) }
            if visit.isBodyWanted { body.reserve(announced) }
        }
    }

    private func gather(_ piece: ByteBuffer, _ visit: Visit) {
        body.arrivedBytes += piece.readableBytes
        guard body.arrivedBytes <= door.configuration.bodyLimitBytes else { return refuse(visit, .tooLarge) }
        guard visit.isBodyWanted else { return }
        guard body.take(piece, from: door.budget) else { return refuse(visit, .noRoom) }
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        if case .waiting = state, !isUnderstood, !isHeld { expect(.restOfHead, within: door.configuration.headSeconds) }
        awaitRest()
        isUnderstood = false
        context.fireChannelReadComplete()
    }

    /// Nobody waits for the rest of what is turned away, which might never come; for that of all else there is a time.
    private func awaitRest() {
        switch state {
        case .turningAway(let refusal):
            isLeaving = true
            write(refusal)
        case .reading: expect(.restOfBody, within: door.configuration.bodySeconds)
        case .waiting, .answering, .over: break
        }
    }

    func read(context: ChannelHandlerContext) {
        // Looked for once more while a request is answered: not to look costs two calls of the system, each time.
        if isHeld, early != nil { wantsMore = true } else if !isDeaf { context.read() }
    }

    /// The decoder would keep all that comes, and read none of it.
    private var isDeaf: Bool {
        if case .reading = state { return false }
        return isUpgrade
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        goOn()
        context.fireChannelWritabilityChanged()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // Behind the first error of the decoder each further piece is one.
        let isOfTheDecoder = error is HTTPParserError || error is ByteToMessageDecoderError.PayloadTooLargeError
        guard isOfTheDecoder || isGarbled else { return context.close(promise: nil) }
        isGarbled = true
        goOn()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch event {
        case ChannelEvent.inputClosed:
            isFinished = true
            goOn()
        case is ChannelShouldQuiesceEvent:
            isLeaving = true
            switch state {
            case .waiting: closeOnceWritten(context)
            case .over: alarm(within: Self.farewellSeconds)
            case .reading, .turningAway, .answering: break
            }
        default: context.fireUserInboundEventTriggered(event)
        }
    }

    /// Takes what came meanwhile, and asks for more once that is through.
    private func goOn() {
        while !isHeld, let part = early?.popFirst() { take(part) }
        guard let context, !isClosed, !isHeld else { return }
        early = nil
        earlyBytes = 0
        if isGarbled { return endGarbled() }
        if isFinished { return endFinished(context) }
        awaitRest()
        guard wantsMore, !isDeaf else { return }
        wantsMore = false
        context.read()
    }

    private func endFinished(_ context: ChannelHandlerContext) {
        switch state {
        case .waiting: closeOnceWritten(context)
        case .reading, .turningAway: endGarbled()
        case .answering, .over: break
        }
    }

    /// Closing drops what a client is slow to read of the answer before.
    private func closeOnceWritten(_ context: ChannelHandlerContext) {
        state = .over
        expect(.farewell, within: Self.farewellSeconds)
        let channel = context.channel
        context.writeAndFlush(wrapOutboundOut(.byteBuffer(ByteBuffer()))).whenComplete { _ in
            channel.close(promise: nil)
        }
    }

    private func endGarbled() {
        switch state {
        case .waiting: write(.garbled)
        case .reading(let visit): refuse(visit, .broken)
        case .turningAway(let refusal):
            isLeaving = true
            write(refusal)
        case .answering, .over: break
        }
    }
}

// What goes out.
extension Connection {
    private func answer(_ visit: Visit) {
        state = .answering
        expect(.nothing)
        let bytes = RequestBody(body.bytes)
        dropBody()
        let door = door
        let connection = NIOLoopBound(self, eventLoop: loop)
        Task(executorPreference: queue) {
            let answer = await door.answer(visit, bytes)
            connection.value.answered(answer)
        }
    }

    private func answered(_ answer: consuming Answer) {
        guard !isClosed else { return present.leave() }
        write(answer)
        goOn()
    }

    /// Refuses a body and ends the connection, since the rest of it may be on its way.
    private func refuse(_ visit: Visit, _ trouble: BodyTrouble) {
        dropBody()
        isLeaving = true
        write(door.finish(trouble.response, visit))
    }

    private func dropBody() {
        body.giveBack(to: door.budget)
        body = ArrivingBody()
    }

    private func write(_ answer: consuming Answer) {
        guard let context else { return }
        let isLast = isLeaving || answer.isLast
        let isOver = isLast || !isKeptAlive || isFinished && early?.isEmpty != false
        let bytes = wrapOutboundOut(.byteBuffer(answer.whole(isOver: isOver)))
        state = isOver ? .over : .waiting
        if isLast {
            expect(.farewell, within: Self.farewellSeconds)
        } else {
            expect(isOver ? .farewell : .request, within: Double(door.configuration.idleSeconds))
        }
        guard isOver, !isLast else { return context.writeAndFlush(bytes, promise: nil) }
        let channel = context.channel
        context.writeAndFlush(bytes).whenComplete { _ in channel.close(promise: nil) }
    }
}

// What has only so much time.
extension Connection {
    /// What is expected already is not put off by being expected again.
    private func expect(_ what: Expected, within seconds: Double = 0) {
        guard what != expected || what == .request else { return }
        expected = what
        guard what != .nothing, !isClosed else { return alarm.clear() }
        alarm(within: seconds)
    }

    private func alarm(within seconds: Double) {
        if alarm.put(off: .now() + .milliseconds(Int64(seconds * 1_000))) { setAlarm() }
    }

    private func setAlarm() { alarm.set(on: loop) { self.rang() } }

    private func rang() {
        guard !isClosed else { return }
        guard alarm.hasRungInTime() else { return setAlarm() }
        if case .reading(let visit) = state { refuse(visit, .tooSlow) } else { context?.close(promise: nil) }
    }
}
