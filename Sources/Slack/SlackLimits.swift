/// Every limit of Slack's that this module keeps, as its documentation of January 2026 states them, and our own bounds.
///
/// Characters are counted as UTF-16 units, which is never less than Slack counts.
/// https://docs.slack.dev/reference/block-kit and https://docs.slack.dev/reference/views/modal-views
enum SlackLimits {
    // Views
    static let viewTitleCharacters = 24
    static let viewBlocks = 100
    static let privateMetadataCharacters = 3000
    // Messages
    static let messageBlocks = 50
    static let messageTextCharacters = 4000
    // Blocks
    static let headerCharacters = 150
    static let sectionCharacters = 3000
    static let sectionFields = 10
    static let fieldCharacters = 2000
    static let contextCharacters = 2000
    static let actionsElements = 25
    static let labelCharacters = 2000
    static let hintCharacters = 2000
    static let errorCharacters = 2000
    // Elements
    static let placeholderCharacters = 150
    static let typedCharacters = 3000
    static let selectOptions = 100
    static let checkboxes = 10
    static let optionCharacters = 75
    static let optionValueCharacters = 150
    static let buttonCharacters = 75
    static let buttonValueCharacters = 2000
    static let confirmTitleCharacters = 100
    static let confirmTextCharacters = 300
    static let confirmAnswerCharacters = 30
    static let identifierCharacters = 255

    // Clocks
    static let signatureWindowSeconds = 300
    /// Slack waits 3 s for an answer and its trigger lives as long; the rest is left to the network.
    static let answerMilliseconds = 2000
    /// What has not begun by then is not begun: the rest of the time is needed to do it and to answer.
    static let beginMilliseconds = 600
    /// Less is not worth a call.
    static let leastCallMilliseconds = 50
    static let callMilliseconds = 10_000
    static let maximumRetryAfterSeconds = 3600.0

    // Our bounds
    static let formFields = 64
    static let timestampDigits = 12
    static let wordsCharacters = 4000
    static let inputsInView = 100
    static let challengeCharacters = 1000
    static let probeBytes = 4096
    static let urlCharacters = 3000
    static let quoteLines = 60
    /// So many who clicked while it is too busy are told so at a time.
    static let tellingBusyAtOnce = 32
    static let rememberedConversations = 10_000
    static let cookieSeconds = 600
    static let oauthParameterCharacters = 512
    static let languageTags = 20
}
