import Hummingbird
import HummingbirdTesting
import NIOCore
import NIOPosix

@testable import Web

/// Sends bytes as they are and returns everything that comes until the server closes.
///
/// `isAll` says so at once, as whoever sends everything from a file does.
func raw(_ house: House, _ request: String, isAll: Bool = false) async throws -> String {
    try await house.server.application.test(.live) { client in
        try await raw(port: client.port ?? 0, request, isAll: isAll)
    }
}

func raw(port: Int, _ request: String, isAll: Bool = false) async throws -> String {
    let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
        .connect(host: "127.0.0.1", port: port) { channel in
            channel.eventLoop.makeCompletedFuture {
                try NIOAsyncChannel<ByteBuffer, ByteBuffer>(
                    wrappingChannelSynchronously: channel,
                    configuration: .init(isOutboundHalfClosureEnabled: true)
                )
            }
        }
    return try await channel.executeThenClose { inbound, outbound in
        var answer = ""
        do {
            try await outbound.write(ByteBuffer(string: request))
            if isAll { outbound.finish() }
            for try await piece in inbound { answer += String(buffer: piece) }
        } catch is IOError {
            // Closed while bytes of ours were still on their way.
        } catch is ChannelError {
            // Closed before they were.
        }
        return answer
    }
}
