import Testing

struct BadStructureTests {
    @Test(arguments: badStructure)
    func `a file that is no policy at all is refused where it stops being one`(file: BadFile) {
        #expect(file.hears() == file.said)
    }
}

private let badStructure: [BadFile] = [
    BadFile(
        "an empty file",
        "",
        .init("1:1", "The file lacks \"program\"", "Add program: { name: …, language: en, time_zone: Europe/Berlin }."),
        .init(
            "1:1",
            "The file lacks \"reviewers\"",
            "Add reviewers: [ { name: …, email: …, slack: { team: T…, user: U… } } ]."
        ),
        .init("1:1", "The file lacks \"routing\"", "Add routing: { fallback: NAME OF A REVIEWER }.")
    ),
    BadFile(
        "only a comment",
        "# nothing yet\n",
        .init("1:1", "The file lacks \"program\"", "Add program: { name: …, language: en, time_zone: Europe/Berlin }."),
        .init(
            "1:1",
            "The file lacks \"reviewers\"",
            "Add reviewers: [ { name: …, email: …, slack: { team: T…, user: U… } } ]."
        ),
        .init("1:1", "The file lacks \"routing\"", "Add routing: { fallback: NAME OF A REVIEWER }.")
    ),
    BadFile(
        "a list at the top",
        "- a\n- b\n",
        .init("1:1", "The file has to be a section of keys and values", "Write program: … under it.")
    ),
    BadFile(
        "a text at the top",
        "hello\n",
        .init("1:1", "The file has to be a section of keys and values", "Write program: … under it.")
    ),
    BadFile(
        "an unknown key",
        after: "reviewer: []",
        .init("6:1", "\"reviewer\" is not a key of the file", "Did you mean reviewers?")
    ),
    BadFile(
        "an unknown key far from any",
        after: "discounts: 5",
        .init(
            "6:1",
            "\"discounts\" is not a key of the file",
            "Known here: version, program, reviewers, routing, questions, checks, entry, assignment, blocked_accounts, aliases, caps, hold, answer, duties, tiers, conflicts, segments, approvals, information, signals, calendar, reasons, consent, terms, messages, links, limits."
        )
    ),
    BadFile(
        "a key in capitals",
        after: "Hold: { days: 90 }",
        .init("6:1", "\"Hold\" is not a key of the file", "Did you mean hold?")
    ),
    BadFile(
        "a key standing twice",
        after: "hold: { days: 90 }\nanswer: { business_days: 2 }\nhold: { days: 60 }",
        .init("8:1", "\"hold\" stands twice in this section", "Keep one of them.")
    ),
    BadFile(
        "a key standing three times, and another mistake",
        after: "hold: { days: 90, days: 80, days: 70 }\nlinks: { days_after_end: -1 }",
        .init("6:19", "\"days\" stands twice in this section", "Keep one of them."),
        .init("6:29", "\"days\" stands twice in this section", "Keep one of them."),
        .init("7:26", "\"days_after_end\" cannot be -1", "Write a whole number from 0 to 3650.")
    ),
    BadFile(
        "a key twice in a nested block",
        after: "calendar:\n  opens: 09:00\n  closes: 17:00\n  # later\n  opens: 08:00",
        .init("10:3", "\"opens\" stands twice in this section", "Keep one of them.")
    ),
    BadFile(
        "a quoted key twice",
        after: "tiers:\n  gold: { hold: { days: 1 } }\n  \"gold\": { hold: { days: 2 } }",
        .init("8:3", "\"gold\" stands twice in this section", "Keep one of them.")
    ),
    BadFile(
        "a key twice, once in disguise, beside its namesake in another section",
        after: "hold:\n  days: 9\n  \"d\\x61ys\": 8\nlinks:\n  days: 5",
        .init("7:3", "\"days\" stands twice in this section", "Keep one of them.")
    ),
    BadFile(
        "a tab for indentation",
        after: "hold:\n\tdays: 90",
        .init(
            "7:1",
            "This is not YAML: found character that cannot start any token",
            "Indent with spaces, never tabs, and put text that begins with a special character in quotes."
        )
    ),
    BadFile(
        "a bracket left open",
        after: "blocked_accounts: [ acme.com\nhold: { days: 90 }",
        .init(
            "7:5",
            "This is not YAML: the bracket that opens at 6:19 is not closed before here",
            "Put a comma between values, close the bracket, and put text that has a colon in quotes."
        )
    ),
    BadFile(
        "a quotation mark left open",
        after: "version: \"1\nhold: { days: 90 }",
        .init("6:10", "A quotation mark opens here and is never closed", "Close it.")
    ),
    BadFile(
        "a colon inside plain text",
        after: "reasons:\n  - { id: a, text: { en: no: never, de: nein } }",
        .init(
            "7:28",
            "This is not YAML: the bracket that opens at 7:20 is not closed before here",
            "Put a comma between values, close the bracket, and put text that has a colon in quotes."
        )
    ),
    BadFile(
        "text with a colon on a line",
        after: "consent:\n  version: 1\n  text:\n    en: Please note: it counts\n    de: Bitte",
        .init(
            "9:20",
            "This is not YAML: mapping values are not allowed in this context",
            "Put text that has a colon in quotes, or check the indentation."
        )
    ),
    BadFile(
        "two documents",
        goodFile + "---\nhold: { days: 1 }\n",
        .init("6:1", "This is not YAML: but found another document", "Write one document; delete the line ---.")
    ),
    BadFile(
        "an alias",
        after: "caps: &caps { open: 5 }\ntiers: { gold: { caps: *caps } }",
        .init(
            "6:7",
            "An anchor (&) stands here, and the policy language has none",
            "Write the value where it is needed, and put text that begins with & in quotes."
        )
    ),
    BadFile(
        "an anchor nobody uses",
        after: "caps: &caps { open: 5 }",
        .init(
            "6:7",
            "An anchor (&) stands here, and the policy language has none",
            "Write the value where it is needed, and put text that begins with & in quotes."
        )
    ),
    BadFile(
        "an alias without anchor",
        after: "caps: *caps",
        .init(
            "6:7",
            "An alias (*) stands here, and the policy language has none",
            "Put text that begins with * in quotes."
        )
    ),
    BadFile(
        "a tag",
        after: "version: !secret abc",
        .init(
            "6:10",
            "A tag (!) stands here, and the policy language has none",
            "Put text that begins with ! in quotes."
        )
    ),
    BadFile(
        "a tag of YAML",
        after: "hold: { days: !!int \"90\" }",
        .init(
            "6:15",
            "A tag (!) stands here, and the policy language has none",
            "Put text that begins with ! in quotes."
        ),
        .init("6:15", "\"days\" has to be a number", "Write a whole number from 1 to 3650.")
    ),
    BadFile(
        "a list as a key",
        after: "? [a, b]\n: c",
        .init("6:3", "A list or section stands where a key should", "Write key: value.")
    ),
    BadFile(
        "values too deep",
        after: "version: [[[[[[[[[[[[[[1]]]]]]]]]]]]]]",
        .init(
            "6:10",
            "\"version\" has to be one text",
            "Write it on one line, in quotes if it has special characters."
        ),
        .init("6:21", "Values lie more than 12 levels deep here", "Nothing in a policy needs that.")
    ),
    BadFile(
        "thousands of brackets",
        after: "version: " + String(repeating: "[", count: 3_000),
        .init("6:11", "Values lie too deep in each other here", "Nothing in a policy needs that.")
    ),
    BadFile(
        "a mark that turns the reading direction",
        after: "version: \"1\u{202E}\"",
        .init("6:12", "An invisible character (U+202E) stands here", "Delete it.")
    ),
    BadFile(
        "an invisible character",
        after: "version: \"1\u{85}\"",
        .init("6:12", "An invisible character (U+85) stands here", "Delete it.")
    ),
    BadFile(
        "a byte order mark and a mistake",
        "\u{FEFF}" + goodFile + "hold: 9\n",
        .init("6:7", "\"hold\" has to be a section of keys and values", "Write length: … under it.")
    ),
    BadFile(
        "Windows line ends and a mistake",
        (goodFile + "hold: 9\n").split(separator: "\n").map { $0 + "\r\n" }.joined(),
        .init("6:7", "\"hold\" has to be a section of keys and values", "Write length: … under it.")
    ),
    BadFile(
        "a letter beyond ASCII before a mistake",
        after: "tiers: { größe: { hold: { days: 0 } } }",
        .init("6:33", "\"days\" cannot be 0", "Write a whole number from 1 to 3650.")
    ),
]
