import FakeServers
import Testing

/// The partner's workspace has the app: its people have the command.
@Suite(.serialized) struct ModeAStories {
    @Test(arguments: ChatName.told)
    func `Paul registers with the command and Ada approves`(chat: ChatName) async throws {
        try await Story.tell(on: chat) { story in
            let claim = try await story.register(by: .paul)
            #expect(claim.view.title == "Registered")
            let line = try await story.line(claim.number, "submitted", beside: .paul)
            #expect(Story.links(in: line.readableText).isEmpty)
            let card = try await story.card(claim.number)
            for evidence in ["Acme Rockets", "acme.com", "They count rockets by hand", "Nordwind", "gold", "Suggested"]
            {
                #expect(card.readableText.contains(evidence), "\(evidence) in \(card.readableText)")
            }
            try await story.press("review.approve", on: card, by: .ada)
            let note = try await story.told(claim.number, "is approved", to: .paul)
            #expect(Story.links(in: note.readableText).count == 1)
            let rewritten = try await story.direct(claim.number, to: .ada) { $0.isRewritten }
            #expect(rewritten.readableText.contains("approved"))
            #expect(!rewritten.actionIDs.contains("review.approve"))
        }
    }

    @Test(arguments: ChatName.told)
    func `Pia reads German from the command to the note`(chat: ChatName) async throws {
        try await Story.tell(on: chat) { story in
            let first = try await story.begin("acme.com", by: .pia)
            #expect(first.title == "Registrieren: Firma")
            #expect(first.typed("company_domain") == "acme.com")
            var view = first
            for step in Typed().steps { view = try await story.next(step, by: .pia) }
            #expect(view.title == "Registriert")
            let claim = try story.receipt(view)
            // What all can read is in the program's language, and so is the reviewer's card.
            try await story.line(claim.number, "submitted", beside: .pia)
            try await story.press("review.approve", on: try await story.card(claim.number), by: .ada)
            let note = try await story.told(claim.number, "ist freigegeben", to: .pia)
            #expect(note.readableText.contains("Geschützt bis"))
            let page = try await story.get(claim.link)
            #expect(page.text.contains("<html lang=\"de\">"))
            #expect(page.text.lowercased().contains("freigegeben"))
        }
    }

    @Test func `a partner's language stands in for a person's`() async throws {
        try await Story.tellBare { story in
            try await story.run("partner add --name Süd --language de --slack-team T0RIVAL")
            await story.slack.announceBots()
            #expect(try await story.begin(by: .rita, from: .button).title == "Registrieren: Firma")
        }
    }

    @Test func `show prints the whole registration as machines read it`() async throws {
        try await Story.tell { story in
            let claim = try await story.register(by: .paul)
            let open = try await story.shown(claim.number)
            #expect(open.hold.isNull)
            #expect(open.next_action.what == "decide")
            try await story.press("review.approve", on: try await story.card(claim.number), by: .ada)
            try await story.told(claim.number, "is approved", to: .paul)
            let shown = try await story.shown(claim.number)
            #expect(shown.status == "approved")
            #expect(shown.partner == "Nordwind")
            #expect(shown.submitter.user == "U0PAUL")
            #expect(shown.prospect == ["name": "Acme Rockets", "domain": "acme.com"])
            #expect(shown.contact.email == "kim@acme.com")
            #expect(shown.reviewer == "Ada Lindqvist")
            #expect(shown.hold.from.string?.hasSuffix("Z") == true)
            #expect(shown.hold.scope.string?.isEmpty == false)
            #expect(shown.events.items.map(\.kind) == ["submitted", "checks_run", "approved", "hold_started"])
            #expect(shown.events.items.allSatisfy { $0["hash"].string?.count == 64 })
            for name in ["id", "kind", "program", "checks", "policy_version", "submitted_at", "decided_at", "link"] {
                #expect(!shown[name].isNull, "\(name)")
            }
        }
    }

    @Test(arguments: ChatName.told)
    func `the record page answers the link alone, and looking changes nothing`(chat: ChatName) async throws {
        try await Story.tell(on: chat) { story in
            let claim = try await story.register(by: .paul)
            let before = try await story.shown(claim.number)
            let reviewersLink = try #require(before.link.string)
            let partners = try await story.get(claim.link)
            let reviewers = try await story.get(reviewersLink.withPort(of: claim.link))
            #expect(partners.status == 200)
            #expect(!partners.text.contains("Suggested"))
            #expect(reviewers.status == 200)
            #expect(reviewers.text.contains("Suggested"))
            let head = try await story.get(claim.link, method: "HEAD")
            #expect(head.status == 200)
            #expect(head.body.isEmpty)
            #expect(try await story.get(claim.link, method: "POST").status == 405)
            let unkeyed = String(claim.link.prefix { $0 != "?" })
            for forged in [String(claim.link.dropLast(3)), claim.link + "A", unkeyed, unkeyed + "?k=nonsense"] {
                #expect(try await story.get(forged).status == 404)
            }
            #expect(try await story.shown(claim.number).events == before.events)
        }
    }

    @Test(arguments: ChatName.told)
    func `a mistake stands at its field and what was typed stays`(chat: ChatName) async throws {
        try await Story.tell(on: chat) { story in
            _ = try await story.begin(by: .paul)
            let outcome = try await story.send(
                ["company_name": "Acme", "company_domain": "gmail.com"],
                by: .paul
            )
            guard case .errors(let fields) = outcome else { throw NeverHappened(what: "errors: \(outcome)") }
            #expect(fields.keys.sorted() == ["company_domain"])
            let mended = try await story.next(["company_domain": "acme.com"], by: .paul)
            #expect(mended.title == "Register: contact")
            try await story.pressInView("register.back", by: .paul)
            let back = try await story.front(of: .paul)
            #expect(back.typed("company_name") == "Acme")
        }
    }

    @Test(arguments: ChatName.told)
    func `a form left alone is taken up where it was`(chat: ChatName) async throws {
        try await Story.tell(on: chat) { story in
            _ = try await story.begin(by: .paul)
            try await story.next(Typed().company, by: .paul)
            await story.chat(chat).close(by: .paul)
            let again = try await story.begin(by: .paul)
            #expect(
                again.title == "Register: contact"
                    || again.typed("company_name") == "Acme Rockets"
            )
        }
    }
}

extension String {
    /// The same address where the service really listens.
    func withPort(of other: String) -> String {
        let path = split(separator: "/", omittingEmptySubsequences: false).dropFirst(3).joined(separator: "/")
        let base = other.split(separator: "/", omittingEmptySubsequences: false).prefix(3).joined(separator: "/")
        return base + "/" + path
    }
}
