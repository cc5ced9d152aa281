import DeskTesting
import Dialogue
import FoundationEssentials
import Registrations
import Testing

@testable import Desk

@Suite struct AuditTests {
    /// A history with every kind of link in it.
    private func history(_ office: Office) async throws -> (registration: Registration, events: [StoredEvent]) {
        let registration = try await office.register("acme.com", by: Office.north)
        let id = registration.id.text
        _ = try await office.fill(.reviewAsk, id, ["question": "Who?"], by: Office.rita)
        _ = try await office.fill(.answer, id, ["answer": "We"], by: Office.north)
        _ = try await office.press(.reviewApprove, id, by: Office.north)
        _ = try await office.press(.reviewApprove, id, by: Office.rita)
        let now = try #require(try await office.registrations().first { $0.id == registration.id })
        return (now, try await office.events(.registration(registration.id)))
    }

    /// A ledger with only this in it, written past every rule.
    private func ledger(_ registration: Registration, _ events: [StoredEvent]) async throws -> MemoryLedger {
        let ledger = MemoryLedger()
        try await ledger.write { transaction in
            try transaction.save(Samples.partner())
            _ = try transaction.insert(registration, nameKeys: [])
            for event in events { try transaction.append(event) }
        }
        return ledger
    }

    private func flaw(_ registration: Registration, _ events: [StoredEvent]) async throws -> ChainFlaw? {
        let report = try await Audit(try await ledger(registration, events)).verify()
        #expect(report.flaws.count <= 1)
        return report.flaws.first?.flaw
    }

