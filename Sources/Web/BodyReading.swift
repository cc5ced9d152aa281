import Desk
import HTTPTypes
import Hummingbird
import NIOCore

/// What came of reading a body.
enum BodyReading: Sendable {
    case whole([UInt8])
    case tooLarge, tooSlow, broken
}

extension FrontDoor {
    func readBody(of request: Request) async -> BodyReading {
        let limit = configuration.bodyLimitBytes
        if let announced = request.headers[.contentLength].flatMap({ Int($0) }), announced > limit { return .tooLarge }
        let body = request.body
        let reading = await firstOf(clock, seconds: configuration.bodySeconds) { await Self.collect(body, limit) }
        return reading ?? .tooSlow
    }

    private static func collect(_ body: RequestBody, _ limitBytes: Int) async -> BodyReading {
        var bytes: [UInt8] = []
        do {
            for try await piece in body {
                guard bytes.count + piece.readableBytes <= limitBytes else { return .tooLarge }
                bytes.append(contentsOf: piece.readableBytesView)
            }
        } catch {
            return .broken
        }
        return Task.isCancelled ? .tooSlow : .whole(bytes)
    }

    /// Refuses a body and ends the connection, since the rest of it may be on its way.
    func refuse(_ status: Int, _ sentence: String, _ context: DoorContext) -> OutboundResponse {
        let channel = context.channel
        channel.eventLoop.scheduleTask(in: .seconds(1)) { channel.close(promise: nil) }
        var response = OutboundResponse.plain(status, sentence)
        response.headers.append(("connection", "close"))
        return response
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
        ["forwarded", "x-forwarded-for", "x-real-ip", "via"].contains { name in
            HTTPField.Name(name).map { contains($0) } ?? false
        }
    }
}
