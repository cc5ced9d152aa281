import DeskTesting
import Dialogue
import FoundationEssentials
import Registrations
import Testing

@testable import Desk

@Suite struct RecordLinkTests {
    private static let otherKey = [UInt8](repeating: 9, count: 32)

    private func link(_ registration: Registration, by person: Person, _ office: Office) async throws -> String {
        try #require(try await office.say("status \(registration.caseNumber)", by: person).link)
    }

    private func key(_ link: String) throws -> String { String(try #require(link.split(separator: "?k=").last)) }

    @Test func `the partner's view and the reviewer's differ`() async throws {
        let office = try await Office()
        _ = try await office.register("nordwind.com", by: Office.south)
        let registration = try await office.register("nordwind.de", by: Office.north)
        let partner = try #require(try await office.page(try await link(registration, by: Office.north, office)))
        let reviewer = try #require(try await office.page(try await link(registration, by: Office.rita, office)))
        #expect(reviewer.text.contains("South Systems") && reviewer.text.contains("Suggested"))
        for secret in ["South", "Suggested", "nordwind.com"] { #expect(!partner.text.contains(secret), "\(secret)") }
        for page in [partner, reviewer] {
            #expect(page.caseNumber == registration.caseNumber.description)
            #expect(page.text.contains("Kim Doe") && page.history.count == 2)
        }
    }

    @Test func `every bad key opens nothing, and all of them the same nothing`() async throws {
        let office = try await Office()
        let registration = try await office.register("acme.com", by: Office.north)
        let other = try await office.register("other.com", by: Office.south)
        let number = registration.caseNumber.description
        let good = try key(try await link(registration, by: Office.north, office))
        let foreign = try key(try await link(other, by: Office.south, office))
        let forger = try #require(Keyring(masterKeys: [Self.otherKey]))
        let valid = RecordLink(audience: .reviewer, generation: 1, expiresAtSeconds: 2_000_000_000)
        var keys = ["", "x", " ", good + "A", String(good.dropLast()), good.uppercased(), foreign]
        keys += [
            valid.key(for: registration.id, signedBy: forger), String(repeating: "A", count: 10_000), "é", "\u{0}",
        ]
        var bytes = try #require(Base64URL.decode(good))
        for place in bytes.indices {
            bytes[place] ^= 1
            keys.append(Base64URL.encode(bytes))
            bytes[place] ^= 1
        }
        func opens(_ typed: String, _ key: String) async throws -> Bool {
            try await office.desk.record(case: typed, key: key, at: office.clock.now()) != nil
        }
        for key in keys { #expect(try await !opens(number, key), "\(key)") }
        for typed in ["", "REG-", "nonsense", CaseNumber(random: 5).description, other.caseNumber.description] {
            #expect(try await !opens(typed, good), "\(typed)")
        }
        #expect(try await opens(number, good))
        #expect(try await opens(number.lowercased().replacing("-", with: ""), good))
    }

    @Test func `revoking makes older links useless and gives a new one`() async throws {
        let office = try await Office()
        let registration = try await office.register("acme.com", by: Office.north)
        let old = try await link(registration, by: Office.north, office)
        let new = try #require(try await office.say("revoke \(registration.caseNumber)", by: Office.north).link)
        #expect(try await office.page(old) == nil)
        #expect(try await office.page(new) != nil)
        #expect(try await office.kinds(registration).last == .linksRevoked)
    }

    @Test func `a link lives until thirty days after the end`() async throws {
        let office = try await Office()
        let registration = try await office.register("acme.com", by: Office.north)
        let link = try await link(registration, by: Office.north, office)
        office.clock.advance(byDays: 200)
        #expect(try await office.page(link) != nil)
        let typed = ["reason": "other"]
        _ = try await office.fill(.reviewReject, registration.id.text, typed, by: Office.rita)
        office.clock.advance(bySeconds: 30 * 86_400 - 1)
        #expect(try await office.page(link) != nil)
        office.clock.advance(bySeconds: 2)
        #expect(try await office.page(link) == nil)
    }

    @Test func `a protected record's link lives until thirty days after the hold`() async throws {
        let office = try await Office { $0.hold.length = .days(1) }
        let registration = try await office.register("acme.com", by: Office.north)
        let link = try await link(registration, by: Office.north, office)
        _ = try await office.press(.reviewApprove, registration.id.text, by: Office.rita)
        office.clock.advance(byDays: 31)
        #expect(try await office.page(link) != nil)
        office.clock.advance(byDays: 1)
        #expect(try await office.page(link) == nil)
    }

    @Test func `no link is older than two years`() async throws {
        let office = try await Office()
        let registration = try await office.register("acme.com", by: Office.north)
        let link = try await link(registration, by: Office.north, office)
        office.clock.advance(bySeconds: Double(RecordLink.longestLifeDays) * 86_400 - 1)
        #expect(try await office.page(link) != nil)
        office.clock.advance(bySeconds: 1)
        #expect(try await office.page(link) == nil)
    }

    @Test func `a rotated master key opens the old links until it is taken away`() async throws {
        let office = try await Office()
        let registration = try await office.register("acme.com", by: Office.north)
        let key = try key(try await link(registration, by: Office.north, office))
        func opens(_ masterKeys: [[UInt8]]) async throws -> Bool {
            let desk = try office.desk(masterKeys: masterKeys)
            let number = registration.caseNumber.description
            return try await desk.record(case: number, key: key, at: office.clock.now()) != nil
        }
        #expect(try await opens([Self.otherKey, Office.masterKey]))
        #expect(try await !opens([Self.otherKey]))
    }

    @Test func `looking changes nothing`() async throws {
        let office = try await Office()
        let registration = try await office.register("acme.com", by: Office.north)
        let link = try await link(registration, by: Office.north, office)
        let before = try await office.events(.registration(registration.id))
        office.ledger.refuse(with: .full("nobody writes"))
        _ = try #require(try await office.page(link))
        #expect(try await office.events(.registration(registration.id)) == before)
    }

    @Test func `base64 is read strictly`() {
        for length in 0...50 {
            let bytes = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 37) }
            #expect(Base64URL.decode(Base64URL.encode(bytes)) == bytes)
        }
        for text in ["A", "AB=", "A+", "A/", "AAAAA", "AB", "AAB"] { #expect(Base64URL.decode(text) == nil, "\(text)") }
    }
}
