import Testing

@testable import Slack

struct AddressTests {
    @Test(arguments: [
        ("https://hooks.slack.com/actions/1", true), ("https://hooks.slack.com:443/x", true),
        ("https://HOOKS.slack.com/x", true),
        ("http://hooks.slack.com/x", false), ("https://hooks.slack.com:8443/x", false),
        ("https://hooks.slack.com", false),
        ("https://hooks.slack.com.evil.example/x", false), ("https://evil.example/hooks.slack.com/", false),
        ("https://hooks.slack.com@evil.example/x", false), ("https://evil.example#hooks.slack.com/x", false),
        ("https://evil.example\\@hooks.slack.com/x", false), ("https://hooks.slack.com\\.evil.example/x", false),
        ("https://user:pw@hooks.slack.com/x", false), ("https://hooks.slack.com:/x", false), ("https:///x", false),
        ("https://hooks.slack.com%2eevil.example/x", false), ("https://hooks.slack.com./x", false),
        ("//hooks.slack.com/x", false),
        ("ftp://hooks.slack.com/x", false), ("file:///etc/passwd", false), ("", false),
        ("https://hooks.slack.com/ x", false),
        ("https://hooks.slack.com/\r\nHost: x", false), ("https://hooks.släck.com/x", false),
        ("https://169.254.169.254/x", false),
        ("http://127.0.0.1:9000/x", true), ("http://127.0.0.1:9001/x", false), ("http://localhost:1234/x", true),
        ("http://[::1]:9000/x", true), ("http://[::1]/x", false), ("https://[::1]:9000:1/x", false),
        ("http://10.0.0.1:80/x", false), ("https://10.0.0.1/x", true), ("https://own.example:8443/x", true),
        ("https://own.example/x", false),
    ])
    func `only named hosts are called`(url: String, isAllowed: Bool) {
        let allowed = ["hooks.slack.com", "127.0.0.1:9000", "localhost", "[::1]:9000", "10.0.0.1", "own.example:8443"]
        #expect((ResponseAddress(url, allowed: allowed) != nil) == isAllowed, "\(url)")
    }

    @Test func `an address has a length`() {
        let long = "https://hooks.slack.com/" + String(repeating: "a", count: 3000)
        #expect(ResponseAddress(long, allowed: ["hooks.slack.com"]) == nil)
    }
}
