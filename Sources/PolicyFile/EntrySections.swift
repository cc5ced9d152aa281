import Registrations

extension Reading {
    /// `entry`: what a claim has to bring with it.
    mutating func entry(_ file: Section, _ language: Language, into policy: inout Policy) {
        let keys: [Key] = [
            .partnerKinds, .tiers, .certifications, .certificationsNeeded, .minimumAmount, .documentsAbove,
            .tenderOnlyBeforePublication, .replacementEvidence, .lookBack, .opens, .closes,
        ]
        guard let section = section(.entry, of: file, keys: keys) else { return }
        var rules = policy.entry
        rules.partnerKinds = choices(.partnerKinds, of: section, among: Partner.Kind.allCases)
        rules.tiers = names(.tiers, of: section, example: "[gold, silver]")
        rules.certifications = names(.certifications, of: section, example: "[Sales Associate]")
        rules.certificationsNeeded = number(.certificationsNeeded, of: section, in: 1...100) ?? 1
        rules.minimumAmount = amount(.minimumAmount, of: section)
        rules.documentsAbove = amount(.documentsAbove, of: section)
        rules.tenderOnlyBeforePublication = flag(.tenderOnlyBeforePublication, of: section) ?? false
        if let lookBack = self.section(.lookBack, of: section, keys: [.purchase, .outreach]) {
            rules.purchaseLookBack = span(.purchase, of: lookBack)
            rules.outreachLookBack = span(.outreach, of: lookBack)
        }
        rules.replacementEvidence = sentences(.replacementEvidence, of: section, language) ?? [:]
        rules.opensOn = section[.opens].flatMap { date($0, "\"opens\"") }
        rules.closesOn = section[.closes].flatMap { date($0, "\"closes\"") }
        policy.entry = rules
    }

    /// `assignment`: who of the vendor may register for a partner.
    mutating func assignment(_ file: Section, into policy: inout Policy) {
        guard let node = file[.assignment], !node.isWord("off"),
            let section = section(node, quoted(Key.assignment.rawValue), keys: [.by, .mayDecline])
        else { return }
        policy.assigning = .init(
            by: choice(.by, of: section, among: Policy.Assigning.By.allCases) ?? .reviewer,
            mayDecline: flag(.mayDecline, of: section) ?? true
        )
    }

    /// `signals` and `information`: what a manager is told of, and what may be asked again.
    mutating func attention(_ file: Section, into policy: inout Policy) {
        if let section = section(.signals, of: file, keys: [.burstPerDay, .idleHolds, .nearMissDomains]) {
            if let burst = number(.burstPerDay, of: section, in: 1...10_000, or: "off") {
                policy.signals.burstPerDay = burst.value
            }
            if let idle = number(.idleHolds, of: section, in: 1...10_000, or: "off") {
                policy.signals.idleHolds = idle.value
            }
            policy.signals.nearMissDomains = flag(.nearMissDomains, of: section) ?? policy.signals.nearMissDomains
        }
        guard let section = section(.information, of: file, keys: [.fields]), section[.fields] != nil else { return }
        policy.reopenable = list(.fields, of: section, example: "[contact_role, problem]").compactMap { field($0) }
    }

    private mutating func field(_ node: YAMLNode) -> Field? {
        guard let text = text(node, "a field", limitCharacters: Reading.limitNameCharacters) else { return nil }
        let open = Policy.defaultReopenable
        if let field = Field(rawValue: text) {
            if open.contains(field) { return field }
            complain(node.place, "\(quoted(text)) cannot be asked again", "Delete it; a changed one is a new claim.")
            return nil
        }
        complain(
            node.place,
            "\(quoted(text)) is not a question",
            suggestion(for: text, among: open.map(\.rawValue))
        )
        return nil
    }
}
