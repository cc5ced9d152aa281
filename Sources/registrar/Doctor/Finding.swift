import JSON

/// One thing the doctor found, and what to do about it.
struct Finding: Hashable, Sendable {
    enum Severity: String, Sendable {
        case ok, warning, error
    }

    let severity: Severity
    /// One word: where to look.
    let area: String
    let what: String
    /// nil where there is nothing to do, or `what` says it.
    let mend: String?

    static func ok(_ area: String, _ what: String) -> Finding {
        Finding(severity: .ok, area: area, what: what, mend: nil)
    }

    static func warning(_ area: String, _ what: String, mend: String) -> Finding {
        Finding(severity: .warning, area: area, what: what, mend: mend)
    }

    static func error(_ area: String, _ what: String, mend: String?) -> Finding {
        Finding(severity: .error, area: area, what: what, mend: mend)
    }

    /// For people: the severity first, in a column.
    var line: String {
        let padding = String(repeating: " ", count: Self.severityWidth - severity.rawValue.count)
        return Console.oneLine("\(severity.rawValue)\(padding)\(area): \(what)" + (mend.map { ". \($0)" } ?? ""))
    }

    private static let severityWidth = 9

    func put(_ writer: inout JSONWriter) {
        writer.object { writer in
            writer.field("severity", severity.rawValue)
            writer.field("area", area)
            writer.field("finding", what)
            writer.field("mend", ifPresent: mend)
        }
    }
}
