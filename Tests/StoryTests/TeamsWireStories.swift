import FakeServers
import Foundation
import Testing

/// What comes over Teams' wire and is not as it should be.
@Suite(.serialized) struct TeamsWireStories {
    private static let setting = Story.Setting(chats: [.teams])

    /// A forgery by its name, with the status it is answered with.
    static let forgeries: [(String, Forgery, Int)] = [
        ("no token", forged { $0.authorization = "" }, 401),
        ("another scheme", forged { $0.authorization = "Basic abc" }, 401),
        ("nonsense", forged { $0.authorization = "Bearer nonsense" }, 401),
        ("another bot's", forged { $0.claims["aud"] = "99999999-0000-4000-8000-000000000009" }, 401),
        ("another issuer's", forged { $0.claims["iss"] = "https://sts.windows.net/x/" }, 401),
        ("expired", forged { $0.claims["exp"] = .number(Date().timeIntervalSince1970.rounded() - 301) }, 401),
        ("not yet valid", forged { $0.claims["nbf"] = .number(Date().timeIntervalSince1970.rounded() + 900) }, 401),
        ("without an end", forged { $0.claims["exp"] = .null }, 401),
        ("of another service", forged { $0.claims["serviceurl"] = "https://smba.trafficmanager.net/de/" }, 401),
        ("without a service", forged { $0.claims["serviceurl"] = .null }, 401),
        ("unsigned", forged { $0.header["alg"] = "none" }, 401),
        ("of another algorithm", forged { $0.header["alg"] = "HS256" }, 401),
        ("without a key's name", forged { $0.header["kid"] = .null }, 401),
        ("of an unknown key", forged { $0.header["kid"] = "key-9" }, 401),
        ("signed by a stranger", forged { $0.hasStrangeKey = true }, 401),
    ]

    private static func forged(_ change: (inout Forgery) -> Void) -> Forgery {
        var forgery = Forgery()
        change(&forgery)
        return forgery
    }

    @Test func `a token that is not right is refused in silence, and nothing is stored`() async throws {
        try await Story.tell(Self.setting) { story in
            let words = "register hidden-words.example"
            let activity = await story.teams.draft(words, by: "29:ada", in: TeamsWorld.sharedWithPartner)
            let before = try await story.stored()
            for (name, forgery, status) in Self.forgeries {
                let answer = try await story.teams.forge(activity, forgery)
                #expect(answer.status == status, "\(name)")
                #expect(answer.body.isEmpty, "\(name)")
            }
            #expect(!(try story.running.output()).contains("hidden-words"))
            #expect(try await story.stored() == before)
        }
    }

    @Test func `an activity from elsewhere is refused whatever its token says`() async throws {
        try await Story.tell(Self.setting) { story in
            let decoy = try await Decoy.listening()
            defer { decoy.close() }
            let right = await story.teams.draft("help", by: "29:ada", in: TeamsWorld.sharedWithPartner)
            var elsewhere = right
            elsewhere["serviceUrl"] = .string("http://127.0.0.1:\(decoy.port)/emea/")
            var forgery = Forgery()
            forgery.claims = ["serviceurl": elsewhere.serviceUrl]
            #expect((401...403).contains(try await story.teams.forge(elsewhere, forgery).status))
            var web = right
            web["channelId"] = "webchat"
            #expect(try await story.teams.forge(web, Forgery()).status == 403)
            var foreign = right
            foreign["conversation"]["tenantId"] = .string(TeamsWorld.stranger)
            #expect(try await story.teams.forge(foreign, Forgery()).status == 403)
            #expect(try await story.teams.forge(bytes: Array("{".utf8), under: Forgery()).status >= 400)
            #expect(
                try await story.teams.forge(bytes: [UInt8](repeating: 32, count: 3 << 20), under: Forgery()).status
                    == 413
            )
            #expect(!decoy.wasCalled)
        }
    }

    @Test func `a key that endorses another chat is refused, and the right one taken`() async throws {
        var setting = Self.setting
        setting.allowing = { $0.what.contains("status 403") }
        try await Story.tellBare(setting) { story in
            let right = await story.teams.draft("help", by: "29:ada", in: TeamsWorld.sharedWithPartner)
            try await story.teams.rotateKey(endorsements: ["webchat"])
            #expect(try await story.teams.forge(right, Forgery()).status == 403)
            var first = Forgery()
            first.hasFirstKey = true
            #expect(try await story.teams.forge(right, first).status == 200)
        }
    }

    @Test(arguments: [FakeTeams.Doubling.sameID, .newID])
    func `whatever comes twice counts once`(how: FakeTeams.Doubling) async throws {
        try await Story.tell(Self.setting) { story in
            await story.teams.double(how)
            let claim = try await story.register(by: .paul)
            let card = try await story.card(claim.number)
            try await story.press("review.approve", on: card, by: .ada)
            try await story.told(claim.number, "is approved", to: .paul)
            try await story.nothingWaits()
            #expect(try await story.exported().count == 1)
            #expect(try await story.events(claim.number).filter { $0 == "approved" }.count == 1)
            let notes = await story.chat(.teams).told(.paul).filter { $0.readableText.contains("is approved") }
            #expect(notes.count == 1)
        }
    }

    @Test func `an old client's buttons come as messages and count as well`() async throws {
        try await Story.tell(Self.setting) { story in
            await story.teams.setOldClient(true, of: "29:ada")
            let claim = try await story.register(by: .paul)
            try await story.press("review.approve", on: try await story.card(claim.number), by: .ada)
            try await story.told(claim.number, "is approved", to: .paul)
        }
    }

    @Test func `a chosen name, a mention's text and a button's data give nobody a right`() async throws {
        try await Story.tell(Self.setting) { story in
            let claim = try await story.register(by: .paul)
            let id = try #require(try await story.card(claim.number).value(of: "review.approve"))
            await story.teams.rename("29:rosa", to: "Ada Lindqvist")
            var activity = await story.teams.draft("x", by: "29:rosa", in: TeamsWorld.sharedWithRival)
            activity["type"] = "invoke"
            activity["name"] = "adaptiveCard/action"
            activity["value"] = [
                "trigger": "manual",
                "action": [
                    "type": "Action.Execute", "verb": "review.approve",
                    "data": ["id": .string(id), "verb": "review.approve", "reviewer": "Ada Lindqvist"],
                ],
            ]
            let answer = try await story.teams.forge(activity, Forgery())
            #expect(answer.status == 200)
            #expect(answer.text.contains("Only reviewers") || answer.text.contains("no case"))
            #expect(try await story.shown(claim.number).status == "submitted")
            let said = try await story.mention("<at>Ada Lindqvist</at> status \(claim.number)", by: .rita)
            #expect(!said.contains("Acme") && !said.contains("Nordwind"))
        }
    }
}
