import Foundation
import Glibc

/// Counts how often a process asks the kernel to bring a file to the disk, with strace.
final class SyncCounter {
    private static let strace = "/usr/bin/strace"
    private static let attachMicroseconds: UInt32 = 500_000

    private let tracer: Program
    private let output: String

    /// Nil where there is no strace.
    static func started(for program: Program, in folder: String) throws -> SyncCounter? {
        access(strace, X_OK) == 0 ? try SyncCounter(of: program, in: folder) : nil
    }

    private init(of program: Program, in folder: String) throws {
        output = folder + "/strace.txt"
        let arguments = ["-f", "-qq", "-e", "trace=fsync,fdatasync", "-o", output, "-p", "\(program.id)"]
        tracer = try Program(Self.strace, arguments, output: folder + "/strace.log")
        usleep(Self.attachMicroseconds)
    }

    /// The count once the process has ended; nil when nothing could be counted.
    func end() -> Int? {
        _ = tracer.wait()
        guard let data = FileManager.default.contents(atPath: output) else { return nil }
        return String(decoding: data, as: UTF8.self).split(separator: "\n").count { line in
            (line.contains("fdatasync(") || line.contains("fsync(")) && !line.contains("resumed")
        }
    }
}
