import FoundationEssentials
import Registrations
import Testing

@testable import Dialogue

/// Case files in every shape that words differ for, by name.
enum States {
    static let at = Fixture.now
    static let soon = at.addingTimeInterval(3_600)
    static let later = at.addingTimeInterval(14 * 86_400)

    static let plan = Policy.ApprovalRules.Plan(id: "two", when: .init(), approvers: ["Rita", "Bo"], isParallel: false)

    /// Every rule at work, with words in both languages.
    static func policy(_ change: (inout Policy) -> Void = { _ in }) -> Policy {
        Fixture.policy { policy in
            policy.reviewers.append(.init(name: "Bo", email: "bo@vendor.example", people: []))
            policy.hold.extending.times = 1
            policy.conflicts.secondTerms = [.english: "Half the rate.", .german: "Halber Satz."]
            policy.conflicts.consolation = [.english: "A list price.", .german: "Ein Listenpreis."]
            policy.terms = [.init(id: "rebate", text: [.english: "Five percent.", .german: "Fünf Prozent."])]
            change(&policy)
        }
    }

    static func duty(_ kind: Duty.Kind, _ change: (inout Duty) -> Void = { _ in }) -> Duty {
        var duty = Duty(kind, startedAt: at, within: .days(14), due: later)
        change(&duty)
        return duty
    }

    static let deal = Progress.Deal(
        stage: .evaluation,
        amount: Amount(minorUnits: 12_000_000),
        expectedClose: "2026-12-25",
        nextStep: "4711",
        wantsCoSell: true,
        material: "4712"
    )

    private static func file(
        _ status: Registration.Status,
        _ policy: Policy = policy(),
        heldUntil: Date? = nil,
        place: Int? = nil,
        now: Date? = soon,
        _ change: (inout Registration) -> Void = { _ in }
    ) throws -> CaseFile {
        var registration = try Fixture.registration(status)
        change(&registration)
        return Fixture.file(registration, policy: policy, heldUntil: heldUntil, place: place, now: now)
    }

    static func approved(
        _ policy: Policy = policy(),
        _ change: (inout Registration) -> Void = { _ in }
    ) throws -> CaseFile {
        try file(.approved, policy, change)
    }

    static func all() throws -> [(name: String, file: CaseFile)] { try open() + working() + ended() }

    private static func open() throws -> [(name: String, file: CaseFile)] {
        [
            ("submitted", try file(.submitted)),
            (
                "asked",
                try file(.needsInformation) { $0.question = .init(text: "123?", by: "Rita", at: at, fields: [.stage]) }
            ),
            ("queued", try file(.submitted, heldUntil: later, place: 2)),
            ("queued behind an endless hold", try file(.submitted, heldUntil: Hold.openEnd, place: 11)),
            ("offered", try file(.submitted) { $0.progress.duties = [duty(.acceptOffer)] }),
            ("two are asked", try file(.submitted, policy { $0.approvals.plans = [plan] })),
            (
                "one said yes",
                try file(.submitted, policy { $0.approvals.plans = [plan] }) {
                    $0.progress.approvals = [.init(by: "Rita", at: at, place: 0)]
                }
            ),
            ("appealed", try file(.submitted) { $0.progress.appeal = .init(text: "4713", at: at, against: "Rita") }),
        ]
    }

    private static func working() throws -> [(name: String, file: CaseFile)] {
        [
            ("approved", try approved { $0.progress.duties = [duty(.firstMeeting)] }),
            ("approved long ago", try file(.approved, now: later)),
            (
                "to be accepted",
                try approved(policy { $0.hold.starts = .acceptance }) { $0.progress.duties = [duty(.acceptApproval)] }
            ),
            (
                "kept for the meeting",
                try approved(policy { $0.hold.starts = .firstMeeting }) { $0.progress.duties = [duty(.firstMeeting)] }
            ),
            (
                "in a race",
                try approved(policy { $0.conflicts.winner = .firstMeeting }) {
                    $0.hold = nil
                    $0.progress.duties = [duty(.firstMeeting)]
                }
            ),
            ("handed over", try approved { $0.progress.duties = [duty(.firstMeeting) { $0.isHandedOver = true }] }),
            (
                "met, as the partner says",
                try approved {
                    $0.progress.meetings = [.init(at: at, loggedAt: at, by: .partner)]
                    $0.progress.duties = [duty(.nextStep)]
                }
            ),
            (
                "met, as the vendor says",
                try approved { $0.progress.meetings = [.init(at: at, loggedAt: at, by: .reviewer)] }
            ),
            (
                "a deal with a next step",
                try approved {
                    $0.kind = .deal
                    $0.progress.deal = deal
                    $0.progress.nextStep = .init(text: "4714", by: "Rita", at: at)
                    $0.progress.meetings = [.init(at: at, loggedAt: at, by: .partner, contradictedAt: at)]
                }
            ),
            (
                "longer asked for",
                try approved(policy { $0.hold.extending.grantedBy = .reviewer }) { $0.progress.extensionAskedAt = at }
            ),
            ("extended", try approved { $0.progress.extensions = 1 }),
            ("endless", try approved { $0.hold?.until = Hold.openEnd }),
            (
                "second holder of a product",
                try approved(policy { $0.hold.scope = .product }) {
                    $0.scope = ScopeKey("product:one")
                    $0.progress.share = 2
                }
            ),
            (
                "holder of a segment",
                try approved(policy { $0.hold.scope = .segment }) { $0.scope = ScopeKey("segment:s1#2") }
            ),
        ]
    }

