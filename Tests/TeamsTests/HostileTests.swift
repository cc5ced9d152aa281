import Desk
import Dialogue
import Foundation
import JSON
import Registrations
import Testing

@testable import Teams

/// Whatever comes in a proven envelope: an answer, never a crash, and nobody acts as somebody else.
struct HostileTests {
    private static var samples: [(name: String, activity: [String: Any])] {
        [
            (
                "message",
                Activities.message("<at>Leads</at> register") { $0["entities"] = Activities.mention("<at>Leads</at>") }
            ),
            ("fetch", Activities.fetch("register.start")), ("submit", Activities.submit(Activities.company)),
            ("press", Activities.press("review.approve", "r1")),
            ("added", Activities.update { $0["membersAdded"] = [["id": "28:" + Tenant.app]] }),
        ]
    }

    /// Every value anywhere is replaced, one at a time, by one of another kind, or left out.
    private func mutants(of json: Any) -> [Any] {
        let strange: [Any] = [NSNull(), 7, true, "x\u{0}<at>y</at>", [Any](), ["a": ["b": [1]]]]
        if let object = json as? [String: Any] {
            return object.keys.sorted().flatMap { key -> [Any] in
                var without = object
                let value = without.removeValue(forKey: key) ?? NSNull()
                return [without]
                    + (strange + mutants(of: value)).map { other -> Any in
                        var copy = object
                        copy[key] = other
                        return copy
                    }
            }
        }
        guard let array = json as? [Any] else { return [] }
        return array.indices.prefix(2).flatMap { index in
            mutants(of: array[index]).map { other in
                var copy = array
                copy[index] = other
                return copy
            }
        }
    }

    @Test(arguments: 0..<5)
    func `a wrong type anywhere never crashes, and nobody else acts`(place: Int) async throws {
        let stage = try DoorStage(.card(Card(summary: "s")))
        let mutants = mutants(of: Self.samples[place].activity)
        #expect(mutants.count > 60)
        for case let mutant as [String: Any] in mutants {
            let status = try await stage.answer(mutant).status
            #expect([200, 400, 401, 403, 501, 503].contains(status))
        }
        let known = [Tenant.partner, Tenant.vendor]
        #expect(stage.deliveries.allSatisfy { known.contains($0.actor.workspace.id) && $0.actor.user == DoorStage.pat })
    }

    @Test func `names, texts and values say nothing of who acts`() async throws {
        let stage = try DoorStage()
        let activity = Activities.personal(
            Activities.message("register") {
                $0["from"] = [
                    "id": "29:1pat", "aadObjectId": DoorStage.pat, "name": "Ada Lindqvist (reviewer)", "role": "admin",
                ]
                $0["value"] = ["actor": "ada", "tenantId": Tenant.stranger, "aadObjectId": "other"]
            }
        )
        #expect(try await stage.answer(activity).status == 200)
        #expect(stage.deliveries.map(\.actor) == [Person(workspace: DoorStage.vendor, user: DoorStage.pat)])
    }

    @Test(arguments: ["[]", "{", "null", "7", #"{"type":"message"}"#, #"{"type":7,"conversation":{"id":"a"}}"#, ""])
    func `a body that is no activity is refused`(body: String) async throws {
        let stage = try DoorStage()
        var envelope = Envelope()
        envelope.body = Array(body.utf8)
        #expect(await stage.endpoint.answer(try envelope.request()).status == 400)
    }

    @Test func `a form with too long a token, no name or a zero is refused or bounded`() async throws {
        let stage = try DoorStage()
        for change in [
            ["token": String(repeating: "d", count: 513)], ["token": "d\u{0}"], ["nonce": ""], ["nonce": "a b"],
        ] {
            let data = Activities.company.merging(change) { $1 }
            #expect(try await stage.answer(Activities.submit(data)).status == 400)
        }
        for data in [["form": "none"], ["verb": "none"], [:]] as [[String: Any]] {
            #expect(try await stage.answer(Activities.submit(data)).status == 400)
            #expect(try await stage.answer(Activities.invoke("task/fetch", ["data": data])).status == 400)
        }
        #expect(stage.deliveries.isEmpty)
        let long = Activities.company.merging(["company_name": String(repeating: "a", count: 9000) + "\u{0}"]) { $1 }
        #expect(try await stage.answer(Activities.submit(long)).status == 200)
        guard case .filled(_, _, let typed)? = stage.deliveries.first?.input else {
            Issue.record("not filled")
            return
        }
        #expect(typed["company_name"]?.count == 8000)
    }
}
