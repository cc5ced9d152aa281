import FoundationEssentials

/// A reader of strangers' bytes, and what must hold of it whatever the bytes are.
///
/// `swift test` runs each over its stored corpus; `bin/fuzz` looks for bytes that nobody thought of.
enum FuzzTarget: String, CaseIterable {
    case form
    case slack
    case signature
    case json
    case domain
    case name
    case caseNumber = "case-number"
    case date
    case words
    case policy
    case texts
    case links

    /// Throws what does not hold.
    func run(_ bytes: [UInt8]) throws {
        switch self {
        case .form: try SlackTargets.form(bytes)
        case .slack: try SlackTargets.payload(bytes)
        case .signature: try SlackTargets.signature(bytes)
        case .json: try TextTargets.json(bytes)
        case .domain: try TextTargets.domain(bytes)
        case .name: try TextTargets.name(bytes)
        case .caseNumber: try TextTargets.caseNumber(bytes)
        case .date: try TextTargets.date(bytes)
        case .words: try TextTargets.words(bytes)
        case .policy: try PolicyTargets.file(bytes)
        case .texts: try SlackTargets.texts(bytes)
        case .links: try SlackTargets.links(bytes)
        }
    }
}

/// Something that did not hold.
struct Finding: Error, CustomStringConvertible {
    let description: String
}

/// Throws unless it holds.
func hold(_ holds: Bool, _ words: @autoclosure () -> String) throws(Finding) {
    if !holds { throw Finding(description: words()) }
}

/// The bytes as people's text, mended where they are none.
func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

/// Noon of a Tuesday in winter.
let fixedNow = Date(timeIntervalSince1970: 1_795_518_000)
