import DeskTesting
import FoundationEssentials
import Testing

@testable import Registrations

/// One programme with two reviewers and a manager, and claims to try its rules on.
enum Rulebook {
    static let now = Samples.start
    static let rita = person("U0RITA")
    static let ben = person("U0BEN")
    static let mona = person("U0MONA")

    static func person(_ user: String) -> Person { Person(workspace: Samples.vendor, user: user) }

    static func policy(_ change: (inout Policy) -> Void = { _ in }) -> Policy {
        var policy = Policy(
            version: "7 abc",
            program: .init(id: "p", name: "Programme", language: .english, timeZone: "Europe/Berlin"),
            reviewers: [
                .init(name: "Rita", email: "rita@vendor.example", people: [rita], territories: ["DE", "AT"]),
                .init(name: "Ben", email: "ben@vendor.example", people: [ben], territories: ["UK"]),
                .init(name: "Mona", email: "mona@vendor.example", people: [mona], isManager: true),
            ],
            routing: .init(fallback: "Mona")
        )
        change(&policy)
        return policy
    }

    static func act(_ person: Person, at: Date = now, _ policy: Policy = policy()) throws -> Reviewing {
        try Reviewing(person, under: policy, at: at)
    }

    static func partner(_ change: (inout Partner) -> Void = { _ in }) -> Partner {
        var partner = Partner(
            id: PartnerID("north"),
            name: "North Systems",
            tier: "gold",
            kind: .reseller,
            territories: ["DE"]
        )
        change(&partner)
        return partner
    }

    static func domain(_ text: String) throws -> DomainName { try #require(DomainName(ascii: text)) }

    static func request(
        partner: Partner = partner(),
        consent isGiven: Bool = true,
        _ change: (inout Answers) -> Void = { _ in }
    ) throws -> Request {
        var answers = try Samples.answers(try Samples.prospect("Acme", domain: "acme.example"))
        change(&answers)
        let consent = Consent(
            person: Samples.submitter,
            text: "I may.",
            language: .english,
            version: "1",
            at: now,
            channel: .slack
        )
        return Request(
            id: RegistrationID("r"),
            caseNumber: CaseNumber(random: 1),
            draft: DraftID("d"),
            partner: partner,
            submitter: Samples.submitter,
            room: Samples.room,
            language: .english,
            answers: answers,
            consent: isGiven ? consent : nil
        )
    }

    static func hold(partner: String = "south", days: Double = 30) -> Hold {
        Hold(
            registration: RegistrationID("other"),
            partner: PartnerID(partner),
            company: CompanyKey("acme.example"),
            scope: .account,
            from: now,
            until: now.addingTimeInterval(days * 86_400)
        )
    }

    static func claim(of partner: String, _ number: UInt64 = 5) -> Facts.Claim {
        Facts.Claim(caseNumber: CaseNumber(random: number), partner: PartnerID(partner), status: .submitted)
    }

    /// Anything but `refusal` fails the test.
    static func refuses<T>(
        _ refusal: Refusal,
        _ body: () throws -> T,
        _ location: SourceLocation = #_sourceLocation
    ) {
        #expect(throws: refusal, sourceLocation: location) { _ = try body() }
    }
}

/// An instant written as RFC 3339.
func instant(_ text: String) throws -> Date { try Date(text, strategy: .iso8601) }

extension Rulebook {
    static func approvable() throws -> Registration {
        try decide(try request(), given: Facts(), under: policy(), at: now).registration
    }
}
