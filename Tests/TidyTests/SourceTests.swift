import Testing

/// STYLE.md's rules marked T, held over the whole tree.
struct SourceTests {
    @Test func `the tree is found`() {
        #expect(Tree.tracked.contains("STYLE.md"))
        #expect(Tree.files.contains("Tests/TidyTests/SourceTests.swift"))
        #expect(!Tree.sources.isEmpty)
    }

    @Test func `files and functions stay short`() { expectNone(Tree.swift.flatMap(Lengths.findings(in:))) }
    @Test func `nothing is forced or swallowed`() { expectNone(Rule.noForcing.findingsInTree()) }
    @Test func `nothing prints past the log`() { expectNone(Rule.noPrinting.findingsInTree()) }
    @Test func `only Relay, Curl and Web start tasks of their own`() {
        expectNone(Rule.tasksInTheirRooms.findingsInTree())
    }
    @Test func `only wrappers of C promise Sendable unchecked`() { expectNone(Rule.uncheckedAroundC.findingsInTree()) }
    @Test func `the pure modules read no clock and wait for nothing`() { expectNone(Rule.pureModules.findingsInTree()) }
    @Test func `the pure modules switch without default`() { expectNone(Rule.exhaustiveSwitches.findingsInTree()) }
    @Test func `only phrasebooks hold sentences`() { expectNone(Rule.wording.findingsInTree()) }
    @Test func `comments are sentences and no headers`() { expectNone(Rule.plainComments.findingsInTree()) }
    @Test func `tests are named as sentences`() { expectNone(Rule.testsAreSentences.findingsInTree()) }
    @Test func `tests neither sleep nor skip`() { expectNone(Rule.testsWaitForNothing.findingsInTree()) }
    @Test func `modules import only downwards`() { expectNone(Tree.sources.flatMap(ModuleGraph.findings(in:))) }

    @Test func `system library targets hold a module map and a shim only`() {
        expectNone(
            Tree.files.compactMap { path in
                let parts = path.split(separator: "/").map(String.init)
                guard parts.count > 2, parts[0] == "Sources", ModuleGraph.systemLibraries.contains(parts[1]) else {
                    return nil
                }
                let isExpected = parts.count == 3 && ["module.modulemap", "shim.h"].contains(parts[2])
                return isExpected
                    ? nil : Finding(path: path, line: 1, what: "only module.modulemap and shim.h belong here")
            }
        )
    }
}
