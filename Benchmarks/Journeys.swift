import Curl
import Foundation

/// Complete registrations as people make them: the button, four steps, the commit, and the messages it sends.
struct Journeys {
    /// Two approvers' cards and a line in the channel.
    static let messagesEach = 3
    private static let patienceSeconds = 120

    private let service: ServiceUnderTest
    private let vendor: VendorStandIn
    private let walker: Walker

    private let atOnce: Int

    /// `atOnce` people register side by side.
    init(_ service: ServiceUnderTest, _ vendor: VendorStandIn, atOnce: Int) throws {
        self.service = service
        self.vendor = vendor
        self.atOnce = atOnce
        var settings = CurlSettings()
        settings.allowLoopbackHTTP = true
        settings.maximumConnectionsPerHost = atOnce
        walker = Walker(host: service.host, vendor: vendor, curl: try CurlClient(settings))
    }

    /// Processor time of the service for each of them, the sending of their messages included.
    func run(_ numbers: Range<Int>) async throws -> Double {
        let before = try service.program.usage().processorMicroseconds
        let wanted = vendor.messages + numbers.count * Self.messagesEach
        let (walker, atOnce) = (walker, atOnce)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for first in 0..<min(atOnce, numbers.count) {
                group.addTask {
                    for number in stride(from: numbers.lowerBound + first, to: numbers.upperBound, by: atOnce) {
                        try await walker.register(number)
                    }
                }
            }
            try await group.waitForAll()
        }
        try await waitForMessages(wanted)
        let used = try service.program.usage().processorMicroseconds - before
        return used / Double(numbers.count)
    }

    private func waitForMessages(_ wanted: Int) async throws {
        let limit = ContinuousClock.now + .seconds(Self.patienceSeconds)
        while vendor.messages < wanted {
            guard ContinuousClock.now < limit else {
                throw Trouble("\(wanted - vendor.messages) messages did not arrive")
            }
            try await Task.sleep(for: .milliseconds(20))
        }
    }
}

/// Goes through the dialogue once.
private struct Walker: Sendable {
    private static let mostTries = 20

    let deliveries = Deliveries()
    let host: String
    let vendor: VendorStandIn
    let curl: CurlClient

    func register(_ number: Int) async throws {
        let trigger = "\(number).journey"
        _ = try await post(deliveries.start(user: number, trigger: trigger))
        guard var view = vendor.view(for: trigger) else { throw Trouble("no view was opened") }
        let steps = Prospects.steps(number, 0) + [("consent", [("consent", "yes")])]
        for (step, typed) in steps {
            let sent = deliveries.submission(user: number, view: view, id: "\(number)", typed: typed)
            let answer = try await submit(sent, step)
            let frame = #"{"response_action":"update","view":"#
            guard answer.hasPrefix(frame) else { throw Trouble("step \(step) was answered \(answer.prefix(300))") }
            view = String(answer.dropFirst(frame.count).dropLast())
        }
    }

    /// Tries again, as people do who read that it is very busy: a disk that stands still for a moment does that.
    private func submit(_ payload: String, _ step: String) async throws -> String {
        for _ in 1..<Self.mostTries {
            let answer = try await post(payload)
            guard answer.contains("very busy") else { return answer }
            Bench.say("busy     step \(step) was not taken and is sent again")
            try await Task.sleep(for: .milliseconds(500))
        }
        return try await post(payload)
    }

    private func post(_ payload: String) async throws -> String {
        let (body, headers) = deliveries.signed(payload)
        let response = try await curl.send(
            HTTPRequest(.post, "http://\(host)/slack/interactions", headers: headers, body: body)
        )
        guard response.status == 200 else { throw Trouble("answered \(response.status)") }
        return String(decoding: response.body, as: UTF8.self)
    }
}
