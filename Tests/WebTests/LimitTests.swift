import DeskTesting
import Desk
import Hummingbird
import HummingbirdTesting
import Testing

@testable import Web

@Suite(.timeLimit(.minutes(1)))
struct LimitTests {
    @Test func `a body up to the bound is taken, one byte more is not`() async throws {
        let house = House { $0.bodyLimitBytes = 100_000 }
        let whole = String(repeating: "a", count: 100_000)
        #expect(try await house.ask("/slack/commands", .post, body: whole).status == .ok)
        #expect(house.door.asked.first?.body.count == 100_000)
        let more = try await house.ask("/slack/commands", .post, body: whole + "a")
        #expect(more.status == .contentTooLarge)
        #expect(more.header("connection") == "close")
        #expect(house.door.asked.count == 1)
    }

    @Test func `the bound is one mebibyte`() {
        #expect(WebConfiguration(host: "127.0.0.1", port: 0).bodyLimitBytes == 1_048_576)
    }

    @Test func `a body that announces nothing is counted as it comes`() async throws {
        let answer = try await raw(
            House { $0.bodyLimitBytes = 10 },
            "POST /slack/commands HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\n"
                + "8\r\naaaaaaaa\r\n8\r\naaaaaaaa\r\n0\r\n\r\n"
        )
        #expect(answer.hasPrefix("HTTP/1.1 413 "))
    }

    @Test func `a body that does not come is given up`() async throws {
        let house = House { $0.bodySeconds = 0.2 }
        let answer = try await raw(house, "POST /slack/commands HTTP/1.1\r\nhost: a\r\ncontent-length: 10\r\n\r\nabc")
        #expect(answer.hasPrefix("HTTP/1.1 408 "))
        #expect(house.door.asked.isEmpty)
    }

    @Test(arguments: [
        "GET /livez HTTP/1.1\r\nhost: a\r\nx-long: \(String(repeating: "a", count: 40_000))\r\n\r\n",
        "GET /livez HTTP/1.1\r\nhost: a\r\n\((0..<200).map { "x-\($0): a\r\n" }.joined())\r\n",
        "GET /\(String(repeating: "a", count: 100_000)) HTTP/1.1\r\nhost: a\r\n\r\n",
        "nonsense\r\n\r\n",
        "POST /slack/commands HTTP/1.1\r\nhost: a\r\ncontent-length: x\r\n\r\n",
        "POST /slack/commands HTTP/1.1\r\nhost: a\r\ncontent-length: 1\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n",
    ])
    func `a head out of bounds or shape ends the connection`(request: String) async throws {
        let house = House()
        let answer = try await raw(house, request)
        #expect(answer.isEmpty || answer.hasPrefix("HTTP/1.1 400 "))
        #expect(house.door.asked.isEmpty)
    }
}
