import Testing

@testable import Registrations

@Suite struct CompanyNameTests {
    @Test(arguments: [
        ("Nordwind GmbH", "nordwind", "GmbH"), ("  Nordwind   gmbh ", "nordwind", "GmbH"),
        ("NORDWIND G.m.b.H.", "nordwind", "GmbH"),
        ("Nordwind Gesellschaft mit beschränkter Haftung", "nordwind", "GmbH"),
        ("Nordwind GmbH & Co. KG", "nordwind", "GmbH & Co. KG"),
        ("Nordwind GmbH und Co KG", "nordwind", "GmbH & Co. KG"),
        ("Nordwind GmbH + Co.KG", "nordwind", "GmbH & Co. KG"),
        ("Nordwind UG (haftungsbeschränkt)", "nordwind", "UG"), ("Nordwind SE & Co. KGaA", "nordwind", "SE & Co. KGaA"),
        ("Nordwind e.K.", "nordwind", "e.K."), ("Nordwind e. K.", "nordwind", "e.K."),
        ("Nordwind eK", "nordwind", "e.K."),
        ("Nordwind gGmbH", "nordwind", "gGmbH"), ("Nordwind Aktiengesellschaft", "nordwind", "AG"),
        ("Nordwind, Inc.", "nordwind", "Inc"),
        ("PT Nordwind", "nordwind", "PT"), ("Müller & Söhne KG", "mueller und soehne", "KG"),
        ("Müller + Söhne KG", "mueller und soehne", "KG"),
        ("MUELLER UND SOEHNE KG", "mueller und soehne", "KG"),
        ("Mu\u{308}ller and So\u{308}hne KG", "mueller und soehne", "KG"),
        ("Groß & Weiß", "gross und weiss", ""), ("Møller A", "moeller a", ""), ("Škoda Łódź", "skoda lodz", ""),
        ("Ａｃｍｅ　ＧｍｂＨ", "acme", "GmbH"),
        ("A.T.U Auto-Teile-Unger", "atu auto teile unger", ""), ("E.ON SE", "eon", "SE"),
        ("McDonald’s", "mcdonalds", ""), ("O'Neill Ltd", "oneill", "Ltd"),
        ("Dr. Oetker KG", "dr oetker", "KG"), ("3M", "3m", ""), ("Werk 1 GmbH", "werk 1", "GmbH"), ("GmbH", "gmbh", ""),
        ("AG", "ag", ""),
        ("GmbH & Co. KG", "gmbh", "KG"), ("„Nordwind“ GmbH", "nordwind", "GmbH"),
        ("Nordwind® GmbH™", "nordwind", "GmbH"), ("ﬁnanz", "finanz", ""),
        ("Яндекс", "яндекс", ""), ("株式会社トヨタ", "株式会社トヨタ", ""), ("Agrar", "agrar", ""), ("Kegel", "kegel", ""),
        ("& Partner", "partner", ""),
        ("Nordwind AG AG AG AG", "nordwind ag", "AG"), ("Nord\u{200B}wind\u{202E} GmbH", "nordwind", "GmbH"),
        ("A B C", "a b c", ""),
    ])
    func `a name is compared without form, case and marks`(typed: String, normalised: String, form: String) throws {
        let name = try #require(CompanyName(typed, legalForms: .common))
        #expect(name.normalised == normalised)
        #expect(name.legalForm ?? "" == form)
    }

    @Test(arguments: ["", " ", "\n\t", "!!!", "🙂", "\u{0}", "\u{202E}\u{200B}", "...", "—", "\u{308}"])
    func `a name with nothing to read is none`(typed: String) {
        #expect(CompanyName(typed, legalForms: .common) == nil)
    }

    @Test func `length is bounded in characters and in bytes`() {
        #expect(CompanyName(String(repeating: "ä", count: 200), legalForms: .common) != nil)
        #expect(CompanyName(String(repeating: "a", count: 201), legalForms: .common) == nil)
        #expect(CompanyName(" " + String(repeating: "a", count: 200) + " ", legalForms: .common) != nil)
        #expect(CompanyName("a" + String(repeating: "\u{301}", count: 5_000), legalForms: .common) == nil)
        #expect(CompanyName(String(repeating: "a ", count: 5_000), legalForms: .common) == nil)
    }

