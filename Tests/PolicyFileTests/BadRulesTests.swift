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
        .init("6:7", "\"hold\" has to be a section of keys and values", "Write length: … under it.")
    ),
    BadFile(
        "a tier with an unknown key",
        after: "tiers: { gold: { discount: 20 } }",
        .init("6:18", "\"discount\" is not a key of tier \"gold\"", "Known here: caps, hold, answer.")
    ),
    BadFile(
        "a tier with a mistaken unit",
        after: "tiers:\n  gold:\n    answer: { days: 1 }",
        .init("8:15", "\"days\" is not a key of \"answer\"", "Known here: within, business_days.")
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
        "a question that every deal is asked",
        after: "questions: { expected_close: off }",
        .init("6:14", "\"expected_close\" is asked of every deal", "Delete this line.")
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
            "Delete this line; weights can be set for similar_name, existing_customer, territory, partner_caps, domain_kind, direct_sale, eligibility, deal_size, cool_down, tender, documents."
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
]
