/// An error as the Web API names it.
struct SlackError: Error {
    var name: String
    var fields: [String: JSONValue] = [:]

    init(_ name: String, _ fields: [String: JSONValue] = [:]) {
        self.name = name
        self.fields = fields
    }

    static func invalid(_ name: String, _ mistakes: [String]) -> SlackError {
        let lines = mistakes.map { JSONValue.string("[ERROR] " + $0) }
        return SlackError(name, ["response_metadata": ["messages": .array(lines)]])
    }
}

// What every way to say something has in common.
extension FakeSlack {
    static let maximumTextLength = 40_000

    /// The text and blocks of a message, judged; every block gets an id.
    func content(of body: JSONValue, place: String) throws -> (text: String, blocks: [JSONValue]) {
        let blocks = body.blocks.isNull ? JSONValue.array([]) : try structured(body.blocks)
        let text = body["text"].string ?? ""
        guard !text.isEmpty || !blocks.items.isEmpty else { throw SlackError("no_text") }
        if text.isEmpty { blame(place, "blocks without a fall-back text") }
        guard text.unicodeScalars.count <= Self.maximumTextLength else { throw SlackError("msg_too_long") }
        guard blocks.items.count <= 50 else { throw SlackError("msg_blocks_too_long") }
        let mistakes = BlockRules.mistakes(inMessage: blocks)
        guard mistakes.isEmpty else { throw SlackError.invalid("invalid_blocks", mistakes) }
        checkForTypedMarkup(blocks.items.isEmpty ? [text] : Markup.texts(in: blocks), place: place)
        checkForBidiMarks(blocks.items.isEmpty ? [text] : Markup.allTexts(in: blocks), place: place)
        return (text, withIDs(blocks.items))
    }

    private func structured(_ value: JSONValue) throws -> JSONValue {
        guard let text = value.string else { return value }
        do { return try JSONValue(parsing: text.utf8) } catch { throw SlackError("invalid_blocks_format") }
    }

    func withIDs(_ blocks: [JSONValue]) -> [JSONValue] {
        blocks.map { block in
            var block = block
            if block.block_id.isNull { block.block_id = .string(Chance.letters(5)) }
            if block.type == "actions" {
                block.elements = .array(block.elements.items.map(withActionID))
            }
            if !block.accessory.isNull { block.accessory = withActionID(block.accessory) }
            if !block.element.isNull { block.element = withActionID(block.element) }
            return block
        }
    }

    private func withActionID(_ element: JSONValue) -> JSONValue {
        guard element.action_id.isNull, element.type != "image" else { return element }
        var element = element
        element.action_id = .string(Chance.letters(5))
        return element
    }

    @discardableResult
    func store(_ message: SlackMessage) -> SlackMessage {
        messages[message.channel, default: []].append(message)
        touch()
        return message
    }

    func change(_ ts: String, in room: String, _ edit: (inout SlackMessage) -> Void) {
        guard let index = messages[room]?.firstIndex(where: { $0.ts == ts }) else { return }
        edit(&messages[room, default: []][index])
        touch()
    }

    /// A line of Slack's own that only one person sees.
    func notice(_ text: String, to user: String, in room: String) {
        store(
            SlackMessage(
                ts: nextStamp(),
                channel: room,
                author: "USLACKBOT",
                text: text,
                blocks: [],
                onlyFor: user
            )
        )
    }

    /// Remembers what a person typed, so that it is noticed when it comes out as markup.
    func remember(typed text: String) {
        let suspicious = Markup.tokens(in: text) + Markup.formatting(in: text)
        let marks = Markup.bidiMarks(in: text)
        typed.formUnion(suspicious.map { $0.filter { $0 != "\n" } } + marks)
    }

    func checkForTypedMarkup(_ texts: [String], place: String) {
        for text in texts {
            for token in typed where Markup.bidiMarks(in: token).isEmpty && text.contains(token) {
                blame(place, "typed text comes out as markup: \(token)")
            }
        }
    }

    func checkForBidiMarks(_ texts: [String], place: String) {
        let marks = typed.filter { $0.unicodeScalars.count == 1 && !Markup.bidiMarks(in: $0).isEmpty }
        for mark in marks where texts.contains(where: { $0.contains(mark) }) {
            blame(
                place,
                "a typed direction mark comes out again: U+\(mark.unicodeScalars.first.map { String($0.value, radix: 16) } ?? "")"
            )
        }
    }
}
