/// Series with one name, one for each combination of its labels' values.
///
/// The values are fixed here, so no stranger can make a series.
public struct MetricFamily: Sendable {
    public let name: String
    public let help: String
    public let kind: Kind
    public let labels: [Label]

    public init(_ name: String, _ kind: Kind, help: String, labels: [Label] = []) {
        self.name = name
        self.kind = kind
        self.help = help
        self.labels = labels
    }

    public enum Kind: Hashable, Sendable {
        case counter
        /// How long something took, counted in buckets up to each of these seconds, ascending.
        case times(upToSeconds: [Double])
    }

    public struct Label: Sendable {
        public let name: String
        public let values: [String]

        public init(_ name: String, _ values: [String]) {
            self.name = name
            self.values = values
        }
    }

    var combinations: [[String]] {
        labels.reduce([[]]) { combinations, label in
            combinations.flatMap { combination in label.values.map { combination + [$0] } }
        }
    }
}

/// Values that are asked for when somebody looks, all of one reading.
public struct Gauges: Sendable {
    public let families: [Family]
    /// Samples of the families; a family without one is left out.
    public let read: @Sendable () async -> [Sample]

    public init(_ families: [Family], read: @escaping @Sendable () async -> [Sample]) {
        self.families = families
        self.read = read
    }

    public struct Family: Sendable {
        public let name: String
        public let help: String
        /// It only ever grows.
        public let isCounter: Bool

        public init(_ name: String, help: String, isCounter: Bool = false) {
            self.name = name
            self.help = help
            self.isCounter = isCounter
        }
    }

    public struct Sample: Sendable {
        public let name: String
        public let labels: [(name: String, value: String)]
        public let value: Double

        public init(_ name: String, _ labels: [(name: String, value: String)] = [], _ value: Double) {
            self.name = name
            self.labels = labels
            self.value = value
        }
    }
}
