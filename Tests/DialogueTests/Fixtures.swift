import FoundationEssentials
import Registrations
import Testing

@testable import Dialogue

/// The same numbers from the same seed (SplitMix64).
struct Seeded: RandomNumberGenerator {
    private var state: UInt64
    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

/// A partner's claim and everything needed to speak of it.
enum Fixture {
    /// Tuesday, 3 March 2026, 09:00 UTC.
    static let now = Date(timeIntervalSince1970: 1_772_528_400)
    static let domains = TableDomainReader.common
    static let workspace = WorkspaceKey(channel: .slack, id: "T0NORTH")
    static let person = Person(workspace: workspace, user: "U0SUB")
    static let link = "https://registrar.example/r/REG-1?k=secret"

    static func policy(_ change: (inout Policy) -> Void = { _ in }) -> Policy {
        var policy = Policy(
            version: "7 abc",
            program: .init(id: "p", name: "Programm", language: .english, timeZone: "Europe/Berlin"),
            reviewers: [.init(name: "Rita", email: "rita@vendor.example", people: [], isManager: true)],
            routing: .init(fallback: "Rita")
        )
        change(&policy)
        return policy
    }

    static let today = CivilDate(dayNumber: 20_515)

    static func questions(
        _ change: (inout Policy) -> Void = { _ in },
        kind: Registration.Kind = .lead
    ) -> Questionnaire {
        Questionnaire(policy(change), domains: domains, legalForms: .common, kind: kind, today: today)
    }

    /// Asks and requires everything there is.
    static let everything: @Sendable (inout Policy) -> Void = { policy in
        for field in Field.allCases { policy.questions[field] = .required }
    }

    static let typed: [Field: String] = [
        .companyName: "Acme GmbH", .companyDomain: "https://www.acme.com/a", .contactName: "Kim Doe",
        .contactEmail: "kim@acme.com", .problem: "Too slow", .consent: "yes",
    ]

    static let fullyTyped = typed.merging(
        [
            .contactRole: "CFO", .solutionFit: "Fits", .servicesNeeded: "All", .stage: "evaluation",
            .sourceKind: "referral", .geography: "DE", .targetRevenue: "12.500,5", .productInterest: "One",
            .competitors: "None", .businessUnit: "Labs", .opportunity: "Move", .tenderPublished: "1.3.2026",
        ]
    ) { first, _ in first }

    static let dealTyped: [Field: String] = [
        .stage: "evaluation", .amount: "120.000", .expectedClose: "2026-12-25", .nextStep: "Call", .coSell: "yes",
        .material: "https://files.example/1",
    ]

    static func partner(_ name: String = "North Systems") -> Partner {
        Partner(id: PartnerID("p-north"), name: name, tier: "gold", kind: .reseller)
    }

    static func registration(
        _ status: Registration.Status = .submitted,
        typed: [Field: String] = fullyTyped,
        checks: [Check] = []
    ) throws -> Registration {
        let consent = Consent(
            person: person,
            text: "OK?",
            language: .english,
            version: "1",
            at: now,
            channel: .slack
        )
        let decided: Set<Registration.Status> = [.approved, .rejected, .won, .lost, .lapsed]
        var registration = Registration(
            id: RegistrationID("r1"),
            caseNumber: CaseNumber(random: 77),
            draft: DraftID("d1"),
            program: "p",
            kind: .lead,
            status: status,
            partner: partner().id,
            submitter: person,
            room: nil,
            language: .english,
            answers: try #require(questions(everything).answers(typed)),
            consent: consent,
            company: CompanyKey("acme.com"),
            scope: .account,
            checks: checks,
            policyVersion: "7 abc",
            submittedAt: now,
            reviewer: "Rita"
        )
        if status == .submitted {
            registration.progress.duties = [
                Duty(.answer, startedAt: now, within: .businessDays(1), due: now.addingTimeInterval(86_400))
            ]
        }
        if decided.contains(status) {
            registration.decision = .init(
                outcome: status == .rejected ? .rejected : .approved,
                by: "Rita",
                at: now,
                reason: status == .rejected ? "not_qualified" : nil,
                text: status == .rejected ? "1234" : nil
            )
        }
        if status == .approved {
            registration.hold = Hold(
                registration: registration.id,
                partner: registration.partner,
                company: registration.company,
                scope: .account,
                from: now,
                until: now.addingTimeInterval(90 * 86_400)
            )
        }
        if status == .needsInformation { registration.question = .init(text: "123?", by: "Rita", at: now) }
        return registration
    }

    static func file(
        _ registration: Registration,
        partner: Partner = partner(),
        policy: Policy = policy(),
        heldUntil: Date? = nil,
        link: String? = link,
        place: Int? = nil,
        now: Date? = nil
    ) -> CaseFile {
        CaseFile(
            registration: registration,
            partner: partner,
            policy: policy,
            heldUntil: heldUntil,
            link: link,
            load: .init(open: 2, week: 1),
            place: place,
            now: now
        )
    }

    static func book(_ language: Language) -> Phrasebook { Phrasebook(language, timeZone: "Europe/Berlin") }
}

/// Every word a document shows, and the addresses behind its links.
protocol Wordy { var words: [String] { get } }

extension Text: Wordy {
    var words: [String] {
        runs.flatMap { run in
            switch run {
            case .plain(let text), .strong(let text), .typed(let text): [text]
            case .link(let label, let url): [label, url]
            }
        }
    }
}

extension Part: Wordy {
    var words: [String] {
        switch self {
        case .paragraph(let text), .note(let text): text.words
        case .facts(let facts): facts.flatMap { [$0.label] + $0.value.words }
        case .quote(let text): [text]
        case .divider: []
        }
    }
}

extension Button: Wordy {
    var words: [String] { [label, confirm?.title, confirm?.text, confirm?.yes, confirm?.no].compactMap(\.self) }
}

extension Card: Wordy {
    var words: [String] { [heading, summary].compactMap(\.self) + parts.flatMap(\.words) + buttons.flatMap(\.words) }
}

extension Form: Wordy {
    var options: [Option] {
        inputs.flatMap { input -> [Option] in
            switch input.kind {
            case .choice(let options), .choices(let options): options
            case .tick(let option): [option]
            case .line, .paragraph, .email, .number: []
            }
        }
    }

    var words: [String] {
        [title, submit, close].compactMap(\.self) + intro.flatMap(\.words) + buttons.flatMap(\.words)
            + inputs.flatMap { [$0.label, $0.hint, $0.placeholder].compactMap(\.self) } + options.map(\.label)
    }
}

extension Page: Wordy {
    var words: [String] {
        [title, status, historyHeading] + next.words + sections.flatMap { [$0.heading] + $0.parts.flatMap(\.words) }
            + history.flatMap { [$0.time] + $0.text.words } + foot.words
    }
}
