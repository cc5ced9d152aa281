/// The few words in which the databases differ.
public struct Dialect: Sendable {
    private typealias Words = [(token: String, word: String)]

    private let words: Words
    private let schemaWords: Words

    private init(_ words: Words, schema: Words = []) {
        self.words = words
        schemaWords = schema
    }

    public static let sqlite = Dialect([
        ("{{I64}}", "INTEGER"), ("{{BYTES}}", "BLOB"), ("{{STRICT}}", "STRICT"), (" {{skip_locked}}", ""),
        ("{{SQLITE}}", ""),
    ])

    /// Text is ordered by its bytes, as SQLite orders it, whatever the database's language is.
    public static let postgres = Dialect(serverWords, schema: [(" TEXT", " TEXT COLLATE \"C\"")])

    /// Orders text by its bytes anyway, and takes a text with a collation for another type.
    public static let cockroach = Dialect(serverWords)

    private static let serverWords: Words = [
        ("{{I64}}", "BIGINT"), ("{{BYTES}}", "BYTEA"), (" {{STRICT}}", ""),
        ("{{skip_locked}}", "FOR UPDATE SKIP LOCKED"),
        // A line of a step for SQLite alone, which may write a table anew but not change its columns: `Table` reads none.
        ("{{SQLITE}}", "-- "),
    ]

    /// Whether the schema says how text is ordered.
    public var isCollated: Bool { !schemaWords.isEmpty }

    /// The statement with every token replaced.
    public func rendered(_ sql: String) -> String { Dialect.replacing(words, in: sql) }

    /// The same for a statement, whose only token stands at its end: they are run too often to be searched.
    public func ended(_ statement: String) -> String {
        guard statement.utf8.last == UInt8(ascii: "}") else { return statement }
        for (token, word) in words where statement.hasSuffix(token) {
            return statement.dropLast(token.utf8.count) + word
        }
        return statement
    }

    /// The step of the schema with every token replaced.
    public func schema(_ sql: String) -> String { Dialect.replacing(schemaWords, in: rendered(sql)) }

    private static func replacing(_ words: Words, in sql: String) -> String {
        words.reduce(sql) { text, pair in text.replacing(pair.token, with: pair.word) }
    }
}
