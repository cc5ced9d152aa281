import FakeServers
import Foundation
import Synchronization
import Testing

/// The process is killed at random moments while people go on working; what was under way waits for the end of its lease.
///
/// Both chats' stories go on side by side.
@Suite struct CrashStories {
    static let rounds = 8

    @Test(arguments: ChatName.told)
    func `what was acknowledged outlives every kill, and every message goes out`(chat: ChatName) async throws {
        let seed = UInt64.random(in: 0 ... .max)
        print("crash story, seed \(seed)")
        let setting = Story.Setting(chats: [chat], allowing: { isOfTheKill($0.what) })
        try await Story.tell(setting) { story in
            let chronicle = Chronicle()
            // So that many a kill comes between taking a message and sending it.
            await story.slack.plan(.delay(.milliseconds(200)), on: "conversations.open")
            await story.teams.plan(.delay(.milliseconds(200)), on: "send")
            async let work: Void = Self.work(in: story, chronicle)
            var dice = Dice(seed: seed)
            for _ in 0..<Self.rounds {
                try await ContinuousClock().sleep(for: .milliseconds(Int.random(in: 20...500, using: &dice)))
                try await story.crash()
                chronicle.note { $0.kills.append(Date().timeIntervalSince1970) }
                try await story.open()
            }
            chronicle.note { $0.isOver = true }
            try await work
            try await Self.compare(story, chronicle.pages, seed)
            try await Self.count(await Self.sends(story, chat), chronicle.pages, seed)
        }
    }

    /// Registers one prospect after the other and has every second one approved, until the killing is over.
    private static func work(in story: Story, _ chronicle: Chronicle) async throws {
        var number = 0
        while !chronicle.pages.isOver || number == 0 {
            number += 1
            let domain = "round\(number)-\(String(number * 7919, radix: 36)).example"
            let receipt = try await register(domain, in: story)
            chronicle.note { $0.receipts[domain] = receipt.number }
            guard number.isMultiple(of: 2) else { continue }
            let card = try await eventually("the card", withinSeconds: 60) {
                await story.chat(of: .ada).told(.ada).last {
                    $0.readableText.contains(receipt.number) && $0.actionIDs.contains("review.approve")
                }
            }
            try await insist("approve") {
                if await done({ try await story.press("review.approve", on: card, by: .ada) }) { return true }
                // The button is gone where the click counted and only its answer was lost.
                return await story.chat(of: .ada).told(.ada).last { $0.ts == card.ts }?
                    .actionIDs.contains("review.approve") == false
            }
            chronicle.note { $0.approved.insert(receipt.number) }
        }
    }

    /// All four steps; each is repeated until it is acknowledged, as a person would.
    ///
    /// In Teams the answer to a command is a message: one that was being sent at a kill comes again after its lease.
    private static func register(_ domain: String, in story: Story) async throws -> Receipt {
        let chat = story.chat(of: .paul)
        try await insist("the command") {
            guard await done({ try await chat.open(domain, by: .paul) }) else { return false }
            return await chat.form(of: .paul)?.inputIDs.contains("company_domain") == true
        }
        for step in Typed.of(domain).steps {
            try await story.front(of: .paul)
            #expect(try await chat.fill(step, by: .paul).isEmpty)
            try await insist("a step") { try await chat.submit(by: .paul) == .updated }
        }
        let last = try await story.front(of: .paul)
        await chat.close(by: .paul)
        return try story.receipt(last)
    }

    /// Whether it went well; what did not is tried again.
    private static func done(_ act: () async throws -> Void) async -> Bool {
        do {
            try await act()
            return true
        } catch { return false }
    }

    private static func insist(_ what: String, _ act: () async throws -> Bool) async throws {
        try await eventually("\(what) is acknowledged", withinSeconds: 120) { try await act() ? () : nil }
    }

    private static func compare(_ story: Story, _ pages: Chronicle.Pages, _ seed: UInt64) async throws {
        let stored = try await story.exported()
        #expect(stored.count == pages.receipts.count, "seed \(seed)")
        for (domain, number) in pages.receipts {
            let found = stored.filter { $0.prospect.domain == .string(domain) }
            #expect(found.map(\.case) == [.string(number)], "\(domain), seed \(seed)")
            #expect(found.first?.contact.email == .string("kim@\(domain)"), "\(domain), seed \(seed)")
            #expect(found.first?.problem == "They count rockets by hand", "\(domain), seed \(seed)")
            let isApproved = pages.approved.contains(number)
            #expect(found.first?.status == (isApproved ? "approved" : "submitted"), "\(domain), seed \(seed)")
            try await eventually("the card of \(number), seed \(seed)", withinSeconds: 60) {
                await story.chat(of: .ada).told(.ada).first { $0.readableText.contains(number) }
            }
            guard isApproved else { continue }
            try await eventually("the note on \(number), seed \(seed)", withinSeconds: 60) {
                await story.chat(of: .paul).told(.paul).first {
                    $0.readableText.contains("\(number) is approved")
                }
            }
        }
    }

    /// What was sent that names a case, and when.
    private static func sends(_ story: Story, _ chat: ChatName) async -> [(what: String, at: Double)] {
        switch chat {
        case .slack:
            await story.slack.calls.filter { $0.method == "chat.postMessage" && $0.outcome == "ok" }
                .map { ("\($0.body.channel.string ?? "") \($0.body["text"].string ?? "")", $0.at) }
        case .teams:
            await story.teams.calls.filter { $0.operation == "send" && $0.outcome == "201" }
                .filter { $0.body.text.contains("REG-") }
                .map { ($0.path + " " + ($0.body.summary.string ?? $0.body["text"].string ?? ""), $0.at) }
        }
    }

    private static func count(
        _ sends: [(what: String, at: Double)],
        _ pages: Chronicle.Pages,
        _ seed: UInt64
    ) async throws {
        let alike = Dictionary(grouping: sends, by: \.what)
        for (what, times) in alike where times.count > 1 {
            // Twice only where the first was under way as the process died.
            let excused = times.dropLast().filter { call in
                pages.kills.contains { (call.at - 0.1...call.at + 1.5).contains($0) }
            }
            #expect(excused.count >= times.count - 1, "\(what) \(times.count) times, seed \(seed)")
        }
    }
}

/// What Slack says of requests that met no process, or one that died.
private func isOfTheKill(_ what: String) -> Bool {
    ["no answer", "notConnected", "brokenOff", "reset by peer", "closed channel"].contains(where: what.contains)
}

/// What was acknowledged, and when the process died.
final class Chronicle: Sendable {
    struct Pages: Sendable {
        var receipts: [String: String] = [:]
        var approved: Set<String> = []
        var kills: [Double] = []
        var isOver = false
    }

    private let box = Mutex(Pages())
    var pages: Pages { box.withLock { $0 } }
    func note(_ change: (inout Pages) -> Void) { box.withLock { change(&$0) } }
}

/// SplitMix64: the same seed, the same moments.
struct Dice: RandomNumberGenerator {
    private var state: UInt64
    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
