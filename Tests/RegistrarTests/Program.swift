import Foundation
import Glibc

/// The built executable in a folder of its own, run as an admin would run it.
struct Program: Sendable {
    let folder: URL
    var environment: [String: String] = [:]

    /// A run that hangs is ended, which no expected status says.
    private static let longestSeconds = "60"

    struct Finished: Sendable {
        let status: Int32
        let output: String
        let errors: String

        var lines: [String] { output.split(separator: "\n").map(String.init) }
    }

    /// Calls `body` with a program in a new folder, which is gone afterwards.
    static func inFolder(
        _ environment: [String: String] = [:],
        _ body: (Program) async throws -> Void
    ) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "registrar-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try await body(Program(folder: folder, environment: environment))
        try FileManager.default.removeItem(at: folder)
    }

    func path(_ name: String) -> String { folder.appending(path: name).path }

    func write(_ text: String, to name: String) throws {
        try Data(text.utf8).write(to: folder.appending(path: name))
    }

    func with(_ settings: [String: String]) -> Program {
        Program(folder: folder, environment: environment.merging(settings) { $1 })
    }

    @discardableResult
    func run(_ arguments: String..., input: String = "") async throws -> Finished {
        try await run(arguments, input: input)
    }

    func run(_ arguments: [String], input: String = "") async throws -> Finished {
        let id = UUID().uuidString
        let streams = ["in", "out", "err"].map { folder.appending(path: "\(id).\($0)") }
        for stream in streams { try Data(input.utf8).write(to: stream) }
        let process = try process(
            "/usr/bin/timeout",
            ["--kill-after=5", Self.longestSeconds, Self.built()] + arguments
        )
        process.standardInput = try FileHandle(forReadingFrom: streams[0])
        for stream in streams.dropFirst() { try Data().write(to: stream) }
        process.standardOutput = try FileHandle(forWritingTo: streams[1])
        process.standardError = try FileHandle(forWritingTo: streams[2])
        let status = try await ending(of: process)
        let texts = try streams.map { String(decoding: try Data(contentsOf: $0), as: UTF8.self) }
        for stream in streams { try FileManager.default.removeItem(at: stream) }
        return Finished(status: status, output: texts[1], errors: texts[2])
    }

    /// The executable stands beside that of the tests.
    static func built() throws -> String {
        let tests = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        return URL(filePath: tests).deletingLastPathComponent().appending(path: "registrar").path
    }

    func process(_ executable: String, _ arguments: [String]) throws -> Process {
        let process = Process()
        process.executableURL = URL(filePath: executable)
        process.arguments = arguments
        process.currentDirectoryURL = folder
        process.environment = environment
        return process
    }

    private func ending(of process: Process) async throws -> Int32 {
        try await withCheckedThrowingContinuation { continuation in
            process.terminationHandler = { continuation.resume(returning: $0.terminationStatus) }
            do { try process.run() } catch { continuation.resume(throwing: error) }
        }
    }
}

struct Unexpected: Error {
    let what: String
    init(_ what: String) { self.what = what }
}
