import Desk
import FoundationEssentials
import Registrations

/// What came of a registration, as JSON: all of it but the personal texts and the time of the next look.
///
/// What is absent in an older row reads as nothing.
struct StoredProgress: Codable {
    private var duties: [Duty]?
    private var meetings: [Progress.Meeting]?
    private var nextStep: Said?
    private var deal: Deal?
    private var approvals: [Progress.Approval]?
    private var appeal: Appeal?
    private var extensions: Int?
    private var extensionAskedAt: Date?
    private var completeAt: Date?
    private var share: Int?
    private var choice: Said?
    private var holdReminded: Int?
    private var outagesUntil: Date?
    private var researchedAt: Date?
    private var turnAt: Date?
    private var assigned: Said?

    /// Who said it and when; the words are stored apart.
    private struct Said: Codable {
        let by: String
        let at: Date
    }

    private struct Appeal: Codable {
        let by: String
        let at: Date
        let reason: String?
    }

    private struct Deal: Codable {
        let stage: String?
        let amount: Int
        let expectedClose: String
        let wantsCoSell: Bool
    }

    init(_ progress: Progress) {
        duties = progress.duties.isEmpty ? nil : progress.duties
        meetings = progress.meetings.isEmpty ? nil : progress.meetings
        nextStep = progress.nextStep.map { Said(by: $0.by, at: $0.at) }
        deal = progress.deal.map { deal in
            Deal(
                stage: deal.stage?.rawValue,
                amount: deal.amount.minorUnits,
                expectedClose: deal.expectedClose,
                wantsCoSell: deal.wantsCoSell
            )
        }
        approvals = progress.approvals.isEmpty ? nil : progress.approvals
        appeal = progress.appeal.map { Appeal(by: $0.against, at: $0.at, reason: $0.reason) }
        extensions = progress.extensions == 0 ? nil : progress.extensions
        extensionAskedAt = progress.extensionAskedAt
        completeAt = progress.completeAt
        share = progress.share
        choice = progress.choice.map { Said(by: $0.by, at: $0.at) }
        holdReminded = progress.holdReminded == 0 ? nil : progress.holdReminded
        outagesUntil = progress.outagesUntil
        researchedAt = progress.researchedAt
        turnAt = progress.turnAt
        assigned = progress.assigned.map { Said(by: $0.by, at: $0.at) }
    }

    /// With the texts that are stored apart, as far as they were not erased.
    func progress(_ texts: PersonalValues.Texts, wakeAt: Date?) -> Progress {
        var progress = Progress()
        progress.duties = duties ?? []
        progress.meetings = meetings ?? []
        progress.nextStep = nextStep.map { Progress.NextStep(text: texts.nextStep, by: $0.by, at: $0.at) }
        progress.deal = deal.map { deal in
            Progress.Deal(
                stage: deal.stage.flatMap { Stage(rawValue: $0) },
                amount: Amount(minorUnits: deal.amount),
                expectedClose: deal.expectedClose,
                nextStep: texts.dealNextStep,
                wantsCoSell: deal.wantsCoSell,
                material: texts.material
            )
        }
        progress.approvals = approvals ?? []
        progress.appeal = appeal.map { appeal in
            Progress.Appeal(
                text: texts.appeal,
                at: appeal.at,
                against: appeal.by,
                reason: appeal.reason,
                reasonText: texts.appealed
            )
        }
        progress.extensions = extensions ?? 0
        progress.extensionAskedAt = extensionAskedAt
        progress.completeAt = completeAt
        progress.share = share
        progress.choice = choice.map { Progress.Choice(evidence: texts.choice, by: $0.by, at: $0.at) }
        progress.outcomeText = texts.outcome
        progress.holdReminded = holdReminded ?? 0
        progress.outagesUntil = outagesUntil
        progress.researchedAt = researchedAt
        progress.turnAt = turnAt
        progress.assigned = assigned.map { Progress.Assigned(by: $0.by, at: $0.at) }
        progress.wakeAt = wakeAt
        return progress
    }
}
