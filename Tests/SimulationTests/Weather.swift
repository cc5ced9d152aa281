import Desk
import DeskTesting
import FoundationEssentials
import Registrations

/// What happens to machines, chats and rules, day by day.
struct Weather: Sendable {
    let world: World

    private static let hour = 3_600_000
    private static let day = 24 * hour
    private static let longestPause = 3_600

    private var dice: Dice { world.dice }
    private var now: Int { world.loop.now }

    private func wait(_ milliseconds: Int) async { _ = await world.loop.sleep(milliseconds: milliseconds) }

    /// One day of it; what lasts longer goes on beside the next.
    func day(_ number: Int) async {
        let rare = world.plan.daysPerTrouble
        if comes(.clocksJump, in: rare) { world.loop.start { await self.clocksJump() } }
        if comes(.diskFull, in: rare) { world.disk.fill(until: now + dice.between(1, 90) * 60_000) }
        if comes(.vendorDown, in: rare) {
            let until = now + dice.between(10, 180) * 60_000
            world.vendor.books { $0.downUntil = until }
        }
        if comes(.oneClockDiffers, in: rare) { world.loop.start { await self.oneClockDiffers() } }
        if comes(.restart, in: 2) { world.loop.start { await self.restart() } }
        if comes(.secondReplica, in: rare) { world.loop.start { await self.secondReplica() } }
        if comes(.tokenEnds, in: rare) { world.loop.start { await self.tokenEnds() } }
        if comes(.suspension, in: rare) { await suspendOrRestore() }
        if comes(.otherPolicy, in: 2 * rare) { changePolicy(number) }
        if comes(.pauseAlone, in: rare, by: world.diceOfPauses) { world.loop.start { await self.pauseAlone() } }
        await retryParked()
        if comes(.standStill, in: 5 * rare) {
            await standStill(days: dice.isOne(in: 3) ? 7 : 1)
        } else {
            await wait(Self.day)
        }
    }

    /// Whether it comes today; the dice fall the same where the world is spared it.
    private func comes(_ trouble: Trouble, in days: Int, by dice: Dice? = nil) -> Bool {
        (dice ?? self.dice).isOne(in: days) && !world.plan.without.contains(trouble)
    }

    /// Everybody's clock is an hour wrong for a while.
    private func clocksJump() async {
        guard world.isRight() else { return }
        await wait(dice.below(Self.day))
        // The worst moment is the one in which something is being sent.
        for _ in 0..<3_600 where world.leased().isEmpty { await wait(1_000) }
        let isForward = dice.isOne(in: 2)
        world.trace.met(isForward ? .clockForward : .clockBack)
        world.set(wrongBy: isForward ? Self.hour : -Self.hour)
        await wait(dice.between(1, 180) * 60_000)
        world.set(wrongBy: 0)
    }

    /// Clocks are as far apart as they may be, and it is another that is wrong.
    private func oneClockDiffers() async {
        await wait(dice.below(Self.day))
        world.trace.met(.oneClockDiffers)
        world.setApart(dice.pick(World.names), by: dice.pick([-5_000, 5_000]))
    }

    private func restart() async {
        await wait(dice.below(Self.day))
        guard !world.isOver, world.live.contains(where: { $0.name == "a" }) else { return }
        world.trace.met(.gracefulRestart)
        world.stop("a")
        await wait(dice.between(15_000, 120_000))
        if !world.isOver { world.boot("a") }
    }

    private func secondReplica() async {
        await wait(dice.below(Self.day))
        guard !world.isOver else { return }
        world.trace.met(.secondReplica)
        world.boot("b")
        let days = dice.between(1, 3 * world.plan.daysPerTrouble)
        world.loop.start { await self.pause(within: days * Self.day / 2) }
        await wait(days * Self.day / 2)
        world.stop("b")
    }

    /// A replica gets no time while it sends, until another has taken over what it sent and is sending that.
    private func pause(within milliseconds: Int) async {
        await wait(dice.below(milliseconds))
        for _ in 0..<Self.longestPause {
            await wait(1_000)
            guard world.live.count == World.names.count else { continue }
            let replica = dice.pick(world.live)
            let held = world.audit.leases.held(by: replica.life)
            guard !held.isEmpty, !replica.life.isPaused else { continue }
            world.trace.met(.paused)
            replica.life.pause()
            world.audit.leases.doubt(heldBy: replica.life)
            // An idle relay oversleeps here only.
            for other in world.live where other.name != replica.name { other.ring() }
            for _ in 0..<Self.longestPause where !world.vendor.isSending(held, butNot: replica.life) { await wait(100) }
            await wait(dice.below(300))
            return replica.life.wake(at: now)
        }
    }

