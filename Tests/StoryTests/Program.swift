import Foundation

/// The built program, run as its users run it: a process, its environment, its output.
struct Program: Sendable {
    static let patienceSeconds = 20.0

    let folder: URL
    let environment: [String: String]
    var wrapper: [String] = []

    /// What a command that ended left behind.
    struct Outcome: Sendable {
        let status: Int32
        let output: String
        let trouble: String

        var lines: [String] { output.split(separator: "\n").map(String.init) }
    }

    /// Beside the bundle of these tests, whatever that is called, unless `REGISTRAR_BINARY` names another one.
    private static let executable: URL = {
        if let other = ProcessInfo.processInfo.environment["REGISTRAR_BINARY"] { return URL(fileURLWithPath: other) }
        let own = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        return own.deletingLastPathComponent().appendingPathComponent("registrar")
    }()

    /// Runs a command to its end.
    func run(_ arguments: [String]) async throws -> Outcome {
        let running = try start(arguments)
        let status = try await running.ended()
        return Outcome(status: status, output: try running.output(), trouble: try running.trouble())
    }

    /// Starts a command and leaves it running.
    func start(
        _ arguments: [String],
        changing extra: [String: String] = [:],
        isWrapped: Bool = false
    ) throws -> Running {
        let id = UUID().uuidString
        let output = folder.appendingPathComponent("\(id).out")
        let trouble = folder.appendingPathComponent("\(id).err")
        for file in [output, trouble] { try Data().write(to: file) }
        let process = Process()
        let isBare = wrapper.isEmpty || !isWrapped
        process.executableURL = isBare ? Self.executable : URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = isBare ? arguments : wrapper + [Self.executable.path] + arguments
        process.currentDirectoryURL = folder
        process.environment = environment.merging(extra) { _, new in new }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardError = try FileHandle(forWritingTo: trouble)
        try process.run()
        return Running(process: process, outputFile: output, troubleFile: trouble)
    }
}

/// A process of the program.
struct Running: Sendable {
    let process: Process
    let outputFile: URL
    let troubleFile: URL

    func output() throws -> String { String(decoding: try Data(contentsOf: outputFile), as: UTF8.self) }
    func trouble() throws -> String { String(decoding: try Data(contentsOf: troubleFile), as: UTF8.self) }

    func signal(_ number: Int32) {
        guard process.isRunning else { return }
        kill(process.processIdentifier, number)
    }

    /// The exit code, or the signal's number with a minus.
    func ended() async throws -> Int32 {
        try await eventually("the process ends", withinSeconds: Program.patienceSeconds) {
            process.isRunning ? nil : ()
        }
        return process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus
    }

    /// Ends it at once, whatever it does.
    func killed() async throws {
        signal(SIGKILL)
        _ = try await ended()
    }

    /// The address of the log's line that says where it listens.
    func address() async throws -> String {
        let found = try await eventually("the service listens", withinSeconds: Program.patienceSeconds) {
            guard process.isRunning else { throw NeverHappened(what: "ended early: \(try output()) \(try trouble())") }
            return try logged("listening").first?["address"]
        }
        return "http://" + found
    }

    /// The log's lines of that event.
    func logged(_ event: String) throws -> [[String: String]] {
        try log().filter { $0["message"] == event }
    }

    /// Every whole line of the log; what is still being written is left out.
    func log() throws -> [[String: String]] {
        let text = try output()
        guard let end = text.lastIndex(of: "\n") else { return [] }
        return try text[..<end].split(separator: "\n").map { line in
            let parsed = try JSONSerialization.jsonObject(with: Data(line.utf8))
            guard let fields = parsed as? [String: String] else { throw NeverHappened(what: "a log line: \(line)") }
            return fields
        }
    }
}

/// What was waited for in vain.
struct NeverHappened: Error, CustomStringConvertible {
    let what: String
    var description: String { "never happened: \(what)" }
}

/// Looks again and again until there is something to see.
@discardableResult
func eventually<Found>(
    _ what: String,
    withinSeconds: Double = 15,
    _ look: () async throws -> Found?
) async throws -> Found {
    let clock = ContinuousClock()
    let start = clock.now
    while start.duration(to: clock.now) < .seconds(withinSeconds) {
        if let found = try await look() { return found }
        try await clock.sleep(for: .milliseconds(15))
    }
    throw NeverHappened(what: what)
}
