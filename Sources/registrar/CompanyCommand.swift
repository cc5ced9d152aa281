import ArgumentParser
import JSON
import PublicSuffix

struct CompanyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "company",
        abstract: "How a domain, address or name is understood."
    )

    @Argument(help: "Values; read from standard input, one a line, when there are none.") var values: [String] = []
    @Option(help: "table or json.") var format: PlainFormat = .table

    func run() async throws {
        switch format {
        case .table: Console.table(Self.columns, given().map { Self.row(describe($0)) })
        case .json where !values.isEmpty: for value in values { Console.line(Self.json(describe(value))) }
        // Line by line: whoever writes them may wait for the answer.
        case .json: while let line = readLine() { Console.line(Self.json(describe(line))) }
        }
    }

    private func given() -> [String] {
        guard values.isEmpty else { return values }
        return Array(sequence(state: ()) { _ in readLine() })
    }

    static let columns = ["value", "registrable_domain", "key", "display", "kind", "normalised_name"]

    static func row(_ company: CompanyDescription) -> [String] {
        let kinds = [
            company.freeMail ? "free_mail" : nil, company.disposable ? "disposable" : nil,
            company.sharedHost ? "shared_host" : nil,
        ].compactMap(\.self)
        return [
            company.value, company.registrableDomain ?? "-", company.key, company.display,
            kinds.isEmpty ? "-" : kinds.joined(separator: ","), company.normalisedName,
        ]
    }

    static func json(_ company: CompanyDescription) -> String {
        var writer = JSONWriter()
        writer.object { writer in
            writer.field("value", company.value)
            writer.key("registrable_domain")
            if let domain = company.registrableDomain { writer.value(domain) } else { writer.null() }
            writer.field("key", company.key)
            writer.field("display", company.display)
            writer.field("free_mail", company.freeMail)
            writer.field("disposable", company.disposable)
            writer.field("shared_host", company.sharedHost)
            writer.field("normalised_name", company.normalisedName)
        }
        return writer.text
    }
}
