public import FoundationEssentials
import Registrations

/// The one sweep that drives all clocks: durable, in order, and without a flood after a stop.
extension FrontDesk {
    /// A service that was not there for longer stood still, and no clock counts that time.
    static let stopSeconds = Registration.shortestStopSeconds
    static let pageSize = 100
    /// How many are changed with one commit where all of them are.
    private static let together = 16
    static let lastSweep = "last sweep"
    static let stopUnderWay = "stop under way"
    private static let lastBackup = "last backup"
    private static let calendarInForce = "calendar in force"

    /// What one sweep did.
    public struct SweepReport: Hashable, Sendable {
        /// Registrations whose clocks had something to say, or were only wound.
        public var looked = 0
        /// Of them, those that changed.
        public var changed = 0
        /// Registrations that could not be read or changed; they are tried again.
        public var failed = 0

        public init() {}
    }

    /// When a sweep was here last; nil before the first.
    public func lastSweep() async throws -> Date? { try await ledger.read { try $0.mark(Self.lastSweep)?.updatedAt } }

    /// When a backup was written last; nil before the first.
    public func lastBackup() async throws -> Date? {
        try await ledger.read { try $0.mark(Self.lastBackup)?.updatedAt }
    }

    /// A backup was written: what watches the service looks at how old it is.
    public func noteBackup(at now: Date) async throws {
        try await ledger.write { try $0.set(mark: Self.lastBackup, to: "", at: now) }
    }

    /// Looks at everything that is due by now, oldest first, a page a transaction.
    public func sweep(at now: Date) async throws -> SweepReport {
        try await notice(at: now)
        try await catchUp(at: now)
        try await followCalendar(at: now)
        try await followPeople(at: now)
        var report = SweepReport()
        // What failed, or is due again at once, has its turn in the next sweep: this one comes to an end.
        var skipped: Set<RegistrationID> = []
        while !Task.isCancelled {
            let page = try await page(at: now, skipping: skipped)
            report.looked += page.looked
            report.changed += page.changed
            report.failed += page.failed
            skipped.formUnion(page.skipped)
            if page.enqueued > 0 { bell.ring() }
            if page.looked + page.failed < Self.pageSize { break }
        }
        return report
    }

    private struct SweptPage: Sendable {
        var looked = 0
        var changed = 0
        var enqueued = 0
        var failed = 0
        var skipped: Set<RegistrationID> = []
    }

    private func page(at now: Date, skipping skipped: Set<RegistrationID>) async throws -> SweptPage {
        let policy = policies.current
        let due = try await ledger.read {
            try $0.awaking(at: now, limit: Self.pageSize + skipped.count).filter { !skipped.contains($0) }
        }
        var page = SweptPage()
        // One transaction each: whoever presses a button meanwhile never waits for a page.
        for id in due.prefix(Self.pageSize) {
            let woken = try await alone { transaction in
                var sitting = Sitting.ofClock(self, transaction, policy, at: now)
                let isChanged = try sitting.wake(id)
                let next = try transaction.registration(id)?.progress.wakeAt
                return (isChanged, sitting.enqueued, isDue: next.map { $0 <= now } ?? false)
            }
            guard let (isChanged, enqueued, isDue) = woken else {
                page.failed += 1
                page.skipped.insert(id)
                continue
            }
            page.looked += 1
            page.changed += isChanged ? 1 : 0
            page.enqueued += enqueued
            if isDue { page.skipped.insert(id) }
        }
        return page
    }

    /// A transaction of its own; nil when this one thing cannot be done, which must not stop all others.
    private func alone<Result: Sendable>(
        _ body: @escaping @Sendable (any LedgerTransaction) throws -> Result
    ) async throws -> Result? {
        do {
            return try await ledger.write(body)
        } catch LedgerTrouble.broken {
            return nil
        } catch is Refusal {
            return nil
        }
    }

    /// Notes that the service is there, and that it was not.
    private func notice(at now: Date) async throws {
        let chance = chance
        try await ledger.write { transaction in
            let last = try transaction.mark(Self.lastSweep)?.updatedAt
            if let last, now.timeIntervalSince(last) > Self.stopSeconds {
                let from = try transaction.mark(Self.stopUnderWay).flatMap { Self.stop($0.value)?.from } ?? last
                try transaction.set(mark: Self.stopUnderWay, to: Self.text(from, now), at: now)
                let event = Event(
                    .serviceStopped,
                    at: now,
                    actor: .service,
                    details: [.init("from", stamp(last)), .init("until", stamp(now))]
                )
                try Timeline.append([event], to: .service, in: transaction, chance: chance)
            }
            if last.map({ now > $0 }) ?? true { try transaction.set(mark: Self.lastSweep, to: "", at: now) }
        }
    }

    /// Adds the stop to every clock that ran; a crash in between only makes it go on where it was.
    private func catchUp(at now: Date) async throws {
        guard let mark = try await ledger.read({ try $0.mark(Self.stopUnderWay) }), let stop = Self.stop(mark.value)
        else { return }
        try await eachTicking(at: now) { registration, terms in
            registration.shifted(pastStopFrom: stop.from, until: stop.until, under: terms)
        }
        try await ledger.write { try $0.set(mark: Self.stopUnderWay, to: nil, at: now) }
    }

