import Testing

@testable import Registrations

/// How two names are related, as a person would say.
enum Kinship: Sendable { case same, sister, other }

@Suite struct NameSimilarityTests {
    static let pairs: [(String, String, Kinship)] = [
        // The same firm, typed differently.
        ("Müller GmbH", "Mueller GmbH", .same), ("Müller GmbH", "Muller", .same),
        ("Müller & Söhne KG", "Müller und Söhne", .same),
        ("Nordwind Energie GmbH", "Nordwind Energie", .same), ("Nordwind Energie GmbH", "Energie Nordwind GmbH", .same),
        ("Nordwind Energie GmbH", "Nordwnd Energie GmbH", .same), ("Nordwind Energie GmbH", "Nordwind-Energie", .same),
        ("Siemens AG", "Simens AG", .same), ("Siemens Aktiengesellschaft", "SIEMENS", .same), ("Bosch", "Bsoch", .same),
        ("Kärcher", "Karcher", .same),
        ("Würth Elektronik", "Wuerth Elektronik", .same), ("Dräger Medical", "Drager Medical", .same),
        ("Zeiß", "Zeiss", .same),
        ("A.T.U", "ATU", .same), ("E.ON SE", "EON", .same), ("McDonald's", "McDonalds", .same),
        ("Heidelberger Druckmaschinen", "Heidelberger Druckmaschienen", .same),
        ("Stadtwerke München", "Stadtwerke Muenchen", .same), ("Hapag-Lloyd", "Hapag Lloyd", .same),
        ("ThyssenKrupp", "Thyssen Krupp", .same),
        ("Rheinmetall", "Rheinmetal", .same), ("Fresenius Medical Care", "Fresenius Medcal Care", .same),
        ("Jungheinrich", "Jungheinreich", .same),
        ("Sächsische Aufbaubank", "Saechsische Aufbaubank", .same), ("Nordwind Energie", "Nordwind", .sister),
        ("Brose Fahrzeugteile", "Brose Fahrzeugteile SE & Co. KGaA", .same),
        // Relatives and namesakes: a person has to look, the names must never count as equal.
        ("Stadtwerke München", "Stadtwerke Münster", .sister),
        ("Nordwind Hamburg GmbH", "Nordwind Bremen GmbH", .sister), ("Werk 1 GmbH", "Werk 2 GmbH", .sister),
        ("Müller Holding", "Müller Logistik", .sister), ("Aldi Nord", "Aldi Süd", .sister),
        ("Nordwind 2019 GmbH", "Nordwind 2020 GmbH", .sister),
        ("Deutsche Bank", "Deutsche Bahn", .sister), ("Schmidt Bau", "Schmitt Bau", .sister),
        ("Autohaus Meier", "Autohaus Maier", .sister),
        ("Volksbank Köln", "Volksbank Bonn", .sister), ("Nordwind Energie", "Nordwind Systeme", .sister),
        ("Kaufland Dienstleistung", "Kaufland Vertrieb", .sister),
        ("Siemens Energy", "Siemens Healthineers", .sister), ("Bayer Vital", "Bayer Bitterfeld", .sister),
        ("Sparkasse Ulm", "Sparkasse Neu-Ulm", .sister),
        ("Fonds 12", "Fonds 21", .sister), ("Hotel am Markt", "Hotel am Park", .sister),
        ("Praxis Dr. Weber", "Praxis Dr. Wegner", .sister),
        // Strangers.
        ("Siemens", "Bosch", .other), ("Nordwind", "Südwind", .other), ("Nordwind Energie", "Rheinmetall", .other),
        ("Müller", "Meier", .other),
        ("BMW", "BASF", .other), ("Allianz", "Alliance Data", .other), ("SAP", "SAS", .other),
        ("Telekom", "Telefonica", .other), ("Daimler", "Dachser", .other),
        ("Kärcher", "Knorr", .other), ("Otto", "Ottobock", .other), ("Henkel", "Hengst", .other),
        ("Continental", "Conrad", .other),
        ("Lufthansa", "Luftballon Shop", .other), ("Metro", "Metallbau Roth", .other), ("Bahlsen", "Bahn", .other),
        ("株式会社トヨタ", "Toyota", .other),
        ("Яндекс", "Yandex", .other), ("Nordlicht", "Nordwind", .other), ("Hochtief", "Tiefbau Hoch", .other),
    ]

