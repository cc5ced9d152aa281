import Registrations
import Testing

@testable import Desk

@Suite struct TurnstileTests {
    private let start = ContinuousClock.now
    private let noisy = WorkspaceKey(channel: .slack, id: "T0NOISY")
    private let quiet = WorkspaceKey(channel: .slack, id: "T0QUIET")

    private func person(_ name: String, _ workspace: WorkspaceKey) -> Person {
        Person(workspace: workspace, user: name)
    }

    @Test func `after a burst a person passes at the rate, and is told how long to wait`() {
        let turnstile = Turnstile(person: .init(perSecond: 2, atOnce: 3))
        let pia = person("U1", noisy)
        for _ in 1...3 { #expect(turnstile.pass(pia, at: start) == nil) }
        #expect(turnstile.pass(pia, at: start) == .person(perSecond: 2, waitSeconds: 1))
        #expect(turnstile.pass(pia, at: start + .milliseconds(499)) != nil)
        #expect(turnstile.pass(pia, at: start + .milliseconds(500)) == nil)
        #expect(turnstile.pass(pia, at: start + .milliseconds(501)) != nil)
        // A long rest fills no more than the bucket.
        for _ in 1...3 { #expect(turnstile.pass(pia, at: start + .seconds(3_600)) == nil) }
        #expect(turnstile.pass(pia, at: start + .seconds(3_600)) != nil)
    }

    @Test func `a moment that lies before the last one fills nothing and breaks nothing`() {
        let turnstile = Turnstile(person: .init(perSecond: 1, atOnce: 1))
        let pia = person("U1", noisy)
        #expect(turnstile.pass(pia, at: start + .seconds(9)) == nil)
        #expect(turnstile.pass(pia, at: start) != nil)
    }

    @Test func `ten minutes beside a workspace that sends a thousand acts a second cost a quiet one nothing`() {
        let turnstile = Turnstile(
            person: .init(perSecond: 1_000, atOnce: 1_000),
            workspace: .init(perSecond: 200, atOnce: 1_000)
        )
        var passed = 0
        for millisecond in 0..<600_000 {
            let now = start + .milliseconds(millisecond)
            if turnstile.pass(person("U\(millisecond % 7)", noisy), at: now) == nil { passed += 1 }
            if millisecond % 200 == 0 { #expect(turnstile.pass(person("U1", quiet), at: now) == nil) }
        }
        #expect((120_900...121_100).contains(passed))
    }

    @Test func `one person who is too fast costs the others of the workspace nothing`() {
        let turnstile = Turnstile(person: .init(perSecond: 1, atOnce: 5), workspace: .init(perSecond: 1, atOnce: 50))
        for _ in 1...1_000 { _ = turnstile.pass(person("U1", noisy), at: start) }
        for number in 2...46 { #expect(turnstile.pass(person("U\(number)", noisy), at: start) == nil) }
        #expect(turnstile.pass(person("U47", noisy), at: start) == .workspace(perSecond: 1, waitSeconds: 1))
    }

    @Test func `however many come, the table stays bounded, and whoever waits is not forgotten for a newcomer`() {
        let turnstile = Turnstile(person: .init(perSecond: 1, atOnce: 1))
        let pia = person("U0PIA", quiet)
        for number in 0..<100_000 {
            let now = start + .microseconds(number * 100)
            if number % 9_000 == 0 { _ = turnstile.pass(pia, at: now) }
            #expect(turnstile.pass(person("U\(number)", noisy), at: now) == nil)
            #expect(turnstile.rememberedPeople <= Turnstile.limitBuckets)
        }
    }

    @Test func `without a bound everybody passes`() {
        let turnstile = Turnstile()
        for _ in 1...10_000 { #expect(turnstile.pass(person("U1", noisy), at: start) == nil) }
    }
}
