/// Every limit of Teams' and of Adaptive Cards' that cards keep, and our own bounds.
///
/// Characters are counted as UTF-16 units. Teams documents 28 KB for a message; failures were seen from about 21 KB on.
/// https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/what-are-cards
enum TeamsCardLimits {
    /// Of one card, everything included.
    static let cardBytes = 20_000
    /// What a card needs around its elements and actions.
    static let frameBytes = 2_600
    /// Teams shows as many in a row; more would be dropped.
    static let actions = 6
    static let refreshUsers = 60

    static let summaryCharacters = 500
    static let headingCharacters = 150
    static let paragraphCharacters = 3000
    static let labelCharacters = 200
    static let valueCharacters = 2000
    static let buttonCharacters = 75
    static let buttonValueCharacters = 512
    static let confirmCharacters = 300
    static let quoteLines = 60
    static let urlCharacters = 2000
}
