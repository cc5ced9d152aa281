import Foundation
import Glibc

/// A program under measurement, run as a process of its own.
final class Program {
    /// What a process has used so far.
    struct Usage {
        var processorMicroseconds = 0.0
        var residentKibibytes = 0
    }

    private let process = Process()
    let name: String
    var id: Int32 { process.processIdentifier }

    init(_ path: String, _ arguments: [String], environment: [String: String] = [:], output: String) throws {
        name = (path as NSString).lastPathComponent
        process.executableURL = URL(filePath: path)
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        guard FileManager.default.createFile(atPath: output, contents: nil),
            let file = FileHandle(forWritingAtPath: output)
        else { throw Trouble("\(output) cannot be written") }
        process.standardOutput = file
        process.standardError = file
        try process.run()
    }

    func wait() -> Int32 {
        process.waitUntilExit()
        return process.terminationStatus
    }

    func end() {
        process.terminate()
        process.waitUntilExit()
    }

    /// Processor time of all threads, and resident memory.
    func usage() throws -> Usage {
        let fields = try read("stat").split(separator: ")").last?.split(separator: " ") ?? []
        guard fields.count > 21, let user = Double(fields[11]), let system = Double(fields[12]),
            let pages = Int(fields[21])
        else { throw Trouble("/proc/\(id)/stat is not as expected") }
        let ticks = Double(sysconf(Int32(_SC_CLK_TCK)))
        return Usage(
            processorMicroseconds: (user + system) / ticks * 1_000_000,
            residentKibibytes: pages * sysconf(Int32(_SC_PAGESIZE)) / 1024
        )
    }

    private func read(_ file: String) throws -> String {
        guard let data = FileManager.default.contents(atPath: "/proc/\(id)/\(file)") else {
            throw Trouble("\(name) has ended")
        }
        return String(decoding: data, as: UTF8.self)
    }
}

/// Asks until there is an answer, for at most ten seconds.
func eventually<Value>(_ what: String, _ ask: () async throws -> Value?) async throws -> Value {
    for _ in 0..<500 {
        if let value = try await ask() { return value }
        try await Task.sleep(for: .milliseconds(20))
    }
    throw Trouble("waited in vain for \(what)")
}
