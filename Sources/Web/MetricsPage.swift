public import Metrics

/// What was counted and timed, in the text format of Prometheus 0.0.4: the backend of swift-metrics.
///
/// Every series is there from the start. An instrument that was not declared, or with a label value that was not, counts
/// nowhere.
public final class MetricsPage: MetricsFactory {
    private struct Series: Hashable {
        let name: String
        let values: [String]
    }

    private let families: [MetricFamily]
    private let labelNames: [String: [String]]
    private let tallies: [Series: Tally]
    private let times: [Series: Times]

    public init(_ families: [MetricFamily]) {
        self.families = families
        labelNames = Dictionary(families.map { ($0.name, $0.labels.map(\.name)) }) { first, _ in first }
        var tallies: [Series: Tally] = [:]
        var times: [Series: Times] = [:]
        for family in families {
            for values in family.combinations {
                let series = Series(name: family.name, values: values)
                switch family.kind {
                case .counter: tallies[series] = Tally()
                case .times(let bounds): times[series] = Times(upToSeconds: bounds)
                }
            }
        }
        self.tallies = tallies
        self.times = times
    }

    private func series(_ name: String, _ dimensions: [(String, String)]) -> Series? {
        guard labelNames[name] == dimensions.map(\.0) else { return nil }
        return Series(name: name, values: dimensions.map(\.1))
    }

    public func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        series(label, dimensions).flatMap { tallies[$0] } ?? NOOPMetricsHandler.instance
    }

    public func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        series(label, dimensions).flatMap { times[$0] } ?? NOOPMetricsHandler.instance
    }

    /// Other values are read when somebody looks: see `Gauges`.
    public func makeRecorder(
        label: String,
        dimensions: [(String, String)],
        aggregate: Bool
    ) -> any RecorderHandler {
        NOOPMetricsHandler.instance
    }

    public func destroyCounter(_ handler: any CounterHandler) {}
    public func destroyRecorder(_ handler: any RecorderHandler) {}
    public func destroyTimer(_ handler: any TimerHandler) {}

    /// Everything, as a scraper reads it.
    func text(with gauges: [Gauges] = []) async -> String {
        var text = MetricsText()
        for family in families {
            switch family.kind {
            case .counter: text.begin(family.name, family.help, "counter")
            case .times: text.begin(family.name, family.help, "histogram")
            }
            for values in family.combinations {
                let series = Series(name: family.name, values: values)
                let labels = Array(zip(family.labels.map(\.name), values))
                if let tally = tallies[series] { text.line(family.name, labels, "\(tally.count)") }
                if let times = times[series] { text.histogram(family.name, labels, times) }
            }
        }
        for group in gauges {
            let samples = await group.read()
            for family in group.families {
                let own = samples.filter { $0.name == family.name }
                guard !own.isEmpty else { continue }
                text.begin(family.name, family.help, family.isCounter ? "counter" : "gauge")
                for sample in own { text.line(sample.name, sample.labels, MetricsText.number(sample.value)) }
            }
        }
        return text.text
    }
}
