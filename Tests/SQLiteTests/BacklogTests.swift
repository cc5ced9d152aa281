import Desk
import Synchronization
import Testing

@testable import LedgerSQL

@Suite struct BacklogTests {
    /// Only waits.
    private final class Idle: LedgerWork {
        func run(in session: SQLSession) {}
        func finish(_ failure: (any Error)?) {}
    }

    private let start = ContinuousClock.now

    private func turn(_ line: String?, milliseconds: Int) -> Turn {
        Turn(line: line, begunBy: start + .milliseconds(milliseconds))
    }

    @Test func `one of each line in turn comes next, in order within a line`() {
        var lines = FairLines<String>()
        for item in ["a1", "a2", "a3", "a4"] { lines.append(item, to: "a") }
        lines.append("b1", to: "b")
        for item in ["c1", "c2"] { lines.append(item, to: "c") }
        #expect(lines.lineCount == 3)
        var order: [String] = []
        while let item = lines.pop() {
            order.append(item)
            if item == "a2" { lines.append("d1", to: "d") }
        }
        #expect(order.prefix(3).sorted() == ["a1", "b1", "c1"])
        #expect(order.filter { $0.hasPrefix("a") } == ["a1", "a2", "a3", "a4"])
        #expect(order.filter { $0.hasPrefix("c") } == ["c1", "c2"])
        #expect(order.count == 8)
        #expect(lines.count == 0)
        #expect(lines.lineCount == 0)
    }

    @Test func `whatever comes and goes, nobody waits for more than one of every other line`() {
        var lines = FairLines<Int>()
        var random = 7 as UInt64
        var waiting: [[Int]] = Array(repeating: [], count: 12)
        var passed = Array(repeating: 0, count: 12)
        for number in 0..<40_000 {
            random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            // The first line is as noisy as all others together.
            let line = (random >> 33) % 2 == 0 ? 0 : Int((random >> 40) % 12)
            if (random >> 20) % 5 < 3 || lines.count == 0 {
                lines.append(number * 12 + line, to: "\(line)")
                waiting[line].append(number * 12 + line)
            } else if let item = lines.pop() {
                let served = item % 12
                #expect(waiting[served].removeFirst() == item)
                for other in 0..<12 where !waiting[other].isEmpty && other != served { passed[other] += 1 }
                passed[served] = 0
                #expect(passed.allSatisfy { $0 < 12 })
            }
            #expect(lines.count == waiting.reduce(0) { $0 + $1.count })
        }
    }

    @Test func `what would begin too late is refused, by what the work took lately`() {
        var backlog = Backlog(limit: 10_000)
        backlog.measured(0.001)
        for _ in 0..<500 { backlog.add(Idle(), turn("a", milliseconds: 0)) }
        #expect(backlog.refusal(turn("a", milliseconds: 600), of: "writes", at: start) == nil)
        guard case .busy = backlog.refusal(turn("a", milliseconds: 400), of: "writes", at: start) else {
            Issue.record("500 writes of a millisecond each are not begun in 400")
            return
        }
        // Another workspace has a line of its own, in which nobody stands.
        #expect(backlog.refusal(turn("b", milliseconds: 10), of: "writes", at: start) == nil)
        // Whoever has time waits.
        #expect(backlog.refusal(Turn(line: "a", begunBy: nil), of: "writes", at: start) == nil)
    }

    @Test func `a disk that stands still is noticed by the age of the group under way`() {
        var backlog = Backlog(limit: 100)
        backlog.measured(0.001)
        backlog.began(10, at: start)
        let limit = turn("a", milliseconds: 5_600)
        #expect(backlog.refusal(limit, of: "writes", at: start + .milliseconds(5)) == nil)
        #expect(backlog.refusal(turn("a", milliseconds: 1_200), of: "writes", at: start + .milliseconds(500)) == nil)
        #expect(backlog.refusal(limit, of: "writes", at: start + .milliseconds(3_000)) != nil)
        backlog.ended(at: start + .milliseconds(3_000))
        #expect(backlog.refusal(limit, of: "writes", at: start + .milliseconds(3_001)) == nil)
    }

    @Test func `one workspace takes at most half the room, and the service's own work always has some`() {
        var backlog = Backlog(limit: 16)
        func fill(_ line: String?) -> Int {
            var taken = 0
            while taken < 100, backlog.refusal(Turn(line: line, begunBy: nil), of: "writes", at: start) == nil {
                backlog.add(Idle(), Turn(line: line, begunBy: nil))
                taken += 1
            }
            return taken
        }
        #expect(fill("noisy") == 8)
        #expect(fill("second") == 4)
        #expect(fill("third") == 2)
        #expect(fill(nil) == 2)
        #expect(fill("noisy") == 0)
    }
}
