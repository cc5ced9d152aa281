import FoundationEssentials
public import Registrations

extension Progress {
    /// With everything said that can be said.
    public static var full: Progress {
        let at = Samples.start
        var progress = Progress()
        var duty = Duty(
            .firstMeeting,
            startedAt: at,
            within: .days(14),
            due: at.addingTimeInterval(14 * 86_400 + 0.25),
            pausedAt: at.addingTimeInterval(1),
            reminded: 2,
            rung: 3,
            isHandedOver: true,
            hasMoved: true
        )
        duty.vendorDelayDays = 4
        duty.firstLookTold = at.addingTimeInterval(4)
        progress.duties = [duty, Duty(.answer, startedAt: at, within: .businessDays(2), due: at)]
        var meeting = Meeting(at: at, loggedAt: at.addingTimeInterval(2), by: .partner, contradictedAt: at)
        meeting.met = duty
        meeting.replaced = duty
        meeting.effect = .extended(from: at, to: at.addingTimeInterval(3))
        progress.meetings = [meeting]
        progress.nextStep = NextStep(text: "Call Ada", by: "Rita", at: at)
        progress.deal = Deal(
            stage: .evaluation,
            amount: Amount(minorUnits: 5_000_000),
            expectedClose: "2026-09-30",
            nextStep: "Demo for Ada",
            wantsCoSell: true,
            material: "https://files.example/ada"
        )
        progress.approvals = [Approval(by: "Rita", at: at, place: 1)]
        progress.appeal = Appeal(
            text: "Ada knows us",
            at: at,
            against: "Max",
            reason: "no_fit",
            reasonText: "Ada said no"
        )
        progress.extensions = 2
        progress.extensionAskedAt = at.addingTimeInterval(4)
        progress.completeAt = at.addingTimeInterval(5)
        progress.share = 2
        progress.choice = Choice(evidence: "Ada wrote: them", by: "Max", at: at)
        progress.researchedAt = at.addingTimeInterval(8)
        progress.turnAt = at.addingTimeInterval(9)
        progress.assigned = Assigned(by: "Rita", at: at.addingTimeInterval(10))
        progress.outcomeText = "Ada left"
        progress.holdReminded = 1
        progress.wakeAt = at.addingTimeInterval(6)
        progress.outagesUntil = at.addingTimeInterval(7)
        return progress
    }
}
