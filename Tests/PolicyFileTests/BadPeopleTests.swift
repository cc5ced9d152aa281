import Testing

struct BadPeopleTests {
    @Test(arguments: badPeople)
    func `a mistake about a reviewer or the routing is named with its place and mend`(file: BadFile) {
        #expect(file.hears() == file.said)
    }
}

private let badPeople: [BadFile] = [
    BadFile(
        "an unknown reviewer in routing",
        program + reviewers(ada) + "routing: { fallback: Adda }\n",
        .init("4:22", "\"fallback\" is \"Adda\", who is not a reviewer", "Did you mean Ada?")
    ),
    BadFile(
        "a reviewer nobody is near in routing",
        program + reviewers(ada) + "routing: { fallback: Sales }\n",
        .init("4:22", "\"fallback\" is \"Sales\", who is not a reviewer", "Known here: Ada.")
    ),
    BadFile(
        "a fallback whose own entry is wrong",
        program + reviewers(ada + "  - { name: Bo, email: nowhere, slack: { team: T0V, user: U0B } }\n")
            + "routing: { fallback: Bo }\n",
        .init("4:24", "\"nowhere\" is not an e-mail address", "Write it as name@company.com.")
    ),
    BadFile(
        "routing to a reviewer whose name is a list",
        program + reviewers("  - { name: [Bo], email: bo@vendor.example, slack: { team: T0V, user: U0B } }\n")
            + "routing: { fallback: Bo }\n",
        .init("3:13", "\"name\" has to be one text", "Write it on one line, in quotes if it has special characters.")
    ),
    BadFile(
        "routing without fallback",
        program + reviewers(ada) + "routing: {}\n",
        .init("4:10", "\"routing\" lacks \"fallback\"", "Add fallback: ….")
    ),
    BadFile(
        "routing to nobody",
        program + reviewers(ada) + "routing: { fallback: }\n",
        .init("4:22", "\"fallback\" has no value", "Write one, or delete the key.")
    ),
    BadFile(
        "a reviewer without chat",
        program + reviewers(ada + "  - { name: Bo, email: bo@vendor.example }\n") + routing,
        .init(
            "4:5",
            "A reviewer needs a chat identity, since decisions are made in chat",
            "Add slack: { team: T…, user: U… } or teams: { tenant: …, object_id: … }."
        )
    ),
    BadFile(
        "a reviewer without e-mail",
        program + reviewers(ada + "  - { name: Bo, slack: { team: T0V, user: U0B } }\n") + routing,
        .init("4:5", "A reviewer lacks \"email\"", "Add email: ….")
    ),
    BadFile(
        "a bad e-mail",
        program + reviewers(ada + "  - { name: Bo, email: bo at vendor, slack: { team: T0V, user: U0B } }\n") + routing,
        .init("4:24", "\"bo at vendor\" is not an e-mail address", "Write it as name@company.com.")
    ),
    BadFile(
        "two reviewers of one name",
        program + reviewers(ada + "  - { name: Ada, email: bo@vendor.example, slack: { team: T0V, user: U0B } }\n")
            + routing,
        .init(
            "4:13",
            "Two reviewers are called \"Ada\"",
            "Give each a name of their own, for example with a department."
        )
    ),
    BadFile(
        "two reviewers with one Slack identity",
        program + reviewers(ada + "  - { name: Bo, email: bo@vendor.example, slack: { team: T0V, user: U0A } }\n")
            + routing,
        .init("4:50", "This chat identity is already \"Ada\"", "Look up the id of each person in their own profile.")
    ),
    BadFile(
        "a Slack user by handle",
        program + reviewers(ada + "  - { name: Bo, email: bo@vendor.example, slack: { team: T0V, user: '@bo' } }\n")
            + routing,
        .init("4:69", "\"@bo\" is not the id of a Slack user", "Copy the id from Slack; it looks like U0123ABCD.")
    ),
    BadFile(
        "a Slack team by name",
        program + reviewers(ada + "  - { name: Bo, email: bo@vendor.example, slack: { team: vendor, user: U0B } }\n")
            + routing,
        .init("4:58", "\"vendor\" is not the id of a Slack team", "Copy the id from Slack; it looks like T0123ABCD.")
    ),
    BadFile(
        "a Slack identity without team",
        program + reviewers(ada + "  - { name: Bo, email: bo@vendor.example, slack: { user: U0B } }\n") + routing,
        .init("4:50", "\"slack\" lacks \"team\"", "Add team: T….")
    ),
    BadFile(
        "a Teams tenant by name",
        program
            + reviewers(
                ada
                    + "  - { name: Bo, email: bo@vendor.example, teams: { tenant: vendor, object_id: 0f8fad5b-d9cb-469f-a165-70867728950e } }\n"
            ) + routing,
        .init(
            "4:60",
            "\"vendor\" is not a GUID",
            "Copy it from Microsoft Entra; it looks like 0f8fad5b-d9cb-469f-a165-70867728950e."
        )
    ),
    BadFile(
        "an unknown deputy",
        program + reviewers(ada + bo("deputy: Adda")) + routing,
        .init("4:84", "\"deputy\" is \"Adda\", who is not a reviewer", "Did you mean Ada?")
    ),
    BadFile(
        "their own deputy",
        program + reviewers(ada + bo("deputy: Bo")) + routing,
        .init("4:84", "\"Bo\" cannot be their own deputy", "Name another reviewer, or delete deputy.")
    ),
    BadFile(
        "an absent reviewer without deputy",
        program + reviewers(ada + bo("absent: true")) + routing,
        .init("4:76", "An absent reviewer needs a deputy", "Add deputy: NAME OF A REVIEWER, or delete absent.")
    ),
    BadFile(
        "an absent deputy",
        program
            + reviewers(
                "  - { name: Ada, email: ada@vendor.example, slack: { team: T0V, user: U0A }, absent: true, deputy: Bo }\n"
                    + bo("absent: true, deputy: Ada")
            ) + routing,
        .init("3:100", "The deputy \"Bo\" is absent too", "Name a deputy who is there."),
        .init("4:98", "The deputy \"Ada\" is absent too", "Name a deputy who is there.")
    ),
    BadFile(
        "a territory in small letters",
        program + reviewers(ada + bo("territories: [DE, at]")) + routing,
        .init("4:94", "\"at\" is not a territory", "Write AT.")
    ),
    BadFile(
        "a territory that is a name",
        program + reviewers(ada + bo("territories: [New Zealand]")) + routing,
        .init(
            "4:90",
            "\"New Zealand\" is not a territory",
            "Use capital letters, digits, dashes and underscores, for example DE or US-CA."
        )
    ),
    BadFile(
        "a territory that is no list",
        program + reviewers(ada + bo("territories: DE")) + routing,
        .init("4:89", "\"territories\" has to be a list", "Write territories: [DE, AT].")
    ),
    BadFile(
        "manager as yes",
        program + reviewers(ada + bo("manager: yes")) + routing,
        .init("4:85", "\"manager\" has to be true or false", "Write true or false, without quotes.")
    ),
    BadFile(
        "manager in quotes",
        program + reviewers(ada + bo("manager: \"true\"")) + routing,
        .init("4:85", "\"manager\" has to be true or false", "Write true or false, without quotes.")
    ),
    BadFile(
        "a misspelt reviewer key",
        program + reviewers(ada + "  - { name: Bo, mail: bo@vendor.example, slack: { team: T0V, user: U0B } }\n")
            + routing,
        .init("4:5", "A reviewer lacks \"email\"", "Add email: …."),
        .init("4:17", "\"mail\" is not a key of a reviewer", "Did you mean email?")
    ),
]
