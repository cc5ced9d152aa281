import Desk
import DeskTesting
import Foundation
import Registrations
import Testing

/// What is counted for whoever watches the service.
@Suite struct FigureLedgerTests {
    @Test(arguments: LedgerKind.allCases)
    func `nothing is counted where nothing is`(kind: LedgerKind) async throws {
        try await kind.fresh { ledger in
            let nothing = try await ledger.read { try $0.figures(at: .second(1)) }
            #expect(nothing == Figures())
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `messages are counted by what they wait for, and the oldest keeps its age`(kind: LedgerKind) async throws {
        try await kind.fresh { ledger in
            let messages = ["a", "b", "c", "d", "e"].map { Message.sample($0, to: $0) }
            try await ledger.enqueue([(messages[0], 1), (messages[1], 2), (messages[2], 3), (messages[3], 90)])
            let first = try #require(try await ledger.lease(at: 1).first)
            _ = try await ledger.write {
                try $0.postpone(first.message.id, fence: first.fence, due: .second(80), route: 0, reason: "later")
            }
            let second = try #require(try await ledger.lease(at: 2).first)
            var figures = try await ledger.read { try $0.figures(at: .second(5)) }
            #expect(figures.messages == [1, 2, 1, 0])
            #expect(figures.waitsSince == .second(1), "a try that failed does not make it younger")
            _ = try await ledger.settle(second, .parked, reason: "revoked")
            try await ledger.enqueue([(messages[4], 6)])
            figures = try await ledger.read { try $0.figures(at: .second(90)) }
            #expect(figures.messages == [4, 0, 0, 1])
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `a parked message waits since its retry`(kind: LedgerKind) async throws {
        try await kind.fresh { ledger in
            try await ledger.enqueue([(.sample("a", to: "a"), 1)])
            let due = try #require(try await ledger.lease(at: 1).first)
            _ = try await ledger.settle(due, .parked, reason: "revoked")
            #expect(try await ledger.read { try $0.figures(at: .second(9)) }.waitsSince == nil)
            _ = try await ledger.write { try $0.retryParked(due.message.id, due: .second(50)) }
            #expect(try await ledger.read { try $0.figures(at: .second(60)) }.waitsSince == .second(50))
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `open registrations are counted by status and by each side's first deadline`(kind: LedgerKind) async throws {
        try await kind.fresh { ledger in
            let day = Figures.soonSeconds
            try await ledger.write { transaction in
                // Which duties run, and how the case stands.
                let cases: [(Registration.Status, [Duty])] = [
                    (.submitted, [.sample(.answer, due: 10), .sample(.nextStep, due: 10 + day)]),
                    (.submitted, [.sample(.answer, due: 20 + day)]),
                    (.submitted, [.sample(.answer, due: 5, pausedAt: 1)]),
                    (.needsInformation, [.sample(.provideInformation, due: 30)]),
                    (.approved, [.sample(.firstMeeting, due: 10, isHandedOver: true)]),
                    (.approved, []),
                    (.lapsed, [.sample(.firstMeeting, due: 10)]),
                ]
                for (number, (status, duties)) in cases.enumerated() {
                    var registration = try Samples.registration(number + 1)
                    registration.status = status
                    registration.progress.duties = duties
                    _ = try transaction.insert(registration, nameKeys: [])
                }
            }
            let figures = try await ledger.read { try $0.figures(at: .second(20)) }
            #expect(figures.open == [.submitted: 3, .needsInformation: 1, .approved: 2])
            #expect(figures.reviewer.both == [2, 1])
            #expect(figures.partner.both == [0, 1])
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `a change moves the deadline, an end takes it away`(kind: LedgerKind) async throws {
        try await kind.fresh { ledger in
            var registration = try Samples.registration(1)
            registration.progress.duties = [.sample(.answer, due: 10)]
            try await ledger.write { [registration] in _ = try $0.insert(registration, nameKeys: []) }
            #expect(try await ledger.read { try $0.figures(at: .second(10)) }.reviewer.overdue == 1)
            registration.progress.duties = [.sample(.answer, due: 30)]
            try await ledger.write { [registration] in try $0.update(registration) }
            #expect(try await ledger.read { try $0.figures(at: .second(10)) }.reviewer.soon == 1)
            registration.status = .rejected
            try await ledger.write { [registration] in try $0.update(registration) }
            let nothing = try await ledger.read { try $0.figures(at: .second(40)) }
            #expect(nothing == Figures())
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `only a draft that became nothing is counted`(kind: LedgerKind) async throws {
        try await kind.fresh { ledger in
            var draft = Samples.draft("d1")
            try await ledger.write { [draft] in try $0.save(draft) }
            #expect(try await ledger.read { try $0.figures(at: .second(1)) }.drafts == 1)
            draft.registration = RegistrationID("r1")
            try await ledger.write { [draft] in try $0.save(draft) }
            #expect(try await ledger.read { try $0.figures(at: .second(1)) }.drafts == 0)
        }
    }

    @Test(arguments: LedgerKind.allCases)
    func `a message names the request it comes of, from its enqueueing to the admin's list`(
        kind: LedgerKind
    ) async throws {
        try await kind.fresh { ledger in
            let message = Message.sample("a", to: "a", request: "0123456789abcdef")
            try await ledger.enqueue([(message, 1)])
            let due = try #require(try await ledger.lease(at: 1).first)
            #expect(due.message.request == "0123456789abcdef")
            let expired = try await ledger.write { try $0.expiredLeases(now: .second(500), limit: 9, except: []) }
            #expect(expired.first?.message.request == "0123456789abcdef")
            let rows = try await ledger.read { try $0.outbox(states: [.leased], limit: 9) }
            #expect(rows.map(\.request) == ["0123456789abcdef"])
            let told = try await ledger.read {
                try $0.messages(of: RegistrationID("r1"), purposes: [.submitterNote])
            }
            #expect(told.map(\.request) == ["0123456789abcdef"])
        }
    }
}

extension Figures {
    /// Due, later, leased, parked.
    fileprivate var messages: [Int] { [due, later, leased, parked] }
}

extension Figures.Deadlines {
    fileprivate var both: [Int] { [overdue, soon] }
}

extension Duty {
    fileprivate static func sample(
        _ kind: Kind,
        due: Double,
        pausedAt: Double? = nil,
        isHandedOver: Bool = false
    ) -> Duty {
        Duty(
            kind,
            startedAt: .second(0),
            within: .hours(1),
            due: .second(due),
            pausedAt: pausedAt.map { .second($0) },
            isHandedOver: isHandedOver
        )
    }
}