    private static func ended() throws -> [(name: String, file: CaseFile)] {
        [
            ("rejected", try file(.rejected)),
            ("rejected long ago", try file(.rejected, now: later)),
            (
                "rejected after an appeal",
                try file(.rejected) { $0.progress.appeal = .init(text: "4713", at: at, against: "Bo") }
            ),
            ("lost", try file(.lost) { $0.progress.outcomeText = "4715" }),
            ("won", try file(.won)), ("lapsed", try file(.lapsed)), ("withdrawn", try file(.withdrawn)),
        ]
    }

    /// Each kind of notice, for every duty.
    static let notices: [Transition.Notice] =
        Duty.Kind.allCases.flatMap { kind -> [Transition.Notice] in
            [
                .reminder(duty(kind)), .overdue(duty(kind), to: ["Bo"]), .overdue(duty(kind), to: []),
                .deadlineMoved(duty(kind)),
            ]
        } + [
            .handedOver(duty(.firstMeeting), until: later), .holdEnding(until: later), .offered(until: later),
            .offerExpired,
            .meetingLogged(.init(at: at, loggedAt: at, by: .partner)),
            .meetingLogged(.init(at: at, loggedAt: at, by: .reviewer)),
            .meetingContradicted(.init(at: at, loggedAt: at, by: .partner)), .approvalNeeded(from: ["Bo"]),
            .extensionAsked,
            .holdExtended(until: later), .nextStep, .appealed, .researching(until: later), .assigned,
            .directSale(isOver: false), .directSale(isOver: true), .nobodyToApprove,
        ]

    /// A line for every kind of event, as the core writes them, with everything said that can be.
    static let history: [HistoryLine] = Event.Kind.allCases.flatMap { kind -> [HistoryLine] in
        let rules: [String] =
            switch kind {
            case .reminded: ["hold.reminder"] + Duty.Kind.allCases.map { "\($0.rawValue).reminder" }
            case .escalated: Duty.Kind.allCases.map { "\($0.rawValue).escalation" }
            case .lapsed: ["hold", "first_meeting", "superseded"]
            default: ["checks"]
            }
        return rules.map { rule in
            HistoryLine(
                event: Event(
                    kind,
                    at: at,
                    actor: .rule(rule, policyVersion: "6 fed"),
                    details: [
                        .init("by", kind == .approved ? "rule small" : "Rita"), .init("until", stamp(later)),
                        .init("due", stamp(later)), .init("at", stamp(at)),
                        .init("to", kind == .deadlineMoved ? stamp(later) : "Bo"),
                        .init("duty", "answer"), .init("fields", "stage,contact_role"), .init("amount", "12000000"),
                    ]
                ),
                said: [
                    "question": "4721", "answer": "4722", "appeal": "4723", "evidence": "4724", "next_step": "4725",
                    "reason_text": "4726",
                ]
            )
        }
    }

    /// Every card, form and page of a case.
    static func documents(_ file: CaseFile, _ book: Phrasebook) -> [any Wordy] {
        partnerDocuments(file, book)
            + [
                book.review(file), book.decided(file), book.approvalGiven(file), book.queue([file], more: true),
                book.rejectForm(file), book.askForm(file), book.lostForm(file), book.nextForm(file),
                book.page(file, history: history, for: .reviewer), book.why(file, history: history, for: .reviewer),
                book.directSaleOpened("acme.com", affected: [file]), book.directSaleClosed("acme.com"),
            ]
            + notices.map { book.note($0, file) }
    }

    static func partnerDocuments(_ file: CaseFile, _ book: Phrasebook) -> [any Wordy] {
        [
            book.status(file), book.note(file), book.channelLine(file),
            book.list([file], more: true, command: "/register"),
            book.registered(file, reachable: true, chatLink: nil), book.answerForm(file), book.dealForm(file),
            book.appealForm(file), book.extendForm(file), book.meetingForm(file, typed: nil, understood: nil),
            book.meetingForm(file, typed: "2026-12-01 14:00", understood: at), book.meetingQuestion(file, at: at),
            book.page(file, history: history, for: .partner), book.why(file, history: history, for: .partner),
        ]
    }
}
