import Registrations

extension Event.Kind {
    /// What a registration is from this event on; nil when it stays what it was.
    var statusAfter: Registration.Status? {
        switch self {
        case .submitted, .informationGiven, .decisionUndone, .appealed: .submitted
        case .informationRequested: .needsInformation
        case .approved: .approved
        case .rejected: .rejected
        case .won: .won
        case .lost: .lost
        case .lapsed: .lapsed
        case .withdrawn: .withdrawn
        case .checksRun, .holdStarted, .holdEnded, .blockLifted, .linksRevoked, .personalErased, .approvalGiven,
            .holdExtended,
            .extensionAsked, .approvalAccepted, .meetingLogged, .meetingContradicted, .nextStepRecorded, .becameDeal,
            .offered, .offerAccepted, .offerExpired, .choiceRecorded, .reminded, .escalated, .handedOver,
            .deadlineMoved, .refused, .partnerAdded, .partnerChanged, .partnerSuspended, .partnerRestored,
            .workspaceLinked,
            .appInstalled, .appUninstalled, .policyLoaded, .directSaleOpened, .directSaleClosed, .signalled,
            .serviceStopped, .researchStarted:
            nil
        }
    }
}
