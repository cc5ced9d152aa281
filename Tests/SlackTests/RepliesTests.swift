import Dialogue
import JSON
import Testing

@testable import Slack

/// The bytes of every kind of reply.
struct RepliesTests {
    private let card = Card(
        heading: "Registered",
        parts: [.paragraph(Text([.plain("Case "), .strong("REG-1")])), .divider, .note("Later")],
        buttons: [
            Button(
                .withdraw,
                "Withdraw",
                value: "reg_1",
                style: .danger,
                confirm: .init(title: "Sure?", text: "It ends.", yes: "Yes", no: "No")
            )
        ],
        summary: "Registered REG-1"
    )
    private let form = Form(
        name: .register,
        token: "d:1",
        title: "Register",
        intro: [.paragraph("Who?")],
        inputs: [
            Form.Input(
                id: "company_name",
                label: "Company",
                kind: .line(maximumLength: 200),
                isRequired: true,
                value: "Acme"
            ),
            Form.Input(
                id: "consent",
                label: "Consent",
                kind: .tick(.init(value: "yes", label: "I may")),
                isRequired: false
            ),
        ],
        submit: "Next",
        close: "Cancel"
    )
    private static let cardBlocks =
        #""blocks":[{"type":"header","text":{"type":"plain_text","text":"Registered","emoji":false}},"#
        + #"{"type":"section","text":{"type":"mrkdwn","text":"Case *REG-1*","verbatim":true}},{"type":"divider"},"#
        + #"{"type":"context","elements":[{"type":"plain_text","text":"Later","emoji":false}]},"#
        + #"{"type":"actions","elements":[{"type":"button","action_id":"registration.withdraw","text":{"type":"plain_text","text":"Withdraw","emoji":false},"value":"reg_1","style":"danger","#
        + #""confirm":{"title":{"type":"plain_text","text":"Sure?","emoji":false},"text":{"type":"plain_text","text":"It ends.","emoji":false},"confirm":{"type":"plain_text","text":"Yes","emoji":false},"deny":{"type":"plain_text","text":"No","emoji":false},"style":"danger"}}]}]"#
    private static let formView =
        #"{"type":"modal","callback_id":"register","private_metadata":"d:1","notify_on_close":true,"title":{"type":"plain_text","text":"Register","emoji":false},"#
        + #""submit":{"type":"plain_text","text":"Next","emoji":false},"close":{"type":"plain_text","text":"Cancel","emoji":false},"#
        + #""blocks":[{"type":"section","text":{"type":"plain_text","text":"Who?","emoji":false}},"#
        + #"{"type":"input","block_id":"company_name","label":{"type":"plain_text","text":"Company","emoji":false},"optional":false,"element":{"action_id":"company_name","type":"plain_text_input","multiline":false,"max_length":200,"initial_value":"Acme"}},"#
        + #"{"type":"input","block_id":"consent","label":{"type":"plain_text","text":"Consent","emoji":false},"optional":true,"element":{"action_id":"consent","type":"checkboxes","options":[{"text":{"type":"plain_text","text":"I may","emoji":false},"value":"yes"}]}}]}"#

    private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

    @Test func `a card is an ephemeral message`() {
        let members = #""text":"Registered REG-1",\#(Self.cardBlocks)"#
        #expect(text(SlackReplies.ephemeral(card)) == #"{"response_type":"ephemeral",\#(members)}"#)
        #expect(
            text(SlackReplies.response(card)) == #"{"response_type":"ephemeral","replace_original":false,\#(members)}"#
        )
    }

    @Test func `a form is a view to open or to put in place`() {
        #expect(text(SlackReplies.opening(form, trigger: "1.2")) == #"{"trigger_id":"1.2","view":\#(Self.formView)}"#)
        let update = SlackReplies.update("V1", hash: "h") { SlackViews.view(form, in: &$0) }
        #expect(text(update) == #"{"view_id":"V1","hash":"h","view":\#(Self.formView)}"#)
        let next = SlackReplies.submission(.form(form, otherwise: nil), inputs: [])
        #expect(text(next) == #"{"response_action":"update","view":\#(Self.formView)}"#)
    }

    @Test func `a card after a form is a last view`() {
        let body = SlackReplies.submission(
            .card(Card(heading: "Done", parts: [.paragraph("REG-1")], summary: "s")),
            inputs: ["a"]
        )
        #expect(
            text(body)
                == #"{"response_action":"update","view":{"type":"modal","title":{"type":"plain_text","text":"Done","emoji":false},"blocks":[{"type":"section","text":{"type":"plain_text","text":"REG-1","emoji":false}}]}}"#
        )
    }

    @Test func `mistakes stand at inputs of that view`() {
        let mistakes = [
            FieldMistake(input: "b", sentence: "B is wrong."),
            FieldMistake(input: "elsewhere", sentence: "So is this."),
            FieldMistake(input: "a", sentence: "And a."),
        ]
        let body = SlackReplies.submission(.mistakes(mistakes), inputs: ["a", "b"])
        #expect(text(body) == #"{"response_action":"errors","errors":{"a":"So is this. And a.","b":"B is wrong."}}"#)
        let none = SlackReplies.submission(.mistakes(mistakes), inputs: [])
        #expect(text(none).hasPrefix(#"{"response_action":"update","view":{"type":"modal""#))
        #expect(SlackReplies.submission(.mistakes([]), inputs: ["a"]).isEmpty)
    }

    @Test func `done clears and nothing is zero bytes`() {
        #expect(text(SlackReplies.submission(.done, inputs: [])) == #"{"response_action":"clear"}"#)
        #expect(SlackReplies.submission(.nothing, inputs: ["a"]).isEmpty)
    }
}