    @Test func `untouched histories hold`() async throws {
        let office = try await Office()
        let (registration, events) = try await history(office)
        #expect(
            events.map(\.event.kind) == [
                .submitted, .checksRun, .informationRequested, .informationGiven, .refused, .approved, .holdStarted,
            ]
        )
        let report = try await Audit(office.ledger).verify()
        #expect(report.flaws.isEmpty && report.chains == 1 && report.events == events.count)
        #expect(try await flaw(registration, events) == nil)
    }

    @Test func `whatever is changed in an event is found`() async throws {
        let office = try await Office()
        let (registration, events) = try await history(office)
        for (place, stored) in events.enumerated() {
            let event = stored.event
            let sequence = place + 1
            let forged: [Event] = [
                Event(.withdrawn, at: event.at, actor: event.actor, details: event.details, personal: event.personal),
                Event(
                    event.kind,
                    at: event.at.addingTimeInterval(0.001),
                    actor: event.actor,
                    details: event.details,
                    personal: event.personal
                ),
                Event(event.kind, at: event.at, actor: .admin, details: event.details, personal: event.personal),
                Event(
                    event.kind,
                    at: event.at,
                    actor: event.actor,
                    details: event.details + [.init("by", "Mallory")],
                    personal: event.personal
                ),
            ]
            for other in forged {
                var changed = events
                changed[place] = stored.with(event: other)
                #expect(try await flaw(registration, changed) == .changed(sequence: sequence))
            }
        }
    }

    @Test func `what moves between a detail's name and value is found`() async throws {
        let office = try await Office()
        let (registration, events) = try await history(office)
        let event = events[0].event
        let first = try #require(event.details.first)
        let moved = Event.Detail(first.name + String(first.value.prefix(1)), String(first.value.dropFirst()))
        var changed = events
        changed[0] = events[0].with(
            event: Event(event.kind, at: event.at, actor: event.actor, details: [moved] + event.details.dropFirst())
        )
        #expect(try await flaw(registration, changed) == .changed(sequence: 1))
    }

    @Test func `an event left out is missed, the first one too`() async throws {
        let office = try await Office()
        let (registration, events) = try await history(office)
        for place in events.indices.dropLast() {
            var cut = events
            cut.remove(at: place)
            #expect(try await flaw(registration, cut) == .missing(sequence: place + 1))
        }
        #expect(try await flaw(registration, []) == .missing(sequence: 1))
    }

    @Test func `an end cut off is missed once the registration is more than its history tells`() async throws {
        let office = try await Office()
        let (registration, events) = try await history(office)
        let decided = try #require(events.firstIndex { $0.event.kind == .approved })
        for length in 1...decided {
            #expect(try await flaw(registration, Array(events.prefix(length))) == .missing(sequence: length + 1))
        }
        #expect(try await flaw(registration, Array(events.prefix(decided + 1))) == nil)
    }

    @Test func `a chain of no registration that lost its beginning is found`() async throws {
        let event = Event(.policyLoaded, at: Samples.start, actor: .admin)
        let (whole, cut) = (MemoryLedger(), MemoryLedger())
        try await whole.write {
            try Timeline.append([event, event], to: .service, in: $0, chance: SeededChance(seed: 1))
        }
        let events = try await whole.read { try $0.events(of: .service, after: 0, limit: 9) }
        try await cut.write { try $0.append(events[1]) }
        #expect(try await Audit(whole).verify().flaws.isEmpty)
        #expect(try await Audit(cut).verify().flaws.map(\.flaw) == [.missing(sequence: 1)])
    }

    @Test func `a history begun anew is seen to be a fork`() async throws {
        let office = try await Office()
        let (registration, events) = try await history(office)
        let place = 2
        let stored = events[place]
        let forged = Event(.withdrawn, at: stored.event.at, actor: stored.event.actor)
        let hash = Timeline.hash(
            chain: stored.chain,
            sequence: stored.sequence,
            event: forged,
            commitments: [],
            previousHash: stored.previousHash
        )
        var changed = events
        changed[place] = StoredEvent(
            chain: stored.chain,
            sequence: stored.sequence,
            event: forged,
            commitments: [],
            previousHash: stored.previousHash,
            hash: hash
        )
        #expect(try await flaw(registration, changed) == .forked(sequence: place + 2))
        // Mending the next link does not help: its own hash covers it.
        let next = events[place + 1]
        changed[place + 1] = StoredEvent(
            chain: next.chain,
            sequence: next.sequence,
            event: next.event,
            commitments: next.commitments,
            previousHash: hash,
            hash: next.hash
        )
        #expect(try await flaw(registration, changed) == .changed(sequence: place + 2))
        var rehashed = events
        rehashed[place] = stored.with(hash: [UInt8](repeating: 0, count: 32))
        #expect(try await flaw(registration, rehashed) == .changed(sequence: place + 1))
    }

    @Test func `a personal value can be erased but not changed`() async throws {
        let office = try await Office()
        let (registration, events) = try await history(office)
        let value = try #require(events[0].commitments.first)
        func changed(_ change: (inout StoredEvent.Commitment) -> Void) async throws -> ChainFlaw? {
            var copy = value
            change(&copy)
            var all = events
            all[0] = events[0].with(commitments: [copy] + events[0].commitments.dropFirst())
            return try await flaw(registration, all)
        }
        let flawed = ChainFlaw.valueChanged(sequence: 1, name: value.name)
        #expect(try await changed { $0.value = "Mallory" } == flawed)
        #expect(try await changed { $0.key = [UInt8](repeating: 0, count: 32) } == flawed)
        #expect(try await changed { $0.key = nil } == flawed)
        #expect(try await changed { $0.value = nil } == flawed)
        #expect(
            try await changed {
                $0.key = nil
                $0.value = nil
            } == nil
        )
        let other = StoredEvent.Commitment(name: value.name, mac: value.mac.reversed(), key: nil, value: nil)
        var all = events
        all[0] = events[0].with(commitments: [other] + events[0].commitments.dropFirst())
        #expect(try await flaw(registration, all) == .changed(sequence: 1))
    }

    @Test func `equal values leave unequal commitments`() async throws {
        let office = try await Office()
        let (_, first) = try await history(office)
        let other = try await office.register("other.com", by: Office.south)
        let second = try await office.events(.registration(other.id))
        let names = [first, second].map { $0[0].commitments.first { $0.name == "contact_name" } }
        #expect(names[0]?.value == names[1]?.value && names[0]?.mac != names[1]?.mac)
    }

    @Test func `many histories are walked page by page`() async throws {
        let ledger = MemoryLedger()
        let chance = SeededChance()
        try await ledger.write { transaction in
            for number in 0..<1_203 {
                let event = Event(.partnerAdded, at: Samples.start, actor: .admin)
                try Timeline.append([event], to: ChainID("c\(number)"), in: transaction, chance: chance)
            }
            let long = (0..<1_203).map {
                Event(.refused, at: Samples.start, actor: .service, details: [.init("n", "\($0)")])
            }
            try Timeline.append(long, to: .service, in: transaction, chance: chance)
        }
        #expect(try await Audit(ledger).verify() == Audit.Report(chains: 1_204, events: 2_406, flaws: []))
    }

    @Test func `registrations of one instant are all looked at`() async throws {
        let ledger = MemoryLedger()
        try await ledger.write { transaction in
            for number in 0..<1_100 {
                let at = Samples.start.addingTimeInterval(number < 700 ? 0 : -Double(number))
                _ = try transaction.insert(try Samples.registration(number, at: at), nameKeys: [])
            }
        }
        #expect(try await Audit(ledger).verify().flaws.count == 1_100)
    }
}

extension StoredEvent {
    fileprivate func with(
        event: Event? = nil,
        commitments: [Commitment]? = nil,
        hash: [UInt8]? = nil
    ) -> StoredEvent {
        StoredEvent(
            chain: chain,
            sequence: sequence,
            event: event ?? self.event,
            commitments: commitments ?? self.commitments,
            previousHash: previousHash,
            hash: hash ?? self.hash
        )
    }
}
