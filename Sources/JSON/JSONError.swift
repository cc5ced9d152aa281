/// Why bytes are no JSON we take; says where, and never repeats any of the text.
public struct JSONError: Error, Hashable, Sendable {
    /// Counted from the first byte; where the reading stopped.
    public let byteOffset: Int
    public let reason: Reason

    public enum Reason: String, Hashable, Sendable, CaseIterable {
        case tooDeep = "too deep"
        case notUTF8 = "not UTF-8"
        case endedEarly = "ended early"
        case moreAfterEnd = "more after the end"
        case duplicateKey = "duplicate key"
        case zeroInKey = "a zero character in a key"
        case numberTooLarge = "number too large"
        case outOfMemory = "out of memory"
        case syntax = "syntax"
    }
}
