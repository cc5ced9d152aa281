import Registrations
import Testing

@testable import PublicSuffix

@Suite struct DescriptionTests {
    @Test(arguments: [
        ("www.shop.example.co.uk", "example.co.uk"), ("https://Müller.de/impressum", "xn--mller-kva.de"),
        ("ada@nordwind.example", "nordwind.example"),
        ("acme.gmbh", "acme.gmbh"), ("booking.com", "booking.com"), ("server.corp", "server.corp"),
        ("gmail.com", "gmail.com"),
        ("https://www.linkedin.com/company/nordwind", "linkedin.com"), ("EXAMPLE.COM", "example.com"),
    ])
    func `a value written as a domain is told by its domain`(value: String, domain: String) {
        let description = describe(value)
        #expect(description.registrableDomain == domain)
        #expect(description.key == domain)
        #expect(description.value == value)
    }

    @Test(arguments: [
        ("Müller & Söhne GmbH", "mueller und soehne"), ("Dr.Oetker", "dr oetker"), ("E.ON SE", "eon"),
        ("S.Oliver", "soliver"), ("Siemens", "siemens"),
        ("GmbH", "gmbh"), ("4711", "4711"), ("SAP", "sap"), ("A.T.U", "atu"), ("localhost", "localhost"),
        ("Amazon.de GmbH", "amazon de"),
        ("株式会社トヨタ", "株式会社トヨタ"), ("3M", "3m"), ("com", "com"),
    ])
    func `anything else is told by its normalised name`(value: String, name: String) {
        let description = describe(value)
        #expect(description.registrableDomain == nil)
        #expect(description.key == name)
        #expect(description.normalisedName == name)
    }

    @Test func `a domain suggests the name that people would type`() {
        #expect(describe("müller.de").normalisedName == describe("Müller GmbH").normalisedName)
        #expect(describe("mueller-soehne.de").normalisedName == "mueller soehne")
        #expect(describe("xn--mller-kva.de").display == "müller.de")
    }

    @Test func `the lists show in the description`() {
        #expect(describe("gmx.de").freeMail)
        #expect(describe("x@mailinator.com").disposable)
        #expect(describe("https://bit.ly/x").sharedHost)
        let company = describe("nordwind.example")
        #expect(!company.freeMail && !company.disposable && !company.sharedHost)
    }

    @Test(arguments: ["", " ", "\u{0}", "https://", "...", "192.168.1.1", "co.uk", "http://[::1]/", "🙂", "-"])
    func `a value without a company has no domain and no flag`(value: String) {
        let description = describe(value)
        #expect(description.registrableDomain == nil)
        #expect(!description.freeMail && !description.disposable && !description.sharedHost)
    }

    @Test func `ten kilobytes are answered with nothing`() {
        let description = describe(String(repeating: "n", count: 10_000))
        #expect(description.registrableDomain == nil)
        #expect(description.key.isEmpty)
    }

    @Test(arguments: [
        ("Nordwind Gesellschaft mit beschränkter Haftung", "nordwind", "GmbH"), ("Nordwind S.p.A.", "nordwind", "SpA"),
        ("Nordwind Sp. z o.o.", "nordwind", "Sp. z o.o."), ("Nordwind Pty Ltd", "nordwind", "Ltd"),
        ("PT Nordwind Tbk", "nordwind", "PT"),
        ("ООО Ромашка", "ромашка", "ООО"), ("Nordwind, Limited Liability Company", "nordwind", "LLC"),
        ("Nordwind Oyj", "nordwind", "Oyj"),
        ("Stiftung Nordwind", "stiftung nordwind", ""),
        ("Nordwind Versicherungsverein auf Gegenseitigkeit", "nordwind", "VVaG"),
        ("Sparkasse Köln", "sparkasse koeln", ""), ("Köln Sparkasse", "koeln sparkasse", ""),
        ("B.V. Nordwind", "nordwind", "BV"),
        ("Bund", "bund", ""), ("Nordwind SAP", "nordwind sap", ""), ("Nordwind AB (publ)", "nordwind", "AB"),
    ])
    func `the carried table knows the legal forms of many countries`(
        typed: String,
        normalised: String,
        form: String
    ) throws {
        let name = try #require(CompanyName(typed, legalForms: .iso20275))
        #expect(name.normalised == normalised)
        #expect(name.legalForm ?? "" == form)
    }
}
