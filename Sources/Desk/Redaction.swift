import Dialogue
import Registrations

/// Takes words about a person out of texts that hold other things as well.
struct Redaction: Sendable {
    private let email: EmailAddress
    /// Longer ones first, so that none is left in pieces by one that it contains.
    private let words: [String]

    init(_ email: EmailAddress, words: Set<String>) {
        self.email = email
        self.words = words.sorted { ($0.count, $0) > ($1.count, $1) }
    }

    func callAsFunction(_ text: String) -> String {
        let left = ([email.text] + words).reduce(text) { $0.replacing($1, with: Registration.erasedWords) }
        // In other letters than ours: the whole text goes.
        return left.lowercased().contains(email.text.lowercased()) ? Registration.erasedWords : left
    }

    func changes(_ reply: Reply) -> Bool { reply.rewording { self($0) } != reply }

    func redacted(_ message: Message) -> Message {
        Message(
            id: message.id,
            conversation: message.conversation,
            purpose: message.purpose,
            registration: message.registration,
            routes: message.routes.map { Route($0.address, $0.card.rewording { self($0) }) },
            rewrites: message.rewrites,
            request: message.request
        )
    }
}
