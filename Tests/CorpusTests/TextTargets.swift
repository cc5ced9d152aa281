import Dialogue
import FoundationEssentials
import JSON
import PublicSuffix
import Registrations

/// What people type, and the JSON of vendors.
enum TextTargets {
    private static let berlin = LocalTime(timeZone: "Europe/Berlin")

    /// A document that reads can be walked to its end, within the depth it was read with.
    static func json(_ bytes: [UInt8]) throws {
        let document: JSON
        do { document = try JSON.parse(bytes, maximumDepth: 16) } catch { return }
        try hold(depth(document) <= 17, "deeper than it may be")
        try hold(String(validating: bytes, as: UTF8.self) != nil, "not UTF-8, yet read")
    }

    private static func depth(_ json: JSON) -> Int {
        let below = json.elements.map(depth) + json.members.map { depth($0.value) }
        for member in json.members where json[member.key] == nil { return .max }
        return 1 + (below.max() ?? 0)
    }

    /// What was read reads the same again, and is a host name.
    static func domain(_ bytes: [UInt8]) throws {
        let reader = PublicSuffixReader.carried
        guard case .company(let domain, let host) = reader.read(text(bytes)) else { return }
        try hold(DomainName.isHostName(domain.ascii, underscores: false), "no host name: \(domain.ascii)")
        try hold(host == domain.ascii || host.hasSuffix("." + domain.ascii), "\(host) is not below \(domain.ascii)")
        try hold(reader.read(domain.ascii).domain == domain, "\(domain.ascii) reads otherwise the second time")
        try hold(reader.read(domain.display).domain == domain, "\(domain.display) reads as another domain")
    }

    /// A name cleaned once is clean, and compares as it did.
    static func name(_ bytes: [UInt8]) throws {
        guard let name = CompanyName(text(bytes), legalForms: .iso20275) else { return }
        try hold(name.typed.count <= CompanyName.limitCharacters, "longer than it may be")
        guard let again = CompanyName(name.typed, legalForms: .iso20275) else {
            throw Finding(description: "cannot be read again: \(name.typed)")
        }
        try hold(again == name, "\(name.typed) reads otherwise the second time")
        try hold(!name.normalised.isEmpty && !name.plain.isEmpty, "nothing is left of \(name.typed)")
        try hold(!name.typed.unicodeScalars.contains { $0.value < 0x20 }, "a control character stays")
    }

    /// A number that reads is the one it is written as.
    static func caseNumber(_ bytes: [UInt8]) throws {
        guard let number = CaseNumber(typed: text(bytes)) else { return }
        try hold(CaseNumber(typed: number.description) == number, "\(number) reads as another")
        try hold(number.description.utf8.count == 12, "\(number) is not as long as a case number")
    }

    /// A date that reads can be written so that it is the same instant whenever it is read.
    static func date(_ bytes: [UInt8]) throws {
        guard case .success(let date) = DateWords.read(text(bytes), local: berlin, now: fixedNow) else { return }
        let lasting = date.lasting(local: berlin)
        guard case .success(let again) = DateWords.read(lasting, local: berlin, now: fixedNow) else {
            throw Finding(description: "\(lasting) does not read")
        }
        try hold(again.day == date.day, "\(lasting) is another day")
        if date.hasTime, berlin.secondOfDay(of: date.at) % 60 == 0, date.at != again.at {
            let hour = abs(date.at.timeIntervalSince(again.at))
            // The hour that comes twice in autumn has one name.
            try hold(hour == 3_600, "\(lasting) is another instant")
        }
    }

    static func words(_ bytes: [UInt8]) throws {
        let typed = text(bytes)
        let words = Words(typed, domains: PublicSuffixReader.carried)
        let spaced = Words("  " + typed.prefix(400) + " ", domains: PublicSuffixReader.carried)
        if typed.utf8.count < 400 { try hold(words == spaced, "spaces around the words change their meaning") }
    }
}
