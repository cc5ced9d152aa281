import Desk
import DeskTesting
import Dialogue
import Foundation
import Registrations

/// Makes random acts over so few names that they collide often.
struct Acts {
    typealias Act = @Sendable (any LedgerTransaction) throws -> String

    static let drafts = (1...12).map { DraftID("d\($0)") }
    private var random: SplitMix
    private var second = 0.0

    init(seed: UInt64) { random = SplitMix(seed: seed) }

    /// A draft's text, its answers in order.
    static func text(_ draft: DraftRecord) -> String {
        let typed = Field.allCases.compactMap { field in draft.typed[field].map { "\(field)=\($0)" } }
        return "\(draft.id) \(draft.updatedAt) \(typed) \(draft.registration?.text ?? "-") \(draft.taken.text)"
    }

    mutating func next() throws -> Act {
        second += Double(Int.random(in: 0...2, using: &random))
        let acts = try (0...Int.random(in: 0...2, using: &random)).map { _ in try one() }
        let fails = Int.random(in: 0..<12, using: &random) == 0
        return { transaction in
            let seen = try acts.map { try $0(transaction) }.joined(separator: "; ")
            if fails { throw Refused() }
            return seen
        }
    }

    private mutating func number(_ limit: Int = 12) -> Int { Int.random(in: 1...limit, using: &random) }

    private mutating func one() throws -> Act {
        switch number(4) {
        case 1: dialogue()
        case 2: try registration()
        case 3: event()
        default: outbox()
        }
    }

    private mutating func dialogue() -> Act {
        let (number, at) = (number(), Date.second(second))
        let key = DeliveryKey(source: .slack, text: "k\(number)")
        var draft = Samples.draft("d\(number)", typed: [.companyName: "n\(number)", .problem: "p\0\(second)"], at: at)
        if number % 5 == 0 { draft.registration = RegistrationID("r\(number)") }
        let saved = draft
        switch self.number(6) {
        case 1: return { "claim \(try $0.claim(key, at: at))" }
        case 2:
            return { transaction in
                try transaction.store(.card(Card(summary: "s\(number)")), for: key)
                return "stored \(String(describing: try transaction.storedReply(key)))"
            }
        case 3:
            return { transaction in
                try transaction.save(saved)
                return "saved"
            }
        case 4:
            return { transaction in
                guard var step = try transaction.draft(saved.id) else { return "no draft" }
                step.took(key)
                (step.typed, step.updatedAt) = (saved.typed, at)
                try transaction.save(step: step)
                return "taken \(try transaction.draft(saved.id).map(Acts.text) ?? "-")"
            }
        case 5:
            return {
                "open \(try $0.openDraft(of: Samples.submitter, since: at.addingTimeInterval(-20)).map(Acts.text) ?? "-")"
            }
        default:
            return { transaction in
                try transaction.removeDrafts(untouchedSince: at.addingTimeInterval(-100))
                try transaction.removeTraces(before: at.addingTimeInterval(-100))
                return "removed"
            }
        }
    }

    private mutating func registration() throws -> Act {
        let status = Registration.Status.allCases[number(8) - 1]
        let partner = ["north", "south"][number(2) - 1]
        let (number, at) = (number(40), Date.second(second))
        var made = try Samples.registration(
            number,
            name: "Acme \(number % 7)",
            status: status,
            partner: partner,
            at: at
        )
        made.reviewer = ["Rita", "Max"][number % 2]
        if number % 3 == 0 { made.progress = .full }
        made.progress.wakeAt = number % 4 == 0 ? nil : at.addingTimeInterval(Double(number % 5))
        made.endedAt = status.isOpen ? nil : at
        let registration = made
        let keys = ["=\(number % 3)", "~\(number % 5)", ".all"]
        let hold = Samples.hold(of: try Samples.registration(number % 4, at: at))
        switch self.number(9) {
        case 8: return duty(number, partner, hold, at)
        case 9: return note(number, hold, at)
        case 1, 2: return { "insert \(try $0.insert(registration, nameKeys: keys))" }
        case 3:
            return { transaction in
                guard try transaction.registration(registration.id) != nil else { return "absent" }
                try transaction.update(registration)
                return "updated"
            }
        case 4: return { "hold \(try $0.insert(hold))" }
        case 5:
            return { transaction in
                try transaction.endHold(company: hold.company, scope: hold.scope, at: at, reason: "r")
                return "live \(String(describing: try transaction.liveHold(company: hold.company, scope: hold.scope)))"
            }
        case 6:
            return { transaction in
                let names = try transaction.similarNames(keys: keys, limit: 5) { _ in true }
                let load = try transaction.load(of: PartnerID(partner), since: at, limit: number)
                let claims = try transaction.openClaims(on: hold.company, first: PartnerID(partner), limit: number)
                return
                    "names \(names) load \(load) claims \(claims) \(try transaction.wonAt(company: hold.company) as Any)"
            }
        default:
            let query = RegistrationQuery(
                partner: number % 2 == 0 ? PartnerID(partner) : nil,
                statuses: number % 3 == 0 ? nil : [status, .submitted],
                reviewer: number % 5 == 0 ? "Rita" : nil,
                submittedBefore: number % 4 == 0 ? at : nil,
                limit: number
            )
            return { "list \(try $0.registrations(query).map(\.id.text))" }
        }
    }

