import Desk
import FoundationEssentials
import Logging
import Registrations

/// Sends one leased message and settles it.
struct Sender: Sendable {
    /// A courier that says nothing for so long is given up, before the lease ends: the outcome is unknown.
    static let sendSeconds = 20.0
    /// An installation is made to wait for at most so long, whatever the vendor says.
    static let holdSeconds = 3_600.0
    /// How often settling is tried while the ledger takes nothing, a second apart.
    static let settleTries = 8

    let ledger: any Ledger
    let couriers: [Channel: any Courier]
    let time: any TimeSource
    let chance: any Chance
    let clock: any Clock<Duration>
    let record: Record

    /// Tells the relay at once, by `hold`, for how many seconds the vendor wants an installation to wait.
    ///
    /// Returns whether something may have become due by it.
    func send(_ leased: Leased, hold: (WorkspaceKey, Double) -> Void) async -> Bool {
        let result = await deliver(leased)
        if case .failure(.retry(let afterSeconds?, _)) = result, let route = leased.route {
            hold(route.address.installation, min(afterSeconds, Self.holdSeconds))
        }
        let fraction = Backoff.fraction(of: chance.bytes(4))
        return await settle(leased, Settlement.of(result, for: leased, at: time.now(), fraction: fraction))
    }

    private func deliver(_ leased: Leased) async -> Result<String?, DeliveryFailure> {
        // Whoever was stopped, or waited for the ledger, may not begin what another replica is about to take over.
        guard time.now().addingTimeInterval(Self.sendSeconds) <= leased.leaseUntil else {
            return .failure(.retry(afterSeconds: nil, reason: "begun_too_late"))
        }
        guard let route = leased.route else { return .failure(.permanent(reason: "no_route")) }
        guard let courier = couriers[route.address.installation.channel] else {
            return .failure(.closedRoute(reason: "channel_off"))
        }
        return await withTaskGroup(of: Result<String?, DeliveryFailure>?.self) { group in
            group.addTask { await ask(courier, leased.due) }
            group.addTask { await timeOut() }
            defer { group.cancelAll() }
            while let result = await group.next() {
                if let result { return result }
            }
            return .failure(.unknown(reason: "no_answer"))
        }
    }

    private func ask(_ courier: any Courier, _ due: DueMessage) async -> Result<String?, DeliveryFailure> {
        do {
            return .success(try await courier.deliver(due))
        } catch {
            return .failure(error)
        }
    }

    /// nil when the answer came first.
    private func timeOut() async -> Result<String?, DeliveryFailure>? {
        do {
            try await clock.sleep(for: .seconds(Self.sendSeconds))
            return .failure(.unknown(reason: "no_answer"))
        } catch {
            return nil
        }
    }

    /// Keeps trying for a while; after that the lease runs out and the outcome counts as unknown.
    ///
    /// Returns whether something may have become due: this one again, or the next of its conversation.
    private func settle(_ leased: Leased, _ settlement: Settlement) async -> Bool {
        let due = leased.due
        for _ in 0..<Self.settleTries {
            do {
                let (isOurs, hasNext) = try await ledger.write { transaction in
                    (
                        try settlement.write(for: due, in: transaction),
                        try transaction.hasDue(in: due.message.conversation)
                    )
                }
                if isOurs { record.write(due.message, settlement) } else { record.fenced(due.message) }
                return hasNext
            } catch {
                record.trouble("outbox.settle_failed", error)
            }
            do {
                try await clock.sleep(for: .seconds(OutboxRelay.ledgerTroubleSeconds))
            } catch {
                return true
            }
        }
        return true
    }
}

/// Says what became of messages: in the log by id and reason, and to whoever counts.
struct Record: Sendable {
    let logger: Logger
    let count: @Sendable (Outcome) -> Void

    func write(_ message: Message, _ settlement: Settlement) {
        count(settlement.outcome)
        let reason: String? =
            switch settlement {
            case .done: nil
            case .later(_, _, let reason, _), .parked(let reason), .dropped(let reason): reason
            }
        var fields = Self.fields(of: message)
        if let reason { fields["reason"] = "\(reason)" }
        logger.log(level: level(of: settlement.outcome), "outbox.\(settlement.outcome.rawValue)", metadata: fields)
    }

    func fenced(_ message: Message) {
        count(.fenced)
        logger.warning("outbox.fenced", metadata: Self.fields(of: message))
    }

    /// Where it comes of and what it is for, never to whom it goes or what it says.
    private static func fields(of message: Message) -> Logger.Metadata {
        var fields: Logger.Metadata = ["message.id": "\(message.id)", "message.purpose": "\(message.purpose.rawValue)"]
        if let request = message.request { fields["request.id"] = "\(request)" }
        if let registration = message.registration { fields["registration.id"] = "\(registration)" }
        return fields
    }

    /// Only the error's kind is logged: its text may hold anything.
    func trouble(_ event: String, _ error: any Error) {
        logger.error("\(event)", metadata: ["error.type": "\(type(of: error))"])
    }

    private func level(of outcome: Outcome) -> Logger.Level {
        switch outcome {
        case .held: .debug
        case .sent, .retried, .rerouted: .info
        case .unknown, .parked, .dropped, .fenced: .warning
        }
    }
}
