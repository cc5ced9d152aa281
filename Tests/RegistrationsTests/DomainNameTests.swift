import FoundationEssentials
import Registrations
import Testing

@Suite struct DomainNameTests {
    @Test(arguments: ["example.com", "xn--mller-kva.de", "a.b.c.mm", "3m.com", "1-2.example"])
    func `a lower-case host name of two labels is a domain`(ascii: String) throws {
        #expect(try #require(DomainName(ascii: ascii)).ascii == ascii)
    }

    @Test(arguments: [
        "", "com", "Example.com", "exa mple.com", "-a.com", "a-.com", "a..com", ".com", "a.com.", "müller.de",
        "a_b.com", "a/b.com",
    ])
    func `anything else is no domain`(ascii: String) {
        #expect(DomainName(ascii: ascii) == nil)
    }

    @Test func `bounds are those of DNS`() {
        let label = String(repeating: "a", count: 63)
        #expect(DomainName(ascii: "\(label).com") != nil)
        #expect(DomainName(ascii: "\(label)a.com") == nil)
        #expect(DomainName(ascii: "\(label).\(label).\(label).\(String(repeating: "a", count: 61))") != nil)
        #expect(DomainName(ascii: "\(label).\(label).\(label).\(String(repeating: "a", count: 62))") == nil)
    }

    @Test func `two domains are equal when their ASCII forms are`() {
        let plain = DomainName(ascii: "xn--mller-kva.de")
        let readable = DomainName(ascii: "xn--mller-kva.de", display: "müller.de")
        #expect(plain == readable)
        #expect(Set([plain, readable]).count == 1)
    }

    @Test func `a domain survives storage, and storage cannot smuggle one in`() throws {
        let domain = try #require(DomainName(ascii: "xn--mller-kva.de", display: "müller.de"))
        let stored = try JSONEncoder().encode(domain)
        let read = try JSONDecoder().decode(DomainName.self, from: stored)
        #expect(read == domain)
        #expect(read.display == "müller.de")
        let forged = Data(#"{"ascii":"evil host","display":"x"}"#.utf8)
        #expect(throws: DecodingError.self) { try JSONDecoder().decode(DomainName.self, from: forged) }
    }

    @Test func `the table reader reads like the real one where it knows the suffix`() throws {
        let reader = TableDomainReader.common
        let shop = try #require(DomainName(ascii: "example.co.uk"))
        #expect(reader.read("https://www.shop.example.co.uk/a") == .company(shop, host: "www.shop.example.co.uk"))
        #expect(reader.read("foo.github.io").domain?.ascii == "foo.github.io")
        #expect(reader.read("Nordwind.Example").domain?.ascii == "nordwind.example")
        #expect(reader.read("a.unlisted").domain?.ascii == "a.unlisted")
        #expect(reader.read("co.uk") == .publicSuffix("co.uk"))
        #expect(reader.read("ada@gmx.de") == .freeMail(try #require(DomainName(ascii: "gmx.de"))))
        #expect(reader.read("x.mailinator.com") == .disposable(try #require(DomainName(ascii: "mailinator.com"))))
        #expect(reader.read("sites.google.com/view/a") == .sharedHost(try #require(DomainName(ascii: "google.com"))))
        #expect(reader.read("docs.google.com").domain?.ascii == "google.com")
        #expect(reader.read("192.168.1.1") == .ipLiteral)
        #expect(reader.read("localhost") == .unreadable)
        #expect(reader.read("müller.de") == .unreadable)
    }
}
