import Testing

/// Each rule is seen to fail on a small sample, and to leave a look-alike alone.
struct RuleTests {
    @Test(arguments: Rule.all)
    func `a rule notices each of its bad samples and no good one`(rule: Rule) {
        for sample in rule.bad {
            let file = SwiftFile(path: rule.samplePath, source: sample)
            #expect(!rule.findings(in: file).isEmpty, "\(rule.name): not noticed: \(sample)")
        }
        for sample in rule.good {
            let file = SwiftFile(path: rule.samplePath, source: sample)
            #expect(rule.findings(in: file).isEmpty, "\(rule.name): wrongly noticed: \(sample)")
        }
    }

    @Test func `a finding names file and line`() {
        let file = SwiftFile(path: "Sources/Desk/A.swift", source: "let a = 1\n\nlet b = a!\n")
        #expect(Rule.noForcing.findings(in: file).map(\.line) == [3])
        #expect(Rule.noForcing.findings(in: file).first?.description.hasPrefix("Sources/Desk/A.swift:3: ") == true)
    }

    @Test(arguments: [("Sources/Relay/A.swift", 0), ("Sources/Desk/A.swift", 1), ("Tests/WebTests/A.swift", 0)])
    func `a rule keeps to its modules`(path: String, count: Int) {
        let file = SwiftFile(path: path, source: "Task { }")
        #expect(Rule.tasksInTheirRooms.findings(in: file).count == count)
    }

    @Test func `a phrasebook may hold sentences and its neighbour may not`() {
        let sentence = "var a: String { \"Tell us the company\" }"
        let phrasebook = SwiftFile(
            path: "Sources/Dialogue/Wizard.swift",
            source: "extension Phrasebook {\n\(sentence)\n}"
        )
        let question = SwiftFile(path: "Sources/Dialogue/Wizard.swift", source: "extension Question {\n\(sentence)\n}")
        let elsewhere = SwiftFile(path: "Sources/Slack/Wizard.swift", source: "extension Phrasebook {\n\(sentence)\n}")
        #expect(Rule.wording.findings(in: elsewhere).count == 1)
        #expect(Rule.wording.findings(in: phrasebook).isEmpty)
        #expect(Rule.wording.findings(in: question).count == 1)
    }

    @Test func `a long file and a long function are noticed`() {
        let body = String(repeating: "    work()\n", count: 70)
        let long =
            "struct A {\nfunc f(\n  a: Int = g({ 1 })\n) throws {\n\(body)}\nfunc short() {}\nvar x: Int { 1 }\n}\n"
        let file = SwiftFile(path: "Sources/Desk/A.swift", source: long)
        #expect(Lengths.findings(in: file) == [file.finding(2, "f has 74 lines, more than 70")])
        #expect(Lengths.functions(in: file).map(\.name) == ["f", "short", "x"])

        let longFile = SwiftFile(path: "A.swift", source: String(repeating: "\n", count: 401))
        #expect(Lengths.findings(in: longFile).map(\.line) == [401])
    }

    @Test func `a requirement without a body is no function to measure`() {
        let source =
            "protocol A {\n  func f(_ a: Int) async throws -> Int\n  init(b: Int)\n  var c: Int { get }\n}\nlet d = A.init(b: 1)"
        let file = SwiftFile(path: "A.swift", source: source)
        #expect(Lengths.functions(in: file).map(\.name) == ["c"])
    }

    @Test(arguments: [
        ("Registrations", "import Desk", 1), ("Registrations", "import FoundationNetworking", 1),
        ("Registrations", "import Dispatch", 1), ("Registrations", "public import Foundation", 0),
        ("Dialogue", "import Registrations", 0), ("Slack", "@preconcurrency import Web", 1),
        ("Slack", "import struct Desk.Delivery", 0), ("Slack", "import struct GRDB.Row", 1),
        ("FakeServers", "import Slack", 1), ("registrar", "import Slack", 0), ("Unknown", "let a = 1", 1),
        ("Web", "// import Slack", 0), ("Relay", "import Dispatch", 0),
    ])
    func `an import that points sideways or up is noticed`(module: String, source: String, count: Int) {
        let file = SwiftFile(path: "Sources/\(module)/A.swift", source: source)
        #expect(ModuleGraph.findings(in: file).count == count)
    }
}
