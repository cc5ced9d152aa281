import Desk
import Registrations

@testable import Relay

/// One replica's line to the vendor, over a network that loses questions and answers.
struct VendorCourier: Courier {
    let world: World
    let replica: String
    let life: Life
    let vault: TokenVault

    let channel = Channel.slack
    /// Longer than the relay waits.
    private static let hangSeconds = Int(Sender.sendSeconds) + 4

    func deliver(_ due: DueMessage) async throws(DeliveryFailure) -> String? {
        let route = due.message.routes[due.route]
        let installation = route.address.installation
        let token: Secret?
        do {
            token = try await vault.token(for: installation)
        } catch {
            throw .retry(afterSeconds: nil, reason: "vault_unavailable")
        }
        guard token != nil else { throw .closedRoute(reason: "not_installed") }
        guard !life.isOver else { throw .unknown(reason: "dead") }
        guard !Task.isCancelled else { throw .unknown(reason: "given up") }
        judge(installation)
        world.vendor.begin(due, by: life, world)
        let isSlow = world.dice.isOne(in: 6)
        _ = await world.loop.sleep(
            milliseconds: isSlow ? world.dice.between(2_000, 17_000) : world.dice.between(20, 900)
        )
        guard !life.isOver else { throw .unknown(reason: "dead") }
        do throws(DeliveryFailure) {
            let reference = try await ask(due, route)
            // What it asked left it before it was paused; the answer waits for it.
            await life.untilAwake(world.loop)
            guard !life.isOver else { throw .unknown(reason: "dead") }
            guard !Task.isCancelled else { throw .unknown(reason: "given up") }
            world.vendor.ended(due, .answered)
            return reference
        } catch {
            await life.untilAwake(world.loop)
            let heard: DeliveryFailure = Task.isCancelled ? .unknown(reason: "given up") : error
            if case .retry(let seconds?, _) = heard { hear(installation, wait: seconds) }
            note(heard, of: due)
            throw heard
        }
    }

    /// From now on it knows that it has to wait; what is said to whoever has given up nobody hears.
    private func hear(_ installation: WorkspaceKey, wait seconds: Double) {
        guard !life.isOver else { return }
        let now = world.loop.now
        let until = now + Int(seconds) * 1_000
        world.vendor.books { $0.waits["\(replica) \(installation.id)"] = (now, until) }
    }

    private func note(_ failure: DeliveryFailure, of due: DueMessage) {
        // The dead know nothing, and nobody hears of what they do not know.
        guard !life.isOver else { return }
        switch failure {
        case .unknown: world.vendor.leftOpen(due, world)
        case .closedRoute: world.vendor.ended(due, .closed)
        case .retry, .permanent: world.vendor.ended(due, .refused)
        }
    }

    /// Nobody writes with a token given back, or sooner than told.
    private func judge(_ installation: WorkspaceKey) {
        let now = world.loop.now
        let (goneSince, wait) = world.vendor.books { books in
            (books.goneSince[installation], books.waits["\(replica) \(installation.id)"])
        }
        if let goneSince, now > goneSince + 62_000 {
            world.audit.complain("wrote to \(installation.id) with a token given back")
        }
        if let wait, now > wait.from + 30_000, now < wait.until - 1_000 {
            world.audit.complain("\(replica) wrote to \(installation.id) sooner than told")
        }
    }

    private func ask(_ due: DueMessage, _ route: Route) async throws(DeliveryFailure) -> String? {
        let message = due.message
        let installation = route.address.installation
        let (isRevoked, isWell, downUntil) = world.vendor.books { books in
            (books.revoked.contains(installation), books.isWell, books.downUntil)
        }
        if isRevoked {
            vault.forget(installation)
            let others = message.routes.dropFirst(due.route + 1)
            if others.contains(where: { $0.address.installation != installation }) {
                throw .closedRoute(reason: "token_revoked")
            }
            throw .permanent(reason: "token_revoked")
        }
        if isClosed(route.address) {
            world.trace.met(.routeClosed)
            throw .closedRoute(reason: "not_in_channel")
        }
        guard !isWell else { return arrive(due, route) }
        if world.loop.now < downUntil {
            world.trace.met(.vendorDown)
            throw .retry(afterSeconds: nil, reason: "http_503")
        }
        return try await ask(amidFaults: due, route)
    }

    private func ask(amidFaults due: DueMessage, _ route: Route) async throws(DeliveryFailure) -> String? {
        switch world.dice.below(40) {
        case 0:
            let seconds = world.dice.between(1, 400)
            world.trace.met(.rateLimited)
            throw .retry(afterSeconds: Double(seconds), reason: "ratelimited")
        case 1:
            world.trace.met(.serverError)
            if world.dice.isOne(in: 2) { _ = arrive(due, route) }
            throw .unknown(reason: "http_500")
        case 2:
            world.trace.met(.timedOutUnsent)
            _ = await world.loop.sleep(milliseconds: Self.hangSeconds * 1_000)
            throw .unknown(reason: "timed_out")
        case 3:
            _ = arrive(due, route)
            world.trace.met(.timedOutSent)
            _ = await world.loop.sleep(milliseconds: Self.hangSeconds * 1_000)
            throw .unknown(reason: "timed_out")
        case 4: return try await arriveLate(due)
        case 5 where world.dice.isOne(in: 8):
            world.trace.met(.crashWhileSending)
            if world.dice.isOne(in: 2) { _ = arrive(due, route) }
            life.end()
            throw .unknown(reason: "dead")
        default: return arrive(due, route)
        }
    }

    /// The question was still under way when its sender gave up.
    private func arriveLate(_ due: DueMessage) async throws(DeliveryFailure) -> String? {
        world.trace.met(.arrivedAfterGivingUp)
        let world = world
        world.loop.start {
            _ = await world.loop.sleep(milliseconds: (Self.hangSeconds - 1) * 1_000)
            world.vendor.post(due, isLate: true, world)
        }
        _ = await world.loop.sleep(milliseconds: Self.hangSeconds * 1_000)
        throw .unknown(reason: "timed_out")
    }

    private func arrive(_ due: DueMessage, _ route: Route) -> String? {
        world.vendor.post(due, isLate: false, world)
        if let known = due.rewrittenReference { return known }
        if case .privately = route.address { return nil }
        return "C/\(due.message.id)"
    }

    /// Some partners' people cannot be written to by the vendor's bot, and some have no room either.
    private func isClosed(_ address: Address) -> Bool {
        switch address {
        case .direct(let person, World.vendorWorkspace):
            person.workspace != World.vendorWorkspace && person.user.utf8.reduce(0) { $0 + Int($1) } % 2 == 0
        case .direct: false
        case .privately(let person, _): person.user.utf8.reduce(0) { $0 + Int($1) } % 4 == 0
        case .room: false
        }
    }
}
