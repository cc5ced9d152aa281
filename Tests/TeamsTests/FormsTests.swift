import Dialogue
import JSON
import Testing

@testable import Teams

struct FormsTests {
    static let words = FormWords(missing: "Fill", notAnAddress: "Mail?", again: "Again", close: "Close", done: "Done")

    static func form(submit: String? = "Next") -> Form {
        let options = [Form.Option(value: "a", label: "A"), Form.Option(value: "b", label: "B")]
        return Form(
            name: .register,
            token: "d1.contact",
            title: "Contact",
            intro: [.note(Text([.typed("<b>")]))],
            inputs: [
                .init(
                    id: "contact_name",
                    label: "Name",
                    kind: .line(maximumLength: 80),
                    isRequired: true,
                    value: "Kim",
                    hint: "Who"
                ),
                .init(id: "contact_email", label: "Mail", kind: .email, isRequired: true),
                .init(id: "problem", label: "Problem", kind: .paragraph(maximumLength: 2000), isRequired: true),
                .init(id: "target_revenue", label: "Sum", kind: .number, isRequired: false, value: "12.5"),
                .init(id: "stage", label: "Stage", kind: .choice(options), isRequired: true, value: "b"),
                .init(id: "fields", label: "Fields", kind: .choices(options), isRequired: false, value: "a,x,b"),
                .init(
                    id: "consent",
                    label: "Consent",
                    kind: .tick(.init(value: "yes", label: "I agree")),
                    isRequired: true
                ),
            ],
            submit: submit,
            close: "Cancel",
            buttons: [Button(.registerBack, "Back", value: "d1.contact")]
        )
    }

    private func content(_ form: Form) throws -> JSON {
        var json = JSONWriter()
        TeamsForms.content(form, nonce: "n1", words: Self.words, in: &json)
        return try JSON.parse(json.bytes)
    }

    private func input(_ id: String, in card: JSON) throws -> JSON {
        try #require(card["body"]?.elements.first { $0["id"]?.string == id })
    }

    @Test func `inputs go by their ids, with label, check and value`() throws {
        let card = try content(Self.form())
        let name = try input("contact_name", in: card)
        #expect(name["type"]?.string == "Input.Text" && name["label"]?.string == "Name")
        #expect(name["isRequired"]?.bool == true && name["errorMessage"]?.string == "Fill")
        #expect(name["maxLength"]?.int == 80 && name["value"]?.string == "Kim")
        let mail = try input("contact_email", in: card)
        #expect(mail["style"]?.string == "email" && mail["errorMessage"]?.string == "Mail?")
        #expect(try input("problem", in: card)["isMultiline"]?.bool == true)
        #expect(try input("target_revenue", in: card)["value"]?.double == 12.5)
        let stage = try input("stage", in: card)
        #expect(stage["style"]?.string == "compact" && stage["value"]?.string == "b")
        let fields = try input("fields", in: card)
        #expect(fields["isMultiSelect"]?.bool == true && fields["value"]?.string == "a,b")
        let consent = try input("consent", in: card)
        #expect(consent["type"]?.string == "Input.Toggle" && consent["valueOn"]?.string == "yes")
        #expect(consent["value"]?.string == "" && consent["title"]?.string == "I agree")
    }

    @Test func `the first action takes the inputs, back and cancel leave them`() throws {
        let actions = try content(Self.form())["actions"]?.elements ?? []
        #expect(actions.map { $0["title"]?.string } == ["Next", "Back", "Cancel"])
        #expect(actions.allSatisfy { $0["type"]?.string == "Action.Submit" })
        #expect(actions.map { $0["associatedInputs"]?.string } == [nil, "none", "none"])
        #expect(actions[0]["data"]?["form"]?.string == "register" && actions[0]["data"]?["nonce"]?.string == "n1")
        #expect(actions[0]["data"]?["token"]?.string == "d1.contact")
        #expect(actions[1]["data"]?["verb"]?.string == "register.back")
        #expect(actions[2]["data"]?["closing"]?.bool == true)
    }

    @Test func `the last view has nothing to send`() throws {
        var form = Self.form(submit: nil)
        form.inputs = []
        form.buttons = []
        let actions = try content(form)["actions"]?.elements ?? []
        #expect(actions.map { $0["data"]?["closing"]?.bool } == [true])
    }

