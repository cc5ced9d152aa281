import DeskTesting
import Dialogue
import FoundationEssentials
import Registrations
import Testing

@testable import Desk

/// Three partners and three reviewers do whatever comes to their minds to five prospects.
struct World {
    let office: Office
    var random: SplitMix
    let seed: UInt64

    static let partners = [Office.north, Office.south, Office.west, Office.person(of: "north", "U0COLLEAGUE")]
    static let reviewers = [Office.rita, Office.mona, Office.ben]
    static let domains = ["acme.com", "www.acme.com", "globex.de", "initech.io", "hooli.net", "umbrella.org"]

    mutating func pick<Item>(_ items: [Item]) -> Item { items[Int.random(in: 0..<items.count, using: &random)] }

    /// One act, sometimes delivered twice.
    mutating func act(_ turn: Int) async throws {
        let key = "turn \(turn)"
        let (input, isPartners) = try await input()
        // Mostly those who may, sometimes anybody.
        let isRight = Int.random(in: 0..<5, using: &random) > 0
        let everybody = Self.partners + Self.reviewers
        let actor = pick(isRight ? (isPartners ? Self.partners : Self.reviewers) : everybody)
        let once = try await office.act(input, by: actor, key: key)
        guard Int.random(in: 0..<4, using: &random) == 0 else { return }
        let before = try await office.registrations()
        let twice = try await office.act(input, by: actor, key: key)
        #expect(once == twice, "seed \(seed), turn \(turn)")
        #expect(try await office.registrations() == before, "seed \(seed), turn \(turn)")
    }

    /// Something to do, and whether it is a partner's to do.
    private mutating func input() async throws -> (Delivery.Input, isPartners: Bool) {
        let all = try await office.registrations()
        let one = all.isEmpty ? nil : pick(all)
        let id = one?.id.text ?? "none"
        let number = one?.caseNumber.description ?? "none"
        return switch Int.random(in: 0..<14, using: &random) {
        case 0, 1, 2, 3: (.press(.reviewApprove, value: id, typed: [:]), false)
        case 4: (.filled(.reviewReject, token: id, typed: ["reason": pick(["other", "nonsense"])]), false)
        case 5: (.filled(.reviewAsk, token: id, typed: ["question": "Who?"]), false)
        case 6: (.words("lift \(number) agreed"), false)
        case 7, 8: (.filled(.answer, token: id, typed: ["answer": "We"]), true)
        case 9, 10: (.press(.withdraw, value: id, typed: [:]), true)
        case 11: (.words("revoke \(number)"), true)
        case 12: (.words("check \(pick(Self.domains))"), true)
        default: (.words(pick(["queue", "rules", "status", "register \(pick(Self.domains))", "nonsense"])), true)
        }
    }

    /// The dialogue as people really do it: left half way, gone back, sent twice.
    mutating func converse() async throws {
        let person = pick(Self.partners)
        guard case .form(var form, _) = try await office.say(pick(Self.domains), by: person) else { return }
        for typed in [Office.company(pick(Self.domains)), Office.contact, Office.opportunity, Office.consent] {
            if Int.random(in: 0..<12, using: &random) == 0 { return }
            let token = form.token
            for _ in 0...Int.random(in: 0..<2, using: &random) {
                guard case .form(let next, _) = try await office.fill(.register, token, typed, by: person) else {
                    return
                }
                form = next
            }
        }
    }
}

@Suite struct SeededWorldTests {
    @Test(arguments: 1...12 as ClosedRange<UInt64>)
    func `whatever people do, no prospect is held twice and every change has its event`(seed: UInt64) async throws {
        let office = try await Office(seed: seed) { policy in
            if let alias = DomainName(ascii: "hooli.net"), let home = DomainName(ascii: "acme.com") {
                policy.aliases = [alias: home]
            }
            policy.defaultTier.openCap = 4
            policy.hold.length = .days(20)
        }
        var world = World(office: office, random: SplitMix(seed: seed), seed: seed)
        for turn in 0..<120 {
            if Bool.random(using: &world.random) { try await world.converse() }
            try await world.act(turn)
            office.clock.advance(bySeconds: Double(Int.random(in: 0..<200_000, using: &world.random)))
            try await neverHeldTwice(office, "seed \(seed), turn \(turn)")
        }
        let all = try await office.registrations()
        #expect(all.count >= 10 && Set(all.map(\.status)).count >= 3, "seed \(seed) does too little")
        for registration in all {
            let told = try await office.events(.registration(registration.id)).compactMap(\.event.leadsTo).last
            #expect(told == registration.status, "seed \(seed)")
        }
        let report = try await Audit(office.ledger).verify()
        #expect(report.flaws.isEmpty && report.chains >= all.count, "seed \(seed)")
    }

    private func neverHeldTwice(_ office: Office, _ place: String) async throws {
        let now = office.clock.now()
        let all = try await office.registrations()
        let approved = all.filter { $0.status == .approved }
        let live = approved.filter { ($0.hold?.until ?? now) > now }
        #expect(Set(live.map(\.company)).count == live.count, "\(place)")
        for registration in approved {
            #expect(try await office.hold(on: registration) == registration.hold, "\(place)")
        }
        for company in Set(all.map(\.company)) {
            let open = all.filter { $0.company == company && $0.status.isOpen }
            #expect(Set(open.map(\.partner)).count == open.count, "\(place): a second claim of one's own")
        }
    }
}

extension Event {
    /// The state that a registration is in after it; nil when it changes none.
    var leadsTo: Registration.Status? {
        switch kind {
        case .submitted, .informationGiven, .decisionUndone, .appealed: .submitted
        case .informationRequested: .needsInformation
        case .approved: .approved
        case .rejected: .rejected
        case .withdrawn: .withdrawn
        case .won: .won
        case .lost: .lost
        case .lapsed: .lapsed
        case .holdEnded, .checksRun, .holdStarted, .blockLifted, .linksRevoked, .refused, .partnerAdded,
            .partnerSuspended, .partnerRestored, .workspaceLinked, .appInstalled, .appUninstalled, .policyLoaded,
            .approvalGiven, .holdExtended, .extensionAsked, .approvalAccepted, .meetingLogged, .meetingContradicted,
            .nextStepRecorded, .becameDeal, .offered, .offerAccepted, .offerExpired, .choiceRecorded, .reminded,
            .escalated, .handedOver, .deadlineMoved, .directSaleOpened, .directSaleClosed, .signalled, .serviceStopped,
            .researchStarted:
            nil
        }
    }
}
