import Testing

struct LexerTests {
    private func texts(_ source: String) -> [String] { Lexer.tokens(of: source).map(\.text) }

    @Test(arguments: [
        ("let a = \"b // c\" // d", ["let", "a", "=", "b // c", "// d"]),
        ("/* a /* b */ c */ d", ["/* a /* b */ c */", "d"]),
        ("\"a \\(b ? \"c\" : d) e\"", ["(", "b", "?", "c", ":", "d", ")", "a … e"]),
        ("#\"a \\n \"b\" \\#(c)\"#", ["(", "c", ")", "a \\n \"b\" …"]),
        ("\"\"\"\n a \"quoted\" b\n\"\"\"", ["\n a \"quoted\" b\n"]),
        ("\"a\\\"b\" c", ["ab", "c"]),
        ("@Test func `a b`() {}", ["@Test", "func", "`a b`", "(", ")", "{", "}"]),
        ("f(/\"[^\"]*\"/) ; a / b / c", ["f", "(", "/\"[^\"]*\"/", ")", ";", "a", "/", "b", "/", "c"]),
        ("#expect(ä)", ["#expect", "(", "ä", ")"]),
        ("\"never closed", ["never closed"]),
    ])
    func `source is cut into tokens`(source: String, tokens: [String]) {
        #expect(texts(source) == tokens)
    }

    @Test func `tokens know their line and the space before them`() {
        let tokens = Lexer.tokens(of: "a\n  b!\n\"\"\"\nx\n\"\"\" c")
        #expect(tokens.map(\.line) == [1, 2, 2, 3, 5])
        #expect(tokens.map(\.spaced) == [true, true, false, true, true])
    }
}
