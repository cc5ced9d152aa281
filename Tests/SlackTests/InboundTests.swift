import Desk
import Dialogue
import Foundation
import Registrations
import Testing

@testable import Slack

struct InboundTests {
    @Test func `a command is words from a person in a room`() throws {
        let (delivery, path) = try delivery(of: signed(Sample.command()))
        #expect(delivery.key == DeliveryKey(source: .slack, text: "trigger:1.2.abc"))
        #expect(delivery.input == .words("acme.example"))
        #expect(delivery.room?.id == "C0ROOM")
        #expect(delivery.language == nil)
        #expect(delivery.at == noon)
        #expect(path == .command(.init(installing: InstallingTeam(id: "T0PARTNER"), trigger: "1.2.abc")))
    }

    @Test(arguments: [
        ("", ""), ("  check   acme.example ", "check acme.example"),
        ("<http://acme.com|acme.com>", "acme.com"), ("<https://acme.com>", "https://acme.com"),
        ("check <http://acme.com|acme.com> now", "check acme.com now"),
        ("<mailto:a@acme.com|a@acme.com>", "a@acme.com"), ("<mailto:a@acme.com>", "a@acme.com"),
        ("hi <@U012AB> and <@U012AB|joe>, <#C1|general> <!channel> <!subteam^S1|@all>", "hi and ,"),
        ("Tom &amp; Co &lt;b&gt;", "Tom & Co <b>"), ("&amp;lt;", "&lt;"), ("a < b", "a < b"), ("<", "<"), ("<>", ""),
        ("a\u{202E}b\u{0}c\u{200F}", "abc"),
    ])
    func `escaped words are read as typed`(text: String, words: String) throws {
        #expect(try delivery(of: signed(Sample.command(["text": text]))).0.input == .words(words))
    }

    @Test func `a command without text is no mistake`() throws {
        #expect(try delivery(of: signed(Sample.command(["text": nil]))).0.input == .words(""))
    }

    @Test func `very long words are cut`() throws {
        let long = String(repeating: "a", count: 100_000)
        guard case .words(let words) = try delivery(of: signed(Sample.command(["text": long]))).0.input else {
            throw NotRead()
        }
        #expect(words.count == 4000)
    }

