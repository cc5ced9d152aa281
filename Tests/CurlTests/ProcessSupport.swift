import Foundation

/// What the process has open, by descriptor, the one used for looking and libdispatch's own timers excepted.
func openDescriptors() throws -> [String: String] {
    var found: [String: String] = [:]
    for name in try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd") {
        guard let number = Int32(name), fcntl(number, F_GETFD) != -1 else { continue }
        // Another thread may close it between the two looks: then it is not open.
        guard let kind = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\(name)") else {
            continue
        }
        if !["anon_inode:[timerfd]", "anon_inode:[eventpoll]"].contains(kind) { found[name] = kind }
    }
    return found
}

struct StillOpen: Error {
    let found: [String: String]
    let expected: [String: String]
}

/// Looks until nothing but `expected` is open; the server's own threads close their ends a little later than the client.
func waitUntilOpen(_ expected: [String: String]) async throws {
    let start = ContinuousClock.now
    while true {
        let found = try openDescriptors()
        if found == expected { return }
        guard start.duration(to: .now) < .seconds(60) else { throw StillOpen(found: found, expected: expected) }
        await Task.yield()
    }
}
