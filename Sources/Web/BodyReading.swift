import Desk
import HTTPTypes
import Hummingbird
import NIOCore

/// What came of reading a body.
enum BodyReading: Sendable {
    case whole([UInt8])
    case tooLarge, tooSlow, broken, noRoom
}

extension FrontDoor {
    func readBody(of request: Request, _ context: DoorContext) async -> BodyReading {
        if let announced = request.headers[.contentLength].flatMap({ Int($0) }),
            announced > configuration.bodyLimitBytes
        {
            return .tooLarge
        }
        let number = bodies.begin(context.channel)
        let reading = await collect(request.body)
        return bodies.end(number) ? .tooSlow : reading
    }

    private func collect(_ body: RequestBody) async -> BodyReading {
        var bytes: [UInt8] = []
        var borrowed = 0
        defer { if borrowed > 0 { budget.giveBack(borrowed) } }
        do {
            for try await piece in body {
                guard bytes.count + piece.readableBytes <= configuration.bodyLimitBytes else { return .tooLarge }
                let wanted = bytes.count + piece.readableBytes - BodyBudget.freeBytes - borrowed
                if wanted > 0 {
                    guard budget.take(wanted) else { return .noRoom }
                    borrowed += wanted
                }
                bytes.append(contentsOf: piece.readableBytesView)
            }
        } catch {
            return .broken
        }
        return Task.isCancelled ? .broken : .whole(bytes)
    }

    /// Refuses a body and ends the connection, since the rest of it may be on its way.
    func refuse(_ status: Int, _ sentence: String, _ context: DoorContext) -> OutboundResponse {
        farewell(.plain(status, sentence), context)
    }

    /// The last answer of a connection: the client hears so, and has a moment to read it.
    func farewell(_ response: OutboundResponse, _ context: DoorContext) -> OutboundResponse {
        let channel = context.channel
        channel.eventLoop.scheduleTask(in: .seconds(1)) { channel.close(promise: nil) }
        var last = response
        last.headers.append(("connection", "close"))
        return last
    }
}

extension Channel {
    var isFromThisMachine: Bool {
        guard let address = remoteAddress?.ipAddress else { return false }
        return address.hasPrefix("127.") || address == "::1" || address.hasPrefix("::ffff:127.")
    }
}

extension HTTPFields {
    /// A proxy stood between: whoever asked may be anywhere.
    var isForwarded: Bool {
        ["forwarded", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip", "via"].contains { name in
            HTTPField.Name(name).map { contains($0) } ?? false
        }
    }
}