    @Test func `a click is a verb with its value`() throws {
        let (delivery, path) = try delivery(of: interaction("block_actions_inside"))
        #expect(delivery.input == .press(.reviewApprove, value: "reg_1", typed: [:]))
        #expect(delivery.key == DeliveryKey(source: .slack, text: "trigger:111.223.abc"))
        #expect(
            path
                == .click(
                    .init(installing: InstallingTeam(id: "T0VENDOR"), trigger: "111.223.abc"),
                    responseURL: "https://hooks.slack.com/actions/T0VENDOR/1/abc"
                )
        )
    }

    @Test func `a click in a view brings what stands in the view`() throws {
        let (delivery, path) = try delivery(of: interaction("block_actions_in_view_external"))
        #expect(delivery.input == .press(.registerBack, value: "draft_1:contact", typed: Self.typed))
        #expect(path == .clickInView(InstallingTeam(id: "T0VENDOR"), view: "V0VIEW", hash: "1790000000.abcdefgh"))
    }

    private static let typed = [
        "company_name": "Käse & Söhne <b>", "stage": "evaluation", "consent": "yes",
        "contact_email": "jo_doe@acme.example", "target_revenue": "1200.50",
    ]

    @Test func `every kind of input is read, and the empty one left out`() throws {
        let (delivery, path) = try delivery(of: interaction("view_submission_external"))
        #expect(delivery.input == .filled(.register, token: "draft_1:company", typed: Self.typed))
        #expect(
            path
                == .submission(
                    ViewInputs(
                        ids: ["company_name", "stage", "consent", "contact_email", "target_revenue", "competitors"],
                        areAll: true
                    )
                )
        )
    }

    @Test func `a step has no key, a reviewer's words have one of their own`() throws {
        #expect(try delivery(of: interaction("view_submission_external")).0.key == nil)
        let key = try #require(try delivery(of: interaction("view_submission_review")).0.key)
        #expect(key == (try delivery(of: interaction("view_submission_review")).0.key))
        let other = String(decoding: try Sample.fixture("view_submission_review"), as: UTF8.self)
            .replacing("We know them", with: "We know him")
        let request = signed(Sample.payload(Array(other.utf8)), to: SlackPath.interactions)
        #expect(try delivery(of: request).0.key != key)
        #expect(key.text.hasPrefix("view:V0VIEW:1790000000.abcdefgh:"))
        #expect(!key.text.contains("know"))
    }

    @Test(arguments: Form.Name.allCases)
    func `every form but a step is told apart by what was sent`(name: Form.Name) throws {
        let sent = String(decoding: try Sample.fixture("view_submission_review"), as: UTF8.self)
            .replacing("review.reject", with: name.rawValue)
        let key = try delivery(of: signed(Sample.payload(Array(sent.utf8)), to: SlackPath.interactions)).0.key
        #expect((key == nil) == (name == .register))
    }

    @Test(arguments: Verb.allCases)
    func `every button of ours is read`(verb: Verb) throws {
        let pressed = String(decoding: try Sample.fixture("block_actions_inside"), as: UTF8.self)
            .replacing("review.approve", with: verb.rawValue)
        let read = try delivery(of: signed(Sample.payload(Array(pressed.utf8)), to: SlackPath.interactions)).0
        guard case .press(verb, _, _) = read.input else { throw NotRead() }
    }

    @Test func `a closed form and a shortcut are deliveries too`() throws {
        let closed = try delivery(of: interaction("view_closed_external"))
        #expect(closed.0.input == .closed(.register, token: "draft_1:company"))
        #expect(closed.1 == .silent)
        let shortcut = try delivery(of: interaction("shortcut"))
        #expect(shortcut.0.input == .press(.registerStart, value: "", typed: [:]))
        let opening = SlackReturn.Opening(installing: InstallingTeam(id: "T0PARTNER"), trigger: "555.666.ghi")
        #expect(shortcut.1 == .click(opening, responseURL: nil))
    }

    @Test(arguments: ["app_mention_external", "app_mention_inside"])
    func `a mention is answered by a message`(fixture: String) throws {
        let (delivery, path) = try delivery(of: event(fixture))
        #expect(delivery.input == .words("register acme.example"))
        #expect(delivery.answer == .message)
        #expect(path == .silent)
    }

    @Test func `a message that comes again under another event id has the same key`() throws {
        let first = try delivery(of: event("app_mention_external")).0.key
        let copy = String(decoding: try Sample.fixture("app_mention_external"), as: UTF8.self)
            .replacing("Ev0ONE", with: "Ev0TWO")
        let again = try delivery(of: signed(Array(copy.utf8), to: SlackPath.events, type: "application/json")).0.key
        #expect(first != nil)
        #expect(first == again)
        let later = copy.replacing("1790000000.000200", with: "1790000000.000201")
        let other = try delivery(of: signed(Array(later.utf8), to: SlackPath.events, type: "application/json")).0.key
        #expect(other != first)
    }

    @Test func `a bot's mention is nobody's`() throws {
        let bot = String(decoding: try Sample.fixture("app_mention_external"), as: UTF8.self)
            .replacing(#""type": "app_mention","#, with: #""type": "app_mention", "bot_id": "B1","#)
        let request = signed(Array(bot.utf8), to: SlackPath.events, type: "application/json")
        guard case .ignored("bot_message") = try read(request) else { throw NotRead() }
    }

    @Test func `news of rooms and installations are read`() throws {
        let vendor = WorkspaceKey(channel: .slack, id: "T0VENDOR")
        let partner = WorkspaceKey(channel: .slack, id: "T0PARTNER")
        let shared = Room(workspace: vendor, id: "C0SHARED")
        let table: [(String, News, Int)] = [
            ("member_joined_own_bot", .joined(shared), 2),
            ("channel_left", .left(shared), 2), ("channel_unshared", .left(shared), 2),
            ("channel_id_changed", .renamed(Room(workspace: vendor, id: "G0OLD"), to: "C0NEW"), 2),
            ("app_uninstalled", .uninstalled(partner, at: Date(timeIntervalSince1970: 1_790_000_001)), 1),
            ("tokens_revoked_bot", .uninstalled(partner, at: Date(timeIntervalSince1970: 1_790_000_001)), 2),
        ]
        for (fixture, expected, count) in table {
            guard case .news(let news, let keys, _) = try read(event(fixture)) else { throw NotRead() }
            #expect("\(news)" == "\(expected)", "\(fixture)")
            #expect(keys.count == count, "\(fixture)")
        }
    }

    @Test func `a channel that others still share is not left`() throws {
        let fixture = String(decoding: try Sample.fixture("channel_unshared"), as: UTF8.self)
        let body = Array(fixture.replacing("\"is_ext_shared\": false", with: "\"is_ext_shared\": true").utf8)
        let act = try read(signed(body, to: SlackPath.events, type: "application/json"))
        guard case .ignored("channel_unshared") = act else { throw NotRead() }
    }

    @Test(arguments: [("\"is_bot\": true,", "", true), ("\"is_bot\": true", "\"is_bot\": false", false)])
    func `it is the bot that joined unless Slack says it is none`(old: String, new: String, isNews: Bool) throws {
        let fixture = String(decoding: try Sample.fixture("member_joined_own_bot"), as: UTF8.self)
        #expect(fixture.contains(old))
        let body = Array(fixture.replacing(old, with: new).utf8)
        guard case .news(.joined, _, _) = try read(signed(body, to: SlackPath.events, type: "application/json")) else {
            return #expect(!isNews)
        }
        #expect(isNews)
    }

    @Test func `without authorizations nobody knows whether it is the bot`() throws {
        let fixture = String(decoding: try Sample.fixture("member_joined_own_bot"), as: UTF8.self)
        let body = Array(fixture.replacing("\"authorizations\"", with: "\"others\"").utf8)
        let act = try read(signed(body, to: SlackPath.events, type: "application/json"))
        guard case .ignored = act else { throw NotRead() }
    }

    @Test(arguments: ["member_joined_other", "tokens_revoked_user", "app_home_opened"])
    func `what concerns us not is ignored`(fixture: String) throws {
        guard case .ignored = try read(event(fixture)) else { throw NotRead() }
    }

    @Test func `an address is proven by its challenge and a menu has no options`() throws {
        guard case .challenge(let text) = try read(event("url_verification")) else { throw NotRead() }
        #expect(text.hasPrefix("3eZbrw1aBm2r"))
        guard case .options = try read(interaction("block_suggestion")) else { throw NotRead() }
    }
}
