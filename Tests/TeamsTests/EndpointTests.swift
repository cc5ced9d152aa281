import Desk
import Dialogue
import Foundation
import JSON
import Registrations
import Testing

@testable import Teams

struct EndpointTests {
    private func body(_ response: OutboundResponse) throws -> JSON { try JSON.parse(response.body) }

    @Test func `an activity nobody proved is answered with nothing`() async throws {
        let stage = try DoorStage()
        var envelope = Envelope()
        envelope.signatory = .other
        let response = await stage.endpoint.answer(try envelope.request())
        #expect(response.status == 401 && response.body.isEmpty && stage.deliveries.isEmpty)
        envelope = Envelope()
        envelope.set("conversation", "tenantId", to: Tenant.stranger)
        envelope.set("channelData", "tenant", "id", to: Tenant.stranger)
        #expect(await stage.endpoint.answer(try envelope.request()).status == 403)
    }

    @Test func `a message has no answer in the response, whatever the desk says`() async throws {
        let stage = try DoorStage(.card(Card(summary: "secret")))
        let response = try await stage.answer(Activities.personal(Activities.message("register")))
        #expect(response.status == 200 && response.body.isEmpty && response.ack == Ack(.command, .taken))
    }

    @Test func `a dialog shows the form, and the next step has another name`() async throws {
        let stage = try DoorStage(.form(FormsTests.form(), otherwise: nil))
        let first = try body(try await stage.answer(Activities.fetch("register.start")))
        let card = first["task"]?["value"]?["card"]?["content"]
        let nonce = try #require(card?["actions"]?[0]?["data"]?["nonce"]?.string)
        #expect(first["task"]?["type"]?.string == "continue" && nonce.count == 24)
        let data: [String: Any] = ["form": "register", "token": "d1.contact", "nonce": nonce, "contact_name": "Kim"]
        let second = try await stage.answer(Activities.submit(data))
        #expect(second.ack == Ack(.submission, .taken))
        let next = try body(second)["task"]?["value"]?["card"]?["content"]?["actions"]?[0]?["data"]?["nonce"]?.string
        #expect(next != nil && next != nonce)
        // A copy is shown the very same.
        #expect(try await stage.answer(Activities.submit(data, activity: "f:99")).body == second.body)
    }

    @Test func `a form that is done closes`() async throws {
        let stage = try DoorStage(.done)
        let data: [String: Any] = ["form": "review.reject", "token": "r1", "nonce": "n1", "reason": "other"]
        let response = try await stage.answer(Activities.submit(data))
        #expect(response.status == 200 && response.body.isEmpty)
    }

    @Test func `a press is answered with the person's own card`() async throws {
        let stage = try DoorStage(
            .card(Card(heading: "REG", buttons: [Button(.reviewUndo, "Undo", value: "r1")], summary: "s"))
        )
        let response = try await stage.answer(Activities.press("review.approve", "r1"))
        let answer = try body(response)
        #expect(response.status == 200 && answer["statusCode"]?.int == 200)
        #expect(answer["type"]?.string == "application/vnd.microsoft.card.adaptive")
        #expect(answer["value"]?["actions"]?[0]?["verb"]?.string == "review.undo")
        #expect(answer["value"]?["actions"]?[0]?["data"]?["nonce"]?.string != "n1")
    }

    @Test(arguments: [Crowding.busy, .tooFast(.person(perSecond: 10, waitSeconds: 2))])
    func `what is too much is said where it can be, and nothing typed is lost`(crowding: Crowding) async throws {
        let stage = try DoorStage()
        stage.change { $0.crowding = crowding }
        let sent = try await stage.answer(Activities.submit(Activities.company))
        let card = try body(sent)["task"]?["value"]?["card"]?["content"]
        #expect(card?["fallbackText"]?.string == "Later" && sent.ack == Ack(.submission, .busy))
        #expect(card?["actions"]?[0]?["data"]?["company_name"]?.string == "Acme")
        #expect(card?["actions"]?[0]?["data"]?["nonce"]?.string == "n1")
        let opened = try body(try await stage.answer(Activities.fetch("register.start")))
        #expect(opened["task"]?["value"]?["card"]?["content"]?["fallbackText"]?.string == "Later")
        let pressed = try await stage.answer(Activities.press("review.approve", "r1"))
        let inside = try body(pressed)
        #expect(pressed.status == 200 && inside["statusCode"]?.int == 200)
        #expect(try await stage.answer(Activities.personal(Activities.message("register"))).status == 503)
        #expect(
            try await stage.answer(Activities.update { $0["membersAdded"] = [["id": "28:" + Tenant.app]] }).status
                == 503
        )
        #expect(stage.deliveries.isEmpty && stage.news.isEmpty)
    }

    @Test func `trouble is said with its number, and a message comes again`() async throws {
        let stage = try DoorStage()
        stage.change { $0.fails = true }
        let sent = try await stage.answer(Activities.submit(Activities.company))
        #expect(try body(sent)["task"]?["value"]?["title"]?.string == "Trouble q1")
        #expect(sent.ack == Ack(.submission, .failed))
        let pressed = try body(try await stage.answer(Activities.press("review.approve", "r1")))
        #expect(pressed["value"]?["fallbackText"]?.string == "Trouble q1")
        #expect(try await stage.answer(Activities.personal(Activities.message("register"))).status == 503)
        stage.change {
            $0.fails = false; $0.trouble = .busy("x")
        }
        #expect(try await stage.answer(Activities.submit(Activities.company)).ack == Ack(.submission, .busy))
    }

    @Test func `an act of whom nobody can name is not handed on`() async throws {
        let stage = try DoorStage()
        stage.wire.answer("/members/", .json(#"{"error":{"code":"ServiceError"}}"#, status: 502))
        let targeted = Activities.message("register") {
            $0["recipient"] = ["id": "28:" + Tenant.app, "isTargeted": true]
        }
        #expect(try await stage.answer(targeted).status == 503)
        let opened = try body(try await stage.answer(Activities.fetch("register.start")))
        #expect(opened["task"]?["value"]?["card"]?["content"]?["fallbackText"]?.string == "Trouble q1")
        #expect(stage.deliveries.isEmpty)
    }

    @Test func `it has one door`() throws {
        #expect(try DoorStage().endpoint.routes == [EndpointRoute(.post, "/teams/messages")])
    }
}
