import Curl
import Desk
import Dialogue
import Foundation
import JSON
import Registrations
import Testing

@testable import Slack

/// What Slack and its people are told while it is too busy, or while they are too fast.
struct CrowdingTests {
    private static let excess = Crowding.tooFast(.person(perSecond: 5, waitSeconds: 2))

    /// The ways in which an act is turned away: before the desk, by the gate, or by the ledger at the last moment.
    enum Cause: CaseIterable {
        case busy, tooFast, crowded, late
    }

    private func stage(_ cause: Cause, answers: [Result<HTTPResponse, TransportFailure>] = []) -> Stage {
        let stage = Stage(reply: .card(Card(summary: "Taken")), answers: answers)
        stage.change { memory in
            switch cause {
            case .busy: memory.crowding = .busy
            case .tooFast: memory.crowding = Self.excess
            case .late: memory.trouble = .busy("it waited for too long")
            case .crowded: break
            }
        }
        return stage
    }

    private func ask(_ stage: Stage, _ asked: InboundRequest, _ cause: Cause) async -> OutboundResponse {
        await stage.endpoint.answer(
            InboundRequest(
                route: asked.route,
                query: asked.query,
                headers: asked.headers,
                body: asked.body,
                receivedAt: asked.receivedAt,
                requestID: asked.requestID,
                isCrowded: cause == .crowded
            )
        )
    }

    private func sentence(_ cause: Cause) -> String {
        cause == .tooFast ? "Later: \(Self.excess)" : "Later: \(Crowding.busy)"
    }

    @Test(arguments: Cause.allCases)
    func `a command that cannot be taken is answered in the response, and costs nothing else`(cause: Cause) async throws
    {
        let stage = stage(cause)
        stage.change { $0.person = .success(.ok("\"user\":{\"locale\":\"de-DE\"}")) }
        let response = await ask(stage, signed(Sample.command()), cause)
        #expect(response.status == 200)
        let body = try JSON.parse(response.body)
        #expect(body["response_type"]?.string == "ephemeral")
        #expect(body["text"]?.string == sentence(cause))
        #expect(stage.deliveries.isEmpty)
        #expect(stage.requests.isEmpty)
        // Only somebody who was let in is asked about.
        #expect(stage.looks.isEmpty == (cause != .late))
    }

    @Test(arguments: Cause.allCases)
    func `a form that was sent keeps what was typed, and shows the sentence`(cause: Cause) async throws {
        let stage = stage(cause)
        let response = await ask(stage, try interaction("view_submission_external"), cause)
        let body = try JSON.parse(response.body)
        #expect(response.status == 200)
        #expect(body["response_action"]?.string == "errors")
        #expect(body["errors"]?.members.first?.value.string == sentence(cause))
        #expect(stage.deliveries.isEmpty)
    }

    @Test(arguments: Cause.allCases)
    func `a click is answered at its response address, and nothing is kept for later`(cause: Cause) async throws {
        let stage = stage(cause)
        #expect(await ask(stage, try interaction("block_actions_external"), cause).status == 200)
        #expect(try stage.body()["text"]?.string == sentence(cause))
        #expect(stage.kept.isEmpty)
        let failing = self.stage(cause, answers: [.failure(.unknown("reset"))])
        #expect(await ask(failing, try interaction("block_actions_external"), cause).status == 503)
        #expect(failing.kept.isEmpty)
    }

    @Test(arguments: Cause.allCases)
    func `a click in a form is left to Slack, since another view would take the place of what was typed`(
        cause: Cause
    ) async throws {
        let stage = stage(cause)
        #expect(await ask(stage, try interaction("block_actions_in_view_external"), cause).status == 503)
        #expect(stage.requests.isEmpty)
    }

    @Test(arguments: Cause.allCases)
    func `an event comes again`(cause: Cause) async throws {
        let stage = stage(cause)
        let response = await ask(stage, try event("app_mention_inside"), cause)
        #expect(response.status == 503)
        #expect(!response.headers.contains { $0.name == "x-slack-no-retry" })
        #expect(stage.deliveries.isEmpty)
    }

    @Test(arguments: [Cause.busy, .tooFast, .late])
    func `news come again, too`(cause: Cause) async throws {
        let stage = stage(cause)
        #expect(await ask(stage, try event("channel_left"), cause).status == 503)
        #expect(stage.news.isEmpty)
    }

    @Test func `nobody is told anything before the signature is verified`() async {
        let stage = stage(.busy)
        let forged = signed(Sample.command(), secret: "another")
        #expect(await ask(stage, forged, .crowded).status == 401)
        #expect(stage.turnedAway.isEmpty)
    }

    @Test func `what is let in has six tenths of a second to begin`() async {
        let stage = Stage(reply: .card(Card(summary: "Taken")))
        let asked = signed(Sample.command())
        _ = await stage.endpoint.answer(asked)
        #expect(stage.deliveries.first?.begunBy == asked.arrivedAt + .milliseconds(600))
    }
}
