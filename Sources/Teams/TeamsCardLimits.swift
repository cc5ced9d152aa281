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
    static let titleCharacters = 60
    static let paragraphCharacters = 3000
    static let labelCharacters = 200
    static let buttonCharacters = 75
    static let buttonValueCharacters = 512
    static let confirmCharacters = 300
    static let quoteLines = 60
    static let urlCharacters = 2000
    static let options = 60
    /// What has not begun by then is not begun: the rest of three seconds is needed to do it and to answer.
    static let beginMilliseconds = 1_500

    // What comes back
    static let tokenCharacters = 512
    static let inputs = 64
    static let inputCharacters = 64
    static let typedCharacters = 8000
    static let optionValueCharacters = 150
    /// RFC 5321.
    static let addressCharacters = 254
    /// What stands above a form has at least so much, whatever was typed.
    static let introBytes = 1_500
}
