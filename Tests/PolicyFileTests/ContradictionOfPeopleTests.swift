import Testing

struct ContradictionOfPeopleTests {
    @Test(arguments: contradictions)
    func `rules about people and segments that cannot be true together are refused`(file: BadFile) {
        #expect(file.hears() == file.said)
    }
}

private let contradictions: [BadFile] = [
    BadFile(
        "a scope without its question",
        after: "hold: { scope: product }",
        .init(
            "6:16",
            "The scope product needs the question \"product_interest\", which is off",
            "Write product_interest: required or optional under \"questions\"."
        )
    ),
    BadFile(
        "segments that are not the scope, without their questions",
        after: "segments: { parts: [ { id: a, products: [Cloud] }, { id: b, products: [Edge], territories: [DE] } ] }",
        .init(
            "6:11",
            "There are segments, and a hold does not protect by them",
            "Write scope: segment under \"hold\"."
        ),
        .init(
            "6:20",
            "A segment with territories needs the question \"geography\", which is off",
            "Write geography: required or optional under \"questions\"."
        ),
        .init(
            "6:20",
            "A segment with products needs the question \"product_interest\", which is off",
            "Write product_interest: required or optional under \"questions\"."
        )
    ),
    BadFile(
        "a scope by segments that are not there",
        after: "hold: { scope: segment }",
        .init("6:16", "The scope is segment, and there are no segments", "Write them under \"segments\".")
    ),
    BadFile(
        "segments that overlap without a tie rule",
        after: "hold: { scope: segment }\nquestions: { geography: optional, target_revenue: optional }\n"
            + "segments:\n  parts:\n    - { id: north, territories: [DE, DK] }\n    - { id: large, revenue_from: 1000 }",
        .init(
            "11:7",
            "A claim can match the segment \"large\" and \"north\"",
            "Tell them apart, or write tie: first under \"segments\" to take the one that stands first."
        )
    ),
    BadFile(
        "rules whose check or question is off",
        after: "entry: { minimum_amount: 5, tender_only_before_publication: true, look_back: { purchase: 3 years } }\n"
            + "checks: { deal_size: off, existing_customer: off }",
        .init(
            "6:26",
            "\"minimum_amount\" is looked at by the check \"deal_size\", which is off",
            "Write deal_size: block or flag under \"checks\", or delete minimum_amount."
        ),
        .init(
            "6:61",
            "A rule about tenders needs the question \"tender_published\", which is off",
            "Write tender_published: required or optional under \"questions\"."
        ),
        .init(
            "6:90",
            "\"purchase\" is looked at by the check \"existing_customer\", which is off",
            "Write existing_customer: block or flag under \"checks\", or delete purchase."
        )
    ),
    BadFile(
        "a window that closes before it opens, and more certifications than there are",
        after: "entry: { opens: 2026-06-01, closes: 2026-05-31, certifications: [A], certifications_needed: 2 }",
        .init(
            "6:37",
            "Registrations close on 2026-05-31, before they open on 2026-06-01",
            "Write a day after 2026-06-01."
        ),
        .init(
            "6:93",
            "\"certifications_needed\" is 2, and the list of certifications has 1",
            "Name as many under certifications, or write a smaller number."
        )
    ),
    BadFile(
        "an escalation to a deputy and a manager who are not there",
        after: "duties: { answer: { escalate: [ { to: deputy }, { to: manager, after: 1 day } ] } }",
        .init("6:31", "A deputy is told, and no reviewer has one", "Add deputy: NAME to a reviewer."),
        .init("6:31", "A partner manager is told, and there is none", "Add manager: true to a reviewer.")
    ),
    BadFile(
        "a plan that asks for a manager where there is none",
        after: "approvals: { plans: [ { id: a, approvers: [Ada, manager] } ] }",
        .init(
            "6:23",
            "The plan \"a\" asks for more partner managers than there are besides those it names",
            "Add manager: true to another reviewer, or name somebody else."
        )
    ),
    BadFile(
        "an assignment by managers who are not there, and a proof that nobody is asked for",
        after: "assignment: { by: manager }\nentry: { replacement_evidence: { en: Letter } }\n"
            + "checks: { existing_customer: off }",
        .init(
            "6:19",
            "Partner managers assign, and there is none",
            "Write by: reviewer, or add manager: true to a reviewer."
        ),
        .init(
            "7:32",
            "A proof of replacement needs the question \"replacement\", which is off",
            "Write replacement: required or optional under \"questions\"."
        ),
        .init(
            "7:32",
            "\"replacement_evidence\" is looked at by the check \"existing_customer\", which is off",
            "Write existing_customer: block or flag under \"checks\", or delete replacement_evidence."
        )
    ),
    BadFile(
        "a plan that asks for a manager besides the only one, whom it names",
        program + reviewers(ada + bo("manager: true")) + routing
            + "approvals: { plans: [ { id: a, approvers: [Bo, manager] } ] }\n",
        .init(
            "6:23",
            "The plan \"a\" asks for more partner managers than there are besides those it names",
            "Add manager: true to another reviewer, or name somebody else."
        )
    ),
    BadFile(
        "a plan that nothing reaches",
        after: "approvals: { plans: [ { id: a, approvers: [Ada] }, { id: b, approvers: [Bo] } ] }",
        .init(
            "6:52",
            "The plan \"b\" is never reached, since one before it is for every claim",
            "Put the plan without when last."
        )
    ),
    BadFile(
        "a plan that names the same person twice and nobody else",
        after: "approvals: { plans: [ { id: a, approvers: [Ada, Ada, Bob], order: parallel } ] }",
        .init("6:49", "\"Ada\" is asked twice in one plan", "Delete one of them."),
        .init("6:54", "The approver \"Bob\" is not a reviewer", "Did you mean Bo?")
    ),
    BadFile(
        "a plan without approvers",
        after: "approvals: { plans: [ { id: a, approvers: [] } ] }",
        .init("6:43", "A plan without approvers approves nothing", "Write from 1 to 10 of them.")
    ),
]
