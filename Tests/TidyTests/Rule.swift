/// A rule about single files: where it holds, what it forbids, and samples that it must and must not notice.
struct Rule: Sendable, CustomStringConvertible {
    let name: String
    let scope: Scope
    let why: String
    var phrases: [[String]] = []
    var finds: @Sendable (SwiftFile) -> [Int] = { _ in [] }
    /// Where the samples pretend to stand.
    let samplePath: String
    let bad: [String]
    let good: [String]

    enum Scope: Sendable {
        case sources(except: Set<String> = [])
        case modules(Set<String>)
        case tests
        case everySwiftFile

        func contains(_ file: SwiftFile) -> Bool {
            switch self {
            case .sources(let except): file.module.map { !except.contains($0) } ?? false
            case .modules(let names): file.module.map(names.contains) ?? false
            case .tests: file.isTest
            case .everySwiftFile: true
            }
        }
    }

    var description: String { name }

    func findings(in file: SwiftFile) -> [Finding] {
        guard scope.contains(file) else { return [] }
        let lines = Set(phrases.flatMap(file.lines(of:)) + finds(file))
        return lines.sorted().map { file.finding($0, why) }
    }

    func findingsInTree() -> [Finding] { Tree.swift.flatMap(findings(in:)) }
}
