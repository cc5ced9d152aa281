import Testing

struct BadTermsTests {
    @Test(arguments: badTerms)
    func `a mistake in a rule of holds, duties or approvals is named with its place and mend`(file: BadFile) {
        #expect(file.hears() == file.said)
    }
}

private let badTerms: [BadFile] = [
    BadFile(
        "a length without its unit",
        after: "hold: { length: 90 }",
        .init(
            "6:17",
            "\"length\" cannot be \"90\", which is not a length of time",
            "Add the unit, for example 90 days or 90 business days."
        )
    ),
    BadFile(
        "a length in another language",
        after: "answer: { within: 2 Werktage }",
        .init(
            "6:19",
            "\"within\" cannot be \"2 Werktage\", which is not a length of time",
            "Write a number and a unit, for example 2 business days, 48 hours, 14 days or 6 months."
        )
    ),
    BadFile(
        "no time at all",
        after: "hold: { cool_down: 0 days }",
        .init("6:20", "\"cool_down\" cannot be nothing", "Write a longer time, or delete the key.")
    ),
    BadFile(
        "one length in two ways",
        after: "hold: { length: 90 days, days: 90 }\nanswer: { business_days: 2, within: 48 hours }",
        .init("6:26", "\"hold\" has both \"length\" and \"days\", which say the same", "Keep one of them."),
        .init("7:11", "\"answer\" has both \"within\" and \"business_days\", which say the same", "Keep one of them.")
    ),
    BadFile(
        "one answer in two places",
        after: "answer: { business_days: 2 }\nduties: { answer: { within: 48 hours } }",
        .init("7:21", "The time for an answer stands under \"answer\" already", "Keep one of them.")
    ),
    BadFile(
        "a tier that is protected without end",
        after: "tiers: { gold: { hold: { length: unlimited } } }",
        .init(
            "6:34",
            "\"length\" cannot be \"unlimited\", which is not a length of time",
            "Write a number and a unit, for example 2 business days, 48 hours, 14 days or 6 months."
        )
    ),
    BadFile(
        "misspelt keys and words",
        after: "hold: { lenght: 90 days, starts: aproval, scope: company }\nduties: { first_meating: off }\n"
            + "conflicts: { winner: first_recieved }",
        .init("6:9", "\"lenght\" is not a key of \"hold\"", "Did you mean length?"),
        .init("6:34", "\"starts\" cannot be \"aproval\"", "Did you mean approval?"),
        .init(
            "6:50",
            "\"scope\" cannot be \"company\"",
            "Known here: account, opportunity, product, segment, business_unit."
        ),
        .init("7:11", "\"first_meating\" is not a key of \"duties\"", "Did you mean first_meeting?"),
        .init("8:22", "\"winner\" cannot be \"first_recieved\"", "Did you mean first_received?")
    ),
    BadFile(
        "duties that have to be",
        after: "duties: { answer: off, offer: off }",
        .init("6:19", "An answer is always owed", "Write how long it may take, or delete the key."),
        .init(
            "6:31",
            "Without a time to accept an offer the next in line would wait for ever",
            "Write within: 5 business days."
        )
    ),
    BadFile(
        "a vendor's duty that is handed to the vendor and makes a hold lapse",
        after: "duties: { next_step: { hand_over: 2 days, outcome: lapse } }",
        .init("6:24", "\"next_step\" is the vendor's own duty already", "Delete hand_over here."),
        .init(
            "6:52",
            "No hold lapses because of \"next_step\"",
            "Only first_meeting and approval_acceptance can have outcome: lapse; write none here."
        )
    ),
    BadFile(
        "steps in the wrong order, to nobody known",
        after: "duties: { answer: { escalate: [ { to: reviewer, after: 5 days }, { to: boss, after: 1 day }, "
            + "{ to: reviewer, after: 1 day } ] } }",
        .init("6:72", "\"to\" cannot be \"boss\"", "Known here: reviewer, deputy, manager."),
        .init("6:117", "This step comes before the one above it", "Write the steps in the order of their time.")
    ),
    BadFile(
        "a kind, a measure and a region that nobody knows",
        after:
            "hold: { by_kind: { deals: 6 months } }\nconflicts: { winner: best_qualified, weights: { reciept: 1 } }\n"
            + "calendar: { public_holidays: [DE-BX, AT-9, AT-9], company_days: [24.12., 13-01] }",
        .init("6:20", "\"deals\" is not a kind of registration", "Did you mean deal?"),
        .init("7:49", "\"reciept\" is nothing that claims are weighed by", "Did you mean receipt?"),
        .init("8:31", "The public holidays of \"DE-BX\" are not known here", "Did you mean DE-BY?"),
        .init("8:44", "\"AT-9\" stands twice", "Delete one of them."),
        .init(
            "8:66",
            "\"24.12.\" is not a day",
            "Write month and day for every year, as 12-24, or year, month and day, as 2026-12-24."
        ),
        .init(
            "8:74",
            "\"13-01\" is not a day",
            "Write month and day for every year, as 12-24, or year, month and day, as 2026-12-24."
        )
    ),
    BadFile(
        "amounts between which nothing lies, and one with cents",
        after: "approvals: { automatic: [ { id: a, when: { amount_from: 10, amount_below: 10 } } ] }\n"
            + "entry: { minimum_amount: 10.50 }",
        .init("6:75", "No amount lies between these two", "Write a larger number below which it has to be."),
        .init("7:26", "\"minimum_amount\" has to be a number", "Write a whole number from 0 to 1000000000000.")
    ),
    BadFile(
        "one id twice",
        after: "approvals: { automatic: [ { id: a, when: {} }, { id: a, when: {} } ] }\n"
            + "terms: [ { id: b, text: { en: B } }, { id: b, text: { en: C } } ]",
        .init("6:54", "Two automatic approvals have the id \"a\"", "Give each an id of its own."),
        .init("7:44", "Two terms have the id \"b\"", "Give each an id of its own.")
    ),
    BadFile(
        "fields that cannot be asked again",
        after: "information: { fields: [company_domain, competitor] }",
        .init(
            "6:25",
            "\"company_domain\" cannot be asked again",
            "Delete it; a changed one is a new claim."
        ),
        .init("6:41", "\"competitor\" is not a question", "Did you mean competitors?")
    ),
    BadFile(
        "signals and extensions in wrong words",
        after: "signals: { burst_per_day: never }\nhold: { extension: { times: often } }",
        .init("6:27", "\"burst_per_day\" has to be a number", "Write a whole number from 1 to 10000, or off."),
        .init("7:29", "\"times\" has to be a number", "Write a whole number from 0 to 100, or unlimited.")
    ),
]
