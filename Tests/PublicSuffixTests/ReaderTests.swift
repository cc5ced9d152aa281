import Registrations
import Testing

@testable import PublicSuffix

private let reader = PublicSuffixReader.carried

@Suite struct ReaderTests {
    @Test(arguments: [
        ("example.com", "example.com", "example.com"),
        ("  https://www.Shop.Example.co.uk:8443/a?b#c ", "example.co.uk", "www.shop.example.co.uk"),
        ("http://user:pass@www.example.com/", "example.com", "www.example.com"),
        ("//cdn.example.com/x", "example.com", "cdn.example.com"),
        ("info@mail.example.com", "example.com", "mail.example.com"),
        ("mailto:info@example.com?subject=a", "example.com", "example.com"),
        ("Ada <ada@example.com>", "example.com", "example.com"),
        ("example.com.", "example.com", "example.com"),
        ("https://medium-sized.de/@user", "medium-sized.de", "medium-sized.de"),
        ("https://example.com\\@evil.org", "example.com", "example.com"),
        ("foo.github.io", "foo.github.io", "foo.github.io"),
        ("bar.foo.pages.dev", "foo.pages.dev", "bar.foo.pages.dev"),
        ("firma.web.app", "firma.web.app", "firma.web.app"),
        ("MÜLLER.de", "xn--mller-kva.de", "xn--mller-kva.de"),
        ("xn--MLLER-kva.de", "xn--mller-kva.de", "xn--mller-kva.de"),
        ("mu\u{308}ller.de", "xn--mller-kva.de", "xn--mller-kva.de"),
        ("straße.de", "xn--strae-oqa.de", "xn--strae-oqa.de"),
        ("www。例え。jp", "xn--r8jz45g.jp", "www.xn--r8jz45g.jp"),
        ("ｅｘａｍｐｌｅ．ｃｏｍ", "example.com", "example.com"),
        ("r3---sn-4g5e.example.com", "example.com", "r3---sn-4g5e.example.com"),
        ("_dmarc.example.com", "example.com", "_dmarc.example.com"),
        ("\u{FEFF}example.com\u{200B}", "example.com", "example.com"),
        ("3m.com", "3m.com", "3m.com"),
        ("nordwind.example", "nordwind.example", "nordwind.example"),
    ])
    func `a company's domain is found in what people paste`(text: String, domain: String, host: String) throws {
        let found = try #require(reader.read(text).domain)
        #expect(found.ascii == domain)
        #expect(reader.read(text) == .company(found, host: host))
    }

    @Test(arguments: [
        "192.168.1.1", "http://127.0.0.1:8080/", "127.1", "0x7f.0.0.1", "0x7f000001", "2130706433", "0177.0.0.1",
        "1.2.3.4.",
        "[::1]", "http://[2001:db8::1]:443/x", "::1", "2001:db8::1", "::ffff:192.168.1.1", "http://[fe80::1%25eth0]/",
        "user@10.0.0.1", "１９２.１６８.１.１", "192。168。1。1",
    ])
    func `an address is never a company`(text: String) {
        #expect(reader.read(text) == .ipLiteral)
    }

    @Test(arguments: [
        "", " ", ".", "..", "localhost", "intranet", "a..com", ".com", ".example.com", "example..", "exa mple.com",
        "example.com:port",
        "https://", "https:///path", "file:///etc/passwd", "javascript:alert(1)", "ex\u{0}ample.com",
        "exam\u{202E}ple.com",
        "exam\u{200B}ple.com", "exam\u{AD}ple.com", "-example.com", "example-.com", "exa%6Dple.com", "xn--a.de",
        "xn--.com", "@", "@@",
        "a@", "host:80:90", "[::1", "exa_mple.com", "foo@intranetz", "https://exa\nmple.com",
    ])
    func `what names no host is unreadable`(text: String) {
        let reading = reader.read(text)
        #expect(reading.domain == nil, "\(reading)")
        #expect(reading == .unreadable || reading == .ipLiteral)
    }