    @Test func `mistakes stand at their inputs, with what was typed`() throws {
        var form = Self.form()
        form.take(
            ["contact_name": "K{{x", "contact_email": "kim@", "consent": "yes"],
            [
                FieldMistake(input: "contact_email", sentence: "No address."),
                FieldMistake(input: "other", sentence: "Wrong."),
            ]
        )
        let body = try content(form)["body"]?.elements ?? []
        let mail = try #require(body.firstIndex { $0["id"]?.string == "contact_email" })
        #expect(body[mail]["value"]?.string == "kim@")
        #expect(body[mail - 1]["inlines"]?[0]?["text"]?.string == "No address.")
        #expect(body[mail - 1]["inlines"]?[0]?["color"]?.string == "attention")
        let name = try #require(body.firstIndex { $0["id"]?.string == "contact_name" })
        // What goes back is what was typed, to the letter.
        #expect(body[name]["value"]?.string == "K{{x")
        #expect(body[name - 1]["inlines"]?[0]?["text"]?.string == "Wrong.")
        // Nobody's tick is set for them.
        #expect(body.last?["value"]?.string == "")
    }

    @Test func `what was not taken can be sent once more, and nothing typed is lost`() throws {
        let filled = TeamsFilled(form: .register, token: "d1.contact", nonce: "n1", typed: ["contact_name": "Kim"])
        let body = TeamsReplies.again([FieldMistake(input: "x", sentence: "Busy.")], filled, words: Self.words)
        let card = try JSON.parse(body)["task"]?["value"]?["card"]?["content"]
        #expect(card?["body"]?[0]?["inlines"]?[0]?["text"]?.string == "Busy.")
        let again = card?["actions"]?[0]
        #expect(again?["title"]?.string == "Again" && again?["data"]?["contact_name"]?.string == "Kim")
        #expect(again?["data"]?["nonce"]?.string == "n1")
        #expect(card?["actions"]?[1]?["data"]?["closing"]?.bool == true)
    }

    @Test func `a dialog goes on, says its last word, or ends`() throws {
        let form = TeamsReplies.dialog(.form(Self.form(), otherwise: nil), nonce: "n", words: Self.words)
        let task = try JSON.parse(form)["task"]
        #expect(task?["type"]?.string == "continue" && task?["value"]?["title"]?.string == "Contact")
        #expect(task?["value"]?["card"]?["contentType"]?.string == "application/vnd.microsoft.card.adaptive")
        let button = Button(.meeting, "Log", value: "r1")
        let shown = TeamsReplies.dialog(.card(Card(buttons: [button], summary: "s")), nonce: "n", words: Self.words)
        let actions = try JSON.parse(shown)["task"]?["value"]?["card"]?["content"]?["actions"]?.elements
        #expect(actions?.map { $0["type"]?.string } == ["Action.Submit", "Action.Submit"])
        #expect(
            actions?[0]["data"]?["msteams"] == nil && actions?[0]["data"]?["verb"]?.string == "registration.meeting"
        )
        #expect(TeamsReplies.dialog(.done, nonce: "n", words: Self.words).isEmpty)
    }

    @Test func `a press is answered inside, whatever came of it`() throws {
        for (reply, type, status) in [
            (Reply.card(Card(heading: "h", summary: "s")), "application/vnd.microsoft.card.adaptive", 200),
            (
                .card(Card(parts: [.paragraph("It is so.")], summary: "s")),
                "application/vnd.microsoft.activity.message", 200
            ),
            (.done, "application/vnd.microsoft.activity.message", 200),
            (.mistakes([FieldMistake(input: "a", sentence: "No.")]), "application/vnd.microsoft.activity.message", 200),
        ] {
            let answer = try JSON.parse(TeamsReplies.action(reply, nonce: "n", words: Self.words))
            #expect(answer["type"]?.string == type && answer["statusCode"]?.int == status)
        }
    }
    @Test func `a sentence never takes the place of the card that was pressed, whose buttons go on`() throws {
        let words = Text("REG-1 is approved.")
        let linked = Text([.link(label: "The record", url: "https://registrar.example/r/1")])
        let again = Button(.reviewUndo, "Undo", value: "r1")
        for (card, isSaid) in [
            (Card(parts: [.paragraph(words), .note(words)], summary: "s"), true),
            (Card(parts: [.paragraph(words)], buttons: [again], summary: "s"), false),
            (Card(parts: [.paragraph(linked)], summary: "s"), false),
            (Card(parts: [.quote("Words")], summary: "s"), false),
            (Card(parts: [.paragraph(Text(plain: String(repeating: "a", count: 501)))], summary: "s"), false),
        ] {
            let answer = try JSON.parse(TeamsReplies.action(.card(card), nonce: "n", words: Self.words))
            #expect((answer["value"]?.string == nil) != isSaid)
            #expect(!isSaid || answer["value"]?.string == "REG-1 is approved. REG-1 is approved.")
        }
    }
}
