import FakeServers
import Testing

/// What the stand-in's connector takes and refuses.
@Suite struct TeamsConnectorTests {
    @Test(arguments: [
        (["client_id": "other"], 400), (["client_secret": "wrong"], 401),
        (["scope": "https://graph.example/.default"], 400),
        (["grant_type": "password"], 400),
    ])
    func `a token is given for the right words only`(change: [String: String], status: Int) async throws {
        try await TeamsBench.run { bench async throws in
            #expect(try await bench.token().status == 200)
            #expect(try await bench.token(tenant: TeamsWorld.partner).status == 400)
            #expect(try await bench.token(changing: change).status == status)
            #expect(await bench.places == ["token", "token"])
        }
    }

    @Test func `no call works without a token, nor with one taken back`() async throws {
        try await TeamsBench.run { bench async throws in
            let path = "conversations/\(Cards.shared)/activities"
            let hello = Cards.message(Cards.card(Cards.text("Hello")))
            #expect(try await bench.call("POST", path, hello, token: "made-up").status == 401)
            let token = try JSONValue(parsing: try await bench.token().body).access_token.string
            #expect(try await bench.call("POST", path, hello, token: token).status == 201)
            await bench.teams.revokeTokens()
            #expect(try await bench.call("POST", path, hello, token: token).status == 401)
            #expect(await bench.teams.messages(in: TeamsWorld.sharedWithPartner).count == 1)
        }
    }

    @Test func `a message is sent, answered, changed and taken back`() async throws {
        try await TeamsBench.run { bench async throws in
            let path = "conversations/\(Cards.shared)/activities"
            let sent = try await bench.call("POST", path, Cards.message(Cards.card(Cards.text("One"))))
            let id = try #require(try JSONValue(parsing: sent.body).id.string)
            let thread = "conversations/\(Cards.shared)%3Bmessageid%3D\(id)/activities"
            #expect(try await bench.call("POST", thread, ["type": "message", "text": "Two"]).status == 201)
            let changed = try await bench.call("PUT", "\(path)/\(id)", ["type": "message", "text": "Three"])
            #expect(changed.status == 200)
            let texts = await bench.teams.messages(in: TeamsWorld.sharedWithPartner)
            #expect(texts.map(\.readableText) == ["Three", "Two"])
            #expect(texts.last?.thread == id)
            #expect(try await bench.call("DELETE", "\(path)/\(id)").status == 200)
            #expect(try await bench.call("PUT", "\(path)/\(id)", ["type": "message", "text": "x"]).status == 404)
            #expect(await bench.places.isEmpty)
            #expect(try await bench.call("GET", "conversations/19:raw/members/29:ada").status == 404)
            #expect(await bench.places == ["connector"])
        }
    }

    @Test func `a private message has one reader, its rules and its end`() async throws {
        let time = Moving()
        var clocks = TeamsClocks()
        clocks.now = { time.seconds }
        try await TeamsBench.run(clocks: clocks) { bench async throws in
            let path = "conversations/\(Cards.shared)/activities"
            let flag = "?isTargetedActivity=true"
            let hello: JSONValue = ["type": "message", "text": "Psst"]
            let toTom = hello.merging(["recipient": ["id": "29:tom", "isTargeted": true]])
            #expect(try await bench.call("POST", path + flag, hello).status == 400)
            let rosa = hello.merging(["recipient": ["id": "29:rosa", "isTargeted": true]])
            #expect(try await bench.call("POST", path + flag, rosa).status == 403)
            let sent = try await bench.call("POST", path + flag, toTom)
            let id = try #require(try JSONValue(parsing: sent.body).id.string)
            #expect(await bench.teams.privateMessages(for: "29:tom").map(\.text) == ["Psst"])
            #expect(await bench.teams.messages(in: TeamsWorld.sharedWithPartner, seenBy: "29:tina").isEmpty)
            #expect(try await bench.call("PUT", "\(path)/\(id)\(flag)", toTom).status == 400)
            #expect(try await bench.call("PUT", "\(path)/\(id)\(flag)", hello).status == 200)
            time.advance(by: 86_401)
            #expect(try await bench.call("PUT", "\(path)/\(id)\(flag)", hello).status == 404)
            #expect(await bench.teams.privateMessages(for: "29:tom").isEmpty)
        }
    }

    @Test func `without the query a message meant for one is everybody's, and blamed`() async throws {
        try await TeamsBench.run { bench async throws in
            let loud: JSONValue = [
                "type": "message", "text": "Psst", "recipient": ["id": "29:tom", "isTargeted": true],
            ]
            #expect(try await bench.call("POST", "conversations/\(Cards.shared)/activities", loud).status == 201)
            #expect(await bench.teams.messages(in: TeamsWorld.sharedWithPartner).count == 1)
            #expect(await bench.places == ["send"])
        }
    }

    @Test func `a chat of two is opened within the home tenant only, and is always the same`() async throws {
        try await TeamsBench.run { bench async throws in
            func open(_ id: String, _ tenant: String = TeamsWorld.vendor) async throws -> ProbeAnswer {
                let body: JSONValue = ["isGroup": false, "tenantId": .string(tenant), "members": [["id": .string(id)]]]
                return try await bench.call("POST", "conversations", body)
            }
            let first = try await open("29:ada")
            #expect(first.status == 201)
            #expect(try await open("29:ada").body == first.body)
            #expect(try await open("29:tom").status == 403)
            #expect(try await open("29:tom", TeamsWorld.partner).status == 403)
            #expect(try await open("29:gus").status == 403)
            #expect(try await open("0f0f0f0f-0000-4000-8000-000000000015").status == 400)
            #expect(try await bench.call("POST", "conversations", ["isGroup": true, "tenantId": "x"]).status == 400)
        }
    }

