internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix

/// One HTTP request to the app under test, byte for byte as given.
public struct WireRequest: Sendable {
    /// The method, `POST` unless told otherwise.
    public var method: String
    /// The absolute `http://` address.
    public var url: String
    /// The headers in order; `Host` and `Content-Length` are added.
    public var headers: [(String, String)]
    /// The raw body.
    public var body: [UInt8]

    /// A request as it shall stand on the wire.
    public init(method: String = "POST", url: String, headers: [(String, String)], body: [UInt8]) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
    }
}

/// What the app answered.
public struct WireAnswer: Sendable {
    /// The HTTP status.
    public var status: Int
    /// The headers, names in lower case.
    public var headers: [String: String]
    /// The raw body.
    public var body: [UInt8]

    /// The body as text.
    public var text: String { String(decoding: body, as: UTF8.self) }

    /// The media type without its parameters.
    public var mediaType: String {
        let value = headers["content-type"]?.prefix { $0 != ";" } ?? ""
        return value.lowercased().filter { $0 != " " }
    }
}

/// Why there was no answer.
public enum WireFailure: Error, Sendable, Equatable {
    case badAddress
    case notConnected
    case timedOut
    case brokenOff
    case tooLarge
}

/// A small HTTP/1.1 client: one connection a request, no redirects, no retries.
enum WireClient {
    private static let maximumBodyBytes = 4 << 20

    static func send(_ request: WireRequest, timeout: Duration) async throws -> WireAnswer {
        try await withThrowingTaskGroup(of: WireAnswer.self) { group in
            group.addTask { try await exchange(request) }
            group.addTask {
                try await Task.sleep(for: timeout)
                throw WireFailure.timedOut
            }
            defer { group.cancelAll() }
            guard let first = try await group.next() else { throw WireFailure.brokenOff }
            return first
        }
    }

    private static func exchange(_ request: WireRequest) async throws -> WireAnswer {
        let target = try Target(request.url)
        let channel = try await connect(to: target)
        return try await channel.executeThenClose { inbound, outbound in
            let parts: [HTTPClientRequestPart] = [
                .head(head(of: request, to: target)), .body(.byteBuffer(ByteBuffer(bytes: request.body))), .end(nil),
            ]
            do {
                try await outbound.write(contentsOf: parts)
            } catch {
                // An app may answer and close before it has read everything: the answer counts.
            }
            return try await answer(from: inbound)
        }
    }

    /// Connects first and wraps then: a wrapped channel that never connects must not be dropped unfinished.
    private static func connect(
        to target: Target
    ) async throws -> NIOAsyncChannel<HTTPClientResponsePart, HTTPClientRequestPart> {
        do {
            let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .channelInitializer { channel in
                    channel.eventLoop.makeCompletedFuture {
                        try channel.pipeline.syncOperations.addHTTPClientHandlers()
                    }
                }
                .connect(host: target.host, port: target.port).get()
            return try await channel.eventLoop.submit {
                try NIOAsyncChannel(wrappingChannelSynchronously: channel)
            }.get()
        } catch {
            throw WireFailure.notConnected
        }
    }

    private static func head(of request: WireRequest, to target: Target) -> HTTPRequestHead {
        var headers = HTTPHeaders(request.headers)
        headers.add(name: "Host", value: "\(target.host):\(target.port)")
        headers.add(name: "Content-Length", value: String(request.body.count))
        headers.add(name: "Connection", value: "close")
        return HTTPRequestHead(
            version: .http1_1,
            method: HTTPMethod(rawValue: request.method),
            uri: target.path,
            headers: headers
        )
    }

    private static func answer(
        from inbound: NIOAsyncChannelInboundStream<HTTPClientResponsePart>
    ) async throws -> WireAnswer {
        var answer: WireAnswer?
        for try await part in inbound {
            switch part {
            case .head(let head):
                let named = head.headers.map { ($0.name.lowercased(), $0.value) }
                answer = WireAnswer(
                    status: Int(head.status.code),
                    headers: Dictionary(named) { first, _ in first },
                    body: []
                )
            case .body(let buffer):
                answer?.body.append(contentsOf: buffer.readableBytesView)
                guard answer?.body.count ?? 0 <= maximumBodyBytes else { throw WireFailure.tooLarge }
            case .end:
                if let answer { return answer }
            }
        }
        throw WireFailure.brokenOff
    }

    private struct Target {
        var host: String
        var port: Int
        var path: String

        init(_ url: String) throws {
            let scheme = "http://"
            guard url.hasPrefix(scheme) else { throw WireFailure.badAddress }
            let rest = url.dropFirst(scheme.count)
            let authority = rest.prefix { $0 != "/" && $0 != "?" }
            let parts = authority.split(separator: ":", maxSplits: 1)
            guard let host = parts.first, !host.isEmpty else { throw WireFailure.badAddress }
            self.host = String(host)
            self.port = parts.count > 1 ? Int(parts[1]) ?? 0 : 80
            let path = rest.dropFirst(authority.count)
            self.path = path.isEmpty ? "/" : String(path)
        }
    }
}
