public import Registrations

/// The page of a service that has no chat yet, as the admin reads it.
public struct SetUp: Hashable, Sendable {
    public var language: Language
    public var title: String
    public var lead: Text
    public var checksHeading: String
    public var progress: String
    public var checks: [Check]
    public var steps: [Step]
    public var foot: Text
    /// The same page in the other language: its name in itself, and its code.
    public var other: Action
    public var live: Live

    /// One line of the checklist.
    public struct Check: Hashable, Sendable {
        public let state: State
        /// The state in a word, for those who do not see its sign.
        public let word: String
        public let label: String
        public let detail: String
    }

    public enum State: String, Hashable, Sendable {
        case done, missing, later
    }

    public struct Step: Hashable, Sendable {
        public let heading: String
        public var parts: [Part]
        public var form: AddressForm?
        public var action: Action?
        public var samples: [Sample]
    }

    /// Where one types the public address.
    public struct AddressForm: Hashable, Sendable {
        public let label: String
        public let value: String
        public let mistake: String?
        public let submit: String
    }

    public struct Action: Hashable, Sendable {
        public let label: String
        public let url: String
    }

    /// Lines to copy, behind a heading where they are many.
    public struct Sample: Hashable, Sendable {
        public let label: String
        public let text: String
        public let isFolded: Bool
    }

    /// Words for what happens while the page is open.
    public struct Live: Hashable, Sendable {
        public let copy: String
        public let copied: String
        public let silent: String
        public let connected: String
    }
}

/// What is known about a service that is being set up; names and states, no secret.
public struct SetUpFacts: Hashable, Sendable {
    /// What the admin typed or set; nil while there is none.
    public var address: String?
    /// `address` is one that Slack takes.
    public var isAddressGood = false
    /// `REGISTRAR_PUBLIC_URL` is set, so that a restart keeps it.
    public var isAddressSet = false
    /// This service answers there; nil while nobody knows.
    public var answersThere: Bool?
    public var isDatabaseWell = false
    public var database = ""
    public var policyPath: String?
    public var reviewers = 0
    public var managers = 0
    public var partners = 0
    /// The app's manifest for `address`, and the link that opens Slack with it.
    public var manifest = ""
    public var createLink = ""
    /// The lines of the environment to set.
    public var environment = ""
    public var policySample = ""
    public var partnerSample = ""

    public init() {}
}
