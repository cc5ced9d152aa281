import Testing

/// The checks of pages and names are seen to fail.
struct PaperworkTests {
    @Test(arguments: [
        (["0001-one.md", "README.md"], 0), (["0001-one.md", "0001-two.md"], 1), (["0003-three.md"], 1),
        (["0001-Other one.md"], 2), (["one.md"], 2),
    ])
    func `a decision with a bad name, a taken number or no link is noticed`(names: [String], count: Int) {
        let list = "[one](0001-one.md) [two](0001-two.md)"
        #expect(Paperwork.decisions(names.map { "docs/decisions/\($0)" }, list: list).count == count)
    }

    @Test(arguments: [
        (["m0001_start.sql", "m0002_more.sql"], 0), (["m0001_start.sql", "m0003_more.sql"], 1), (["0001_start.sql"], 1),
        (["m0001-start.sql"], 1), (["m0001_a.sql", "m0001_b.sql"], 1),
    ])
    func `a migration out of order or misnamed is noticed`(names: [String], count: Int) {
        #expect(Paperwork.migrations(names.map { "Sources/LedgerSQL/Schema/\($0)" }).count == count)
    }

    @Test func `an invariant held by no test is noticed`() {
        let page: [Substring] = ["One hold at a time: held by `a test` and `another one`.", "Nothing `else` counts."]
        #expect(Paperwork.invariants(page, tests: ["a test", "another one"]).isEmpty)
        #expect(Paperwork.invariants(page, tests: ["a test"]).map(\.line) == [1])
        #expect(Paperwork.invariants(["One hold: held by", "`a test`"], tests: ["a test"]).map(\.line) == [1])
    }

    @Test func `a room that the page leaves out is noticed`() {
        #expect(Paperwork.rooms("  Desk/   use cases", modules: ["Desk"]).isEmpty)
        #expect(Paperwork.rooms("  Desk/   use cases", modules: ["Desk", "Web"]).count == 1)
    }

    @Test(arguments: [
        ("docs/a.md", "[x](b.md)", 0), ("docs/a.md", "[x](../README.md#top)", 0), ("docs/a.md", "[x](decisions)", 0),
        ("docs/a.md", "[x](c.md)", 1), ("README.md", "![x](docs/none.png)", 1),
        ("README.md", "[x](https://a.example/b)", 0),
    ])
    func `a link to nowhere is noticed`(path: String, line: String, count: Int) {
        let files: Set = ["docs/a.md", "docs/b.md", "README.md", "docs/decisions/0001-a.md"]
        #expect(Paperwork.links(path, [line[...]], files: files).count == count)
    }

    @Test func `a dependency without a paragraph is noticed`() {
        let manifest = ".package(url: \"https://host.example/groue/GRDB.swift\", from: \"7.10.0\"),"
        #expect(Paperwork.dependencies(manifest, page: "## GRDB.swift\nText").isEmpty)
        #expect(Paperwork.dependencies(manifest, page: "## Yams\nText").count == 1)
    }

    // A letter is written by its number, so that this file keeps the rule it tests.
    @Test(arguments: [
        ("cd /w\u{6F}rk/main", 1), ("\"/f\u{61}rm\"", 1), ("/tmp/b\u{61}sh_jobs.0/a", 1),
        (".github/w\u{6F}rkflows/a", 0),
        ("https://a.example/w\u{6F}rk/b", 0), ("the /w\u{6F}rks", 0), ("xoxb-short", 0),
        ("xox\u{62}-1111111111-2222222222-abcdefghijklmnopq", 1), ("-----BEGIN \u{50}RIVATE KEY-----", 1),
    ])
    func `a machine's folder and a secret are noticed`(line: String, count: Int) {
        #expect(Leaks.findings(path: "a", lines: [line[...]]).count == count)
    }
}