    private static func score(_ a: String, _ b: String) throws -> Double {
        NameSimilarity.score(
            try #require(CompanyName(a, legalForms: .common)).spellings,
            try #require(CompanyName(b, legalForms: .common)).spellings
        )
    }

    @Test(arguments: pairs.filter { $0.2 == .same })
    func `a name typed differently is similar`(a: String, b: String, kinship: Kinship) throws {
        #expect(try Self.score(a, b) >= NameSimilarity.flagScore)
    }

    @Test(arguments: pairs.filter { $0.2 == .sister })
    func `sister companies are never equal`(a: String, b: String, kinship: Kinship) throws {
        #expect(try Self.score(a, b) < 0.95)
    }

    @Test(arguments: pairs.filter { $0.2 == .other })
    func `strangers are not similar`(a: String, b: String, kinship: Kinship) throws {
        #expect(try Self.score(a, b) < NameSimilarity.flagScore)
    }

    @Test func `the table is large enough to mean something`() {
        #expect(Self.pairs.count >= 60)
    }

    @Test func `a score is symmetric, within bounds, and one only for equals`() throws {
        for (a, b, _) in Self.pairs {
            let score = try Self.score(a, b)
            #expect(score == (try Self.score(b, a)))
            #expect((0...1).contains(score))
            #expect(NameSimilarity.score(a, a) == 1)
        }
        #expect(NameSimilarity.score("", "") == 0)
        #expect(NameSimilarity.score("a", "") == 0)
        #expect(NameSimilarity.score("nord", "nord wind") < 1)
    }

    @Test(arguments: [
        ("werk 1", "werk 2"), ("nordwind 2019", "nordwind 2020"), ("solarpark 12 nord", "solarpark 21 nord"),
        ("fonds nummer 7", "fonds nummer 8"),
    ])
    func `another number makes another company`(a: String, b: String) {
        #expect(NameSimilarity.score(a, b) <= 0.7)
    }

    @Test func `a very long text is compared by its beginning`() {
        let long = String(repeating: "nordwind ", count: 100_000)
        #expect(NameSimilarity.score(long, long + "x") > 0.9)
    }
}

@Suite struct SimilarNameSearchTests {
    private static let families = [
        "Müller", "Schröder", "Köhler", "Schäfer", "Weiß", "Bäcker", "Jäger", "Fröhlich", "Günther", "Krämer", "Brandt",
        "Hoffmann", "Wagner", "Petersen",
        "Lindner", "Vogel", "Sommer", "Krause", "Bergmann", "Seidel", "Hartung", "Ziegler", "Albrecht", "Dietrich",
        "Nowak", "Kühn", "Voß", "Pohl", "Engel", "Haas",
    ]
    private static let trades = [
        "Maschinenbau", "Logistik", "Elektrotechnik", "Software", "Beratung", "Energie", "Gebäudetechnik", "Druckerei",
        "Metallbau", "Spedition", "Kunststoffe",
        "Medizintechnik", "Immobilien", "Sanitär", "Automation", "Verpackungen", "Hydraulik", "Catering", "Textil",
        "Solar",
    ]
    private static let places = [
        "Hamburg", "Köln", "Leipzig", "Nürnberg", "Ulm", "Kiel", "Graz", "Zürich", "Mainz", "Görlitz", "Bremen", "Wien",
    ]
    private static let forms = ["GmbH", "AG", "GmbH & Co. KG", "KG", "e.K.", "UG (haftungsbeschränkt)"]

    static func corpus(_ dice: inout Dice) -> [String] {
        var names: Set<String> = []
        for family in families {
            for trade in trades {
                for place in places where Int.random(in: 0..<3, using: &dice) == 0 {
                    names.insert("\(family) \(trade) \(place)")
                }
                names.insert("\(family) \(trade)")
            }
        }
        return names.sorted()
    }

