extension Rule {
    /// STYLE.md, rule 1 and ARCHITECTURE.md: every sentence a person reads stands in a phrasebook.
    static let wording = Rule(
        name: "only phrasebooks hold sentences",
        scope: .modules(["Registrations", "Dialogue", "Slack", "Web"]),
        why: "a sentence belongs in a Phrasebook of Dialogue",
        finds: { file in
            let phrasebook = file.module == "Dialogue" ? bodies(of: "Phrasebook", in: file) : []
            if filesOfWords.contains(file.path) { return [] }
            return file.code.indices.filter { position in
                let token = file.code[position]
                return token.kind == .string && isSentence(token.text) && !isForDevelopers(file, position)
                    && !phrasebook.contains { $0.contains(position) }
            }.map { file.code[$0].line }
        },
        samplePath: "Sources/Slack/Sample.swift",
        bad: [
            "let a = \"Tell us the company\"", "reply(\"Your case is \\(number).\")", "f(\"Fall… please try again\")",
        ],
        good: [
            "logger.warning(\"delivery was not verified\")", "log.info(\"a b c\", metadata: [:])",
            "precondition(a > 0, \"must be above zero\")", "\"application/json; charset=utf-8\"",
            "\"default-src 'none'; style-src 'self'\"", "\"two words\"", "assert(a, \"this is never empty\")",
        ]
    )

    /// Words that are data: the built-in policy's texts, which a policy file replaces, and legal forms of companies.
    private static let filesOfWords: Set = [
        "Sources/Registrations/PolicyDefaults.swift", "Sources/Registrations/LegalForms.swift",
    ]

    /// Three words in a row on a line, each letters alone but for a last punctuation mark.
    static func isSentence(_ text: String) -> Bool {
        text.split(whereSeparator: \.isNewline).contains(where: hasThreeWordsInARow)
    }

    private static func hasThreeWordsInARow(_ text: Substring) -> Bool {
        var run = 0
        for piece in text.split(whereSeparator: \.isWhitespace) {
            let word = piece.last.map { ".,:;!?…".contains($0) } == true ? piece.dropLast() : piece
            run = !word.isEmpty && word.allSatisfy(\.isLetter) ? run + 1 : 0
            if run == 3 { return true }
        }
        return false
    }

    /// From brace to brace of a type and its extensions.
    private static func bodies(of type: String, in file: SwiftFile) -> [Range<Int>] {
        ["struct", "enum", "extension"].flatMap { file.positions(of: [$0, type]) }.compactMap { start in
            guard let open = file.code[start...].firstIndex(where: { $0.text == "{" && $0.kind == .mark }) else {
                return nil
            }
            return open..<Lengths.closing(in: file, of: open)
        }
    }

    /// Calls whose words only developers and makers of broken clients read.
    private static let developerCalls: Set = [
        "precondition", "assert", "preconditionFailure", "assertionFailure", "available", "refuse", "plain",
    ]
    private static let loggers: Set = ["log", "logger", "Logger"]

    /// Whether the innermost call around the string is a log line or an assertion, which only developers read.
    private static func isForDevelopers(_ file: SwiftFile, _ position: Int) -> Bool {
        if file.text(at: position - 2) == "debugDescription" { return true }
        var depth = 0
        var at = position - 1
        while at > 0 {
            switch file.code[at].kind == .mark ? file.code[at].text : "" {
            case ")", "]": depth += 1
            case "[": depth -= 1
            case "(" where depth > 0: depth -= 1
            case "(":
                let name = file.code[at - 1].text
                if developerCalls.contains(name) { return true }
                return at >= 3 && file.code[at - 2].text == "." && loggers.contains(file.code[at - 3].text)
            case "{", "}": return false
            default: break
            }
            at -= 1
        }
        return false
    }
}
