import Foundation
import Glibc
import JSON
import Logging
import Registrations
import Synchronization

/// Where logs go: stdout for the service, stderr for every other command.
enum LogSetup {
    static func start(_ settings: Settings, toOutput: Bool) -> Logger {
        let sink = toOutput ? STDOUT_FILENO : STDERR_FILENO
        let isText = settings.logsAsText ?? Console.isTerminal(sink)
        let level = toOutput ? settings.logLevel : max(settings.logLevel, .warning)
        LoggingSystem.bootstrap { LineLog(label: $0, level: level, isText: isText, sink: sink) }
        let log = Logger(label: "registrar")
        for setting in settings.unknown {
            log.warning("setting.unknown", metadata: ["name": "\(setting.name)", "mend": "\(setting.mend)"])
        }
        return log
    }
}

/// Log lines as JSON for machines, or as text on a terminal: fixed events with chosen fields, never a body or a secret.
struct LineLog: LogHandler {
    var logLevel: Logger.Level
    var metadata: Logger.Metadata = [:]
    private let label: String
    private let isText: Bool
    private let sink: Int32
    private static let turn = Mutex(())

    init(label: String, level: Logger.Level, isText: Bool, sink: Int32) {
        self.label = label
        logLevel = level
        self.isText = isText
        self.sink = sink
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let line = line(event, at: Date())
        // A log that cannot be written must not end the service.
        _ = Self.turn.withLock { _ in Console.write(line + "\n", to: sink) }
    }

    func line(_ event: LogEvent, at now: Date) -> String {
        let fields = metadata.merging(event.metadata ?? [:]) { _, new in new }.sorted { $0.key < $1.key }
        return isText ? text(event, fields, now) : json(event, fields, now)
    }

    private func text(
        _ event: LogEvent,
        _ fields: [(key: String, value: Logger.MetadataValue)],
        _ now: Date
    ) -> String {
        let shown = fields.map { " \($0.key)=\($0.value)" }.joined()
        return Console.oneLine("\(stamp(now)) \(event.level) \(event.message)\(shown)")
    }

    private func json(
        _ event: LogEvent,
        _ fields: [(key: String, value: Logger.MetadataValue)],
        _ now: Date
    ) -> String {
        var writer = JSONWriter()
        writer.object { writer in
            writer.field("timestamp", stamp(now))
            writer.field("level", "\(event.level)")
            writer.field("message", "\(event.message)")
            writer.field("logger", label)
            for (key, value) in fields { writer.field(key, "\(value)") }
        }
        return writer.text
    }
}
