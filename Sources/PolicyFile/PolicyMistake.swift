/// One thing wrong in a policy file, where it stands and how to mend it.
public struct PolicyMistake: Error, Hashable, Sendable, CustomStringConvertible {
    /// The name of the file as the caller gave it.
    public let file: String
    /// The line, 1 for the first.
    public let line: Int
    /// The column in Unicode scalars, 1 for the first.
    public let column: Int
    /// What is wrong, without a final full stop.
    public let message: String
    /// What to write instead, as a sentence.
    public let mend: String

    public init(file: String, line: Int, column: Int, message: String, mend: String) {
        self.file = file
        self.line = line
        self.column = column
        self.message = message
        self.mend = mend
    }

    public var description: String { "\(file):\(line):\(column): \(message). \(mend)" }
}

/// Everything wrong in one policy file, ordered by line and column; never empty.
public struct PolicyMistakes: Error, Hashable, Sendable, CustomStringConvertible {
    public let list: [PolicyMistake]

    init(_ found: [PolicyMistake]) {
        var seen: Set<PolicyMistake> = []
        list = found.filter { seen.insert($0).inserted }.sorted { ($0.line, $0.column) < ($1.line, $1.column) }
    }

    public var description: String { list.map(\.description).joined(separator: "\n") }
}
