import Desk
import FoundationEssentials
import Testing

@testable import Relay

struct SettlementTests {
    static let start = Date(millisecondsSince1970: 1_764_000_000_000)
    let now = Self.start.addingTimeInterval(5)

    func leased(_ purpose: Message.Purpose = .reviewCard, route: Int = 0, tries: Int = 0, unknowns: Int = 0) -> Leased {
        Leased(
            due: DueMessage(
                message: .sample(purpose: purpose),
                route: route,
                fence: 1,
                tries: 1,
                rewrittenReference: nil
            ),
            trail: Trail(since: Self.start, tries: tries, unknowns: unknowns),
            leaseUntil: Self.start.addingTimeInterval(30)
        )
    }

    func settle(_ leased: Leased, _ result: Result<String?, DeliveryFailure>, at now: Date? = nil) -> Settlement {
        Settlement.of(result, for: leased, at: now ?? self.now, fraction: 0.5)
    }

    func trail(_ reason: String, tries: Int, unknowns: Int = 0) -> String {
        Trail(since: Self.start, tries: tries, unknowns: unknowns).written(behind: reason)
    }

    @Test func `what arrived is done, with the vendor's name for it`() {
        #expect(settle(leased(), .success("C1/1.2")) == .done(reference: "C1/1.2"))
        #expect(settle(leased(), .success(nil)) == .done(reference: nil))
    }

    @Test func `a permanent failure is parked at once`() {
        #expect(settle(leased(), .failure(.permanent(reason: "invalid_blocks"))) == .parked(reason: "invalid_blocks"))
    }

    @Test func `a retry waits by the dice, longer each time`() {
        let failure = DeliveryFailure.retry(afterSeconds: nil, reason: "http_500")
        for (tries, seconds) in [(0, 0.5), (1, 1), (2, 2), (9, 256), (40, 300)] {
            let expected = Settlement.later(
                due: now.addingTimeInterval(seconds),
                route: 0,
                reason: trail("http_500", tries: tries + 1),
                .retried
            )
            #expect(settle(leased(tries: tries), .failure(failure)) == expected)
        }
    }

    @Test(arguments: [(30.0, 30.0), (0, 0), (-5, 0), (4_000, 4_000)])
    func `the vendor's own pace wins`(afterSeconds: Double, seconds: Double) {
        let failure = DeliveryFailure.retry(afterSeconds: afterSeconds, reason: "rate_limited")
        let expected = Settlement.later(
            due: now.addingTimeInterval(seconds),
            route: 0,
            reason: trail("rate_limited", tries: 1),
            .retried
        )
        #expect(settle(leased(), .failure(failure)) == expected)
    }

    @Test func `after a day of trying it is parked`() {
        let failure = DeliveryFailure.retry(afterSeconds: 10, reason: "http_500")
        let lastMoment = Self.start.addingTimeInterval(86_390)
        #expect(settle(leased(), .failure(failure), at: lastMoment).outcome == .retried)
        let tooLate = settle(leased(), .failure(failure), at: lastMoment.addingTimeInterval(1))
        #expect(tooLate == .parked(reason: "gave_up: http_500"))
    }

    @Test func `a wait beyond the day, or none at all, parks`() {
        for seconds in [90_000, Double.infinity, .nan] {
            let failure = DeliveryFailure.retry(afterSeconds: seconds, reason: "rate_limited")
            #expect(settle(leased(), .failure(failure)) == .parked(reason: "gave_up: rate_limited"))
        }
    }

    @Test func `a closed way leads to the next one at once, the last to the admin when owed`() {
        let failure = DeliveryFailure.closedRoute(reason: "not_in_channel")
        #expect(settle(leased(.channelLine, route: 1), .failure(failure)) == .dropped(reason: "not_in_channel"))
        let next = Settlement.later(due: now, route: 1, reason: trail("not_in_channel", tries: 1), .rerouted)
        #expect(settle(leased(), .failure(failure)) == next)
        #expect(settle(leased(route: 1), .failure(failure)) == .parked(reason: "not_in_channel"))
    }

    @Test(arguments: Message.Purpose.allCases)
    func `an unknown outcome is tried once more after the lease when owed, else dropped`(purpose: Message.Purpose) {
        let failure = DeliveryFailure.unknown(reason: "timed_out")
        let first = settle(leased(purpose), .failure(failure))
        let second = settle(leased(purpose, tries: 1, unknowns: 1), .failure(failure))
        guard purpose.isOwed else {
            #expect(first == .dropped(reason: "timed_out"))
            #expect(second == .dropped(reason: "timed_out"))
            return
        }
        let reason = trail("timed_out", tries: 1, unknowns: 1)
        let afterLease = Self.start.addingTimeInterval(30)
        #expect(first == .later(due: afterLease, route: 0, reason: reason, .unknown))
        #expect(second == .parked(reason: "twice_unknown: timed_out"))
    }

    @Test func `a retry keeps in mind that one try is unknown`() {
        let failure = DeliveryFailure.retry(afterSeconds: 1, reason: "http_503")
        let settlement = settle(leased(tries: 1, unknowns: 1), .failure(failure))
        guard case .later(_, _, let reason, _) = settlement else {
            Issue.record("not tried again: \(settlement)")
            return
        }
        #expect(Trail(reason: reason)?.unknowns == 1)
    }

    @Test func `a parked message carries no trail, so an admin's retry starts afresh`() {
        let settlement = settle(leased(unknowns: 1), .failure(.unknown(reason: "timed_out")))
        guard case .parked(let reason) = settlement else {
            Issue.record("not parked: \(settlement)")
            return
        }
        #expect(Trail(reason: reason) == nil)
    }
}
