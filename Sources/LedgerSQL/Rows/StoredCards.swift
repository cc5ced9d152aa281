import Desk
import Dialogue
import JSON
import Registrations

/// Cards as they are stored, written and read without `Codable`, whose boxes cost more than everything else of a message.
///
/// The shape is the one that `Codable` gives them: what either has written the other reads.
extension JSONWriter {
    mutating func value(_ card: Card) {
        object { json in
            json.array("buttons") { json in card.buttons.forEach { json.value($0) } }
            json.field("heading", ifPresent: card.heading)
            json.array("parts") { json in card.parts.forEach { json.value($0) } }
            json.field("summary", card.summary)
        }
    }

    mutating func value(_ part: Part) {
        switch part {
        case .paragraph(let text): only("paragraph") { $0.field("_0", text) }
        case .facts(let facts):
            only("facts") { json in
                json.array("_0") { json in
                    for fact in facts {
                        json.object { json in
                            json.field("label", fact.label)
                            json.field("value", fact.value)
                        }
                    }
                }
            }
        case .quote(let words): only("quote") { $0.field("_0", words) }
        case .note(let text): only("note") { $0.field("_0", text) }
        case .divider: only("divider") { _ in }
        }
    }

    private mutating func field(_ name: String, _ text: Text) {
        object(name) { json in
            json.array("runs") { json in text.runs.forEach { json.value($0) } }
        }
    }

    private mutating func value(_ run: Text.Run) {
        switch run {
        case .plain(let words): only("plain") { $0.field("_0", words) }
        case .strong(let words): only("strong") { $0.field("_0", words) }
        case .typed(let words): only("typed") { $0.field("_0", words) }
        case .link(let label, let url):
            only("link") { json in
                json.field("label", label)
                json.field("url", url)
            }
        }
    }

    mutating func value(_ button: Button) {
        object { json in
            if let confirm = button.confirm {
                json.object("confirm") { json in
                    json.field("no", confirm.no)
                    json.field("text", confirm.text)
                    json.field("title", confirm.title)
                    json.field("yes", confirm.yes)
                }
            }
            json.field("label", button.label)
            json.field("style", button.style.rawValue)
            json.field("value", button.value)
            json.field("verb", button.verb.rawValue)
        }
    }

    /// A case by its name, with what it carries.
    mutating func only(_ name: String, _ body: (inout JSONWriter) -> Void) {
        object { $0.object(name, body) }
    }
}

extension Card {
    init(_ json: JSON) throws {
        self.init(
            heading: json["heading"]?.string,
            parts: try json.list("parts").map { try Part($0) },
            buttons: try json.list("buttons").map { try Button($0) },
            summary: try json.text("summary")
        )
    }
}

extension Part {
    fileprivate init(_ json: JSON) throws {
        let (name, value) = try json.only()
        switch name {
        case "paragraph": self = .paragraph(try Text(value.member("_0")))
        case "facts":
            self = .facts(try value.list("_0").map { Fact(try $0.text("label"), try Text($0.member("value"))) })
        case "quote": self = .quote(try value.text("_0"))
        case "note": self = .note(try Text(value.member("_0")))
        case "divider": self = .divider
        default: throw JSON.missing(name)
        }
    }
}

extension Text {
    fileprivate init(_ json: JSON) throws {
        self.init(try json.list("runs").map { try Run($0) })
    }
}

extension Text.Run {
    fileprivate init(_ json: JSON) throws {
        let (name, value) = try json.only()
        switch name {
        case "plain": self = .plain(try value.text("_0"))
        case "strong": self = .strong(try value.text("_0"))
        case "typed": self = .typed(try value.text("_0"))
        case "link": self = .link(label: try value.text("label"), url: try value.text("url"))
        default: throw JSON.missing(name)
        }
    }
}

extension Button {
    fileprivate init(_ json: JSON) throws {
        self.init(
            try json.raw("verb"),
            try json.text("label"),
            value: try json.text("value"),
            style: try json.raw("style"),
            confirm: try json["confirm"].map { try Confirm($0) }
        )
    }
}

extension Button.Confirm {
    fileprivate init(_ json: JSON) throws {
        self.init(
            title: try json.text("title"),
            text: try json.text("text"),
            yes: try json.text("yes"),
            no: try json.text("no")
        )
    }
}

extension JSON {
    func member(_ name: String) throws -> JSON {
        guard let member = self[name] else { throw JSON.missing(name) }
        return member
    }

    func list(_ name: String) throws -> [JSON] { try member(name).elements }

    /// The one member of a case.
    func only() throws -> (name: String, value: JSON) {
        let members = members
        guard let first = members.first, members.count == 1 else { throw JSON.missing("case") }
        return (first.key, first.value)
    }
}
