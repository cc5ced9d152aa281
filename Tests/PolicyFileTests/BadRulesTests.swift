import Testing

struct BadRulesTests {
    @Test(arguments: badRules)
    func `a mistake about a rule is named with its place and mend`(file: BadFile) {
        #expect(file.hears() == file.said)
    }
}

private let badRules: [BadFile] = [
    BadFile(
        "a blocked account that is a suffix",
        after: "blocked_accounts: [ co.uk ]",
        .init("6:21", "Anybody can register under \"co.uk\"", "Write one company's domain, for example acme.com.")
    ),
    BadFile(
        "a blocked account that is a host",
        after: "blocked_accounts: [ www.acme.com ]",
        .init("6:21", "\"www.acme.com\" is not a company's own domain", "Write acme.com.")
    ),
    BadFile(
        "a blocked account that is an address",
        after: "blocked_accounts: [ 192.0.2.1 ]",
        .init("6:21", "\"192.0.2.1\" is an IP address", "Write the company's domain, for example acme.com.")
    ),
    BadFile(
        "a blocked account that is a name",
        after: "blocked_accounts: [ ACME Inc ]",
        .init("6:21", "\"ACME Inc\" is not a domain", "Write a domain such as acme.com.")
    ),
    BadFile(
        "blocked accounts that are no list",
        after: "blocked_accounts: acme.com",
        .init("6:19", "\"blocked_accounts\" has to be a list", "Write blocked_accounts: [ blocked.example ].")
    ),
    BadFile(
        "aliases in a circle",
        after: "aliases: { acme.com: acme.de, acme.de: acme.com, acme.at: acme.de }",
        .init(
            "6:12",
            "The aliases lead from \"acme.com\" in a circle",
            "Let each alias name the company's main domain."
        ),
        .init(
            "6:31",
            "The aliases lead from \"acme.de\" in a circle",
            "Let each alias name the company's main domain."
        ),
        .init("6:50", "The aliases lead from \"acme.at\" in a circle", "Let each alias name the company's main domain.")
    ),
    BadFile(
        "an alias of itself",
        after: "aliases: { acme.com: acme.com }",
        .init(
            "6:12",
            "The aliases lead from \"acme.com\" in a circle",
            "Let each alias name the company's main domain."
        )
    ),
    BadFile(
        "an alias spelt twice",
        after: "aliases: { acme.com: acme.de, ACME.com: acme.at }",
        .init("6:31", "\"ACME.com\" is an alias already", "Keep one of the two lines.")
    ),
    BadFile(
        "a negative cap",
        after: "caps: { open: -1 }",
        .init("6:15", "\"open\" cannot be -1", "Write a whole number from 0 to 1000000.")
    ),
    BadFile(
        "a cap in words",
        after: "caps: { weekly: many }",
        .init("6:17", "\"weekly\" has to be a number", "Write a whole number from 0 to 1000000.")
    ),
    BadFile(
        "a cap in quotes",
        after: "caps: { open: \"25\" }",
        .init("6:15", "\"open\" has to be a number", "Write a whole number from 0 to 1000000.")
    ),
    BadFile(
        "a cap with a fraction",
        after: "caps: { open: 2.5 }",
        .init("6:15", "\"open\" has to be a number", "Write a whole number from 0 to 1000000.")
    ),
    BadFile(
        "a hold of no days",
        after: "hold: { days: 0 }",
        .init("6:15", "\"days\" cannot be 0", "Write a whole number from 1 to 3650.")
    ),
    BadFile(
        "a hold as a number",
        after: "hold: 90",
        .init("6:7", "\"hold\" has to be a section of keys and values", "Write days: … under it.")
    ),
    BadFile(
        "a tier with an unknown key",
        after: "tiers: { gold: { discount: 20 } }",
        .init("6:18", "\"discount\" is not a key of tier \"gold\"", "Known here: caps, hold, answer.")
    ),
    BadFile(
        "a tier with a mistaken unit",
        after: "tiers:\n  gold:\n    answer: { days: 1 }",
        .init("8:15", "\"days\" is not a key of \"answer\"", "Known here: business_days.")
    ),
    BadFile(
        "a required question made optional",
        after: "questions: { contact_email: optional }",
        .init("6:29", "\"contact_email\" is always asked and required", "Delete this line.")
    ),
    BadFile(
        "an unknown question",
        after: "questions: { competitor: optional }",
        .init("6:14", "\"competitor\" is not a question", "Did you mean competitors?")
    ),
    BadFile(
        "a question with a wrong weight",
        after: "questions: { stage: maybe }",
        .init("6:21", "\"stage\" cannot be \"maybe\"", "Known here: required, optional, off.")
    ),
    BadFile(
        "an unknown check",
        after: "checks: { teritory: block }",
        .init("6:11", "\"teritory\" is not a check", "Did you mean territory?")
    ),
    BadFile(
        "a check of fixed weight",
        after: "checks: { duplicate_domain: flag }",
        .init(
            "6:11",
            "The check \"duplicate_domain\" has a fixed weight",
            "Delete this line; weights can be set for similar_name, existing_customer, territory, partner_caps, domain_kind."
        )
    ),
    BadFile(
        "a check with a wrong weight",
        after: "checks: { territory: warn }",
        .init("6:22", "\"territory\" cannot be \"warn\"", "Known here: block, flag, off.")
    ),
    BadFile(
        "a similar name that blocks",
        after: "checks: { similar_name: block }",
        .init("6:25", "A similar name alone never blocks a claim", "Write flag or off.")
    ),
    BadFile(
        "reasons without the program's language",
        after: "reasons: [ { id: a, text: { de: Nein } } ]",
        .init("6:27", "The text is missing in \"en\"", "Add en: ….")
    ),
    BadFile(
        "reasons that are empty",
        after: "reasons: []",
        .init("6:10", "\"reasons\" is empty, so nothing could be rejected", "Write a reason, or delete the key.")
    ),
    BadFile(
        "two reasons with one id",
        after: "reasons:\n  - { id: a, text: { en: No } }\n  - { id: a, text: { en: Never } }",
        .init("8:11", "Two reasons have the id \"a\"", "Give each an id of its own.")
    ),
    BadFile(
        "a reason without id",
        after: "reasons: [ { text: { en: No } } ]",
        .init("6:12", "A reason lacks \"id\"", "Add id: ….")
    ),
    BadFile(
        "a reason in a language nobody speaks here",
        after: "reasons: [ { id: a, text: { en: No, fr: Non } } ]",
        .init("6:37", "\"fr\" is not a language here", "Known here: en, de.")
    ),
    BadFile(
        "a reason longer than a menu's line",
        after: "reasons: [ { id: a, text: { en: \(String(repeating: "x", count: 76)) } } ]",
        .init("6:33", "The text in \"en\" has 76 characters", "Write at most 75.")
    ),
    BadFile(
        "a consent without version",
        after: "consent: { text: { en: I may, de: Ich darf } }",
        .init("6:10", "\"consent\" lacks \"version\"", "Add version: ….")
    ),
    BadFile(
        "a consent in one language",
        after: "consent: { version: 2, text: { en: I may } }",
        .init("6:30", "The text is missing in \"de\"", "Add de: ….")
    ),
    BadFile(
        "a consent with an empty text",
        after: "consent: { version: 2, text: { en: I may, de: \" \" } }",
        .init("6:47", "The text in \"de\" is empty", "Write a text, or delete the key.")
    ),
    BadFile(
        "an hour past the day",
        after: "calendar: { opens: 09:00, closes: 24:00 }",
        .init(
            "6:35",
            "\"24:00\" is not a time of day",
            "Write hours and minutes from 00:00 to 23:59, for example 09:00."
        )
    ),
    BadFile(
        "an hour in words",
        after: "calendar: { opens: nine }",
        .init(
            "6:20",
            "\"nine\" is not a time of day",
            "Write hours and minutes from 00:00 to 23:59, for example 09:00."
        )
    ),
    BadFile(
        "a closing time before opening",
        after: "calendar: { opens: 18:00 }",
        .init(
            "6:20",
            "The office closes before it opens",
            "Write a closing time after the opening time of the same day."
        )
    ),
    BadFile(
        "a weekday in full",
        after: "calendar: { workdays: [monday, tue] }",
        .init("6:24", "A workday cannot be \"monday\"", "Did you mean mon?")
    ),
    BadFile(
        "no workday",
        after: "calendar: { workdays: [] }",
        .init("6:23", "There is no workday", "Write at least one of mon, tue, wed, thu, fri, sat, sun.")
    ),
    BadFile(
        "a holiday in another order",
        after: "calendar: { holidays: [25.12.2026] }",
        .init("6:24", "\"25.12.2026\" is not a date", "Write year, month and day as 2026-12-25.")
    ),
    BadFile(
        "a day that does not exist",
        after: "calendar: { holidays: [2026-02-29] }",
        .init("6:24", "There is no such day as 2026-02-29", "Write year, month and day as 2026-12-25.")
    ),
    BadFile(
        "a room in two chats",
        after:
            "messages:\n  review_room:\n    slack: { team: T0V, channel: C0X }\n    teams: { tenant: 0f8fad5b-d9cb-469f-a165-70867728950e, conversation: x }",
        .init(
            "8:5",
            "\"review_room\" has to be one room",
            "Write slack: { team: T…, channel: C… } or teams: { tenant: …, conversation: … }."
        )
    ),
    BadFile(
        "a room by name",
        after: "messages: { review_room: { slack: { team: T0V, channel: '#deals' } } }",
        .init("6:57", "\"#deals\" is not the id of a Slack channel", "Copy the id from Slack; it looks like C0123ABCD.")
    ),
    BadFile(
        "a channel line that is no flag",
        after: "messages: { channel_line: off }",
        .init("6:27", "\"channel_line\" has to be true or false", "Write true or false, without quotes.")
    ),
    BadFile(
        "links for minus one day",
        after: "links: { days_after_end: -1 }",
        .init("6:26", "\"days_after_end\" cannot be -1", "Write a whole number from 0 to 3650.")
    ),
    BadFile(
        "no checks an hour",
        after: "limits: { checks_per_hour: 0 }",
        .init("6:28", "\"checks_per_hour\" cannot be 0", "Write a whole number from 1 to 10000.")
    ),
    BadFile(
        "a version with spaces",
        after: "version: spring 2026",
        .init(
            "6:10",
            "\"version\" cannot be \"spring 2026\"",
            "Use letters, digits, dots, dashes and underscores only."
        )
    ),
    BadFile(
        "a version without a value",
        after: "version:",
        .init("6:9", "\"version\" has no value", "Write one, or delete the key.")
    ),
]
