import PolicyFile
import PublicSuffix
import Registrations

/// The policy file, which an admin writes and a version of which any partner's text may be quoted in.
enum PolicyTargets {
    /// A file is read in full or every mistake has a place; what was read can be shown.
    static func file(_ bytes: [UInt8]) throws {
        let read = PolicyFile.read(
            bytes,
            name: "policy.yaml",
            domains: PublicSuffixReader.carried,
            holidays: .carried,
            sha256Hex: "0123456789abcdef"
        )
        switch read {
        case .failure(let mistakes):
            try hold(!mistakes.list.isEmpty, "refused without a mistake")
            for mistake in mistakes.list {
                try hold(mistake.line >= 1 && mistake.column >= 1, "a mistake without a place: \(mistake)")
                try hold(!mistake.mend.isEmpty, "a mistake without a mend: \(mistake)")
            }
        case .success(let policy):
            try hold(!policy.version.isEmpty, "a policy without a version")
            for language in Language.allCases {
                let rules = renderRules(policy, in: language, as: .markdown, for: .vendor)
                try hold(rules.hasPrefix("# "), "rules without a title")
            }
        }
    }
}
