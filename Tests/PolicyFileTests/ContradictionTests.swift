import Registrations
import Testing

struct ContradictionTests {
    @Test(arguments: contradictions)
    func `rules that cannot be true together are refused with place and mend`(file: BadFile) {
        #expect(file.hears() == file.said)
    }

    @Test(arguments: [
        "hold: { days: 9 }", "hold: { length: 48 hours }", "tiers: { gold: { hold: { days: 3 } } }",
        "hold: { days: 45 }\nduties: { first_meeting: { within: 30 days, hand_over: 15 days, grace: none } }",
        "hold: { days: 9, starts: first_meeting }\nduties: { first_meeting: { within: 30 days } }",
        "hold: { length: 1 month }\nduties: { first_meeting: { within: 14 days } }",
        "hold: { days: 9 }\nduties: { first_meeting: { within: 30 days, outcome: none } }",
        "hold: { days: 9 }\nduties: { first_meeting: off }", "answer: { within: 24 hours }",
        "questions: { geography: optional }\nhold: { scope: segment }\n"
            + "segments: { parts: [ { id: a, territories: [DE] }, { id: b, territories: [AT] } ] }",
        "questions: { target_revenue: optional }\nhold: { scope: segment }\n"
            + "segments: { parts: [ { id: a, revenue_below: 9 }, { id: b, revenue_from: 9 } ] }",
        "hold: { scope: segment }\nsegments: { tie: first, parts: [ { id: a }, { id: b } ] }",
        "hold: { scope: opportunity }\nquestions: { product_interest: required }\nconflicts: { winner: split }",
        "conflicts: { winner: customer_choice }", "conflicts: { winner: shared, holders: 2 }",
        "entry: { opens: 2026-01-01, closes: 2026-01-01 }",
        "approvals: { plans: [ { id: a, when: { kinds: [deal] }, approvers: [Ada, Bo] }, { id: b, approvers: [Bo] } ] }",
    ])
    func `rules that only look like a contradiction are taken`(lines: String) {
        #expect(read(goodFile + lines + "\n").isGood)
    }

    @Test func `defaults give way to what is written`() throws {
        let short = try read(goodFile + "hold: { days: 5 }\nanswer: { within: 4 hours }\n").get()
        #expect(short.duties[.firstMeeting]?.within == .days(5) && short.duties[.firstMeeting]?.grace == nil)
        #expect(short.duties[.firstMeeting]?.reminderDays == [2] && short.hold.reminderDays == [])
        let usual = try read(goodFile + "hold: { days: 17 }\n").get()
        #expect(usual.duties[.firstMeeting]?.within == .days(14) && usual.hold.reminderDays == [7])
    }
}

