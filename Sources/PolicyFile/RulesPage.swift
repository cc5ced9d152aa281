public import Registrations

/// How the rules are written down.
public enum RulesFormat: String, Hashable, Sendable, CaseIterable {
    case markdown = "md"
    case text
}

/// For whom the rules are written down.
public enum RulesAudience: Hashable, Sendable, CaseIterable {
    /// What may be published: no names of reviewers, no blocked or related companies.
    case partners
    /// Everything.
    case vendor
}

/// The rules as people read them, quoting their version.
public func renderRules(
    _ policy: Policy,
    in language: Language,
    as format: RulesFormat,
    for audience: RulesAudience
) -> String {
    let words = RulesWords(language: language)
    var page = RulesPage(format: format)
    page.title(words.title(policy.program.name))
    page.paragraph(words.version(policy.version, zone: policy.program.timeZone))
    page.section(words.asked, words.questions(policy))
    page.section(words.checked, words.checks(policy))
    page.section(words.entered, words.entry(policy))
    page.section(words.answered, words.answers(policy) + words.hours(policy))
    page.section(words.protected, words.protection(policy))
    page.section(words.owed, words.owing(policy))
    page.section(words.contested, words.conflicts(policy))
    page.section(words.parted, words.segments(policy))
    page.section(words.decided, words.approvals(policy))
    page.section(words.counted, words.counts(policy))
    page.section(words.refused, policy.reasons.map { $0.text[language] ?? $0.id })
    page.section(words.consented(policy.consent.version), [policy.consent.text[language]].compactMap { $0 })
    page.section(words.agreed, policy.terms.map { $0.text[language] ?? $0.id })
    switch audience {
    case .partners: break
    case .vendor:
        page.section(words.deciding, words.deciders(policy) + words.approvers(policy))
        page.section(words.watched, words.signals(policy))
        page.section(words.blocked, policy.blockedAccounts.map(\.display).sorted())
        page.section(words.related, policy.aliases.map { "\($0.key.display) = \($0.value.display)" }.sorted())
    }
    return page.text
}

/// A page of headed lists.
private struct RulesPage {
    let format: RulesFormat
    private(set) var text = ""

    init(format: RulesFormat) { self.format = format }

    mutating func title(_ line: String) {
        switch format {
        case .markdown: text += "# \(safe(line))\n"
        case .text: text += "\(safe(line))\n\(String(repeating: "=", count: line.count))\n"
        }
    }

    mutating func paragraph(_ line: String) { text += "\n\(safe(line))\n" }

    /// A heading and its lines; nothing when there are none.
    mutating func section(_ heading: String, _ lines: [String]) {
        guard !lines.isEmpty else { return }
        switch format {
        case .markdown: text += "\n## \(safe(heading))\n\n"
        case .text: text += "\n\(safe(heading))\n\(String(repeating: "-", count: heading.count))\n"
        }
        for line in lines { text += "- \(safe(line))\n" }
    }

    /// One line in which the policy's own texts cannot format.
    private func safe(_ line: String) -> String {
        let flat = line.split(whereSeparator: \.isNewline).joined(separator: " ")
        switch format {
        case .text: return flat
        case .markdown: return flat.reduce(into: "") { $0 += "\\`*_[]<>&#|~".contains($1) ? "\\\($1)" : String($1) }
        }
    }
}
