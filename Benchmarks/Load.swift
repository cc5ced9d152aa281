import Foundation

/// The load generator of `load/load.c`: signs every request as it sends it.
struct Load {
    /// What one playing came to; latencies are those of the answers that were asked for, from the intended time.
    struct Outcome {
        var sent = 0
        var served = 0
        /// Answered, and not with what was asked for: busy, too many, come again.
        var refused = 0
        /// Connections that broke, answers that make no sense or never came.
        var broken = 0
        var seconds = 1.0
        var milliseconds: [String: Double] = [:]
        var connections = 0
        var generatorMicroseconds = 0.0

        var perSecond: Double { Double(served) / seconds }
        func latency(_ name: String) -> Double { milliseconds[name] ?? 0 }
    }

    let executable: String
    let folder: String

    /// Closed loop without a rate: every connection sends its next when it is answered.
    ///
    /// With a rate it is an open loop.
    func play(
        _ bodies: String,
        at host: String,
        expecting text: String = Peer.expectation,
        seconds: Double,
        connections: Int,
        rate: Double? = nil,
        mostConnections: Int = 64,
        path: String? = nil,
        bearer: String? = nil
    ) throws -> Outcome {
        var arguments = [
            host, "--bodies", bodies, "--secret", Deliveries.secret, "--expect", text, "--seconds", "\(seconds)",
            "--connections", "\(connections)", "--most-connections", "\(max(connections, mostConnections))",
        ]
        if let path { arguments += ["--path", path] }
        if let bearer { arguments += ["--bearer", bearer] }
        if let rate { arguments += ["--rate", "\(rate)"] }
        let output = folder + "/load.txt"
        let status = try Program(executable, arguments, output: output).wait()
        let text = try String(contentsOfFile: output, encoding: .utf8)
        guard status == 0 else { throw Trouble("the load generator failed: \(text)") }
        return try Outcome(text)
    }
}

extension Load.Outcome {
    init(_ line: String) throws {
        let values = Figures(line)
        sent = Int(try values.number("sent"))
        served = Int(try values.number("served"))
        refused = Int(try values.number("refused"))
        broken = Int(try values.number("broken") + values.number("unanswered"))
        seconds = try values.number("seconds")
        connections = Int(try values.number("connections"))
        generatorMicroseconds = try values.number("cpu")
        for name in ["p50", "p90", "p99", "p999", "max", "refused_p50", "refused_p99", "refused_max"] {
            milliseconds[name] = try values.number(name) / 1000
        }
    }
}

/// A line of `name=value`.
struct Figures {
    private var values: [String: Double] = [:]
    private let line: String

    init(_ line: String) {
        self.line = line
        for word in line.split(whereSeparator: \.isWhitespace) {
            let pair = word.split(separator: "=")
            if pair.count == 2 { values[String(pair[0])] = Double(pair[1]) }
        }
    }

    func number(_ name: String) throws -> Double {
        guard let value = values[name] else { throw Trouble("no \(name) in: \(line)") }
        return value
    }
}
