import Testing

struct BadTextsTests {
    @Test(arguments: badTexts)
    func `a mistake about a text, the calendar or a message is named with its place and mend`(file: BadFile) {
        #expect(file.hears() == file.said)
    }
}

private let badTexts: [BadFile] = [
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
