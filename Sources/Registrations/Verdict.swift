public import FoundationEssentials

/// What the checks together say before a person decides.
public struct Verdict: Hashable, Sendable {
    public let suggestion: Suggestion
    /// The checks that made it so.
    public let because: [Check]

    public enum Suggestion: String, Hashable, Sendable {
        case approve, look, wait, reject
    }

    public init(_ checks: [Check]) {
        let blocking = checks.filter { $0.outcome == .block }
        let flagged = checks.filter { $0.outcome == .flag }
        if blocking.contains(where: \.isLiftable) {
            suggestion = .reject
            because = blocking
        } else if !blocking.isEmpty {
            suggestion = .wait
            because = blocking
        } else {
            suggestion = flagged.isEmpty ? .approve : .look
            because = flagged
        }
    }
}

extension Registration {
    /// What the checks say now: a hold that came or went counts, and what a manager lifted does not.
    public func verdict(isHeld: Bool) -> Verdict {
        var weighed = checks.filter { !($0.isLiftable && lifted != nil) && !($0.reason == .prospectHeld) }
        if isHeld { weighed.append(Check(.duplicateDomain, .block, .prospectHeld)) }
        return Verdict(weighed)
    }
}

/// What a partner may know of a prospect before claiming it: never who else is there.
public enum Standing: Hashable, Sendable {
    case free
    /// Somebody may have claimed it, or something like it; going on is right.
    case mayBeDuplicate
    case held(until: Date)
    /// The partner has an open claim of its own.
    case yours(CaseNumber)
    /// The vendor keeps this company for itself.
    case notOpen
    /// The partner's tier allows no more for now.
    case capReached

    /// Reads the verdict so far for that partner.
    public init(_ claim: Claim, _ facts: Facts, _ policy: Policy, at now: Date) {
        // What of the company the claim is about is not known yet: only a claim on all of it is certain to be the same.
        let own = facts.openClaims.filter { $0.partner == claim.partner.id }
        if let own = own.first(where: { policy.hold.scope == .account || $0.scope == .account }) {
            self = .yours(own.caseNumber)
        } else if let hold = facts.holdAgainst(claim.partner.id, at: now) {
            self = .held(until: hold.until)
        } else {
            let checks = runChecks(claim, facts, policy, at: now)
            if checks.contains(where: { $0.reason == .accountBlocked }) {
                self = .notOpen
            } else if checks.contains(where: { $0.rule == .partnerCaps && $0.outcome == .block }) {
                self = .capReached
            } else {
                let isSeen = checks.contains {
                    [.prospectClaimed, .nameSimilar, .wonBefore, .replacementProven, .replacementUnproven]
                        .contains($0.reason)
                }
                self = isSeen || !own.isEmpty ? .mayBeDuplicate : .free
            }
        }
    }
}
