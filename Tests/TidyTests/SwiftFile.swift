/// A Swift file of the tree, or a sample standing in for one.
struct SwiftFile {
    let path: String
    let lineCount: Int
    let code: [Token]
    let comments: [Token]

    init(path: String, source: String) {
        let tokens = Lexer.tokens(of: source)
        self.path = path
        lineCount =
            source.split(separator: "\n", omittingEmptySubsequences: false).count - (source.hasSuffix("\n") ? 1 : 0)
        code = tokens.filter { $0.kind != .comment }
        comments = tokens.filter { $0.kind == .comment }
    }

    /// `Slack` for `Sources/Slack/SlackInbound.swift`; nil outside Sources.
    var module: String? {
        let parts = path.split(separator: "/")
        return parts.count > 2 && parts[0] == "Sources" ? String(parts[1]) : nil
    }

    var name: Substring { path.split(separator: "/").last ?? "" }
    var isTest: Bool { path.hasPrefix("Tests/") }

    func finding(_ line: Int, _ what: String) -> Finding { Finding(path: path, line: line, what: what) }

    /// The positions in `code` at which these texts follow each other as code.
    func positions(of phrase: [String]) -> [Int] {
        guard let first = phrase.first, code.count >= phrase.count else { return [] }
        return (0...(code.count - phrase.count)).filter { start in
            code[start].text == first
                && phrase.indices.allSatisfy {
                    code[start + $0].kind != .string && code[start + $0].text == phrase[$0]
                }
        }
    }

    func lines(of phrase: [String]) -> [Int] { positions(of: phrase).map { code[$0].line } }

    func text(at position: Int) -> String? { code.indices.contains(position) ? code[position].text : nil }
}
