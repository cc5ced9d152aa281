/// STYLE.md, rule 2: a function fits a screen, a file is one idea.
enum Lengths {
    static let fileLines = 400
    static let functionLines = 70

    static func findings(in file: SwiftFile) -> [Finding] {
        var found: [Finding] = []
        if file.lineCount > fileLines {
            found.append(file.finding(fileLines + 1, "the file has \(file.lineCount) lines, more than \(fileLines)"))
        }
        for function in functions(in: file) where function.lines > functionLines {
            let what = "\(function.name) has \(function.lines) lines, more than \(functionLines)"
            found.append(file.finding(function.line, what))
        }
        return found
    }

    struct Function: Equatable {
        let name: String
        let line: Int
        let lines: Int
    }

    /// Functions, initialisers, subscripts and computed variables that have a body.
    static func functions(in file: SwiftFile) -> [Function] {
        file.code.indices.compactMap { start in
            guard let name = nameOfDeclaration(in: file, at: start), let open = body(in: file, after: start) else {
                return nil
            }
            let close = closing(in: file, of: open)
            let first = file.code[start].line
            return Function(name: name, line: first, lines: file.code[close].line - first + 1)
        }
    }

    private static func nameOfDeclaration(in file: SwiftFile, at position: Int) -> String? {
        let token = file.code[position]
        guard token.kind == .word, file.text(at: position - 1) != "." else { return nil }
        switch token.text {
        case "func", "var": return file.text(at: position + 1)
        case "init", "subscript", "deinit": return token.text
        default: return nil
        }
    }

    /// The brace that opens the body: outside every parenthesis, on the line of the signature's end or after `where`.
    private static func body(in file: SwiftFile, after start: Int) -> Int? {
        let isVariable = file.code[start].text == "var"
        var depth = 0
        var position = start + 1
        while let token = file.code.indices.contains(position) ? file.code[position] : nil {
            switch token.text {
            case "(", "[": depth += 1
            case ")", "]": depth -= 1
            case "{" where depth == 0 && token.kind == .mark: return position
            case "}" where depth == 0, "func", "var", "let", "init", "case", "subscript", "struct", "extension", "enum":
                if token.kind != .string, depth <= 0 { return nil }
            default: break
            }
            let startsLine = token.line > file.code[position - 1].line
            if isVariable, depth == 0, startsLine { return nil }
            if depth < 0 { return nil }
            position += 1
        }
        return nil
    }

    /// The brace that closes `open`, or the last token.
    static func closing(in file: SwiftFile, of open: Int) -> Int {
        var depth = 0
        for position in open..<file.code.count where file.code[position].kind == .mark {
            if file.code[position].text == "{" { depth += 1 }
            if file.code[position].text == "}" { depth -= 1 }
            if depth == 0 { return position }
        }
        return file.code.count - 1
    }
}
