import Desk
import FoundationEssentials
import Registrations

/// One look into the outbox, in one transaction: rescues what ran out, takes what is due.
struct Poll: Sendable {
    /// Taken under lease, to be sent now.
    var taken: [Leased] = []
    /// Settled at once, without sending.
    var settled: [(Message, Settlement)] = []
    /// The bound was reached: there may be more.
    var isFull = false
    var nextDue: Date?

    /// How long a lease lasts; longer than a send may take.
    static let leaseSeconds = 30.0
    /// How many expired leases are rescued in one look.
    static let rescueLimit = 16

    /// What the relay knows when it looks.
    struct Glance: Sendable {
        let now: Date
        let limit: Int
        /// Installations the vendor told to wait, and until when.
        let notBefore: [WorkspaceKey: Date]
        /// Messages this relay is sending.
        let underWay: Set<MessageID>
    }

    static func take(_ glance: Glance, from transaction: any LedgerTransaction) throws -> Poll {
        var poll = Poll()
        try poll.rescue(glance, transaction)
        let leaseUntil = glance.now.addingTimeInterval(leaseSeconds)
        let due = try transaction.lease(now: glance.now, until: leaseUntil, limit: glance.limit)
        poll.isFull = due.count >= glance.limit
        for message in due {
            let leased = Leased(message, at: glance.now, leaseUntil: leaseUntil)
            if message.isOvertaken {
                try poll.settle(leased, .dropped(reason: "overtaken"), transaction)
            } else if let until = leased.route.flatMap({ glance.notBefore[$0.address.installation] }),
                until > glance.now
            {
                try poll.settle(leased, .held(leased, until: until), transaction)
            } else {
                poll.taken.append(leased)
            }
        }
        poll.nextDue = try transaction.nextDue()
        return poll
    }

    /// A lease that ran out was lost by a process that died while sending: nobody knows what came of it.
    private mutating func rescue(_ glance: Glance, _ transaction: any LedgerTransaction) throws {
        let expired = try transaction.expiredLeases(
            now: glance.now,
            limit: Self.rescueLimit,
            except: glance.underWay
        )
        for message in expired {
            let leased = Leased(message, at: glance.now, leaseUntil: glance.now)
            let settlement = Settlement.of(
                .failure(.unknown(reason: "lease_ran_out")),
                for: leased,
                at: glance.now,
                fraction: 0
            )
            try settle(leased, settlement, transaction)
        }
    }

    private mutating func settle(
        _ leased: Leased,
        _ settlement: Settlement,
        _ transaction: any LedgerTransaction
    ) throws {
        if try settlement.write(for: leased.due, in: transaction) {
            settled.append((leased.due.message, settlement))
        }
    }
}

extension Settlement {
    /// Waits, unsent, because the vendor asked the installation to.
    static func held(_ leased: Leased, until: Date) -> Settlement {
        .later(
            due: until,
            route: leased.due.route,
            reason: leased.trail.written(behind: "installation_waits"),
            .held
        )
    }
}
