/// The lines of the text format.
///
/// https://prometheus.io/docs/instrumenting/exposition_formats
struct MetricsText {
    private(set) var text = ""

    mutating func begin(_ name: String, _ help: String, _ type: String) {
        text += "# HELP \(name) \(Self.escaped(help))\n# TYPE \(name) \(type)\n"
    }

    mutating func line(_ name: String, _ labels: [(name: String, value: String)], _ value: String) {
        text += name
        if !labels.isEmpty {
            let pairs = labels.map { "\($0.name)=\"\(Self.escaped($0.value).replacing("\"", with: "\\\""))\"" }
            text += "{\(pairs.joined(separator: ","))}"
        }
        text += " \(value)\n"
    }

    mutating func histogram(_ name: String, _ labels: [(name: String, value: String)], _ times: Times) {
        let reading = times.reading
        var seen = 0
        for (bound, count) in zip(times.upToSeconds.map(Self.number) + ["+Inf"], reading.counts) {
            seen += count
            line(name + "_bucket", labels + [("le", bound)], "\(seen)")
        }
        line(name + "_sum", labels, Self.number(reading.seconds))
        line(name + "_count", labels, "\(seen)")
    }

    /// Whole numbers without a fraction.
    static func number(_ value: Double) -> String {
        if value.isInfinite { return value < 0 ? "-Inf" : "+Inf" }
        guard let whole = Int(exactly: value) else { return value.isNaN ? "NaN" : "\(value)" }
        return "\(whole)"
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("\\", with: "\\\\").replacing("\n", with: "\\n")
    }
}
