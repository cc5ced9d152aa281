public import Registrations

/// What is wrong with one answer; the phrasebook says how to mend it.
public enum Mistake: Hashable, Sendable {
    case missing
    case tooLong(limit: Int)
    case notAName
    case notADomain
    case mailProvider(String)
    case throwAwayMail(String)
    case sharedHost(String)
    case publicSuffix(String)
    case ipAddress
    case notAnAddress
    case notAnAmount
    case notPositive
    case notADay
    case dayOver
    case dayTooFar
    case notAnOption
    case notTicked
    /// The partner has an open claim on this company already.
    case alreadyYours(CaseNumber)
}