    @Test func `long input is refused before it is read`() {
        #expect(reader.read(String(repeating: "a", count: 10_000)) == .unreadable)
        #expect(reader.read(String(repeating: "a.", count: 5_000) + "com") == .unreadable)
        #expect(reader.read("https://example.com/" + String(repeating: "x", count: 10_000)) == .unreadable)
        #expect(reader.read(String(repeating: "a", count: 64) + ".com") == .unreadable)
        #expect(reader.read(String(repeating: "a.", count: 126) + "com") == .unreadable)
        #expect(reader.read(String(repeating: "ü", count: 60) + ".com") == .unreadable)
        #expect(reader.read(String(repeating: "a", count: 63) + ".com").domain != nil)
        #expect(reader.read(String(repeating: "e\u{301}", count: 600)) == .unreadable)
    }

    @Test(arguments: ["com", "co.uk", "github.io", "公司.cn", "kyoto.jp", "https://pages.dev/", "COM."])
    func `a suffix under which others register is nobody's`(text: String) {
        guard case .publicSuffix = reader.read(text) else {
            Issue.record("\(reader.read(text))")
            return
        }
    }

    @Test(arguments: [
        "gmail.com", "ada@googlemail.com", "gmx.de", "gmx.net", "web.de", "t-online.de", "outlook.com", "hotmail.de",
        "icloud.com",
        "proton.me", "mailbox.org", "posteo.de", "tutanota.com", "bluewin.ch", "a1.net", "yahoo.co.uk", "smtp.gmx.net",
        "mozmail.com",
    ])
    func `a mail provider is no company`(text: String) {
        guard case .freeMail = reader.read(text) else {
            Issue.record("\(reader.read(text))")
            return
        }
    }

    @Test(arguments: [
        "mailinator.com", "x@sub.mailinator.com", "guerrillamail.com", "10minutemail.com", "yopmail.com",
        "trashmail.com",
    ])
    func `a throw-away provider is no company`(text: String) {
        guard case .disposable = reader.read(text) else {
            Issue.record("\(reader.read(text))")
            return
        }
    }

    @Test(arguments: [
        "https://www.linkedin.com/company/nordwind", "https://bit.ly/3abc", "acme.hubspotpagebuilder.com",
        "https://sites.google.com/view/acme",
        "linktr.ee/acme", "facebook.com/acme", "acme.jimdofree.com", "https://acme.wordpress.com",
        "https://forms.gle/x", "youtu.be/x",
    ])
    func `a host that many companies share is no company`(text: String) {
        switch reader.read(text) {
        case .sharedHost: break
        // Builders that the list divides are read as one company a site.
        case .company(let domain, _):
            #expect(domain.ascii == "acme.wordpress.com" || domain.ascii == "acme.jimdofree.com")
        case .freeMail, .disposable, .publicSuffix, .ipLiteral, .unreadable: Issue.record("\(reader.read(text))")
        }
    }

    @Test(arguments: [
        "google.com", "microsoft.com", "siemens.com", "sap.com", "telekom.de", "vodafone.de", "berlin.de", "bosch.de",
        "acme.com", "contoso.com",
        "example.com", "example.org", "test.com", "allianz.de", "eurosport.com", "zeiss.com", "basf.com", "test.de",
        "uni-koeln.de",
    ])
    func `a real company is on no list`(text: String) {
        guard case .company = reader.read(text) else {
            Issue.record("\(reader.read(text))")
            return
        }
    }

    @Test(arguments: [
        ("аррle.com", true),  // Cyrillic а, р, р and Latin l, e
        ("gооgle.com", true),  // Cyrillic о
        ("siemenѕ.de", true),  // Cyrillic ѕ
        ("αpple.com", true),  // Greek alpha
        ("яндекс.рф", false), ("müller.de", false), ("食狮.中国", false), ("ελλάδα.gr", false), ("日本shop.jp", false),
    ])
    func `a label of mixed look-alike scripts is shown in ASCII`(text: String, mixed: Bool) throws {
        let domain = try #require(reader.read(text).domain)
        #expect(domain.display.contains("xn--") == mixed)
        #expect(domain.ascii.contains("xn--"))
    }
}
