/// A company the policy file keeps for the vendor itself.
enum BlockedAccount {
    static func check(_ claim: Claim, _ policy: Policy) -> Check {
        let company = policy.company(of: claim.prospect.domain)
        let isBlocked =
            policy.blockedAccounts.contains(claim.prospect.domain)
            || policy.blockedAccounts.contains { policy.company(of: $0) == company }
        guard isBlocked else { return Check(.blockedAccount, .pass, .accountOpen) }
        return Check(.blockedAccount, .block, .accountBlocked, evidence: [.init("company", company.text)])
    }
}
