import Desk
import FoundationEssentials
import Testing

@testable import Relay

struct TrailTests {
    @Test func `a trail is read back from behind any reason`() {
        let trail = Trail(since: Date(millisecondsSince1970: 1_764_000_000_123), tries: 3, unknowns: 1)
        for reason in ["", "rate_limited", "http_500 [odd]", "since=1 tries=2 unknown=3"] {
            #expect(Trail(reason: trail.written(behind: reason)) == trail)
        }
    }

    @Test(arguments: [
        nil, "", "rate_limited", "]", "[]", "x [since=1]", "x [since=a tries=1 unknown=0]", "x [tries=1 unknown=0]",
        "x [since=1 tries=1 unknown=0] y",
    ])
    func `anything else is no trail`(reason: String?) {
        #expect(Trail(reason: reason) == nil)
    }
}
