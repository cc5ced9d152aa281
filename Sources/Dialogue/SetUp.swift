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

    /// `either` is one of two of which one is needed.
    public enum State: String, Hashable, Sendable {
        case done, missing, either, later
    }

    public struct Step: Hashable, Sendable {
        public let heading: String
        public var parts: [Part]
        public var form: Question?
        public var action: Action?
        public var samples: [Sample]
    }

    /// Where one types something that the page then puts in.
    public struct Question: Hashable, Sendable {
        /// Its name in the page's address.
        public let name: Name
        public let label: String
        public let value: String
        public let placeholder: String
        public let mistake: String?
        public let submit: String
        /// What was typed into the page's other question, which going on keeps.
        public let kept: Kept?

        public enum Name: String, Hashable, Sendable {
            case url, app
        }

        public struct Kept: Hashable, Sendable {
            public let name: Name
            public let value: String
        }
    }

    public struct Action: Hashable, Sendable {
        public let label: String
        public let url: String
        /// It brings a file instead of opening a page.
        public var isDownload = false
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
    /// `address` is one that chats take.
    public var isAddressGood = false
    /// The admin typed one that they do not.
    public var isTypedAddressWrong = false
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
    /// The Teams app's id that the admin typed or set; nil while there is none.
    public var app: String?
    public var isTypedAppWrong = false
    /// What to enter at the bot's registration; empty without a good address.
    public var endpoint = ""
    /// Where the Teams package for `address` and `app` is to be had, and the command that makes it.
    public var packageLink = ""
    public var packageCommand = ""
    /// The lines of the environment to set.
    public var environment = ""
    public var environmentOfSlack = ""
    public var environmentOfTeams = ""
    public var policySample = ""
    public var partnerOnSlack = ""
    public var partnerOnTeams = ""

    public init() {}
}
