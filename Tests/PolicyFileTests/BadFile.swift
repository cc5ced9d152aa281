import PolicyFile
import Registrations
import Testing

/// A file with mistakes and all that is said about them.
struct BadFile: CustomTestStringConvertible, Sendable {
    let title: String
    let text: String
    let said: [Said]

    struct Said: Equatable, Sendable {
        let place: String
        let message: String
        let mend: String

        init(_ place: String, _ message: String, _ mend: String) {
            self.place = place
            self.message = message
            self.mend = mend
        }
    }

    /// A whole file.
    init(_ title: String, _ text: String, _ said: Said...) {
        self.title = title
        self.text = text
        self.said = said
    }

    /// A good file of five lines, and these after it.
    init(_ title: String, after lines: String, _ said: Said...) {
        self.title = title
        self.text = program + reviewers(ada + bo()) + routing + lines + "\n"
        self.said = said
    }

    var testDescription: String { title }

    func hears() -> [Said] {
        switch read(text) {
        case .success: []
        case .failure(let mistakes): mistakes.list.map { Said("\($0.line):\($0.column)", $0.message, $0.mend) }
        }
    }
}

let program = "program: { name: Nordlicht, language: en, time_zone: Europe/Berlin }\n"
let ada = "  - { name: Ada, email: ada@vendor.example, slack: { team: T0V, user: U0A } }\n"
let routing = "routing: { fallback: Ada }\n"
let goodFile = program + reviewers(ada + bo()) + routing

func bo(_ more: String = "") -> String {
    let extra = more.isEmpty ? "" : ", \(more)"
    return "  - { name: Bo, email: bo@vendor.example, slack: { team: T0V, user: U0B }\(extra) }\n"
}

func reviewers(_ lines: String) -> String { "reviewers:\n" + lines }

func read(_ text: String) -> Result<Policy, PolicyMistakes> { read(Array(text.utf8)) }

func read(_ bytes: [UInt8]) -> Result<Policy, PolicyMistakes> {
    PolicyFile.read(
        bytes,
        name: "policy.yaml",
        domains: TableDomainReader.common,
        holidays: .few,
        sha256Hex: "0123456789abcdef"
    )
}

extension HolidayTable {
    /// Two regions with a holiday in each of two years.
    static let few = HolidayTable(lines: [
        "DE-BY;Epiphany;20260106 20270106", "AT-9;Epiphany;20260106 20270106", "AT-9;National Day;20261026",
    ])
}
