/// The few words in which the databases differ.
public struct Dialect: Sendable {
    private let words: [(token: String, word: String)]

    private init(_ words: [(token: String, word: String)]) { self.words = words }

    public static let sqlite = Dialect([
        ("{{I64}}", "INTEGER"), ("{{BYTES}}", "BLOB"), ("{{STRICT}}", "STRICT"), (" {{skip_locked}}", ""),
    ])

    public static let postgres = Dialect([
        ("{{I64}}", "BIGINT"), ("{{BYTES}}", "BYTEA"), (" {{STRICT}}", ""),
        ("{{skip_locked}}", "FOR UPDATE SKIP LOCKED"),
    ])

    /// The text with every token replaced.
    public func rendered(_ sql: String) -> String {
        words.reduce(sql) { text, pair in text.replacing(pair.token, with: pair.word) }
    }
}
