import DeskTesting
import FoundationEssentials
import Testing

@testable import Registrations

/// Partners, registrations and holds, kept in memory and moved by the core's functions alone.
///
/// It does what a desk does around them: stores, ends the holds that give way, moves the queue up, and runs the clocks.
struct World {
    var now: Date
    var policy: Policy
    /// Every version there was: a registration keeps the one it was submitted under.
    var versions: [String: Policy]
    var partners: [PartnerID: Partner] = [:]
    var cases: [RegistrationID: Registration] = [:]
    /// Rows of holds that are not ended.
    var holds: [RegistrationID: Hold] = [:]
    var byCompany: [CompanyKey: [RegistrationID]] = [:]
    var events: [RegistrationID: [Event]] = [:]
    var notices: [(case: RegistrationID, at: Date, notice: Transition.Notice)] = []
    /// What must not be.
    var violations: [String] = []
    var spoken: Set<String> = []
    private var count: UInt64 = 0

    init(_ policy: Policy = Rulebook.policy(), at now: Date = Rulebook.now) {
        self.policy = policy
        self.now = now
        versions = [policy.version: policy]
    }

    mutating func change(_ policy: Policy) throws {
        let old = self.policy
        self.policy = policy
        versions[policy.version] = policy
        guard old.calendar != policy.calendar else { return }
        for id in cases.keys.sorted(by: { $0.text < $1.text }) where cases[id]?.status.isOpen == true {
            let terms = terms(of: id)
            var before = terms
            before.calendar = old.calendar
            if let moved = cases[id]?.recalculated(from: before, to: terms, at: now) { try apply(moved) }
            if let one = cases[id] { cases[id] = one.wound(under: terms, at: now) }
        }
    }

    /// The rules it was submitted under, with today's people and calendar.
    func terms(of id: RegistrationID) -> Policy {
        (cases[id].flatMap { versions[$0.policyVersion] } ?? policy).housed(by: policy)
    }

    func get(_ id: RegistrationID) throws -> Registration { try #require(cases[id]) }

    func partner(_ id: RegistrationID) throws -> Partner { try #require(partners[try get(id).partner]) }

    func holds(on company: CompanyKey) -> [Hold] {
        (byCompany[company] ?? []).compactMap { holds[$0] }
    }

    /// The open claims whose scopes overlap, oldest first.
    func rivals(on company: CompanyKey, _ scope: ScopeKey) -> [Rival] {
        (byCompany[company] ?? []).compactMap { cases[$0] }
            .filter { $0.status.isOpen && $0.scope.overlaps(scope) }
            .map { $0.rival(isSuspended: partners[$0.partner]?.standing != .good) }
    }

    func facts(_ partner: Partner, _ company: CompanyKey, _ scope: ScopeKey, but id: RegistrationID? = nil) -> Facts {
        let open = (byCompany[company] ?? []).compactMap { cases[$0] }.filter { $0.status.isOpen && $0.id != id }
        let rows = holds(on: company).filter { $0.registration != id }
        var facts = Facts(
            hold: rows.hindering(partner.id, scope, under: policy, at: now),
            openClaims: open.map {
                .init(caseNumber: $0.caseNumber, partner: $0.partner, status: $0.status, scope: $0.scope)
            },
            openCount: 0
        )
        facts.holds = rows
        facts.rivals = rivals(on: company, scope).filter { $0.registration != id }
        return facts
    }

    /// A claim of a partner on a company; the partner is made where it is new.
    mutating func submit(
        _ name: String,
        on domain: String = "acme.example",
        deal: Progress.Deal? = nil,
        _ change: (inout Answers) -> Void = { _ in }
    ) throws -> RegistrationID {
        let partner =
            partners[PartnerID(name)]
            ?? Partner(id: PartnerID(name), name: name, tier: "gold", kind: .reseller, territories: ["DE"])
        partners[partner.id] = partner
        var answers = try Samples.answers(try Samples.prospect("Acme", domain: domain))
        change(&answers)
        count += 1
        let consent = Consent(
            person: Samples.submitter,
            text: "I may.",
            language: .english,
            version: "1",
            at: now,
            channel: .slack
        )
        let request = Request(
            id: RegistrationID("r\(count)"),
            caseNumber: CaseNumber(random: count),
            draft: DraftID("d\(count)"),
            partner: partner,
            submitter: Samples.submitter,
            room: nil,
            language: .english,
            answers: answers,
            consent: consent,
            deal: deal
        )
        let company = policy.company(of: answers.prospect.domain)
        let facts = facts(partner, company, policy.scope(of: answers))
        let taken = try decide(request, given: facts, under: policy, at: now)
        cases[request.id] = taken.registration
        byCompany[company, default: []].append(request.id)
        events[request.id] = taken.events
        holds[request.id] = taken.hold
        for gone in taken.superseded { try supersede(gone, rule: "hold") }
        if let hold = taken.hold { try queueOthers(behind: hold) }
        check(company)
        return request.id
    }
}
