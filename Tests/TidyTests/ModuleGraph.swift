/// Who may import whom: ARCHITECTURE.md's picture as a table.
///
/// An import not named here is refused, a transitive one too.
enum ModuleGraph {
    /// Ours and others', by target; a target that is absent must be entered first.
    static let allowed: [String: Set<String>] = [
        "Registrations": [],
        "Dialogue": ["Registrations"],
        "Desk": ["Crypto", "Dialogue", "Registrations"],
        "PolicyFile": ["Registrations", "Yams"],
        "JSON": ["CSimdjson"],
        "LedgerSQL": ["Desk", "Dialogue", "JSON", "Registrations"],
        "SQLite": ["CSQLite", "Desk", "GRDB", "GRDBSQLite", "LedgerSQL"],
        "PostgreSQL": ["CPostgres", "Desk", "LedgerSQL"],
        "Curl": ["CCurl"],
        "PublicSuffix": ["CIDN2", "CPSL", "CTables", "Registrations"],
        "Slack": ["Crypto", "Curl", "Desk", "Dialogue", "JSON", "Logging", "Registrations"],
        "Teams": [
            "Crypto", "CryptoExtras", "Curl", "Desk", "Dialogue", "JSON", "JWTKit", "Logging", "Registrations",
            "SwiftASN1",
            "X509",
        ],
        "Web": [
            "Crypto", "Desk", "Dialogue", "HTTPTypes", "Hummingbird", "HummingbirdCore", "Logging", "Metrics",
            "Mustache",
            "NIOCore", "NIOHTTP1", "NIOPosix", "Registrations", "ServiceLifecycle",
        ],
        "Relay": ["Desk", "Registrations", "Logging", "Metrics", "ServiceLifecycle"],
        "FakeServers": [
            "Crypto", "CryptoExtras", "HTTPTypes", "Hummingbird", "HummingbirdCore", "Logging", "NIOCore", "NIOHTTP1",
            "NIOPosix",
            "ServiceLifecycle",
        ],
        "DeskTesting": ["Desk", "Dialogue", "Registrations"],
    ]

    /// The one target that may import everything: it wires the others together.
    static let assembly = "registrar"

    /// Targets of C: a system library's module map, or tables.
    static let systemLibraries: Set = ["CCurl", "CIDN2", "CPSL", "CPostgres", "CSQLite"]

    static let standard: Set = ["Foundation", "FoundationEssentials"]
    static let standardOutsidePure: Set = ["Dispatch", "Glibc", "Synchronization", "RegexBuilder"]

    static func findings(in file: SwiftFile) -> [Finding] {
        guard let module = file.module, module != assembly else { return [] }
        guard let named = allowed[module] else {
            return [file.finding(1, "\(module) is not in the module graph: enter it in ModuleGraph.swift")]
        }
        let rest = Rule.pure.contains(module) ? standard : standard.union(standardOutsidePure)
        return imports(in: file).filter { !named.contains($0.name) && !rest.contains($0.name) }.map {
            file.finding($0.line, "\(module) may not import \($0.name)")
        }
    }

    static func imports(in file: SwiftFile) -> [(name: String, line: Int)] {
        let kinds: Set = ["struct", "class", "enum", "protocol", "func", "var", "let", "typealias"]
        return file.positions(of: ["import"]).compactMap { position in
            guard file.text(at: position - 1) != "." else { return nil }
            let isScoped = file.text(at: position + 1).map(kinds.contains) ?? false
            return file.text(at: position + (isScoped ? 2 : 1)).map { ($0, file.code[position].line) }
        }
    }
}
