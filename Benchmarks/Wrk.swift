import Foundation

/// The load generator, which plays a file of requests over many connections.
struct Wrk {
    /// What one playing came to.
    struct Outcome {
        var requests: Int
        var seconds: Double
        /// Answers that were not the next view.
        var refused: Int
        /// Connections, reads and writes that failed, and answers that took over two seconds.
        var broken: Int
        var medianMilliseconds: Double
        var slowestPercentMilliseconds: Double
        var perSecond: Double { Double(requests) / seconds }
    }

    let script: String
    let folder: String
    let connections: Int

    func play(_ requests: String, against host: String, seconds: Int) throws -> Outcome {
        let output = folder + "/wrk.txt"
        let arguments = [
            "wrk", "--threads", "1", "--connections", "\(connections)", "--duration", "\(seconds)s", "--timeout", "2s",
            "--script", script, "http://\(host)/", "--", requests,
        ]
        let status = try Program("/usr/bin/env", arguments, output: output).wait()
        let text = try String(contentsOfFile: output, encoding: .utf8)
        let line = text.split(separator: "\n").last { $0.hasPrefix("played ") } ?? ""
        let numbers = line.split(separator: " ").dropFirst().compactMap { Double($0) }
        guard status == 0, numbers.count == 6 else { throw Trouble("wrk failed: \(text)") }
        return Outcome(
            requests: Int(numbers[0]),
            seconds: numbers[1] / 1_000_000,
            refused: Int(numbers[2]),
            broken: Int(numbers[3]),
            medianMilliseconds: numbers[4] / 1000,
            slowestPercentMilliseconds: numbers[5] / 1000
        )
    }
}
