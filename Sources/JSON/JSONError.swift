/// Why bytes are no JSON we take; never repeats any of the text.
public struct JSONError: Error, Hashable, Sendable {
    public let reason: Reason

    init(reason: Reason) { self.reason = reason }

    public enum Reason: String, Hashable, Sendable, CaseIterable {
        case tooDeep = "too deep"
        case notUTF8 = "not UTF-8"
        case endedEarly = "ended early"
        case duplicateKey = "duplicate key"
        case zeroInKey = "a zero character in a key"
        case numberTooLarge = "number too large"
        case outOfMemory = "out of memory"
        /// Anything else, an end or a number that is wrong among it.
        case syntax = "syntax"
    }
}
