/// How an API call can go wrong.
public enum Fault: Sendable, Equatable {
    /// An HTTP status with an empty body.
    case status(Int)
    /// `ok: false` with that error.
    case error(String)
    /// 200 with something that is no JSON.
    case garbage
    /// Nothing comes for that long, then the connection ends.
    case hang(Duration)
    /// The headers and half the body, then the connection ends.
    case halfBody
    /// The right answer, late.
    case delay(Duration)
    /// 429 with `Retry-After` in seconds.
    case rateLimited(retryAfterSeconds: Int)
    /// 307 to that address.
    case redirect(to: String)
}

struct PlannedFault: Sendable {
    var fault: Fault
    var afterEffect: Bool
    var times: Int?
}

extension FakeSlack {
    /// Lets a method (or `*` for all, `response_url` for the hooks) go wrong, that many times or until cleared.
    ///
    /// With `afterEffect` the call takes effect first, and only its answer is lost.
    public func plan(_ fault: Fault, on method: String, times: Int? = nil, afterEffect: Bool = false) {
        faults[method, default: []].append(PlannedFault(fault: fault, afterEffect: afterEffect, times: times))
    }

    /// Ends every planned fault.
    public func clearFaults() { faults = [:] }

    /// Switches Slack's documented rate limits on or off; they are off at first.
    public func enforceRateLimits(_ isOn: Bool) {
        meter = RateMeter()
        meter.isOn = isOn
    }

    func nextFault(for method: String) -> PlannedFault? {
        for key in [method, "*"] {
            guard var queue = faults[key], var first = queue.first else { continue }
            if let times = first.times {
                first.times = times - 1
                queue[0] = first
                if times <= 1 { queue.removeFirst() }
                faults[key] = queue
            }
            return first
        }
        return nil
    }
}

/// Slack's documented rates: a tier a method, and one message a second and channel.
///
/// https://docs.slack.dev/apis/web-api/rate-limits
struct RateMeter: Sendable {
    var isOn = false
    private var recent: [String: [Double]] = [:]
    private static let perMinute = [
        "chat.update": 50, "chat.postEphemeral": 100, "conversations.open": 50, "conversations.info": 50,
        "users.info": 100, "users.lookupByEmail": 50, "views.open": 100, "views.update": 100, "views.push": 100,
        "team.info": 50,
    ]
    private static let burst = 5

    /// The seconds to wait, or nil when the call may go on.
    mutating func wait(method: String, team: String, channel: String?, now: Double) -> Int? {
        guard isOn else { return nil }
        if method == "chat.postMessage" {
            return wait("\(team) \(channel ?? "")", atMost: Self.burst, inSeconds: Double(Self.burst), now: now)
        }
        guard let limit = Self.perMinute[method] else { return nil }
        return wait("\(team) \(method)", atMost: limit, inSeconds: 60, now: now)
    }

    private mutating func wait(_ key: String, atMost limit: Int, inSeconds window: Double, now: Double) -> Int? {
        var times = (recent[key] ?? []).filter { now - $0 < window }
        if times.count >= limit, let oldest = times.first {
            return max(1, Int((oldest + window - now).rounded(.up)))
        }
        times.append(now)
        recent[key] = times
        return nil
    }
}
