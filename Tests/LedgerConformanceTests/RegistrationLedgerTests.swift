import Desk
import DeskTesting
import Foundation
import Registrations
import Testing

@Suite struct RegistrationLedgerTests {
    /// One with everything said.
    private func full() throws -> Registration {
        var registration = try Samples.registration(1, name: "Müller & Söhne \"Ltd\"")
        registration.answers.solutionFit = "fit"
        registration.answers.servicesNeeded = "services"
        registration.answers.stage = .evaluation
        registration.answers.sourceKind = .referral
        registration.answers.geography = "DE"
        registration.answers.targetRevenue = Amount(minorUnits: Int.max)
        registration.answers.productInterest = "suite"
        registration.answers.competitors = "none"
        registration.checks.append(Check(.similarName, .flag, .nameSimilar, evidence: [.init("name", "Mueller")]))
        registration.answers.businessUnit = "Retail"
        registration.answers.opportunity = "Ada's project"
        registration.answers.tenderPublished = "2026-02-01"
        registration.decision = .init(outcome: .rejected, by: "Rita", at: .second(2), reason: "r", text: "t")
        registration.question = .init(
            text: "Who?",
            by: "Rita",
            at: .second(3),
            answer: "Ada",
            fields: [.problem, .geography]
        )
        registration.hold = Samples.hold(of: registration)
        registration.endedAt = .second(4)
        registration.lifted = .init(by: "Max", at: .second(5), reason: "old deal")
        registration.linkGeneration = 7
        registration.scope = ScopeKey("business_unit:retail")
        registration.progress = .full
        return registration
    }

    @Test(arguments: LedgerKind.allCases)
    func `a registration comes back as it was inserted`(kind: LedgerKind) async throws {
        try await kind.fresh { ledger in
            let (full, bare) = (try full(), try Samples.registration(2))
            for registration in [full, bare] {
                #expect(try await ledger.write { try $0.insert(registration, nameKeys: []) })
                #expect(try await ledger.read { try $0.registration(registration.id) } == registration)
                #expect(try await ledger.read { try $0.registration(case: registration.caseNumber) } == registration)
            }
            #expect(try await ledger.read { try $0.registration(RegistrationID("r9")) } == nil)
            #expect(try await ledger.read { try $0.registration(case: CaseNumber(random: 9)) } == nil)
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `an update replaces what may change, both ways`(kind: LedgerKind) async throws {
        try await kind.fresh { ledger in
            let full = try full()
            var bare = try Samples.registration(1, name: "Other", status: .approved)
            bare.reviewer = "Someone"
            for registration in [bare, full, bare] {
                let draft = try Samples.registration(1)
                _ = try await ledger.write { try $0.insert(draft, nameKeys: []) }
                try await ledger.write { try $0.update(registration) }
                #expect(try await ledger.read { try $0.registration(registration.id) } == registration)
            }
            let unknown = try Samples.registration(2)
            await #expect(throws: LedgerTrouble.self) { try await ledger.write { try $0.update(unknown) } }
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `a draft becomes one registration`(kind: LedgerKind) async throws {
        try await kind.fresh { ledger in
            let first = try Samples.registration(1)
            let second = try Samples.registration(2)
            let again = Registration(
                id: second.id,
                caseNumber: second.caseNumber,
                draft: first.draft,
                program: "p",
                kind: .lead,
                status: .submitted,
                partner: second.partner,
                submitter: second.submitter,
                room: nil,
                language: .english,
                answers: second.answers,
                consent: second.consent,
                company: second.company,
                scope: second.scope,
                checks: [],
                policyVersion: "1",
                submittedAt: second.submittedAt,
                reviewer: "Rita"
            )
            let inOne = try await ledger.write {
                (try $0.insert(first, nameKeys: ["=a"]), try $0.insert(again, nameKeys: ["=a"]))
            }
            #expect(inOne == (true, false))
            #expect(try await ledger.write { try $0.insert(again, nameKeys: ["=a"]) } == false)
            #expect(try await ledger.read { try $0.registration(second.id) } == nil)
            #expect(
                try await ledger.read { try $0.similarNames(keys: ["=a"], limit: 9) { _ in true } }.map(\.registration)
                    == [first.id]
            )
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `a case number is never given twice`(kind: LedgerKind) async throws {
        try await kind.fresh { ledger in
            let first = try Samples.registration(1)
            let other = try Samples.registration(2)
            let clash = Registration(
                id: other.id,
                caseNumber: first.caseNumber,
                draft: other.draft,
                program: "p",
                kind: .lead,
                status: .submitted,
                partner: other.partner,
                submitter: other.submitter,
                room: nil,
                language: .english,
                answers: other.answers,
                consent: other.consent,
                company: other.company,
                scope: other.scope,
                checks: [],
                policyVersion: "1",
                submittedAt: other.submittedAt,
                reviewer: "Rita"
            )
            _ = try await ledger.write { try $0.insert(first, nameKeys: []) }
            await #expect(throws: LedgerTrouble.self) { try await ledger.write { try $0.insert(clash, nameKeys: []) } }
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `one live hold stands per company and scope`(kind: LedgerKind) async throws {
        try await kind.fresh { ledger in
            let (first, second) = (try Samples.registration(1), try Samples.registration(2))
            let hold = Samples.hold(of: first)
            let rival = Hold(
                registration: second.id,
                partner: PartnerID("south"),
                company: hold.company,
                scope: hold.scope,
                from: .second(1),
                until: .second(2)
            )
            #expect(try await ledger.read { try $0.liveHold(company: hold.company, scope: hold.scope) } == nil)
            let inOne = try await ledger.write { (try $0.insert(hold), try $0.insert(rival)) }
            #expect(inOne == (true, false))
            #expect(try await ledger.write { try $0.insert(rival) } == false)
            #expect(try await ledger.read { try $0.liveHold(company: hold.company, scope: hold.scope) } == hold)
            #expect(try await ledger.read { try $0.liveHold(company: hold.company, scope: ScopeKey("emea")) } == nil)
            let next = try await ledger.write { transaction in
                try transaction.endHold(company: hold.company, scope: hold.scope, at: .second(3), reason: "lapsed")
                let ended = try transaction.liveHold(company: hold.company, scope: hold.scope)
                return (ended, try transaction.insert(rival))
            }
            #expect(next.0 == nil)
            #expect(next.1)
            #expect(try await ledger.read { try $0.liveHold(company: hold.company, scope: hold.scope) } == rival)
        }
    }
}
