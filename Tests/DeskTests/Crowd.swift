import DeskTesting
import Dialogue
import FoundationEssentials
import Registrations
import Testing

@testable import Desk

/// Many partners and three reviewers who do everything that can be done, in any order.
struct Crowd {
    let office: Office
    var random: SplitMix
    let partners: [Person]
    private(set) var suspended: Set<String> = []
    private var versions = 0

    static let reviewers = [Office.rita, Office.ben, Office.mona]
    static let domains = ["acme.com", "globex.de", "initech.io", "hooli.net", "umbrella.org", "tyrell.at"]
    static let dates = [
        "tomorrow 14:00", "today", "friday", "in 5 days", "in 3 weeks", "1 January 1999", "soon", "next week",
    ]

    init(seed: UInt64, partners count: Int) async throws {
        var random = SplitMix(seed: seed)
        office = try await Office(seed: seed) { Crowd.vary(&$0, &random) }
        self.random = random
        let names = (1...count).map { "p\($0)" }
        partners = names.map { Office.person(of: $0) }
        try await office.ledger.write { transaction in
            for name in names {
                try transaction.save(
                    Partner(id: PartnerID(name), name: name.uppercased(), tier: "gold", kind: .reseller)
                )
                try transaction.save(Workspace(key: Office.workspace(name), partner: PartnerID(name)))
            }
        }
    }

    private static func vary(_ policy: inout Policy, _ random: inout SplitMix) {
        func pick<Item>(_ items: [Item]) -> Item { items[Int.random(in: 0..<items.count, using: &random)] }
        policy.conflicts.winner = pick([
            .firstApproved, .firstReceived, .firstComplete, .firstMeeting, .bestQualified, .customerChoice, .shared,
        ])
        policy.conflicts.allowsCustomerChoice = true
        policy.conflicts.weights = [.receipt: 2, .relation: 1, .qualification: 1]
        policy.conflicts.holders = policy.conflicts.winner == .shared ? 2 : 1
        policy.hold.length = .days(pick([20, 60]))
        policy.hold.starts = pick([.approval, .submission, .acceptance, .firstMeeting])
        policy.hold.scope = pick([.account, .account, .opportunity])
        policy.questions[.opportunity] = policy.hold.scope == .opportunity ? .required : .off
        policy.hold.extending = .init(times: 2, by: .days(10), grantedBy: pick([.partner, .reviewer]), onMeeting: true)
        policy.hold.coolDown = pick([nil, .days(7)])
        policy.duties[.provideInformation]?.outcome = pick([.none, .lapse])
        policy.reviewers[0].deputy = "Ben"
        policy.approvals.plans =
            pick([true, false])
            ? [.init(id: "two", when: .init(), approvers: ["reviewer", "manager"], isParallel: pick([true, false]))]
            : []
        policy.approvals.automatic = pick([[], [.init(id: "all", when: .init())]])
        policy.limits.checksPerHour = 1_000
    }

    mutating func pick<Item>(_ items: [Item]) -> Item { items[Int.random(in: 0..<items.count, using: &random)] }

    private mutating func isRare(_ one: Int) -> Bool { Int.random(in: 0..<one, using: &random) == 0 }

    mutating func step(_ turn: Int) async throws {
        if isRare(2) { try await register() }
        for _ in 0..<3 { try await act("turn \(turn) \(Int.random(in: 0..<Int.max, using: &random))") }
        if isRare(25) { try await suspendOrRestore() }
        if isRare(40) { changePolicy() }
        try await passTime()
    }

    private mutating func passTime() async throws {
        let now = office.clock.now()
        if isRare(30) {
            // The service stands still.
            office.clock.advance(bySeconds: Double(Int.random(in: 1_000..<800_000, using: &random)))
            _ = try await office.desk.sweep(at: office.clock.now())
            _ = try await office.sent()
        } else if isRare(40) {
            // The clock is set back, and forward again.
            _ = try await office.desk.sweep(at: now.addingTimeInterval(-7_200))
            _ = try await office.desk.sweep(at: now)
        } else {
            let seconds = Double(Int.random(in: 0..<150_000, using: &random))
            try await office.run(until: now.addingTimeInterval(seconds))
        }
    }

    private mutating func changePolicy() {
        var policy = office.policies.current
        versions += 1
        policy.version = "\(7 + versions) abc"
        policy.calendar.opensAtMinute = pick([8, 9, 10]) * 60
        policy.calendar.companyDays = pick([[], ["03-16", "04-02"]])
        policy.hold.length = .days(pick([20, 45, 60]))
        policy.duties[.firstMeeting]?.within = .days(pick([7, 14]))
        office.policies.replace(with: policy)
    }

