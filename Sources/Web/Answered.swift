public import Desk

/// One request that was answered, for whoever counts.
public struct Answered: Sendable {
    /// The door's path, a page's pattern such as `/r/{case}`, or `unknown`: never what a stranger wrote.
    public let route: String
    public let status: Int
    public let ack: Ack
    /// From the head's arrival to the answer, the body's arrival included.
    public let duration: Duration

    /// Hears of every answer.
    public typealias Watch = @Sendable (Answered) -> Void
}