    private func duty(_ number: Int, _ partner: String, _ hold: Hold, _ at: Date) -> Act {
        { transaction in
            let after = number % 2 == 0 ? RegistrationID("r\(number)") : nil
            let clocks = (try transaction.awaking(at: at, limit: 4), try transaction.ticking(after: after, limit: 3))
            let open = try transaction.openRegistrations(on: hold.company, limit: 2).map(\.id)
            let lapsed = try transaction.lapsedAt(company: hold.company, partner: PartnerID(partner))
            return "\(clocks) open \(open) lapsed \(lapsed as Any) \(try transaction.idleHolds(of: PartnerID(partner)))"
        }
    }

    private func note(_ number: Int, _ hold: Hold, _ at: Date) -> Act {
        var changed = hold
        changed.until = at
        let (longer, name) = (changed, number % 2 == 0 ? "mark \(number % 5)" : "beat")
        let sale = DirectSale(
            company: hold.company,
            by: "Rita",
            openedAt: at,
            closedAt: number % 3 == 0 ? at.addingTimeInterval(1) : nil
        )
        return { transaction in
            let isChanged = try transaction.change(longer)
            let before = (try transaction.directSale(company: hold.company), try transaction.mark(name))
            try transaction.save(sale)
            try transaction.set(mark: name, to: number % 7 == 0 ? nil : "\(number)", at: at)
            return "\(isChanged) \(before) \(try transaction.holds(company: hold.company))"
        }
    }

    private mutating func event() -> Act {
        let (number, at) = (number(), Date.second(second))
        let chain = ChainID("r\(number % 4)")
        switch self.number(4) {
        case 1:
            return { transaction in
                try transaction.count("check", key: "\(number % 3)", at: at)
                return
                    "tally \(try transaction.tally("check", key: "\(number % 3)", since: at.addingTimeInterval(-30)))"
            }
        case 2:
            return { "chains \(try $0.chains(after: "r1", limit: 2)) \(try $0.events(of: chain, after: 1, limit: 2))" }
        default:
            return { transaction in
                let head = try transaction.chainHead(chain)
                let commitment = StoredEvent.Commitment(name: "n", mac: [UInt8(number)], key: [1], value: "v\(number)")
                let event = Event(
                    .submitted,
                    at: at,
                    actor: .admin,
                    details: [.init("a", "b\(number)")],
                    personal: [.init("n", "v\(number)")]
                )
                try transaction.append(
                    StoredEvent(
                        chain: chain,
                        sequence: (head?.sequence ?? 0) + 1,
                        event: event,
                        commitments: [commitment],
                        previousHash: head?.hash ?? [],
                        hash: [UInt8(number), 7]
                    )
                )
                return "appended \(head?.sequence ?? 0)"
            }
        }
    }

    private mutating func outbox() -> Act {
        let purpose = Message.Purpose.allCases[number(7) - 1]
        let state = OutboxRow.State.allCases[number(5) - 1]
        let (number, other, at) = (number(60), number(60), Date.second(second))
        let message = Message.sample(
            "m\(number)",
            to: "c\(number % 6)",
            purpose: purpose,
            registration: number % 4 == 0 ? nil : "r\(number % 3)",
            rewrites: number % 5 == 0 ? "m\(other)" : nil
        )
        let id = message.id
        switch self.number(8) {
        case 1, 2, 3:
            return { transaction in
                try transaction.enqueue(message, due: at.addingTimeInterval(Double(other % 9)))
                return "enqueued"
            }
        case 4:
            return { transaction in
                let due = try transaction.lease(now: at, until: at.addingTimeInterval(5), limit: 1 + number % 3)
                return "leased \(due) next \(String(describing: try transaction.nextDue()))"
            }
        case 5:
            return { "settled \(try $0.settle(id, fence: 1 + other % 2, state: state, reference: "ref", reason: nil))" }
        case 6:
            return { "postponed \(try $0.postpone(id, fence: 1 + other % 2, due: at, route: other % 2, reason: "x"))" }
        case 7:
            return {
                "expired \(try $0.expiredLeases(now: at, limit: 2, except: [])) retried \(try $0.retryParked(id, due: at))"
            }
        default:
            return { transaction in
                let messages = try transaction.messages(
                    of: RegistrationID("r\(number % 3)"),
                    purposes: [purpose, .answer]
                )
                return "messages \(messages) \(try transaction.outbox(states: [state, .parked], limit: 4))"
            }
        }
    }
}