    /// Deadlines are reckoned anew when the calendar is another than the one they were reckoned by.
    ///
    /// What was begun for a version that is former by now is ended first: no deadline is reckoned by a calendar that it was
    /// never reckoned by.
    private func followCalendar(at now: Date) async throws {
        let current = policies.current
        let begun = try await ledger.read { try CalendarPlace.read($0) }
        if let begun, begun.version != current.version,
            let target = try await ledger.read({ try policies.version(begun.version, in: $0) })
        {
            try await followCalendar(to: target, at: now)
        }
        try await followCalendar(to: current, at: now)
    }

    private func followCalendar(to target: Policy, at now: Date) async throws {
        let known = try await ledger.read { try $0.mark(Self.calendarInForce)?.value }
        guard known != target.version else { return }
        let former = try await ledger.read { reader in
            try known.flatMap { try policies.version($0, in: reader) }
        }
        if let former, former.calendar != target.calendar || former.program.timeZone != target.program.timeZone {
            try await eachTicking(at: now, keepingPlaceFor: target.version) { registration, terms in
                registration.recalculated(from: terms.housed(by: former), to: terms.housed(by: target), at: now)
            }
        }
        try await ledger.write { transaction in
            try transaction.set(mark: Self.calendarInForce, to: target.version, at: now)
            try CalendarPlace.clear(in: transaction, at: now)
        }
    }

    /// Where a version is named, how far it came is kept with each change: what was reckoned anew once must not be again.
    private func eachTicking(
        at now: Date,
        keepingPlaceFor version: String? = nil,
        _ change: @escaping @Sendable (Registration, Policy) throws -> Transition?
    ) async throws {
        let policy = policies.current
        let begun = try await ledger.read { try CalendarPlace.read($0) }
        var last = begun?.version == version ? begun?.last : nil
        while true {
            let after = last
            let ids = try await ledger.read { try $0.ticking(after: after, limit: Self.pageSize) }
            guard let end = ids.last else { return }
            try await each(of: ids) { transaction, id in
                if let version { try CalendarPlace(version: version, last: id).keep(in: transaction, at: now) }
                var sitting = Sitting.ofClock(self, transaction, policy, at: now)
                guard let registration = try transaction.registration(id) else { return 0 }
                let terms = try sitting.terms(of: registration)
                guard let transition = try change(registration, terms) else {
                    // No deadline moved, but a reminder before it may have.
                    let wound = registration.wound(under: terms, at: now)
                    if wound != registration { try transaction.update(wound) }
                    return 0
                }
                try sitting.apply(transition, under: terms, isTelling: false)
                return sitting.enqueued
            }
            last = end
        }
    }

    /// A few with each commit, so that thousands are soon done and whoever presses a button meanwhile waits for a few only.
    ///
    /// `body` says how many messages it enqueued. What cannot be read or changed is left out, alone.
    func each(
        of ids: [RegistrationID],
        _ body: @escaping @Sendable (any LedgerTransaction, RegistrationID) throws -> Int
    ) async throws {
        for start in stride(from: 0, to: ids.count, by: Self.together) {
            let few = ids[start..<min(start + Self.together, ids.count)]
            let all = try await alone { transaction in
                try few.reduce(0) { count, id in try count + body(transaction, id) }
            }
            if let all {
                if all > 0 { bell.ring() }
                continue
            }
            for id in few {
                let own = try await alone { try body($0, id) }
                if let own, own > 0 { bell.ring() }
            }
        }
    }

    private static func text(_ from: Date, _ until: Date) -> String {
        "\(from.millisecondsSince1970) \(until.millisecondsSince1970)"
    }

    static func stop(_ text: String) -> (from: Date, until: Date)? {
        let parts = text.split(separator: " ").compactMap { Int($0) }
        guard parts.count == 2 else { return nil }
        return (Date(millisecondsSince1970: parts[0]), Date(millisecondsSince1970: parts[1]))
    }
}

extension Sitting {
    /// Nobody acts but the time.
    static func ofClock(
        _ desk: FrontDesk,
        _ transaction: any LedgerTransaction,
        _ policy: Policy,
        at now: Date
    ) -> Sitting {
        let nobody = WorkspaceKey(channel: .slack, id: "clock")
        return Sitting(
            desk: desk,
            transaction: transaction,
            policy: PolicyInForce(policy),
            delivery: Delivery(
                key: nil,
                installation: nobody,
                actor: Person(workspace: nobody, user: "clock"),
                room: nil,
                language: nil,
                input: .words(""),
                at: now
            ),
            similar: SimilarNames()
        )
    }

    /// False when nothing was due after all: then only its next time is noted.
    mutating func wake(_ id: RegistrationID) throws -> Bool {
        guard let registration = try transaction.registration(id) else { return false }
        let terms = try terms(of: registration)
        guard let transition = try registration.awakened(under: terms, at: now) else {
            let wound = registration.wound(under: terms, at: now)
            if wound != registration { try transaction.update(wound) }
            return false
        }
        let isEnding = transition.registration.status != registration.status
        // What the notice says is not said twice.
        let isSaid = transition.notices.contains(.offerExpired)
        let next = try apply(transition, under: terms, isTelling: isEnding && !isSaid)
        if isEnding, isSaid { try tellRoom(next) }
        return true
    }
}