private let contradictions: [BadFile] = [
    BadFile(
        "a hold shorter than its first meeting",
        after: "hold: { days: 30 }\nduties: { first_meeting: { within: 30 days, hand_over: 15 days, grace: 3 days } }",
        .init(
            "6:15",
            "A hold of 30 days ends before its first meeting is due, which may take 48 days",
            "Write at least 48 days, or shorten first_meeting under \"duties\"."
        )
    ),
    BadFile(
        "a tier's, a kind's and a product's hold shorter than the first meeting",
        after:
            "duties: { first_meeting: { within: 4 weeks, grace: none } }\nquestions: { product_interest: optional }\n"
            + "tiers: { gold: { hold: { days: 20 } } }\n"
            + "hold: { by_kind: { deal: 25 days }, by_product: { Cloud: 26 days } }",
        .init(
            "8:24",
            "A hold of 20 days ends before its first meeting is due, which may take 28 days",
            "Write at least 28 days, or shorten first_meeting under \"duties\"."
        ),
        .init(
            "9:26",
            "A hold of 25 days ends before its first meeting is due, which may take 28 days",
            "Write at least 28 days, or shorten first_meeting under \"duties\"."
        ),
        .init(
            "9:58",
            "A hold of 26 days ends before its first meeting is due, which may take 28 days",
            "Write at least 28 days, or shorten first_meeting under \"duties\"."
        )
    ),
    BadFile(
        "a hold shorter than business days with their weekends",
        after: "hold: { days: 13 }\nduties: { first_meeting: { within: 10 business days, grace: none } }",
        .init(
            "6:15",
            "A hold of 13 days ends before its first meeting is due, which may take 14 days",
            "Write at least 14 days, or shorten first_meeting under \"duties\"."
        )
    ),
    BadFile(
        "reminders before the time begins",
        after: "hold: { days: 30, remind_days_before: [30, 7] }\n"
            + "duties: { information: { within: 48 hours, remind_days_before: [2] } }",
        .init("6:39", "A reminder 30 days before the end comes before a time of 30 days begins", "Write fewer days."),
        .init("7:64", "A reminder 2 days before the end comes before a time of 48 hours begins", "Write fewer days.")
    ),
    BadFile(
        "a hold that waits for a meeting nobody books",
        after: "hold: { starts: first_meeting }\nduties: { first_meeting: off }",
        .init("7:26", "The first meeting decides, and nobody has to book one", "Write within: 14 days.")
    ),
    BadFile(
        "a hold that waits for an acceptance nobody owes",
        after: "hold: { starts: acceptance }\nduties: { approval_acceptance: off }",
        .init(
            "7:32",
            "A hold starts with the acceptance, and nobody has to accept",
            "Write within: 14 days, or let the hold start with the approval."
        )
    ),
    BadFile(
        "an extension by meetings that cannot be",
        after: "hold: { extension: { times: none, on_meeting: true } }",
        .init(
            "6:47",
            "A meeting extends the hold, and no extension is allowed",
            "Write times: unlimited, or how many there can be."
        )
    ),
    BadFile(
        "a split of the whole account",
        after: "conflicts: { winner: split }",
        .init(
            "6:22",
            "\"winner\" is split, and a hold protects the whole account",
            "Write scope: segment, product, business_unit or opportunity under \"hold\"."
        )
    ),
    BadFile(
        "a share for one",
        after: "conflicts: { winner: shared }",
        .init("6:22", "\"winner\" is shared, and only one partner can hold a prospect", "Write holders: 2 or more.")
    ),
    BadFile(
        "two holders who do not share",
        after: "conflicts: { holders: 2 }",
        .init(
            "6:23",
            "\"holders\" is about partners who share, and \"winner\" is first_approved",
            "Write winner: shared, or delete holders."
        )
    ),
    BadFile(
        "terms for a second who cannot be",
        after: "conflicts: { second_terms: { en: Half } }",
        .init(
            "6:28",
            "\"second_terms\" is about partners who share, and \"winner\" is first_approved",
            "Write winner: shared, or delete second_terms."
        )
    ),
    BadFile(
        "nothing to weigh by",
        after: "conflicts: { winner: best_qualified, weights: { receipt: 0 } }",
        .init(
            "6:22",
            "\"winner\" is best_qualified, and nothing has a weight",
            "Write weights: { receipt: 2, qualification: 1 }."
        )
    ),
    BadFile(
        "weights that nobody weighs",
        after: "conflicts: { winner: first_received, weights: { receipt: 1 } }",
        .init(
            "6:47",
            "Nothing is weighed, since \"winner\" is first_received",
            "Write winner: best_qualified, or delete weights."
        )
    ),
    BadFile(
        "a queue by a score that nothing has",
        after: "conflicts: { queue: { order: score } }",
        .init(
            "6:30",
            "The queue is ordered by score, and nothing has a weight",
            "Write weights: { receipt: 2, qualification: 1 }, or order: received."
        )
    ),
    BadFile(
        "a queue without its order",
        after: "conflicts: { queue: {} }",
        .init("6:21", "\"queue\" lacks \"order\"", "Add order: received.")
    ),
    BadFile(
        "a customer's choice that may not be recorded",
        after: "conflicts: { winner: customer_choice, customer_choice: false }",
        .init("6:56", "\"winner\" is customer_choice, and it may not be recorded", "Delete customer_choice.")
    ),
]
