import Testing

struct RepositoryTests {
    private static let pages = Tree.files.filter { $0.hasSuffix(".md") }

    @Test func `every decision is numbered and listed`() {
        expectNone(Paperwork.decisions(Tree.files, list: Tree.text("docs/decisions/README.md") ?? ""))
    }

    @Test func `migrations are numbered and named`() { expectNone(Paperwork.migrations(Tree.files)) }

    @Test func `every dependency has its paragraph`() throws {
        let manifest = try #require(Tree.text("Package.swift"))
        let page = try #require(Tree.text("docs/decisions/0002-dependencies.md"))
        expectNone(Paperwork.dependencies(manifest, page: page))
    }

    @Test func `the architecture is short and every test it names exists`() {
        let lines = Tree.lines("ARCHITECTURE.md")
        #expect((1...Paperwork.architectureLines + 1).contains(lines.count))
        let names = Tree.tests.flatMap { file in
            file.positions(of: ["func"]).compactMap { file.text(at: $0 + 1)?.trimmingBackticks }
        }
        expectNone(Paperwork.invariants(lines, tests: Set(names)))
    }

    @Test func `the architecture names every room of the tree`() {
        let modules = Tree.files.compactMap { path -> String? in
            let parts = path.split(separator: "/")
            return parts.count > 2 && parts[0] == "Sources" ? String(parts[1]) : nil
        }
        expectNone(Paperwork.rooms(Tree.text("ARCHITECTURE.md") ?? "", modules: Set(modules)))
    }

    @Test func `links between pages lead somewhere`() {
        let files = Set(Tree.files)
        expectNone(Self.pages.flatMap { Paperwork.links($0, Tree.lines($0), files: files) })
    }

    @Test func `what a build makes stays out of git`() {
        let made = Tree.tracked.filter { path in
            path == "Package.resolved" || path.hasPrefix(".build") || path.contains("__pycache__")
        }
        expectNone(made.map { Finding(path: $0, line: 1, what: "made by a build, not for git") })
    }

    @Test func `no file names a machine's folders or holds a live secret`() {
        expectNone(Tree.files.flatMap { Leaks.findings(path: $0, lines: Tree.lines($0)) })
    }
}

extension String {
    fileprivate var trimmingBackticks: String {
        hasPrefix("`") && hasSuffix("`") ? String(dropFirst().dropLast()) : self
    }
}
