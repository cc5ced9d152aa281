/// What people type, never twice the same.
enum Prospects {
    /// How often a draft's steps are sent with other words before they repeat.
    static let variants = 2

    /// The steps a draft goes through, by the ids of their inputs.
    static func steps(_ draft: Int, _ variant: Int) -> [(step: String, typed: [(name: String, value: String)])] {
        let name = name(draft)
        let domain = "prospect-\(draft)-\(variant).com"
        return [
            ("company", [("company_name", "\(name) GmbH"), ("company_domain", "https://www.\(domain)/about")]),
            (
                "contact",
                [
                    ("contact_name", "Mia Müller \(variant)"), ("contact_email", "mia.\(variant)@\(domain)"),
                    ("contact_role", "Head of Purchasing"),
                ]
            ),
            (
                "opportunity",
                [
                    (
                        "problem",
                        "They count stock by hand in \(draft % 40 + 2) warehouses and lose \(variant + 3) % of it."
                    ),
                    ("solution_fit", "Our scanners and the planning module."), ("stage", "discovery_scheduled"),
                    ("source_kind", "reseller"),
                ]
            ),
        ]
    }

    static func name(_ number: Int) -> String {
        "\(words[number % words.count]) \(words[number / 7 % words.count]) \(number)"
    }

    private static let words = [
        "Alster", "Bergmann", "Concordia", "Deichtor", "Elbtal", "Falken", "Geest", "Hansa", "Isar", "Jadebusen",
        "Kranich", "Lindau", "Möwe", "Nordlicht", "Ostsee", "Pfeil", "Quell", "Rhön", "Saale", "Taunus", "Ufer",
        "Vogel", "Weser", "Xanten", "Zeppelin",
    ]
}