    /// The only replica gets no time for longer than its leases last, in the midst of sending or sweeping, and goes on.
    private func pauseAlone() async {
        let dice = world.diceOfPauses
        await wait(dice.below(Self.day))
        let longest = dice.pick([15, 60, 360, 1_800])
        let (length, isSweeping) = (dice.between(40, longest * 60) * 1_000, dice.isOne(in: 3))
        for _ in 0..<Self.longestPause where !world.isCalm {
            await wait(1_000)
            guard world.live.count == 1, let replica = world.live.first, !replica.life.isPaused else { continue }
            if isSweeping { return replica.pauseInSweep(for: length) }
            if !world.audit.leases.held(by: replica.life).isEmpty { return replica.pause(for: length) }
        }
    }

    /// The whole service is off; it comes back and catches up.
    private func standStill(days: Int) async {
        world.trace.met(days == 1 ? .downForADay : .downForAWeek)
        for name in World.names { world.stop(name) }
        await wait(days * Self.day)
        world.boot("a")
        await wait(Self.day)
    }

    private func suspendOrRestore() async {
        guard let replica = world.live.first(where: \.takesDeliveries) else { return }
        world.trace.met(.partnerSuspended)
        let name = "Partner \(dice.between(1, world.plan.partners))"
        let standing: Partner.Standing = dice.isOne(in: 2) ? .suspended : .good
        do { _ = try await replica.book.setStanding(standing, ofPartnerNamed: name) } catch {}
    }

    private func changePolicy(_ day: Int) {
        world.trace.met(.policyChanged)
        let policy = Programmes.next(after: world.versions.current, number: 100 + day, dice)
        world.adopt(policy)
    }

    /// A partner's token is revoked, its news comes later or never, and the app is installed again.
    private func tokenEnds() async {
        let workspace = dice.pick(world.people).workspace
        await wait(dice.below(Self.day))
        let isVendors = dice.isOne(in: 6)
        let ended = isVendors ? World.vendorWorkspace : workspace
        world.trace.met(.tokenRevoked)
        world.vendor.books { _ = $0.revoked.insert(ended) }
        await wait(dice.between(1, 600) * 60_000)
        if !isVendors, dice.isOne(in: 2) { await tellUninstalled(workspace) }
        await wait(dice.between(1, 48) * Self.hour)
        world.vendor.books { books in
            books.revoked.remove(ended)
            books.goneSince[ended] = nil
        }
        if !isVendors { await World.install(workspace, by: world.live.first) }
    }

    private func tellUninstalled(_ workspace: WorkspaceKey) async {
        guard let replica = world.live.first(where: \.takesDeliveries) else { return }
        do {
            for replica in world.live { _ = try await replica.vault.token(for: workspace) }
            try await replica.desk.learn(
                .uninstalled(workspace, at: replica.clock.now().addingTimeInterval(7_200)),
                keys: [DeliveryKey(source: .slack, text: "gone \(dice.next())")],
                at: replica.clock.now()
            )
            world.trace.met(.uninstalled)
            world.vendor.books { $0.goneSince[workspace] = self.now }
            guard !replica.life.isOver else { return }
            if try world.ledger.look({ try $0.installation(workspace) }) != nil {
                world.audit.complain("still installed: \(workspace.id)")
            }
            try await expectNoToken(of: workspace, at: replica)
            await wait(Self.tokenMilliseconds)
            for replica in world.live { try await expectNoToken(of: workspace, at: replica) }
        } catch {}
    }

    /// Other replicas hear of it a minute later.
    private static let tokenMilliseconds = 62_000

    private func expectNoToken(of workspace: WorkspaceKey, at replica: Replica) async throws {
        guard try await replica.vault.token(for: workspace) != nil, !replica.life.isOver, world.isRight() else {
            return
        }
        world.audit.complain("\(replica.name) still has the token of \(workspace.id)")
    }

    /// The admin tries again what was given up.
    private func retryParked() async {
        guard let replica = world.live.first(where: \.takesDeliveries) else { return }
        let due = replica.clock.now()
        do {
            let ids = try await replica.ledger.read { try $0.outbox(states: [.parked], limit: 20) }.map(\.id)
            for id in ids where dice.isOne(in: 3) {
                world.trace.met(.parkedAndRetried)
                world.vendor.retried(id)
                _ = try await replica.ledger.write { try $0.retryParked(id, due: due) }
            }
        } catch {}
        replica.ring()
    }
}

extension World {
    /// A partner's admin installs the app.
    static func install(_ workspace: WorkspaceKey, by replica: Replica?) async {
        guard let replica else { return }
        do {
            _ = try await replica.desk.installed(
                workspace: workspace,
                name: nil,
                botUser: nil,
                token: Secret("xoxb-\(workspace.id)"),
                scopes: ["chat:write"],
                promise: InstallState(digest: [], cookieDigest: [], partner: nil, expiresAt: .distantFuture)
            )
        } catch {}
    }
}
