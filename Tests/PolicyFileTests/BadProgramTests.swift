import Testing

struct BadProgramTests {
    @Test(arguments: badProgram)
    func `a mistake about the program is named with its place and mend`(file: BadFile) {
        #expect(file.hears() == file.said)
    }
}

private let badProgram: [BadFile] = [
    BadFile(
        "no program",
        reviewers(ada) + routing,
        .init("1:1", "The file lacks \"program\"", "Add program: { name: …, language: en, time_zone: Europe/Berlin }.")
    ),
    BadFile(
        "no reviewers",
        program + routing,
        .init(
            "1:1",
            "The file lacks \"reviewers\"",
            "Add reviewers: [ { name: …, email: …, slack: { team: T…, user: U… } } ]."
        )
    ),
    BadFile(
        "no routing",
        program + reviewers(ada),
        .init("1:1", "The file lacks \"routing\"", "Add routing: { fallback: NAME OF A REVIEWER }.")
    ),
    BadFile(
        "nothing required",
        "version: \"1\"\n",
        .init("1:1", "The file lacks \"program\"", "Add program: { name: …, language: en, time_zone: Europe/Berlin }."),
        .init(
            "1:1",
            "The file lacks \"reviewers\"",
            "Add reviewers: [ { name: …, email: …, slack: { team: T…, user: U… } } ]."
        ),
        .init("1:1", "The file lacks \"routing\"", "Add routing: { fallback: NAME OF A REVIEWER }.")
    ),
    BadFile(
        "reviewers that are empty",
        program + "reviewers: []\n" + routing,
        .init("2:12", "\"reviewers\" is empty, so nobody could decide", "Write at least one reviewer.")
    ),
    BadFile(
        "reviewers that are no list",
        program + "reviewers: { name: Ada }\n" + routing,
        .init(
            "2:12",
            "\"reviewers\" has to be a list",
            "Write reviewers: [ { name: …, email: …, slack: { team: T…, user: U… } } ]."
        )
    ),
    BadFile(
        "a program that is a text",
        "program: Nordlicht\n" + reviewers(ada) + routing,
        .init("1:10", "\"program\" has to be a section of keys and values", "Write name: … under it.")
    ),
    BadFile(
        "a program without language and zone",
        "program: { name: Nordlicht }\n" + reviewers(ada) + routing,
        .init("1:10", "\"program\" lacks \"language\"", "Add language: en."),
        .init("1:10", "\"program\" lacks \"time_zone\"", "Add time_zone: Europe/Berlin.")
    ),
    BadFile(
        "an unknown language",
        "program: { name: N, language: fr, time_zone: Europe/Berlin }\n" + reviewers(ada) + routing,
        .init("1:31", "\"language\" cannot be \"fr\"", "Known here: en, de.")
    ),
    BadFile(
        "a language by its name",
        "program: { name: N, language: English, time_zone: Europe/Berlin }\n" + reviewers(ada) + routing,
        .init("1:31", "\"language\" cannot be \"English\"", "Known here: en, de.")
    ),
    BadFile(
        "a misspelt time zone",
        "program: { name: N, language: en, time_zone: Europe/Berln }\n" + reviewers(ada) + routing,
        .init("1:46", "\"Europe/Berln\" is not a time zone", "Did you mean Europe/Berlin?")
    ),
    BadFile(
        "an abbreviated time zone",
        "program: { name: N, language: en, time_zone: CET }\n" + reviewers(ada) + routing,
        .init("1:46", "\"CET\" is not a time zone", "Write an IANA name such as Europe/Berlin, or UTC.")
    ),
    BadFile(
        "a time zone by offset",
        "program: { name: N, language: en, time_zone: GMT+1 }\n" + reviewers(ada) + routing,
        .init("1:46", "\"GMT+1\" is not a time zone", "Write an IANA name such as Europe/Berlin, or UTC.")
    ),
    BadFile(
        "a program id with a space",
        "program: { id: My Program, name: N, language: en, time_zone: UTC }\n" + reviewers(ada) + routing,
        .init(
            "1:16",
            "\"id\" cannot be \"My Program\"",
            "Use small letters a to z, digits, dashes and underscores only."
        )
    ),
    BadFile(
        "a program without a name",
        "program: { name: , language: en, time_zone: UTC }\n" + reviewers(ada) + routing,
        .init("1:18", "\"name\" has no value", "Write one, or delete the key.")
    ),
    BadFile(
        "a program named by a list",
        "program: { name: [N], language: en, time_zone: UTC }\n" + reviewers(ada) + routing,
        .init("1:18", "\"name\" has to be one text", "Write it on one line, in quotes if it has special characters.")
    ),
]
