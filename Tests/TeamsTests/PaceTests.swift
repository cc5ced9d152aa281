import Foundation
import Testing

@testable import Teams

struct PaceTests {
    private func at(_ seconds: Double) -> Date { teamsNoon.addingTimeInterval(seconds) }

    @Test func `seven go in a second, and the eighth is told when`() {
        let pace = TeamsPace()
        for _ in 1...7 { #expect(pace.take("a", at: at(0)) == nil) }
        #expect(pace.take("a", at: at(0.25)) == 0.75)
        #expect(pace.take("b", at: at(0.25)) == nil)
        #expect(pace.take("a", at: at(1)) == nil)
        // Eight in two seconds.
        #expect(pace.take("a", at: at(1)) == 1)
    }

    @Test func `sixty go in half a minute and 1800 in an hour`() {
        let pace = TeamsPace()
        for second in 0..<60 { #expect(pace.take("a", at: at(Double(second) * 0.4)) == nil, "\(second)") }
        #expect(pace.take("a", at: at(24)) == 6)
        let slow = TeamsPace()
        for number in 0..<1800 { #expect(slow.take("a", at: at(Double(number))) == nil, "\(number)") }
        #expect(slow.take("a", at: at(1800)) == 1800)
        #expect(slow.take("a", at: at(3600)) == nil)
    }

    @Test func `where Teams asked for patience nothing goes until then`() {
        let pace = TeamsPace()
        pace.quiet("a", until: at(40))
        #expect(pace.take("a", at: at(10)) == 30)
        #expect(pace.take("b", at: at(10)) == nil)
        #expect(pace.take("a", at: at(40)) == nil)
    }

    @Test func `a clock that goes back stops nobody`() {
        let pace = TeamsPace()
        for _ in 1...7 { _ = pace.take("a", at: at(7200)) }
        #expect(pace.take("a", at: at(0)) == nil)
    }

    @Test func `who just spoke, or was asked for patience, is remembered when room is made`() {
        let pace = TeamsPace()
        for _ in 1...7 { _ = pace.take("spoke", at: at(70)) }
        _ = pace.take("asked", at: at(0))
        pace.quiet("asked", until: at(200))
        for number in 2..<TeamsPace.conversations { _ = pace.take("\(number)", at: at(0)) }
        #expect(pace.count == TeamsPace.conversations)
        #expect(pace.take("new", at: at(70)) == nil)
        #expect(pace.count == 3)
        #expect(pace.take("spoke", at: at(70.5)) == 0.5)
        #expect(pace.take("asked", at: at(100)) == 100)
        // Where all just spoke, the bound counts more.
        for number in 3...TeamsPace.conversations { _ = pace.take("\(number)", at: at(70)) }
        #expect(pace.count <= TeamsPace.conversations)
    }
}
