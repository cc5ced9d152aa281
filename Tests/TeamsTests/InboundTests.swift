import Desk
import Dialogue
import Foundation
import JSON
import Registrations
import Synchronization
import Testing

@testable import Teams

/// What the door reads out of activities that are proven.
struct InboundTests {
    private func only(_ activity: [String: Any], _ stage: DoorStage) async throws -> Delivery {
        let before = stage.deliveries.count
        let response = try await stage.answer(activity)
        #expect(response.status == 200)
        try #require(stage.deliveries.count == before + 1)
        return stage.deliveries[before]
    }

    private func isSame(_ key: DeliveryKey?, _ activity: [String: Any], _ stage: DoorStage) async throws -> Bool {
        let delivery = try await only(activity, stage)
        return delivery.key == key && key != nil
    }

    private func isOther(_ key: DeliveryKey?, _ activity: [String: Any], _ stage: DoorStage) async throws -> Bool {
        let delivery = try await only(activity, stage)
        return delivery.key != key && delivery.key != nil
    }

    @Test func `a slash command is private, and so is its answer`() async throws {
        let stage = try DoorStage()
        let activity = Activities.message("register acme.com") {
            $0["recipient"] = ["id": "28:" + Tenant.app, "isTargeted": true]
            $0["locale"] = "de-DE"
        }
        let delivery = try await only(activity, stage)
        #expect(delivery.input == .words("register acme.com") && delivery.answer == .message)
        #expect(delivery.actor == DoorStage.person && delivery.installation == DoorStage.vendor)
        #expect(delivery.room?.id == "19:abc@thread.tacv2;messageid=1776390257332")
        #expect(delivery.language == .german)
        #expect(delivery.reach?.account == "29:1pat" && delivery.roomReach?.room.id == "19:abc@thread.tacv2")
    }

    @Test(arguments: [
        ("<at>Leads</at> register acme.com", "<at>Leads</at>", "register acme.com"),
        ("<AT>leads</AT>&nbsp;/register", "<at>Leads</at>", "register"),
        ("<at>Leads</at> check x.com", "<at>@Leads</at>", "check x.com"),
        ("hi <at>Leads</at> status", "<at>Leads</at>", "hi status"),
        ("<at>Leads</at>\u{A0}/Status REG-1", "<at>Leads</at>", "Status REG-1"),
        ("<at>Leads</at>", "<at>Leads</at>", ""),
    ])
    func `the bot's own mention is not what was said`(text: String, mention: String, words: String) async throws {
        let stage = try DoorStage()
        let activity = Activities.message(text) { $0["entities"] = Activities.mention(mention) }
        #expect(try await only(activity, stage).input == .words(words))
    }

    @Test func `what is said in a room to somebody else is nobody's`() async throws {
        let stage = try DoorStage()
        for text in ["register acme.com", "<at>Leads</at> register"] {
            #expect(try await stage.answer(Activities.message(text)).status == 200)
        }
        let other = Activities.message("<at>Leads</at> register") {
            $0["entities"] = [["type": "mention", "mentioned": ["id": "29:ada"], "text": "<at>Leads</at>"]]
        }
        #expect(try await stage.answer(other).status == 200)
        #expect(stage.deliveries.isEmpty)
    }

    @Test(arguments: ["register", "/register", "/Register acme.com"])
    func `a chat with the bot alone needs no mention`(text: String) async throws {
        let stage = try DoorStage()
        let delivery = try await only(Activities.personal(Activities.message(text)), stage)
        #expect(delivery.room == nil && delivery.answer == .message)
        #expect(delivery.input == .words(String(text.trimmingPrefix("/"))))
        #expect(delivery.reach?.conversation == "a:1")
    }

    @Test func `a button of an old client comes as a message`() async throws {
        let stage = try DoorStage()
        let activity = Activities.message("") { $0["value"] = ["verb": "review.approve", "id": "r1", "nonce": "n1"] }
        let delivery = try await only(activity, stage)
        #expect(delivery.input == .press(.reviewApprove, value: "r1", typed: [:]) && delivery.answer == .message)
        #expect(try await isSame(delivery.key, Activities.press("review.approve", "r1"), stage))
    }

