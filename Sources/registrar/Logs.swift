import Foundation
import JSON
import Logging
import Registrations
import Synchronization

/// Log lines as JSON for machines, or as text on a terminal: fixed events with chosen fields, never a body or a secret.
struct LineLog: LogHandler {
    var logLevel: Logger.Level
    var metadata: Logger.Metadata = [:]
    private let label: String
    private let isText: Bool
    private let sink: FileHandle
    private static let turn = Mutex(())

    init(label: String, level: Logger.Level, isText: Bool, sink: FileHandle) {
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
        let fields = metadata.merging(event.metadata ?? [:]) { _, new in new }.sorted { $0.key < $1.key }
        let line = isText ? text(event, fields) : json(event, fields)
        Self.turn.withLock { _ in sink.write(Data((line + "\n").utf8)) }
    }

    private func text(_ event: LogEvent, _ fields: [(key: String, value: Logger.MetadataValue)]) -> String {
        let shown = fields.map { "\($0.key)=\($0.value)" }.joined(separator: " ")
        return "\(stamp(Date())) \(event.level) \(event.message) \(shown)"
    }

    private func json(_ event: LogEvent, _ fields: [(key: String, value: Logger.MetadataValue)]) -> String {
        var writer = JSONWriter()
        writer.object { writer in
            writer.field("timestamp", stamp(Date()))
            writer.field("level", "\(event.level)")
            writer.field("message", "\(event.message)")
            writer.field("logger", label)
            for (key, value) in fields { writer.field(key, "\(value)") }
        }
        return writer.text
    }
}
