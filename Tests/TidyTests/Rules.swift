extension Rule {
    static let all = [
        noForcing, noPrinting, tasksInTheirRooms, uncheckedAroundC, pureModules, exhaustiveSwitches, wording,
        plainComments, testsAreSentences, testsWaitForNothing,
    ]

    static let pure: Set = ["Registrations", "Dialogue"]

    static let noForcing = Rule(
        name: "nothing is forced or swallowed",
        scope: .sources(),
        why: "no `!`, `try!`, `try?`, `as!`: handle it where its meaning is known",
        phrases: [["try", "!"], ["try", "?"], ["as", "!"]],
        finds: forcedUnwraps,
        samplePath: "Sources/Desk/Sample.swift",
        bad: ["let a = b!", "let a = b()!.c", "let a = d[0]!", "try! f()", "let a = try? f()", "a as! B", "var a: B!"],
        good: ["if a != b, !c { }", "let text = \"try! this\"", "// as! is not here", "a as? B", "!flag", "x = !y"]
    )

    @Sendable private static func forcedUnwraps(in file: SwiftFile) -> [Int] {
        file.code.indices.dropFirst().compactMap { position in
            let (mark, value) = (file.code[position], file.code[position - 1])
            guard mark.kind == .mark, mark.text == "!", !mark.spaced else { return nil }
            let next = file.code.indices.contains(position + 1) ? file.code[position + 1] : nil
            if let next, next.text == "=", !next.spaced { return nil }
            let isValue = value.kind != .mark || [")", "]", "}", ">", "?"].contains(value.text)
            return isValue ? mark.line : nil
        }
    }

    static let noPrinting = Rule(
        name: "nothing prints past the log and nothing gives up",
        scope: .sources(),
        why: "no `print(`, `fatalError(`: log a fixed event, or fail with an error",
        finds: { file in
            ["print", "debugPrint", "dump", "fatalError"].flatMap { word in
                file.positions(of: [word, "("]).filter { ![".", "func"].contains(file.text(at: $0 - 1) ?? "") }
            }.map { file.code[$0].line }
        },
        samplePath: "Sources/registrar/Sample.swift",
        bad: ["print(1)", "debugPrint(a)", "fatalError()", "fatalError(\"no\")"],
        good: ["console.print(a)", "func print(_ a: Int) {}", "\"print(1)\"", "printer(1)"]
    )

    static let tasksInTheirRooms = Rule(
        name: "only Relay, Curl and Web start tasks of their own",
        scope: .sources(except: ["Relay", "Curl", "Web"]),
        why: "no `Task {` here: structured concurrency, or a loop of Relay",
        finds: { file in
            file.positions(of: ["Task"]).filter { position in
                switch file.text(at: position + 1) {
                case "{", "(": true
                case ".": ["detached", "immediate"].contains(file.text(at: position + 2) ?? "")
                default: false
                }
            }.map { file.code[$0].line }
        },
        samplePath: "Sources/Desk/Sample.swift",
        bad: ["Task { await f() }", "Task.detached { }", "Task(priority: .low) { }", "Task.immediate { }"],
        good: ["try await Task.sleep(for: a)", "let a: Task<Void, Never>", "withTaskGroup { }", "Task.isCancelled"]
    )

    static let uncheckedAroundC = Rule(
        name: "only wrappers of C promise Sendable unchecked",
        scope: .sources(except: ["Curl", "PublicSuffix", "SQLite", "JSON"]),
        why: "no `@unchecked Sendable` or `nonisolated(unsafe)` outside the wrappers of C",
        phrases: [["@unchecked"], ["nonisolated", "(", "unsafe", ")"]],
        samplePath: "Sources/Desk/Sample.swift",
        bad: ["final class A: @unchecked Sendable {}", "nonisolated(unsafe) var a = 1"],
        good: ["struct A: Sendable {}", "nonisolated func a() {}"]
    )

    static let pureModules = Rule(
        name: "the pure modules read no clock, draw no chance and wait for nothing",
        scope: .modules(pure),
        why: "pure: take time, ids, randomness and the outside world as parameters",
        phrases: [
            ["Date", "(", ")"], ["Date", ".", "now"], ["UUID", "(", ")"], ["async"], ["await"],
            [".", "random", "("], ["SystemRandomNumberGenerator"], ["randomElement", "(", ")"], ["shuffled", "(", ")"],
            ["ContinuousClock"], ["SuspendingClock"], ["Calendar", ".", "current"], ["TimeZone", ".", "current"],
            ["Locale", ".", "current"], ["FileManager"], ["ProcessInfo"], ["URLSession"], ["FileHandle"],
        ],
        samplePath: "Sources/Registrations/Sample.swift",
        bad: [
            "let a = Date()", "let a = Date.now", "let id = UUID()", "func a() async {}", "Int.random(in: 1...2)",
            "[1].shuffled()", "let z = TimeZone.current",
        ],
        good: ["func a(at now: Date) {}", "Date(timeIntervalSince1970: 0)", "let id: UUID", "[1].shuffled(using: &g)"]
    )

    static let exhaustiveSwitches = Rule(
        name: "the pure modules switch over enums without default",
        scope: .modules(pure),
        why: "no `default:` beside enum cases: a new case must visit every place",
        finds: { file in
            file.positions(of: ["default", ":"]).filter { standsBesideEnumCases(file, $0) }.map { file.code[$0].line }
        },
        samplePath: "Sources/Dialogue/Sample.swift",
        bad: [
            "switch a {\ncase .b: 1\ndefault: 2\n}", "switch a {\ncase (.b, let c): f { 1 }\n@unknown default: 2\n}",
            "switch a {\ncase let .b(c) where c > 1:\n  1\ndefault: 2\n}",
        ],
        good: [
            "init(default language: Int) {}", "// default: none", "switch byte {\ncase 1...2: true\ndefault: false\n}",
            "switch text {\ncase \"a\":\n  if case .b = c { }\ndefault: 2\n}",
        ]
    )

    /// Looks back over the cases of the same switch for a pattern with a member, such as `.b` or `(.b, _)`.
    private static func standsBesideEnumCases(_ file: SwiftFile, _ position: Int) -> Bool {
        var depth = 0
        for at in stride(from: position - 1, to: 0, by: -1) {
            let token = file.code[at]
            switch token.kind == .string ? "" : token.text {
            case "}", ")", "]": depth += 1
            case "{" where depth == 0: return false
            case "{", "(", "[": depth -= 1
            case "case" where depth == 0 && file.code[at - 1].line < token.line:
                let pattern = file.code[at..<position].prefix { $0.text != ":" || $0.kind == .string }
                if pattern.indices.dropFirst().contains(where: { opensMember(file, $0) }) { return true }
            default: break
            }
        }
        return false
    }

    /// A dot with nothing before it and a name after it, unlike those of `1...2` and `Int.max`.
    private static func opensMember(_ file: SwiftFile, _ position: Int) -> Bool {
        guard file.text(at: position) == ".", file.code.indices.contains(position + 1) else { return false }
        let opensValue = ["case", "let", "var", "(", ",", ":"].contains(file.code[position - 1].text)
        return opensValue && file.code[position + 1].kind == .word
    }

    static let plainComments = Rule(
        name: "comments are sentences, not headers or confetti",
        scope: .everySwiftFile,
        why: "no licence header and no MARK",
        finds: { file in
            file.comments.filter { comment in
                let words = comment.text
                if words.contains("MARK" + ":") { return true }
                return comment.line <= 5
                    && ["Copyright", "SPDX-", "Licensed under", "Created by"].contains(where: words.contains)
            }.map(\.line)
        },
        samplePath: "Sources/Slack/Sample.swift",
        bad: ["// MARK" + ": - Views", "// Copyright 2026 the authors", "/* SPDX-License-Identifier: Apache-2.0 */"],
        good: ["/// One question.", "let a = \"Copyright\""]
    )

    static let testsAreSentences = Rule(
        name: "tests are named as sentences",
        scope: .tests,
        why: "name the test as a sentence in backticks",
        finds: { file in
            file.positions(of: ["@Test"]).compactMap { start in
                let rest = file.code[start...].prefix(400)
                guard let keyword = rest.firstIndex(where: { $0.text == "func" && $0.kind == .word }) else {
                    return nil
                }
                let name = file.text(at: keyword + 1) ?? ""
                return name.hasPrefix("`") && name.contains(" ") ? nil : file.code[start].line
            }
        },
        samplePath: "Tests/DeskTests/Sample.swift",
        bad: ["@Test func holds() {}", "@Test(arguments: [1]) func `one`(a: Int) {}"],
        good: ["@Test func `a held domain refuses the second partner`() {}", "func helper() {}"]
    )

    static let testsWaitForNothing = Rule(
        name: "tests neither sleep nor skip",
        scope: .tests,
        why: "no sleeps and no skipped tests",
        phrases: [
            ["Task", ".", "sleep"], ["Thread", ".", "sleep"], ["usleep", "("], [".", "disabled", "("],
            ["withKnownIssue"], ["XCTSkip"],
            [".", "enabled", "(", "if"],
        ],
        samplePath: "Tests/DeskTests/Sample.swift",
        bad: [
            "try await Task.sleep(for: .seconds(1))", "@Test(.disabled(\"later\")) func a() {}", "withKnownIssue { }",
        ],
        good: ["func sleep(until instant: Date) async {}", "await clock.sleep(until: due)", "\"sleep(\""]
    )
}
