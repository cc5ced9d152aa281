/// What stands in an example until somebody puts a value of their own there.
enum Placeholder {
    private static let words = [
        "changeme", "change-me", "change_me", "your-", "your_", "replace-me", "replace_me", "placeholder", "<", ">",
        "…",
        "...",
    ]

    /// No token, secret, address or path of a real service holds one of them.
    static func stands(in text: String) -> Bool {
        let small = text.lowercased()
        return words.contains { small.contains($0) } || small.contains("xxxxxx") || small.hasPrefix("xoxb-x")
            || small == "todo"
    }
}
