import FakeServers
import Testing

/// The chats that stories are told on.
enum ChatName: String, Sendable, CaseIterable, CustomTestStringConvertible {
    case slack
    case teams

    /// Those that the stories of all chats are told on.
    static let told = ChatName.allCases

    var testDescription: String { rawValue }
}

/// What people do in a chat and what they see there, the same in each.
protocol Chat: Sendable {
    /// Types the command with those words, for the vendor's people where they talk to the bot, and gives the answer.
    func type(_ words: String, by person: Someone) async throws -> Seen
    /// Mentions the bot in the channel and gives what it whispers back.
    func mention(_ words: String, by person: Someone) async throws -> Seen
    /// Types words that lead to a form, and opens it.
    func open(_ words: String, by person: Someone) async throws
    /// Presses a button; throws where that does not work.
    func press(_ action: String, on message: Seen, by person: Someone) async throws
    /// The form in front of somebody.
    func form(of person: Someone) async -> Shown?
    /// Fills in the form in front of somebody; gives the inputs it does not have.
    func fill(_ typed: [String: String], by person: Someone) async throws -> [String]
    /// Sends the form in front of somebody.
    func submit(by person: Someone) async throws -> SubmitOutcome
    /// Presses a button of the form in front of somebody.
    func pressInForm(_ action: String, by person: Someone) async throws
    /// Closes the form in front of somebody.
    func close(by person: Someone) async
    /// What was said to somebody alone, oldest first: directly, and where the chat knows no other way in the channel.
    func told(_ person: Someone) async -> [Seen]
    /// What only this person reads, oldest first: whispers, notices and answers to presses.
    func whispers(to person: Someone) async -> [Seen]
    /// What everybody in somebody's channel reads, oldest first.
    func channel(of person: Someone) async -> [Seen]
    /// What the vendor of the chat complains about.
    func complaints() async -> [Violation]

    // What goes wrong

    /// Types words that cannot be taken now and gives what is said of them; nil where the chat alone hears that.
    func typeInVain(_ words: String, by person: Someone) async throws -> String?
    /// Tells that the bot was added to somebody's channel, and whether that was taken.
    func tellOfJoining(_ person: Someone) async throws -> Bool
    /// Answers every message with a way to that address.
    func divertMessages(to address: String) async
    /// Ends what the vendor and somebody's company share of a channel: its people are out of it.
    func cutOff(_ person: Someone) async
    /// Ends all that was planned to go wrong.
    func clearFaults() async
    /// Sends the last step of somebody's form again, as a chat does that lost the answer, and gives the answer.
    func repeatLastStep(of person: Someone) async throws -> String
    /// Asks something small that is answered at once, as somebody of Nordwind whom no bound holds, and gives the status.
    func askOnce(of story: Story) async throws -> Int
}

/// One message as somebody sees it.
struct Seen: Sendable {
    enum Raw: Sendable {
        case slack(SlackMessage)
        case teams(TeamsMessage)
        case words(String)
    }

    let raw: Raw

    var readableText: String {
        switch raw {
        case .slack(let message): message.readableText
        case .teams(let message): message.readableText
        case .words(let words): words
        }
    }

    var actionIDs: [String] {
        switch raw {
        case .slack(let message): message.actionIDs
        case .teams(let message): message.verbs
        case .words: []
        }
    }

    /// What names it in its chat.
    var ts: String {
        switch raw {
        case .slack(let message): message.ts
        case .teams(let message): message.id
        case .words(let words): words
        }
    }

    var isRewritten: Bool {
        switch raw {
        case .slack(let message): !message.earlier.isEmpty
        case .teams(let message): !message.earlier.isEmpty
        case .words: false
        }
    }

    /// What a button carries.
    func value(of action: String) -> String? {
        switch raw {
        case .slack(let message): message.elements.first { $0.action_id.string == action }?.value.string
        case .teams(let message): message.actions.first { $0.verb.string == action }?.data.id.string
        case .words: nil
        }
    }

    /// As Slack's.
    var slack: SlackMessage {
        get throws {
            guard case .slack(let message) = raw else { throw NeverHappened(what: "a message of Slack: \(raw)") }
            return message
        }
    }

    /// As Teams'.
    var teams: TeamsMessage {
        get throws {
            guard case .teams(let message) = raw else { throw NeverHappened(what: "a message of Teams: \(raw)") }
            return message
        }
    }
}

/// One form as somebody sees it.
struct Shown: Sendable {
    enum Raw: Sendable {
        case slack(SlackView)
        case teams(TeamsDialog)
    }

    let raw: Raw

    var title: String {
        switch raw {
        case .slack(let view): view.title
        case .teams(let dialog): dialog.title
        }
    }

    var readableText: String {
        switch raw {
        case .slack(let view): view.readableText
        case .teams(let dialog): dialog.readableText
        }
    }

    var inputIDs: [String] {
        switch raw {
        case .slack(let view): view.inputIDs
        case .teams(let dialog): dialog.inputIDs
        }
    }

    var content: JSONValue {
        switch raw {
        case .slack(let view): view.content
        case .teams(let dialog): dialog.card
        }
    }

    /// What the button that goes on says.
    var submit: String? {
        switch raw {
        case .slack(let view): view.content.submit["text"].string
        case .teams(let dialog): dialog.actions.first { $0.type == "Action.Submit" }?.title.string
        }
    }

    /// The choices of an input, by what people read.
    func choices(of input: String) -> [String: String] {
        let found: [(String, String)]
        switch raw {
        case .slack(let view):
            let element = view.content.blocks.items.first { $0.block_id.string == input }?.element ?? .null
            found = element.options.items.map { ($0["text"]["text"].string ?? "", $0.value.string ?? "") }
        case .teams(let dialog): found = dialog.choices(of: input).map { ($0.title, $0.value) }
        }
        return Dictionary(found) { first, _ in first }
    }

    /// What stands in an input.
    func typed(_ input: String) -> String? {
        switch raw {
        case .slack(let view): view.values[input]?[input]?.value.string
        case .teams(let dialog): dialog.values[input]
        }
    }

    /// As Slack's.
    var slack: SlackView {
        get throws {
            guard case .slack(let view) = raw else { throw NeverHappened(what: "a view of Slack: \(raw)") }
            return view
        }
    }
}