    @Test func `members are told with their home, one by one and by the page`() async throws {
        try await TeamsBench.run { bench async throws in
            let members = "conversations/\(Cards.shared)"
            let tom = try JSONValue(parsing: try await bench.call("GET", "\(members)/members/29%3Atom").body)
            #expect(tom.tenantId.string == TeamsWorld.partner)
            #expect(tom.userRole == "user")
            let byObject = try JSONValue(
                parsing: try await bench.call("GET", "\(members)/members/0f0f0f0f-0000-4000-8000-000000000012").body
            )
            #expect(byObject == tom)
            #expect(try await bench.call("GET", "\(members)/members/29%3Arosa").status == 404)
            let page = try JSONValue(parsing: try await bench.call("GET", "\(members)/pagedmembers?pageSize=50").body)
            #expect(page.members.items.count == 4)
        }
    }

    @Test func `what the bot was not added to is closed to it, and says which kind`() async throws {
        try await TeamsBench.run { bench async throws in
            await bench.teams.setApp(inChannel: TeamsWorld.sharedWithPartner, false)
            let path = "conversations/\(Cards.shared)/activities"
            let refused = try await bench.call("POST", path, ["type": "message", "text": "x"])
            #expect(refused.status == 403)
            #expect(refused.text.contains("not enabled in this channel"))
            #expect(await bench.teams.mention("register", by: "29:tom", in: TeamsWorld.sharedWithPartner) != .accepted)
            let gone = try await bench.call(
                "POST",
                "conversations/19%3Anone/activities",
                ["type": "message", "text": "x"]
            )
            #expect(gone.status == 404)
            #expect(try JSONValue(parsing: gone.body).error.code == "ConversationNotFound")
        }
    }

    @Test func `whoever left a channel is no member, cannot be spoken to there alone, and the app is told`()
        async throws
    {
        try await TeamsBench.run { bench async throws in
            let path = "conversations/\(Cards.shared)"
            let hello: JSONValue = [
                "type": "message", "text": "Psst", "recipient": ["id": "29:tom", "isTargeted": true],
            ]
            let alone = "\(path)/activities?isTargetedActivity=true"
            #expect(try await bench.call("POST", alone, hello).status == 201)
            await bench.teams.leave("29:tom", TeamsWorld.sharedWithPartner)
            let refused = try await bench.call("POST", alone, hello)
            #expect(refused.status == 403)
            #expect(try JSONValue(parsing: refused.body).error.code == "BotNotInConversationRoster")
            #expect(try await bench.call("GET", "\(path)/members/29%3Atom").status == 404)
            let told = try #require(await bench.teams.deliveries.last?.activity)
            #expect(told.membersRemoved.items.map(\.id) == ["29:tom"])
            #expect(told.channelData.eventType == "channelMemberRemoved")
            #expect(told.channelData.membershipSource.tenantId.string == TeamsWorld.partner)
            #expect(await bench.teams.mention("register", by: "29:tom", in: TeamsWorld.sharedWithPartner) != .accepted)
            let loud: JSONValue = ["type": "message", "text": "x"]
            #expect(try await bench.call("POST", "\(path)/activities", loud).status == 201)
            await bench.teams.unshare(TeamsWorld.sharedWithPartner, with: TeamsWorld.partner)
            let events = await bench.teams.deliveries.suffix(2).map(\.activity.channelData.eventType)
            #expect(events == ["channelMemberRemoved", "channelUnshared"])
            #expect(try await bench.call("GET", "\(path)/members/29%3Atina").status == 404)
            #expect(try await bench.call("GET", "\(path)/members/29%3Aada").status == 200)
        }
    }

    @Test func `more than seven messages a second are too many, more than 28 KB too much`() async throws {
        try await TeamsBench.run { bench async throws in
            let path = "conversations/\(Cards.shared)/activities"
            let token = try JSONValue(parsing: try await bench.token().body).access_token.string
            let long: JSONValue = ["type": "message", "text": .string(String(repeating: "x", count: 28_672))]
            #expect(try await bench.call("POST", path, long, token: token).status == 413)
            var last = ProbeAnswer(status: 0, headers: [:], body: [])
            for _ in 1...7 {
                last = try await bench.call("POST", path, ["type": "message", "text": "x"], token: token)
            }
            #expect(last.status == 429)
            #expect(last.headers["retry-after"] == "1")
        }
    }

    @Test func `a planned fault comes once and its effect only where it was wanted`() async throws {
        try await TeamsBench.run { bench async throws in
            let path = "conversations/\(Cards.shared)/activities"
            let hello: JSONValue = ["type": "message", "text": "x"]
            await bench.teams.plan(.error("MessageWritesBlocked"), on: "send", times: 1)
            let blocked = try await bench.call("POST", path, hello)
            #expect(blocked.status == 403)
            #expect(try JSONValue(parsing: blocked.body).errorCode == 209)
            await bench.teams.plan(.status(502), on: "send", times: 1, afterEffect: true)
            #expect(try await bench.call("POST", path, hello).status == 502)
            #expect(await bench.teams.messages(in: TeamsWorld.sharedWithPartner).count == 1)
            #expect(try await bench.call("POST", path, hello).status == 201)
        }
    }
}
