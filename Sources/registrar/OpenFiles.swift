import Foundation

/// How many files and connections the system lets this process have open.
enum OpenFiles {
    /// Kept for the database, its readers, the log and what is sent to vendors.
    private static let kept = 256
    private static let leastConnections = 64

    /// Raises the bound as far as the system allows; what is left for connections, so that they never take the rest.
    static func connections(atMost wanted: Int) -> Int {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return wanted }
        if limit.rlim_cur < limit.rlim_max {
            var raised = limit
            raised.rlim_cur = min(limit.rlim_max, rlim_t(wanted + kept))
            if raised.rlim_cur > limit.rlim_cur,
                setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &raised) == 0
            {
                limit = raised
            }
        }
        let most = Int(min(limit.rlim_cur, rlim_t(wanted + kept)))
        return min(wanted, max(most - kept, min(most / 2, leastConnections)))
    }
}
