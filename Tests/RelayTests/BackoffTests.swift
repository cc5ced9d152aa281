import Testing

@testable import Relay

struct BackoffTests {
    @Test(arguments: [(1, 1.0), (2, 2), (3, 4), (4, 8), (10, 512), (11, 600), (12, 600), (1_000_000, 600), (0, 1)])
    func `the bound doubles with each try up to ten minutes`(tries: Int, bound: Double) {
        #expect(Backoff.delaySeconds(afterTries: tries, fraction: 1) == bound)
        #expect(Backoff.delaySeconds(afterTries: tries, fraction: 0.5) == bound / 2)
        #expect(Backoff.delaySeconds(afterTries: tries, fraction: 0) == 0)
    }

    @Test func `random bytes become a fraction`() {
        #expect(Backoff.fraction(of: []) == 0)
        #expect(Backoff.fraction(of: [0, 0, 0, 0]) == 0)
        #expect(Backoff.fraction(of: [0, 0, 0, 128]) == 0.5)
        #expect(Backoff.fraction(of: [0, 0, 128, 64]) == 0.251953125)
    }

    @Test func `the fraction never reaches one`() {
        #expect(Backoff.fraction(of: [255, 255, 255, 255]) < 1)
    }
}
