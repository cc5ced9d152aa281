import Foundation

/// A PostgreSQL server of a test's own, gone with the test's process at the latest.
public final class PostgreSQLServer: Sendable {
    public let folder: String
    private let script: Script

    /// Keeps nothing through a power cut, which no test of it asks for, and is quick.
    public static let quick = ["fsync = off", "full_page_writes = off", "synchronous_commit = on"]

    /// `prepare` puts files into the server's folder, which become the server's own.
    public init(
        _ settings: [String] = PostgreSQLServer.quick,
        prepare: (_ folder: String) throws -> Void = { _ in }
    ) throws {
        // A socket's path must be short.
        folder = "/tmp/pg-\(UInt32.random(in: .min ... .max))"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try prepare(folder)
        script = try Script(["sh", PostgreSQLServer.path, folder] + settings)
        try script.expect("ready")
    }

    /// One server for the whole process.
    public static let shared = Result { try PostgreSQLServer() }

    private static let quiet = "%20-cclient_min_messages%3Dwarning"

    private static var path: String {
        URL(filePath: #filePath).deletingLastPathComponent().appending(path: "server.sh").path
    }

    public var socket: String { folder + "/socket" }

    /// The address of a schema; one that nobody made is empty until somebody does.
    public func url(schema: String = "public", options: String = "") -> String {
        "postgresql://registrar@/postgres?host=\(socket)&options=-csearch_path%3D\(schema)\(options)"
    }

    /// Makes a schema nobody else uses, and returns its address.
    public func freshURL() throws -> (schema: String, url: String) {
        let schema = "l\(UInt64.random(in: .min ... .max))"
        try run("CREATE SCHEMA \(schema)")
        return (schema, url(schema: schema))
    }

    /// Runs SQL by psql; returns what it prints, unaligned.
    @discardableResult public func run(_ sql: String, schema: String = "public") throws -> String {
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [
            "psql", "-qAt", "-v", "ON_ERROR_STOP=1", url(schema: schema, options: PostgreSQLServer.quiet), "-c", sql,
        ]
        process.standardOutput = output
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw ServerTrouble("psql refused \(sql)") }
        return String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// Ends the server as a power cut would end it, and starts it again.
    public func restart() throws { try order("restart") }
    public func stop() throws { try order("stop") }
    public func start() throws { try order("start") }

    /// Puts PgBouncer before the server, in one of its modes; returns the address by way of it.
    public func pool(_ mode: String, port: UInt16 = 5_432) throws -> String {
        try order("pool \(port) \(mode)")
        return "postgresql://registrar@/postgres?host=\(folder)&port=6432"
    }

    private func order(_ word: String) throws {
        script.say(word)
        try script.expect("done")
    }
}

public struct ServerTrouble: Error, CustomStringConvertible {
    public let description: String

    init(_ description: String) { self.description = description }
}

/// A program that is told lines and answers lines; it ends when this process does.
private final class Script: Sendable {
    private let input = Pipe()
    private let output = Pipe()

    init(_ arguments: [String]) throws {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = arguments
        process.standardInput = input
        process.standardOutput = output
        try process.run()
    }

    func say(_ line: String) { input.fileHandleForWriting.write(Data((line + "\n").utf8)) }

    func expect(_ line: String) throws {
        var heard = Data()
        while heard.last != UInt8(ascii: "\n") {
            let more = try output.fileHandleForReading.read(upToCount: 1) ?? Data()
            guard !more.isEmpty else { throw ServerTrouble("the server's script ended before it said \(line)") }
            heard += more
        }
        let words = String(decoding: heard, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
        guard words == line else { throw ServerTrouble("the server's script said \(words)") }
    }
}
