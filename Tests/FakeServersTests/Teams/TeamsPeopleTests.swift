import Crypto
import FakeServers
import Foundation
import Synchronization
import Testing

/// What people do, as it reaches the app.
@Suite struct TeamsPeopleTests {
    private let channel = TeamsWorld.sharedWithPartner

    private func posted(_ card: JSONValue, in bench: TeamsBench) async throws -> TeamsMessage {
        let path = "conversations/\(Cards.shared)/activities"
        #expect(try await bench.call("POST", path, Cards.message(card)).status == 201)
        return try #require(await bench.teams.messages(in: channel).last)
    }

    @Test func `a mention, a private command and a line reach the app as they are`() async throws {
        try await TeamsBench.run { bench async throws in
            let teams = bench.teams
            #expect(await teams.type("hello people", by: "29:tom", in: channel) == .accepted)
            #expect(await teams.deliveries.isEmpty)
            #expect(await teams.mention("register acme.com", by: "29:tom", in: channel) == .accepted)
            #expect(await teams.slash("register acme.com", by: "29:tom", in: channel) == .accepted)
            #expect(await teams.typeToBot("queue", by: "29:ada") == .accepted)
            #expect(await teams.typeToBot("register", by: "29:tom") != .accepted)
            let sent = await teams.deliveries.map(\.activity)
            #expect(
                sent.map { $0["text"].string } == [
                    "<at>Registrar</at> register acme.com", "register acme.com", "queue",
                ]
            )
            #expect(sent[0].entities.items.last?.mentioned.id == "28:d0d0d0d0-0000-4000-8000-000000000004")
            #expect(sent[0].conversation.tenantId.string == TeamsWorld.vendor)
            #expect(sent[0].conversation.id.string?.contains(";messageid=") == true)
            #expect(sent[1].recipient.isTargeted == true)
            #expect(sent[2].conversation.conversationType == "personal")
            #expect(await teams.violations.isEmpty)
        }
    }

    @Test func `a token is signed by the key that is published, and a forged one is not`() async throws {
        let heard = Mutex<[String]>([])
        let app: @Sendable (JSONValue) async throws -> ProbeReply = { activity in
            heard.withLock { $0.append(activity.authorization.string ?? "") }
            return .silent
        }
        try await TeamsBench.run(app: app) { bench async throws in
            await bench.teams.mention("help", by: "29:tom", in: channel)
            var forgery = Forgery()
            forgery.claims = ["aud": "another"]
            _ = try await bench.teams.forge(await bench.teams.draft("help", by: "29:tom", in: channel), forgery)
            let keys = try JSONValue(parsing: try await bench.send("GET", "/v1/.well-known/keys", [], [:]).body)
            #expect(keys["keys"][0].endorsements == ["msteams"])
            #expect(keys["keys"][0].n.string?.isEmpty == false)
            let claims = heard.withLock { $0 }.map { header in
                let part = header.split(separator: ".")[1].replacing("-", with: "+").replacing("_", with: "/")
                let padded = part + String(repeating: "=", count: (4 - part.count % 4) % 4)
                return JSONValue(orNull: Array(Data(base64Encoded: String(padded)) ?? Data()))
            }
            #expect(claims.map(\.aud) == [.string(TeamsWorld.app), "another"])
            #expect(claims.allSatisfy { $0.serviceurl.string == bench.url + "/emea/" })
        }
    }

    @Test func `a dialog opens, is checked by the client, goes on and closes`() async throws {
        let first = Cards.card(
            Cards.input("company_name", ["isRequired": true, "errorMessage": "Name it", "maxLength": 5]),
            Cards.input("company_domain", ["regex": "^[a-z.]+$", "errorMessage": "No domain"]),
            actions: [
                ["type": "Action.Submit", "title": "Next", "data": ["verb": "next", "draft": "d1"]],
                ["type": "Action.Submit", "title": "Cancel", "data": ["verb": "cancel"], "associatedInputs": "none"],
            ]
        )
        let app: @Sendable (JSONValue) async throws -> ProbeReply = { activity in
            if activity.name == "task/fetch" { return Cards.going(on: first) }
            if activity.value.data.verb == "cancel" { return .silent }
            return .json(["task": ["type": "message", "value": "Thank you"]])
        }
        try await TeamsBench.run(app: app) { bench async throws in
            let teams = bench.teams
            let entry = try await posted(Cards.card(Cards.text("Hi"), actions: [Cards.start]), in: bench)
            #expect(await teams.press("register.start", on: entry, by: "29:tom") == .shown)
            #expect(await teams.fill(["company_domain": "B_d", "no_such": "x"], by: "29:tom") == ["no_such"])
            #expect(
                await teams.submit(by: "29:tom")
                    == .mistakes(["company_name": "Name it", "company_domain": "No domain"])
            )
            #expect(await teams.deliveries.count == 1)
            await teams.fill(["company_name": "Acme Rockets", "company_domain": "acme.com"], by: "29:tom")
            #expect(await teams.submit(by: "29:tom") == .closed)
            let data = try #require(await teams.deliveries.last?.activity.value.data)
            #expect(data.company_name == "Acme ")
            #expect(data.draft == "d1")
            #expect(await teams.notices(to: "29:tom") == ["Thank you"])
            #expect(await teams.press("register.start", on: entry, by: "29:tom") == .shown)
            #expect(await teams.submit("cancel", by: "29:tom") == .closed)
            #expect(await teams.deliveries.last?.activity.value.data.company_name.isNull == true)
            #expect(await teams.violations.isEmpty)
        }
    }

    @Test func `an executed action changes the presser's card alone until the message is changed`() async throws {
        let app: @Sendable (JSONValue) async throws -> ProbeReply = { activity in
            guard activity.type == "invoke" else { return .silent }
            return .json([
                "statusCode": 200, "type": "application/vnd.microsoft.card.adaptive",
                "value": Cards.card(Cards.text("Mine")),
            ])
        }
        try await TeamsBench.run(app: app) { bench async throws in
            let teams = bench.teams
            let message = try await posted(Cards.card(Cards.text("All"), actions: [Cards.approve]), in: bench)
            #expect(await teams.press("review.approve", on: message, by: "29:ada") == .accepted)
            #expect(await teams.messages(in: channel, seenBy: "29:ada").last?.readableText == "Mine")
            #expect(await teams.messages(in: channel, seenBy: "29:bo").last?.readableText.contains("All") == true)
            let invoke = try #require(await teams.deliveries.last?.activity)
            #expect(invoke.value.action.verb == "review.approve")
            #expect(invoke.value.trigger == "manual")
            await teams.setOldClient(true, of: "29:bo")
            #expect(await teams.press("review.approve", on: message, by: "29:bo") == .accepted)
            let fallback = try #require(await teams.deliveries.last?.activity)
            #expect(fallback.type == "message")
            #expect(fallback.value.id == "7")
            let path = "conversations/\(Cards.shared)/activities/\(message.id)"
            #expect(try await bench.call("PUT", path, ["type": "message", "text": "Done"]).status == 200)
            #expect(await teams.messages(in: channel, seenBy: "29:ada").last?.readableText == "Done")
        }
    }

    @Test func `a card refreshes itself for those it names, at most once a minute`() async throws {
        try await TeamsBench.run(app: { _ in
            .json(["statusCode": 200, "type": "application/vnd.microsoft.activity.message", "value": ""])
        }) {
            bench async throws in
            var card = Cards.card(Cards.text("All"))
            card["refresh"] = ["action": Cards.approve, "userIds": ["29:tom"]]
            _ = try await posted(card, in: bench)
            for person in ["29:tom", "29:tom", "29:ada"] { await bench.teams.look(by: person, at: channel) }
            #expect(await bench.teams.deliveries.map(\.activity.value.trigger) == ["automatic"])
        }
    }

    @Test func `an answer late, of a wrong status or a wrong shape is blamed`() async throws {
        var clocks = TeamsClocks()
        clocks.patience = .milliseconds(300)
        let app: @Sendable (JSONValue) async throws -> ProbeReply = { activity in
            switch activity["text"].string {
            case "late": await never()
            case "bad": return ProbeReply(status: 500)
            case "wordy": return .json(["type": "message"])
            default: break
            }
            return .silent
        }
        try await TeamsBench.run(clocks: clocks, app: app) { bench async throws in
            for text in ["late", "bad", "wordy"] { await bench.teams.typeToBot(text, by: "29:ada") }
            let blamed = await bench.teams.violations.map(\.what)
            #expect(blamed.filter { $0.contains("no answer within") }.count == 2)
            #expect(blamed.filter { $0 == "status 500" }.count == 2)
            #expect(blamed.filter { $0.contains("only invokes") }.count == 1)
        }
    }

    @Test func `a doubled press comes under the same id, or under another`() async throws {
        try await TeamsBench.run(app: { _ in Cards.going(on: Cards.card(Cards.text("x"))) }) { bench async throws in
            let entry = try await posted(Cards.card(Cards.text("Hi"), actions: [Cards.start]), in: bench)
            await bench.teams.double(.sameID)
            await bench.teams.press("register.start", on: entry, by: "29:tom")
            await bench.teams.double(.newID)
            await bench.teams.press("register.start", on: entry, by: "29:tom")
            let ids = await bench.teams.deliveries.map(\.activity.id)
            #expect(ids.count == 4 && ids[0] == ids[1] && ids[2] != ids[3])
        }
    }

    @Test func `where the app is comes as updates, once for each place`() async throws {
        try await TeamsBench.run { bench async throws in
            await bench.teams.announceInstallations()
            let kinds = await bench.teams.deliveries.map { $0.activity.type.string ?? "" }
            #expect(kinds.filter { $0 == "installationUpdate" }.count == 3)
            let added = await bench.teams.deliveries.filter {
                $0.activity.channelData.eventType == "channelMemberAdded"
            }
            #expect(added.map { $0.activity.conversation.id.string ?? "" } == [channel, TeamsWorld.sharedWithRival])
        }
    }
}
