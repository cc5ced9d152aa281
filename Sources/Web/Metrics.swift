import Synchronization

/// Numbers for the admin's monitoring, in the text format of Prometheus 0.0.4.
///
/// Which series there are is fixed when it is made, so no stranger can grow them: counting an unknown one changes
/// nothing.
public final class Metrics: Sendable {
    /// A counter with one series for each combination of its labels' values.
    public struct Counter: Sendable {
        public let name: String
        public let help: String
        public let labels: [Label]

        public init(_ name: String, help: String, labels: [Label] = []) {
            self.name = name
            self.help = help
            self.labels = labels
        }
    }

    public struct Label: Sendable {
        public let name: String
        public let values: [String]

        public init(_ name: String, values: [String]) {
            self.name = name
            self.values = values
        }
    }

    /// A value that is asked for when somebody looks; left out when there is none.
    public struct Gauge: Sendable {
        public let name: String
        public let help: String
        public let value: @Sendable () async -> Double?

        public init(_ name: String, help: String, value: @escaping @Sendable () async -> Double?) {
            self.name = name
            self.help = help
            self.value = value
        }
    }

    private struct Series: Hashable {
        let name: String
        let values: [String]
    }

    private let counters: [Counter]
    private let gauges: [Gauge]
    private let counts: Mutex<[Series: Int]>

    public init(counters: [Counter], gauges: [Gauge] = []) {
        self.counters = counters
        self.gauges = gauges
        let all = counters.flatMap { counter in
            Self.combinations(counter.labels).map { Series(name: counter.name, values: $0) }
        }
        counts = Mutex(Dictionary(all.map { ($0, 0) }) { first, _ in first })
    }

    /// Adds one; `values` in the order of the counter's labels.
    public func count(_ name: String, _ values: String...) {
        counts.withLock { counts in
            let series = Series(name: name, values: values)
            if let count = counts[series] { counts[series] = count + 1 }
        }
    }

    private static func combinations(_ labels: [Label]) -> [[String]] {
        labels.reduce([[]]) { combinations, label in
            combinations.flatMap { combination in label.values.map { combination + [$0] } }
        }
    }

    /// Everything, as a scraper reads it.
    func text() async -> String {
        let counts = counts.withLock { $0 }
        var text = ""
        for counter in counters {
            text += Self.head(counter.name, counter.help, "counter")
            for values in Self.combinations(counter.labels) {
                let count = counts[Series(name: counter.name, values: values)] ?? 0
                text += "\(counter.name)\(Self.labels(counter.labels, values)) \(count)\n"
            }
        }
        for gauge in gauges {
            guard let value = await gauge.value() else { continue }
            text += Self.head(gauge.name, gauge.help, "gauge") + "\(gauge.name) \(value)\n"
        }
        return text
    }

    private static func head(_ name: String, _ help: String, _ type: String) -> String {
        "# HELP \(name) \(escaped(help))\n# TYPE \(name) \(type)\n"
    }

    private static func labels(_ labels: [Label], _ values: [String]) -> String {
        guard !labels.isEmpty else { return "" }
        let pairs = zip(labels, values).map { label, value in
            "\(label.name)=\"\(escaped(value).replacing("\"", with: "\\\""))\""
        }
        return "{\(pairs.joined(separator: ","))}"
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("\\", with: "\\\\").replacing("\n", with: "\\n")
    }
}
