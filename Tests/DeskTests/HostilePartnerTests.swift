import DeskTesting
import Dialogue
import FoundationEssentials
import Registrations
import Testing

@testable import Desk

/// A partner that tries everything on a case of somebody else, and every old button on its own.
@Suite struct HostilePartnerTests {
    /// How a registration of North's comes to each state; South has one on another company.
    private static let states: [(name: String, acts: [String])] = [
        ("submitted", []), ("needs_information", ["ask"]), ("approved", ["approve"]), ("met", ["approve", "meet"]),
        ("rejected", ["reject"]), ("appealed", ["reject", "appeal"]), ("withdrawn", ["withdraw"]),
        ("won", ["approve", "win"]), ("lost", ["approve", "lose"]),
    ]

    private func bring(_ registration: Registration, through acts: [String], _ office: Office) async throws {
        let (id, number) = (registration.id.text, registration.caseNumber)
        for act in acts {
            switch act {
            case "ask": _ = try await office.fill(.reviewAsk, id, ["question": "Who?"], by: Office.rita)
            case "approve": _ = try await office.press(.reviewApprove, id, by: Office.rita)
            case "meet": _ = try await office.meet(registration, "tomorrow 14:00", by: Office.rita)
            case "reject": _ = try await office.fill(.reviewReject, id, ["reason": "other"], by: Office.rita)
            case "appeal": _ = try await office.fill(.appeal, id, ["appeal": "Look again"], by: Office.north)
            case "withdraw": _ = try await office.say("withdraw \(number)", by: Office.north)
            case "win": _ = try await office.say("won \(number)", by: Office.rita)
            default: _ = try await office.say("lost \(number) price", by: Office.rita)
            }
        }
    }

    /// Everything that can be said, pressed or sent about a registration.
    private static func acts(on id: String, _ number: CaseNumber) -> [Delivery.Input] {
        let typed = [
            "answer": "x", "question": "x", "reason": "other", "reason_text": "x", "appeal": "x", "evidence": "x",
            "next_step": "x", "date": "tomorrow 14:00", "stage": "evaluation", "amount": "1", "partner": "south",
            "expected_close": "2026-12-01",
        ]
        let words = [
            "status", "withdraw", "revoke", "meeting", "contradict", "appeal", "extend", "accept", "deal", "why",
            "review", "undo", "won", "research", "lost", "next",
        ]
        let verbs = Verb.allCases.filter { ![.registerStart, .registerBack, .linkWorkspace].contains($0) }
        let forms = Form.Name.allCases.filter { ![.register, .linkWorkspace].contains($0) }
        let soon = Samples.start.addingTimeInterval(86_400).millisecondsSince1970
        return words.map { .words("\($0) \(number)") }
            + ["meeting \(number) tomorrow 14:00", "lost \(number) x", "next \(number) x", "lift \(number) x"]
            .map { .words($0) } + [.words("choice \(number) x")]
            + verbs.map { .press($0, value: id, typed: [:]) }
            + [.press(.meeting, value: "\(id)@\(soon)", typed: [:])]
            + forms.map { .filled($0, token: id, typed: typed) }
            + [.filled(.meeting, token: "\(id)@\(soon)", typed: typed)]
    }

    @Test(arguments: states.indices)
    func `whatever is tried on somebody else's case, it is as if there were none, and nothing comes of it`(
        place: Int
    ) async throws {
        let office = try await Office { $0.conflicts.allowsCustomerChoice = true }
        let registration = try await office.register("acme.com", by: Office.north)
        try await bring(registration, through: Self.states[place].acts, office)
        _ = try await office.sent()
        let none = CaseNumber(random: 424_242)
        let (theirs, nobodys) = (
            Self.acts(on: registration.id.text, registration.caseNumber), Self.acts(on: "none", none)
        )
        try await office.unchanged(registration) {
            for (one, other) in zip(theirs, nobodys) {
                let told = try await office.act(one, by: Office.south)
                #expect(try await told == office.act(other, by: Office.south), "\(one)")
                #expect(!told.text.contains("North") && !told.text.contains("Acme"), "\(one)")
            }
        }
        #expect(try await office.sent().isEmpty)
    }

    @Test(arguments: ["withdraw", "reject", "lose", "win"])
    func `no old button or word brings back what is over`(end: String) async throws {
        let office = try await Office {
            $0.conflicts.allowsCustomerChoice = true
            $0.approvals.appeal = nil
        }
        let registration = try await office.register("acme.com", by: Office.north)
        try await bring(registration, through: end == "lose" || end == "win" ? ["approve", end] : [end], office)
        let waiting = try await office.register("globex.com", by: Office.south)
        _ = try await office.sent()
        let revoking: Set<Delivery.Input> = [.words("revoke \(registration.caseNumber)")]
        try await office.unchanged(registration) {
            for act in Self.acts(on: registration.id.text, registration.caseNumber) where !revoking.contains(act) {
                _ = try await office.act(act, by: Office.north)
            }
        }
        #expect(try await office.sent().isEmpty)
        #expect(try await office.now(waiting) == waiting)
    }

    @Test func `what waits behind another is told by nothing but the end of its hold`() async throws {
        let office = try await Office()
        let held = try await office.approved("acme.com", by: Office.north)
        let waiting = try await office.register("acme.com", by: Office.south)
        _ = try await office.sent()
        // Whatever the holder does that leaves its hold as it is, whoever waits sees and hears the same.
        func seen() async throws -> [String] {
            let words = ["status \(waiting.caseNumber)", "why \(waiting.caseNumber)", "status"]
            return try await words.asyncMap { try await office.say($0, by: Office.south).text.withoutLinks }
        }
        let before = try await seen()
        _ = try await office.meet(held, "tomorrow 14:00", by: Office.north)
        _ = try await office.say("next \(held.caseNumber) Demo", by: Office.rita)
        _ = try await office.say("revoke \(held.caseNumber)", by: Office.north)
        _ = try await office.fill(.deal, held.id.text, ["amount": "1"], by: Office.north)
        #expect(try await seen() == before)
        let sent = try await office.sent().filter { $0.registration == waiting.id }
        #expect(sent.isEmpty)
    }
}

extension String {
    /// A link is made anew each time it is shown.
    fileprivate var withoutLinks: String {
        split(whereSeparator: \.isWhitespace).filter { !$0.contains("https://") }.joined(separator: " ")
    }
}
