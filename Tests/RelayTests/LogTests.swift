import Desk
import DeskTesting
import Dialogue
import Logging
import Registrations
import Synchronization
import Testing

@testable import Relay

/// What the relay's log says of a message.
@Suite(.timeLimit(.minutes(1)))
struct LogTests {
    @Test func `each try names the message, what it is for and the request it comes of, never to whom it goes`()
        async throws
    {
        let story = RelayStory()
        let lines = LogBook()
        story.courier.script("m1", .fail(.retry(afterSeconds: 10, reason: "rate_limited")))
        try await story.play(logger: lines.logger) { story, _ in
            try await story.enqueue(.sample("m1", request: "0123456789abcdef"))
            _ = await story.outcomes.reach(1)
            story.wait(10)
            _ = await story.outcomes.reach(2)
        }
        #expect(lines.all.map(\.message) == ["outbox.retried", "outbox.sent"])
        for line in lines.all {
            #expect(line.level == .info)
            #expect(line.fields["message.id"] == "m1" && line.fields["request.id"] == "0123456789abcdef")
            #expect(line.fields["message.purpose"] == "review_card")
            #expect(Set(line.fields.keys).isSubset(of: ["message.id", "message.purpose", "request.id", "reason"]))
        }
    }
}

/// The lines a logger wrote.
final class LogBook: Sendable {
    struct Line: Sendable {
        let level: Logger.Level
        let message: String
        let fields: [String: String]
    }

    private let lines = Mutex<[Line]>([])

    var all: [Line] { lines.withLock { $0 } }

    var logger: Logger {
        var logger = Logger(label: "book") { _ in Handler(book: self) }
        logger.logLevel = .trace
        return logger
    }

    private struct Handler: LogHandler {
        let book: LogBook
        var logLevel = Logger.Level.trace
        var metadata: Logger.Metadata = [:]

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            let fields = (event.metadata ?? [:]).mapValues { "\($0)" }
            book.lines.withLock { $0.append(Line(level: event.level, message: "\(event.message)", fields: fields)) }
        }
    }
}