    /// One slip of the kinds people make.
    static func slip(_ name: String, _ dice: inout Dice) -> String {
        var words = name.split(separator: " ").map(String.init)
        var letters = Array(name)
        let place = Int.random(in: 1..<letters.count - 1, using: &dice)
        switch Int.random(in: 0..<8, using: &dice) {
        case 0: letters.remove(at: place)
        case 1: letters.insert(letters[place], at: place)
        case 2: letters.swapAt(place, place + 1)
        case 3: letters[place] = "abcdefghijklmnopqrstuvwxyz".randomElement(using: &dice) ?? "x"
        case 4 where words.count > 2:
            words.removeLast()
            return words.joined(separator: " ")
        case 5: return words.reversed().joined(separator: " ")
        case 6: return String(name.map { ["ä": "a", "ö": "o", "ü": "u", "ß": "s"][$0] ?? $0 })
        case _:
            return name.uppercased().replacing("Ä", with: "AE").replacing("Ö", with: "OE").replacing("Ü", with: "UE")
                + " " + (forms.randomElement(using: &dice) ?? "")
        }
        return String(letters)
    }

    @Test(arguments: [UInt64(2_026), 7, 1_124])
    func `a name with a slip finds its original among the candidates that are compared`(seed: UInt64) throws {
        var dice = Dice(state: seed)
        let names = try Self.corpus(&dice).map { try #require(CompanyName($0 + " GmbH", legalForms: .common)) }
        var index: [String: [Int]] = [:]
        for (number, name) in names.enumerated() {
            for key in name.blockingKeys() { index[key, default: []].append(number) }
        }
        var (hits, flagged, tries) = (0, 0, 0)
        var missed: [String] = []
        for number in names.indices.shuffled(using: &dice).prefix(300) {
            let typed = Self.slip(names[number].typed.replacing(" GmbH", with: ""), &dice)
            let asked = try #require(CompanyName(typed, legalForms: .common), "seed \(seed): \(typed)")
            let counts = Dictionary(uniqueKeysWithValues: asked.blockingKeys().map { ($0, index[$0]?.count ?? 0) })
            let found = BlockingKeys.rarest(counts).map { index[$0] ?? [] }
            #expect(Set(found.joined()).count <= BlockingKeys.limitCandidates)
            let candidates = BlockingKeys.closest(found, limit: BlockingKeys.limitCompared)
            tries += 1
            if candidates.contains(number) { hits += 1 } else { missed.append("\(typed) ← \(names[number].typed)") }
            if NameSimilarity.score(asked.spellings, names[number].spellings) >= NameSimilarity.flagScore {
                flagged += 1
            }
        }
        #expect(Double(hits) >= 0.98 * Double(tries), "seed \(seed): \(hits) of \(tries) found, not \(missed)")
        #expect(Double(flagged) >= 0.97 * Double(tries), "seed \(seed): \(flagged) of \(tries) flagged")
    }

    @Test func `a name of common words only is found by two of them together`() throws {
        var index: [String: [String]] = [:]
        for family in Self.families {
            for trade in Self.trades {
                for place in Self.places {
                    let name = try #require(CompanyName("\(family) \(trade) \(place)", legalForms: .common))
                    for key in name.blockingKeys() { index[key, default: []].append(name.typed) }
                }
            }
        }
        for (typed, original) in [
            ("Hofmann Logistik Ulm", "Hoffmann Logistik Ulm"), ("Kiel Solar Bergman", "Bergmann Solar Kiel"),
            ("Kramer Textil Gorlitz AG", "Krämer Textil Görlitz"), ("Wagner Metalbau Graz", "Wagner Metallbau Graz"),
        ] {
            let asked = try #require(CompanyName(typed, legalForms: .common))
            let counts = Dictionary(uniqueKeysWithValues: asked.blockingKeys().map { ($0, index[$0]?.count ?? 0) })
            let found = BlockingKeys.rarest(counts).map { index[$0] ?? [] }
            let candidates = BlockingKeys.closest(found, limit: BlockingKeys.limitCompared)
            #expect(candidates.contains(original), "\(typed): \(candidates.count) candidates")
        }
    }
}
