/// What a form says by itself, before anything of it is sent.
public struct FormWords: Hashable, Sendable {
    /// At an input that was left empty.
    public let missing: String
    public let notAnAddress: String
    /// On the button that sends the same once more.
    public let again: String
    public let close: String
    /// Said where there is nothing else to say.
    public let done: String

    public init(missing: String, notAnAddress: String, again: String, close: String, done: String) {
        self.missing = missing
        self.notAnAddress = notAnAddress
        self.again = again
        self.close = close
        self.done = done
    }
}