    @Test func `what is shown carries no control or direction mark`() throws {
        let name = try #require(CompanyName(" Nord\u{0}wind\r\n\u{202E}GmbH\t& Co.  KG ", legalForms: .common))
        #expect(name.typed == "Nordwind GmbH & Co. KG")
    }

    @Test(arguments: [
        ("Müller", "muller"), ("Mueller", "mueller"), ("Größe", "grosse"), ("Øst", "ost"), ("Café", "cafe"),
    ])
    func `the plain form drops diacritics`(typed: String, plain: String) throws {
        #expect(try #require(CompanyName(typed, legalForms: .common)).plain == plain)
    }

    @Test func `reading a normalised name again changes nothing`() throws {
        for typed in ["Müller & Söhne GmbH & Co. KG", "A.T.U", "Groß + Klein", "McDonald's", "Ａｃｍｅ", "Werk 1-2/3"] {
            let once = try #require(CompanyName(typed, legalForms: .common)).normalised
            #expect(try #require(CompanyName(once, legalForms: .common)).normalised == once)
        }
    }
}

@Suite struct BlockingKeysTests {
    private func keys(_ typed: String) throws -> Set<String> {
        Set(try #require(CompanyName(typed, legalForms: .common)).blockingKeys())
    }

    @Test(arguments: [
        "a", "Nordwind", "Nordwind Energie Systeme Deutschland GmbH", String(repeating: "abc def ghi jkl ", count: 12),
        "株式会社トヨタ自動車",
    ])
    func `a name has at least one key and at most twenty-four, each once`(typed: String) throws {
        let list = try #require(CompanyName(typed, legalForms: .common)).blockingKeys()
        #expect(!list.isEmpty)
        #expect(list.count <= BlockingKeys.limitPerName)
        #expect(Set(list).count == list.count)
        #expect(list.allSatisfy { $0.utf8.count <= 100 && $0.utf8.allSatisfy { $0 < 0x80 } })
    }

    @Test(arguments: [
        ("Müller", "Muller"), ("Müller", "Mueller"), ("Bosch", "Bsoch"), ("BMW", "BWM"), ("Aldi", "Adli"),
        ("Nordwind", "Nord Wind"), ("Nordwind", "Nordwindt"),
        ("Nordwind Energie", "Energie Nordwind"), ("Nordwind Energie", "Nordwind"), ("Siemens", "Simens"),
        ("Kärcher", "Karcher"), ("Hella", "Helle"),
        ("Zeiss", "Zeiß"), ("Würth", "Wurth"), ("Daimler Truck", "Daimlr Truck"), ("Yandex", "Yandeks"),
        ("Ikea", "Kiea"), ("Яндекс", "Яндкес"),
    ])
    func `a slip keeps a key in common`(right: String, wrong: String) throws {
        #expect(!(try keys(right).isDisjoint(with: keys(wrong))))
    }

    @Test func `umlauts in three spellings have the same keys`() throws {
        #expect(try keys("Müller Söhne") == keys("Mueller Soehne"))
        #expect(try keys("Müller Söhne") == keys("Muller Sohne"))
    }

    @Test func `the rarest keys are followed until the candidates are enough`() {
        #expect(BlockingKeys.rarest([:]).isEmpty)
        #expect(BlockingKeys.rarest(["a": 0, "b": 3, "c": 1, "d": 5_000]) == ["c", "b"])
        #expect(BlockingKeys.rarest(["a": 150, "b": 50, "c": 1]) == ["c", "b"])
        #expect(BlockingKeys.rarest(["a": 199, "b": 1]) == ["b", "a"])
        let many = Dictionary(uniqueKeysWithValues: (0..<100).map { ("\($0)", 1) })
        #expect(BlockingKeys.rarest(many).count == BlockingKeys.limitFollowed)
    }

    @Test func `who shares the most keys is compared first, then who shares a rarer one`() {
        #expect(BlockingKeys.closest([["a"], ["b", "c"], ["d", "b"]], limit: 9) == ["a", "b", "c", "d"])
        #expect(BlockingKeys.closest([["a"], ["b", "c"], ["d", "b"]], limit: 3) == ["b", "a", "c"])
        #expect(BlockingKeys.closest([["a", "b"], ["b", "a"], ["c"]], limit: 1) == ["a"])
        #expect(BlockingKeys.closest([[String]](), limit: 3).isEmpty)
    }
}