    private mutating func suspendOrRestore() async throws {
        let name = "P\(Int.random(in: 1...partners.count, using: &random))"
        let book = PartnerBook(ledger: office.ledger, time: office.clock, chance: office.chance)
        let isSuspended = suspended.remove(name) != nil
        if !isSuspended { suspended.insert(name) }
        _ = try await book.setStanding(isSuspended ? .good : .suspended, ofPartnerNamed: name)
    }

    private mutating func register() async throws {
        let person = pick(partners)
        let domain = pick(Self.domains)
        let words = pick([domain, domain, domain, "deal"])
        guard case .form(var form, _) = try await office.say(words, by: person) else { return }
        let more = [
            "opportunity": pick(["phones", "printers"]), "stage": "evaluation", "amount": "5000",
            "expected_close": "2026-12-01", "next_step": "Demo",
        ]
        let opportunity = Office.opportunity.merging(more) { $1 }
        let views = [Office.company(domain), Office.contact, opportunity, opportunity, Office.consent, Office.consent]
        for typed in views {
            guard case .form(let next, _) = try await office.fill(.register, form.token, typed, by: person) else {
                continue
            }
            form = next
        }
    }

    /// Somebody does something to some registration, sometimes delivered twice.
    private mutating func act(_ key: String) async throws {
        let all = try await office.registrations()
        guard !all.isEmpty else { return }
        let open = all.filter(\.status.isOpen)
        let rejected = all.filter { $0.status == .rejected }
        let one = pick(!rejected.isEmpty && isRare(6) ? rejected : open.isEmpty || isRare(8) ? all : open)
        let own = partners.first { $0.workspace.id == "T0\(one.partner.text.uppercased())" }
        let isPartner = Bool.random(using: &random)
        let person =
            isRare(12) ? pick(partners + Self.reviewers) : isPartner ? own ?? partners[0] : pick(Self.reviewers)
        let input = isPartner ? partnersAct(one) : reviewersAct(one)
        let reply = try await office.act(input, by: person, key: key)
        if case .card(let card) = reply, let yes = card.buttons.first, yes.value.contains("@"), !isRare(5) {
            _ = try await office.press(yes.verb, yes.value, by: person)
        }
        guard isRare(4) else { return }
        let before = try await office.registrations()
        let again = try await office.act(input, by: person, key: key)
        let after = try await office.registrations()
        #expect(again == reply && before == after)
    }

    private mutating func partnersAct(_ one: Registration) -> Delivery.Input {
        let id = one.id.text
        let number = one.caseNumber
        let typed = ["answer": "We", "opportunity": pick(["phones", "printers", "cables"]), "problem": "Other"]
        let deal = [
            "stage": "evaluation", "amount": "5000", "expected_close": "2026-12-01", "next_step": "Demo",
        ]
        return switch Int.random(in: 0..<14, using: &random) {
        case 0, 1, 2: .words("meeting \(number) \(pick(Self.dates))")
        case 3, 4: .words("accept \(number)")
        case 5, 6: .filled(.answer, token: id, typed: typed)
        case 7: .words("extend \(number)")
        case 8: .filled(.appeal, token: id, typed: ["appeal": "Please"])
        case 9: .filled(.deal, token: id, typed: deal)
        case 10: .words("contradict \(number)")
        case 11: .words("why \(number)")
        case 12: .press(.acceptOffer, value: id, typed: [:])
        default: isRare(3) ? .words("withdraw \(number)") : .words("status \(number)")
        }
    }

    private mutating func reviewersAct(_ one: Registration) -> Delivery.Input {
        let id = one.id.text
        let number = one.caseNumber
        return switch Int.random(in: 0..<20, using: &random) {
        case 0, 1, 2, 3, 4, 5, 6: .press(.reviewApprove, value: id, typed: [:])
        case 7: .filled(.reviewReject, token: id, typed: ["reason": "other"])
        case 8:
            .filled(.reviewAsk, token: id, typed: ["question": "Who?", "fields": pick(["", "opportunity,problem"])])
        case 9: .words("lift \(number) agreed")
        case 10: .words("won \(number)")
        case 11: .words("lost \(number) price")
        case 12: .words("next \(number) call them")
        case 13: .words("choice \(number) their mail")
        case 14: .words("undo \(number)")
        case 15: .press(.grantExtension, value: id, typed: [:])
        case 16: .press(.contradict, value: id, typed: [:])
        case 17: .words("direct \(pick(Self.domains))\(pick(["", " over"]))")
        case 18: .words("meeting \(number) \(pick(Self.dates))")
        default: .words("why \(number)")
        }
    }
}
