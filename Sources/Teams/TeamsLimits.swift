/// Every limit and clock of Teams' that this module keeps, and our own bounds.
enum TeamsLimits {
    // Clocks
    /// How far the clocks may be apart.
    ///
    /// https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication
    static let tokenSkewSeconds = 300.0
    static let keysKeptSeconds = 86_400.0
    /// A key nobody knows makes us look no more often than this.
    static let unknownKeySeconds = 3600.0
    /// An activity waits for keys: metadata and keys are two calls.
    static let keyCallMilliseconds = 1200
    static let callMilliseconds = 10_000
    /// An outgoing webhook waits five seconds; what has not begun by then is not begun.
    static let outgoingBeginMilliseconds = 2000
    /// Our own token is renewed so long before its end.
    static let renewedEarlySeconds = 300.0
    static let longestTokenSeconds = 86_400.0
    static let maximumRetryAfterSeconds = 3600.0
    /// Five to ten minutes are advised.
    ///
    /// https://learn.microsoft.com/entra/identity-platform/certificate-credentials
    static let assertionSeconds = 600

    // Our bounds
    static let tokenBytes = 16_384
    /// A key, its certificate and a few of those who signed it.
    static let certificateFileBytes = 65_536
    static let keyIDCharacters = 255
    static let signingKeys = 200
    static let endorsements = 100
    static let urlCharacters = 1000
    static let identifierCharacters = 255
    static let conversationCharacters = 512
    static let nameCharacters = 128
    static let textCharacters = 28_000
    static let entities = 100
    static let members = 200
    static let rememberedConversations = 10_000
}
