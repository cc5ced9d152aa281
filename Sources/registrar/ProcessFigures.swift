import Foundation
import Glibc
import Web

/// What the system says of this process, under the names that Prometheus' own libraries use.
enum ProcessFigures {
    static let families: [Gauges.Family] = [
        .init("process_resident_memory_bytes", help: "Memory that the process holds."),
        .init("process_cpu_seconds_total", help: "Processor time of the process.", isCounter: true),
        .init("process_open_fds", help: "Files and connections that are open."),
        .init("process_max_fds", help: "How many may be open."),
        .init("process_start_time_seconds", help: "When the process started, in seconds since 1970."),
    ]

    /// Places in `/proc/self/stat` behind the name in brackets.
    private static let (userTicks, systemTicks, startTicks) = (11, 12, 19)

    /// What cannot be read is left out.
    static func read() -> [Gauges.Sample] {
        var samples: [Gauges.Sample] = []
        func add(_ name: String, _ value: Double?) {
            if let value { samples.append(.init(name, [], value)) }
        }
        let perSecond = Double(sysconf(Int32(_SC_CLK_TCK)))
        let stat = words(of: "/proc/self/stat").split(separator: ")").last?.split(separator: " ").map(String.init) ?? []
        func ticks(_ place: Int) -> Double? { stat.indices.contains(place) ? Double(stat[place]) : nil }
        let pages = words(of: "/proc/self/statm").split(separator: " ").dropFirst().first.flatMap { Double($0) }
        add("process_resident_memory_bytes", pages.map { $0 * Double(sysconf(Int32(_SC_PAGESIZE))) })
        if let user = ticks(userTicks), let system = ticks(systemTicks) {
            add("process_cpu_seconds_total", (user + system) / perSecond)
        }
        add("process_open_fds", openFiles())
        var limit = rlimit()
        if getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 {
            add("process_max_fds", Double(limit.rlim_cur))
        }
        if let booted = bootTime(), let start = ticks(startTicks) {
            add("process_start_time_seconds", booted + start / perSecond)
        }
        return samples
    }

    /// Room for this user where that file is; nil when nobody can tell.
    static func freeBytes(at path: String) -> Double? {
        var room = statvfs()
        let folder = URL(filePath: path).deletingLastPathComponent().path
        guard statvfs(folder, &room) == 0 else { return nil }
        return Double(room.f_bavail) * Double(room.f_frsize)
    }

    private static func openFiles() -> Double? {
        do {
            // One of them is the folder itself.
            return Double(try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count - 1)
        } catch {
            return nil
        }
    }

    private static func bootTime() -> Double? {
        let line = words(of: "/proc/stat").split(separator: "\n").first { $0.hasPrefix("btime ") }
        return line.flatMap { Double($0.dropFirst("btime ".count)) }
    }

    private static func words(of path: String) -> String {
        FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }
}
