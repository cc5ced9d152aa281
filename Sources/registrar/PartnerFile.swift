import Desk
import Foundation
import PublicSuffix
import Registrations

/// A list of partners as CSV, read whole: every mistake is found before anything is taken.
enum PartnerFile {
    static let limitBytes = 1_048_576
    private static let limitCharacters = 200
    static let columns = [
        "name", "domains", "tier", "kind", "territories", "language", "certifications", "slack_team", "teams_tenant",
    ]

    struct Mistake: Hashable {
        let line: Int
        let what: String
    }

    static func read(_ bytes: [UInt8]) -> (entries: [PartnerEntry], mistakes: [Mistake]) {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            return ([], [Mistake(line: 1, what: "the file is not UTF-8: save it as \"CSV UTF-8\"")])
        }
        var rows = CSV.rows(text).filter { $0.cells != [""] }
        guard !rows.isEmpty else {
            return ([], [Mistake(line: 1, what: "the file is empty: its first line names columns")])
        }
        let header = rows.removeFirst()
        let names = header.cells.map { $0.trimmingCharacters(in: .whitespaces).lowercased() }
        var mistakes = headerMistakes(names, header.line)
        guard mistakes.isEmpty else { return ([], mistakes) }
        var entries: [PartnerEntry] = []
        var lines: [String: Int] = [:]
        for row in rows {
            var reader = RowReader(names: names, row: row)
            let entry = reader.entry()
            let key = reader.name.lowercased()
            if let first = lines[key] { reader.wrong("\(reader.name) stands on line \(first) already: keep one") }
            if !key.isEmpty { lines[key] = lines[key] ?? row.line }
            if let entry { entries.append(entry) }
            mistakes += reader.mistakes
        }
        return (entries, mistakes)
    }

    private static func headerMistakes(_ names: [String], _ line: Int) -> [Mistake] {
        let unknown = names.filter { !columns.contains($0) }
        var mistakes = unknown.map { name in
            Mistake(line: line, what: "there is no column \"\(name)\": use \(columns.joined(separator: ", "))")
        }
        if !names.contains("name") { mistakes.append(Mistake(line: line, what: "a column \"name\" must be there")) }
        if Set(names).count < names.count { mistakes.append(Mistake(line: line, what: "a column stands there twice")) }
        return mistakes
    }

    /// Reads one row and keeps what is wrong with it.
    private struct RowReader {
        let names: [String]
        let row: CSV.Row
        private(set) var mistakes: [Mistake] = []
        private(set) var name = ""

        init(names: [String], row: CSV.Row) {
            self.names = names
            self.row = row
        }

        mutating func wrong(_ what: String) { mistakes.append(Mistake(line: row.line, what: what)) }

        mutating func entry() -> PartnerEntry? {
            guard row.cells.count == names.count else {
                wrong("there are \(row.cells.count) cells for \(names.count) columns: quote what holds a separator")
                return nil
            }
            name = text("name") ?? ""
            if name.isEmpty { wrong("name is empty: give the company's name") }
            let partner = Partner(
                id: PartnerID(""),
                name: name,
                tier: text("tier") ?? "standard",
                kind: choice("kind", of: Partner.Kind.self) ?? .reseller,
                territories: list("territories"),
                domains: domains(),
                language: choice("language", of: Language.self),
                certifications: list("certifications")
            )
            let workspaces = workspaces()
            return mistakes.isEmpty ? PartnerEntry(line: row.line, partner: partner, workspaces: workspaces) : nil
        }

        private mutating func text(_ column: String) -> String? {
            guard let place = names.firstIndex(of: column) else { return nil }
            let cell = row.cells[place].trimmingCharacters(in: .whitespacesAndNewlines)
            guard !cell.isEmpty else { return nil }
            guard cell.count <= PartnerFile.limitCharacters, Console.oneLine(cell) == cell else {
                wrong("\(column) must be at most \(PartnerFile.limitCharacters) characters on one line")
                return nil
            }
            return cell
        }

        private mutating func list(_ column: String) -> [String] {
            (text(column) ?? "").split(separator: " ").map(String.init)
        }

        private mutating func choice<Choice: RawRepresentable<String> & CaseIterable>(
            _ column: String,
            of _: Choice.Type
        ) -> Choice? {
            guard let text = text(column) else { return nil }
            if let choice = Choice(rawValue: text.lowercased()) { return choice }
            wrong("\(column) must be \(Choice.allCases.map(\.rawValue).joined(separator: " or "))")
            return nil
        }

        private mutating func domains() -> [DomainName] {
            list("domains").compactMap { text in
                guard case .company(let domain, _) = PublicSuffixReader.carried.read(text) else {
                    wrong("\(text) is not a company's own domain: give one such as nordwind.example")
                    return nil
                }
                return domain
            }
        }

        private mutating func workspaces() -> [WorkspaceKey] {
            let teams = list("slack_team")
            let tenants = list("teams_tenant")
            if !teams.allSatisfy(WorkspaceNames.isSlackTeam) { wrong("slack_team must be T… or E…, a workspace's id") }
            if !tenants.allSatisfy({ UUID(uuidString: $0) != nil }) { wrong("teams_tenant must be a GUID") }
            return teams.map { WorkspaceKey(channel: .slack, id: $0) }
                + tenants.map { WorkspaceKey(channel: .teams, id: $0.lowercased()) }
        }
    }
}

/// What workspaces are called.
enum WorkspaceNames {
    static func isSlackTeam(_ text: String) -> Bool {
        (text.hasPrefix("T") || text.hasPrefix("E"))
            && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
    }
}
