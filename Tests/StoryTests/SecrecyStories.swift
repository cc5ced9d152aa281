import FakeServers
import Testing

/// What a rival may learn, and what a stranger may do.
@Suite(.serialized) struct SecrecyStories {
    @Test(arguments: ChatName.told)
    func `a rival learns that a prospect is held and queues, and never who holds it`(chat: ChatName) async throws {
        try await Story.tell(on: chat) { story in
            let first = try await story.register(by: .pia)
            try await story.press("review.approve", on: try await story.card(first.number), by: .ada)
            try await story.told(first.number, "ist freigegeben", to: .pia)
            #expect(try await story.mention("check www.acme.com", by: .rita).contains("Held by another partner until"))
            _ = try await story.begin(by: .rita, from: .button)
            let standing = try await story.next(Typed().company, by: .rita)
            #expect(standing.readableText.contains("Held by another partner until"))
            _ = try await story.next(Typed().contact, by: .rita)
            let last = try await story.next(Typed().opportunity, by: .rita)
            #expect(last.submit == "Join the queue")
            let claim = try story.receipt(try await story.next(Typed().consent, by: .rita))
            #expect(claim.view.readableText.contains("Waits in the queue"))
            _ = try await story.mention("status", by: .rita)
            _ = try await story.mention("status \(claim.number)", by: .rita)
            #expect(try await story.mention("status \(first.number)", by: .rita).contains("There is no case"))
            let card = try await story.direct(claim.number, to: .ada) { $0.actionIDs.contains("review.reject") }
            #expect(card.readableText.contains("Nordwind") || card.readableText.contains(first.number))
            // It would be refused, so it is not offered.
            #expect(!card.actionIDs.contains("review.approve"))
            let seen = await story.everythingSeen(by: .rita) + [try await story.get(claim.link).text]
            let names = ["Nordwind", "nordwind", "Pia", "U0PIA", "T0PARTNER", "Tina", "29:tina", TeamsWorld.partner]
            for secret in names + [first.number] {
                #expect(!seen.contains { $0.contains(secret) }, "\(secret)")
            }
        }
    }

    @Test func `a stranger is answered, a manager links the workspace, and then it registers`() async throws {
        try await Story.tell { story in
            try await story.install(.sam)
            #expect(try await story.type("acme.com", by: .sam).contains("not linked to a partner yet"))
            _ = try await story.type("status", by: .sam)
            let card = try await eventually("the card to link") {
                await story.chat(of: .bo).told(.bo).last { $0.actionIDs.contains("workspace.link") }
            }
            try await story.press("workspace.link", on: card, by: .bo)
            let form = try await story.front(of: .bo)
            let partner = try #require(form.choices(of: "partner")["Südstern"])
            #expect(try await story.send(["partner": partner], by: .bo) == .cleared)
            let claim = try await story.register(by: .sam)
            #expect(try await story.shown(claim.number).partner == "Südstern")
            let cards = await story.slack.directMessages(to: "U0MANAGER").filter {
                $0.actionIDs.contains("workspace.link")
            }
            #expect(cards.count == 1, "one card a day, however often a stranger asks")
        }
    }

    @Test(arguments: ChatName.told)
    func `a suspended partner is told whom to ask, and may go on when that ends`(chat: ChatName) async throws {
        try await Story.tell(on: chat) { story in
            try await story.run("partner suspend Nordwind")
            #expect(try await story.type("acme.com", by: .paul).contains("cannot register at the moment"))
            #expect(await story.chat(chat).form(of: .paul) == nil)
            try await story.run("partner restore Nordwind")
            _ = try await story.register(by: .paul)
        }
    }

    @Test(arguments: ChatName.told)
    func `every word of the command is answered, and any other with help`(chat: ChatName) async throws {
        try await Story.tell(on: chat) { story in
            #expect(try await story.type("status", by: .paul).contains("no registrations yet"))
            let claim = try await story.register(by: .paul)
            let typed = claim.number.replacing("-", with: "").lowercased()
            #expect(try await story.type("status", by: .paul).contains(claim.number))
            #expect(!Story.links(in: try await story.type("STATUS \(typed)", by: .paul)).isEmpty)
            #expect(try await story.type("check free.example", by: .paul).contains("Free."))
            #expect(try await story.type("check acme.com", by: .paul).contains("Yours already"))
            #expect(try await story.type("rules", by: .paul).contains("90 days from approval"))
            #expect(try await story.type("status REG-ABCDEFGH", by: .paul).contains("not a case number"))
            for words in ["help", "dance with me", "check", "💥"] {
                #expect(try await story.type(words, by: .paul).contains("What you can type"), "\(words)")
            }
            #expect(try await story.type("", by: .ada).contains("you are not named for one"))
        }
    }

    @Test func `nobody fills in somebody else's form`() async throws {
        try await Story.tell { story in
            let view = try await story.begin("acme.com", by: .pia)
            var payload: JSONValue = ["type": "view_submission", "team": ["id": "T0PARTNER"]]
            payload.user = ["id": "U0PAUL", "team_id": "T0PARTNER"]
            payload.view = view.content
            payload.view.id = .string(try view.slack.id)
            payload.view.team_id = "T0PARTNER"
            payload.view.app_installed_team_id = "T0PARTNER"
            payload.view.state = [
                "values": [
                    "company_name": ["company_name": ["type": "plain_text_input", "value": "Stolen"]],
                    "company_domain": ["company_domain": ["type": "plain_text_input", "value": "stolen.example"]],
                ]
            ]
            let answer = try await story.post(interaction: payload)
            #expect(answer.text.contains("no longer yours"))
            let mine = try await story.next(["company_name": "Acme", "company_domain": "acme.com"], by: .pia)
            #expect(!mine.readableText.contains("Stolen"))
        }
    }

    @Test func `what people type never mentions, links or formats`() async throws {
        try await Story.tell { story in
            var typed = Typed()
            typed.company["company_name"] = "<!channel> `Acme` <https://evil.example|click> \u{202E}x"
            typed.opportunity["problem"] = "<@U0AE> *bold* &amp; <#C0SHARED1>"
            let claim = try await story.register(typed, by: .paul)
            try await story.press("review.approve", on: try await story.card(claim.number), by: .ada)
            try await story.told(claim.number, "is approved", to: .paul)
            let markup = await story.slack.renderedMarkup
            #expect(markup.allSatisfy { $0.contains("/r/REG-") }, "\(markup)")
        }
    }
}

extension Story {
    /// Every text somebody could ever read: channels, direct messages, whispers, views and what these were before.
    func everythingSeen(by person: Someone) async -> [String] {
        var seen = await slack.openViews(of: person.id).map { $0.content.text }
        seen += await teams.everythingSent(to: person.teams.id)
        for room in await slack.rooms(of: person.id) {
            seen += await slack.messages(in: room.id).filter { $0.author != person.id }.flatMap(\.everything)
        }
        seen += await slack.ephemerals(for: person.id).flatMap(\.everything)
        return seen + views(shownTo: person)
    }
}

extension SlackMessage {
    var everything: [String] {
        [text, JSONValue.array(blocks).text] + earlier.flatMap { [$0.text, JSONValue.array($0.blocks).text] }
    }
}
