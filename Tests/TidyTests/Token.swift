/// A piece of Swift source, as coarse as the rules allow.
struct Token: Equatable {
    enum Kind { case word, mark, string, comment }

    let kind: Kind
    /// A word with its `@` or `#`, one punctuation character, or what stands between quotes or in a comment.
    let text: String
    let line: Int
    /// Whether white space stands before it.
    let spaced: Bool
}

/// Cuts Swift source into tokens, so that no rule mistakes a string or a comment for code.
struct Lexer {
    private let bytes: [UInt8]
    private var at = 0
    private var line = 1
    private var spaced = true
    private var tokens: [Token] = []

    static func tokens(of source: String) -> [Token] {
        var lexer = Lexer(bytes: Array(source.utf8))
        lexer.readCode(toClosingParenthesis: false)
        return lexer.tokens
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    private var here: UInt8? { at < bytes.count ? bytes[at] : nil }

    private func starts(with text: StaticString, at offset: Int = 0) -> Bool {
        let start = at + offset
        guard start >= 0, start + text.utf8CodeUnitCount <= bytes.count else { return false }
        for index in 0..<text.utf8CodeUnitCount where bytes[start + index] != text.utf8Start[index] { return false }
        return true
    }

    private mutating func step() {
        if here == UInt8(ascii: "\n") { line += 1 }
        at += 1
    }

    private mutating func add(_ kind: Token.Kind, from start: Int, to end: Int, startedOn first: Int) {
        let text = String(decoding: bytes[start..<max(start, end)], as: UTF8.self)
        tokens.append(Token(kind: kind, text: text, line: first, spaced: spaced))
        spaced = false
    }

    /// Reads to the end, or over the parenthesis that closes an interpolation.
    private mutating func readCode(toClosingParenthesis: Bool) {
        var depth = 0
        while let byte = here {
            switch byte {
            case UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: "\t"), UInt8(ascii: "\r"):
                step()
                spaced = true
            case UInt8(ascii: "/") where starts(with: "//"): readLineComment()
            case UInt8(ascii: "/") where starts(with: "/*"): readBlockComment()
            case UInt8(ascii: "/") where startsRegex: readRegex()
            case UInt8(ascii: "\""): readString(pounds: 0)
            case UInt8(ascii: "#") where poundsBeforeQuote > 0: readString(pounds: poundsBeforeQuote)
            case UInt8(ascii: "`"): readQuotedName()
            case _ where Self.beginsWord(byte): readWord()
            default:
                if byte == UInt8(ascii: "(") { depth += 1 }
                if byte == UInt8(ascii: ")") { depth -= 1 }
                add(.mark, from: at, to: at + 1, startedOn: line)
                step()
                if toClosingParenthesis, depth == 0 { return }
            }
        }
    }

    private mutating func readLineComment() {
        let (start, first) = (at, line)
        while let byte = here, byte != UInt8(ascii: "\n") { step() }
        add(.comment, from: start, to: at, startedOn: first)
    }

    private mutating func readBlockComment() {
        let (start, first) = (at, line)
        var depth = 0
        while here != nil {
            if starts(with: "/*") {
                depth += 1
                at += 2
            } else if starts(with: "*/") {
                depth -= 1
                at += 2
                if depth == 0 { break }
            } else {
                step()
            }
        }
        add(.comment, from: start, to: at, startedOn: first)
    }

    private mutating func readQuotedName() {
        let start = at
        step()
        while let byte = here, byte != UInt8(ascii: "`") { step() }
        step()
        add(.word, from: start, to: min(at, bytes.count), startedOn: line)
    }

    private mutating func readWord() {
        let start = at
        step()
        while let byte = here, Self.continuesWord(byte) { step() }
        add(.word, from: start, to: at, startedOn: line)
    }
}

// Literals.
extension Lexer {
    private var poundsBeforeQuote: Int {
        var count = 0
        while at + count < bytes.count, bytes[at + count] == UInt8(ascii: "#") { count += 1 }
        return starts(with: "\"", at: count) ? count : 0
    }

    /// A slash opens a regular expression where a value may begin and no space follows.
    private var startsRegex: Bool {
        guard let last = tokens.last(where: { $0.kind != .comment }), at + 1 < bytes.count else { return false }
        guard bytes[at + 1] != UInt8(ascii: " "), bytes[at + 1] != UInt8(ascii: "\n") else { return false }
        return ["(", ",", "=", ":", "[", "return"].contains(last.text)
    }

    private mutating func readRegex() {
        let (start, first) = (at, line)
        step()
        while let byte = here, byte != UInt8(ascii: "/"), byte != UInt8(ascii: "\n") {
            if byte == UInt8(ascii: "\\") { step() }
            step()
        }
        if here == UInt8(ascii: "/") { step() }
        add(.mark, from: start, to: min(at, bytes.count), startedOn: first)
    }

    private func pounds(_ count: Int, at offset: Int) -> Bool {
        guard at + offset + count <= bytes.count else { return false }
        return bytes[(at + offset)..<(at + offset + count)].allSatisfy { $0 == UInt8(ascii: "#") }
    }

    /// Adds the string's own token after those of its interpolations; each interpolation leaves `…` in its text.
    private mutating func readString(pounds count: Int) {
        let (first, wasSpaced) = (line, spaced)
        at += count
        let isLong = starts(with: "\"\"\"")
        at += isLong ? 3 : 1
        var text: [UInt8] = []
        while let byte = here {
            if isLong ? (starts(with: "\"\"\"") && pounds(count, at: 3)) : (byte == 34 && pounds(count, at: 1)) {
                at += (isLong ? 3 : 1) + count
                break
            }
            if byte == UInt8(ascii: "\\"), pounds(count, at: 1) {
                at += 1 + count
                if here == UInt8(ascii: "(") {
                    readCode(toClosingParenthesis: true)
                    text += Array("…".utf8)
                } else {
                    step()
                }
                continue
            }
            text.append(byte)
            step()
        }
        let found = String(decoding: text, as: UTF8.self)
        tokens.append(Token(kind: .string, text: found, line: first, spaced: wasSpaced))
        spaced = false
    }

    fileprivate static func beginsWord(_ byte: UInt8) -> Bool {
        continuesWord(byte) || byte == UInt8(ascii: "@") || byte == UInt8(ascii: "#")
    }

    fileprivate static func continuesWord(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "$"), 0x80...: true
        default: false
        }
    }
}
