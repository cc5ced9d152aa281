import Foundation
import Glibc
import Synchronization

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
        Self.running.withLock { _ = $0.insert(id) }
    }

    private static let running = Mutex<Set<Int32>>([])

    /// Ends what a measurement that failed left behind.
    static func endAll() {
        for id in running.withLock({ $0 }) { kill(id, SIGTERM) }
    }

    func wait() -> Int32 {
        process.waitUntilExit()
        Self.running.withLock { _ = $0.remove(id) }
        return process.terminationStatus
    }

    func end() {
        process.terminate()
        _ = wait()
    }

    /// Processor time and resident memory, of all threads and of the processes it started.
    func usage() throws -> Usage {
        var whole = try Self.usage(of: id)
        for child in Self.children(of: id) {
            let usage = try Self.usage(of: child)
            whole.processorMicroseconds += usage.processorMicroseconds
            whole.residentKibibytes += usage.residentKibibytes
        }
        return whole
    }

    /// The most memory that was ever resident.
    func peakKibibytes() throws -> Int {
        let line = try Self.read("status", of: id).split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
        guard let number = line?.split(separator: " ").dropFirst().first, let peak = Int(number) else {
            throw Trouble("/proc/\(id)/status is not as expected")
        }
        return peak
    }

    /// Processor time of this program itself.
    static var ownProcessorMicroseconds: Double {
        var used = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &used)
        let seconds = Double(used.ru_utime.tv_sec + used.ru_stime.tv_sec)
        return seconds * 1_000_000 + Double(used.ru_utime.tv_usec + used.ru_stime.tv_usec)
    }

    private static func children(of parent: Int32) -> [Int32] {
        var found: [Int32] = []
        for name in names(in: "/proc/\(parent)/task") {
            let text = FileManager.default.contents(atPath: "/proc/\(parent)/task/\(name)/children")
            let ids = text.map { String(decoding: $0, as: UTF8.self).split(separator: " ").compactMap { Int32($0) } }
            for id in ids ?? [] { found += [id] + children(of: id) }
        }
        return found
    }

    private static func names(in folder: String) -> [String] {
        do { return try FileManager.default.contentsOfDirectory(atPath: folder) } catch { return [] }
    }

    private static func usage(of id: Int32) throws -> Usage {
        let fields = try read("stat", of: id).split(separator: ")").last?.split(separator: " ") ?? []
        guard fields.count > 21, let user = Double(fields[11]), let system = Double(fields[12]),
            let pages = Int(fields[21])
        else { throw Trouble("/proc/\(id)/stat is not as expected") }
        let ticks = Double(sysconf(Int32(_SC_CLK_TCK)))
        return Usage(
            processorMicroseconds: (user + system) / ticks * 1_000_000,
            residentKibibytes: pages * sysconf(Int32(_SC_PAGESIZE)) / 1024
        )
    }

    private static func read(_ file: String, of id: Int32) throws -> String {
        guard let data = FileManager.default.contents(atPath: "/proc/\(id)/\(file)") else {
            throw Trouble("process \(id) has ended")
        }
        return String(decoding: data, as: UTF8.self)
    }
}

/// Asks until there is an answer, for at most a minute.
func eventually<Value>(_ what: String, _ ask: () async throws -> Value?) async throws -> Value {
    for _ in 0..<3_000 {
        if let value = try await ask() { return value }
        try await Task.sleep(for: .milliseconds(20))
    }
    throw Trouble("waited in vain for \(what)")
}