    @Test func `a message is told from its copies by where and when it was said`() async throws {
        let stage = try DoorStage()
        let first = try await only(Activities.personal(Activities.message("help")), stage).key
        #expect(try await isSame(first, Activities.personal(Activities.message("status")), stage))
        let later = Activities.personal(Activities.message("help") { $0["id"] = "1485983408512" })
        #expect(try await isOther(first, later, stage))
        // Ids count milliseconds: two rooms can have the same, and so can two tenants.
        let place = ["id": "a:2", "conversationType": "personal", "tenantId": Tenant.vendor]
        #expect(try await isOther(first, Activities.message("help") { $0["conversation"] = place }, stage))
        let elsewhere = Activities.message("help") {
            $0["conversation"] = ["id": "a:1", "conversationType": "personal", "tenantId": Tenant.partner]
            $0["channelData"] = [String: Any]()
        }
        #expect(try await isOther(first, elsewhere, stage))
    }

    @Test func `a step that comes again under another id is the same act`() async throws {
        let stage = try DoorStage()
        let first = try await only(Activities.submit(Activities.company), stage)
        #expect(
            first.input
                == .filled(.register, token: "d1.company", typed: ["company_name": "Acme", "target_revenue": "12"])
        )
        #expect(first.answer == .dialog && first.language == .german)
        #expect(try await isSame(first.key, Activities.submit(Activities.company, activity: "f:77"), stage))
        let shownAnew = Activities.company.merging(["nonce": "n2"]) { $1 }
        #expect(try await isOther(first.key, Activities.submit(shownAnew), stage))
        let other = Activities.company.merging(["token": "d1.contact"]) { $1 }
        #expect(try await isOther(first.key, Activities.submit(other), stage))
    }

    @Test func `a press counts once for each showing and person`() async throws {
        let stage = try DoorStage()
        let first = try await only(Activities.press("review.approve", "r1"), stage)
        #expect(first.input == .press(.reviewApprove, value: "r1", typed: [:]) && first.answer == .response)
        #expect(try await isSame(first.key, Activities.press("review.approve", "r1", activity: "f:8"), stage))
        #expect(try await isOther(first.key, Activities.press("review.approve", "r1", nonce: "n2"), stage))
        #expect(try await isOther(first.key, Activities.press("review.approve", "r2"), stage))
        for (user, tenant) in [(Tenant.app, Tenant.partner), (DoorStage.pat, Tenant.vendor)] {
            var other = Activities.press("review.approve", "r1")
            other["from"] = ["id": "29:2", "aadObjectId": user, "tenantId": tenant]
            #expect(try await isOther(first.key, other, stage))
        }
        let bare = try await only(Activities.press("review.approve", "r1", nonce: nil), stage).key
        #expect(try await isSame(bare, Activities.press("review.approve", "r1", nonce: nil, activity: "f:8"), stage))
        #expect(try await only(Activities.press("registration.why", "r1"), stage).key == nil)
    }

    @Test func `a dialog is opened as often as one likes, but what acts on the way acts once`() async throws {
        let stage = try DoorStage()
        let start = try await only(Activities.fetch("register.start", nonce: "n1"), stage)
        #expect(start.input == .press(.registerStart, value: "", typed: [:]) && start.answer == .dialog)
        #expect(try await isSame(start.key, Activities.fetch("register.start", nonce: "n1"), stage))
        #expect(try await isOther(start.key, Activities.fetch("register.start", nonce: "n1", activity: "f:8"), stage))
        let extend = try await only(Activities.fetch("registration.extend", "r1", nonce: "n1"), stage).key
        let again = Activities.fetch("registration.extend", "r1", nonce: "n1", activity: "f:8")
        #expect(try await isSame(extend, again, stage))
    }

    @Test func `back, cancel and close are no forms`() async throws {
        let stage = try DoorStage()
        let back = ["verb": "register.back", "id": "d1.contact", "nonce": "n1"]
        #expect(
            try await only(Activities.submit(back), stage).input
                == .press(.registerBack, value: "d1.contact", typed: [:])
        )
        let cancel: [String: Any] = ["closing": true, "form": "register", "token": "d1.contact", "nonce": "n1"]
        #expect(try await only(Activities.submit(cancel), stage).input == .closed(.register, token: "d1.contact"))
        let response = try await stage.answer(Activities.submit(["closing": true]))
        #expect(response.status == 200 && response.body.isEmpty && stage.deliveries.count == 2)
    }

    @Test func `a client that asks by itself may only look`() async throws {
        let stage = try DoorStage(.card(Card(summary: "s")))
        let refused = try await stage.answer(Activities.press("review.approve", "r1", trigger: "automatic"))
        let inside = try JSON.parse(refused.body)
        #expect(refused.status == 200 && inside["statusCode"]?.int == 400)
        #expect(stage.deliveries.isEmpty)
        let shown = try await only(Activities.press("review.show", "r1", trigger: "automatic"), stage)
        #expect(shown.input == .press(.reviewShow, value: "r1", typed: [:]) && shown.key == nil)
    }

    @Test func `comings and goings of the bot are news, other people's are not`() async throws {
        let bot = [["id": "28:" + Tenant.app]]
        let room = Room(workspace: DoorStage.vendor, id: "19:abc@thread.tacv2")
        let other = Room(workspace: DoorStage.vendor, id: "19:shared@thread.tacv2")
        let shared: [String: Any] = ["tenant": ["id": Tenant.vendor], "channel": ["id": "19:shared@thread.tacv2"]]
        func event(_ type: String) -> [String: Any] { shared.merging(["eventType": type]) { $1 } }
        let table: [([String: Any], [News])] = [
            (Activities.update { $0["membersAdded"] = bot }, [.joined(room)]),
            (Activities.update { $0["membersRemoved"] = bot }, [.left(room)]),
            (Activities.update { $0["membersAdded"] = [["id": "29:ada"]] }, []),
            (
                Activities.update {
                    $0["membersAdded"] = bot; $0["channelData"] = event("channelMemberAdded")
                }, [.joined(other)]
            ),
            (
                Activities.update {
                    $0["membersRemoved"] = bot; $0["channelData"] = event("channelMemberRemoved")
                }, [.left(other)]
            ),
            (Activities.update { $0["channelData"] = event("channelDeleted") }, [.left(other)]),
            (Activities.update { $0["channelData"] = event("channelRenamed") }, []),
            (Activities.update { $0["channelData"] = event("channelShared") }, []),
            (Activities.update { $0["channelData"] = event("channelUnshared") }, []),
            (Activities.update { $0["channelData"] = event("somethingNew") }, []),
            (
                Activities.update {
                    $0["type"] = "installationUpdate"; $0["action"] = "add"
                }, [.joined(room)]
            ),
            (
                Activities.update {
                    $0["type"] = "installationUpdate"; $0["action"] = "remove"
                }, [.left(room)]
            ),
            (
                Activities.update {
                    $0["type"] = "installationUpdate"; $0["action"] = "remove-upgrade"
                }, []
            ),
        ]
        for (activity, news) in table {
            let stage = try DoorStage()
            #expect(try await stage.answer(activity).status == 200)
            #expect(stage.news == news)
            #expect(stage.deliveries.isEmpty)
        }
    }

    @Test func `whoever has the app for themselves can be reached from then on`() async throws {
        let stage = try DoorStage()
        let own = Person(workspace: DoorStage.vendor, user: DoorStage.pat)
        for (action, news) in [("add", News.met(own, .german)), ("remove", .parted(own))] {
            let activity = Activities.personal(
                Activities.update {
                    $0["type"] = "installationUpdate"; $0["action"] = action; $0["locale"] = "de-AT"
                }
            )
            #expect(try await stage.answer(activity).status == 200)
            #expect(stage.news.last == news)
        }
        #expect(stage.memory.withLock { $0.reaches.first??.conversation } == "a:1")
    }

    @Test func `what is new to us is taken and left`() async throws {
        let stage = try DoorStage()
        for type in ["messageReaction", "messageUpdate", "event", "somethingNew"] {
            #expect(try await stage.answer(Activities.message("register") { $0["type"] = type }).status == 200)
        }
        for name in ["composeExtension/query", "somethingNew"] {
            #expect(try await stage.answer(Activities.invoke(name, [String: Any]())).status == 501)
        }
        #expect(stage.deliveries.isEmpty && stage.news.isEmpty)
    }
}
