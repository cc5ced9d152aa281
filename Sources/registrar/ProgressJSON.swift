import FoundationEssentials
import JSON
import Registrations

/// What came of a registration, as machines read it: duties, meetings, the deal, approvals, the appeal.
enum ProgressJSON {
    static func put(_ registration: Registration, _ writer: inout JSONWriter) {
        let progress = registration.progress
        writer.array("duties") { writer in
            for duty in progress.duties { put(duty, &writer) }
        }
        writer.array("meetings") { writer in
            for meeting in progress.meetings {
                writer.object { writer in
                    writer.field("at", stamp(meeting.at))
                    writer.field("logged_at", stamp(meeting.loggedAt))
                    writer.field("by", meeting.by.rawValue)
                    writer.field("contradicted_at", ifPresent: meeting.contradictedAt.map(stamp))
                }
            }
        }
        if let step = progress.nextStep {
            writer.object("next_step") { writer in
                writer.field("text", step.text)
                writer.field("by", step.by)
                writer.field("at", stamp(step.at))
            }
        }
        if let deal = progress.deal { put(deal, &writer) }
        writer.array("approvals") { writer in
            for approval in progress.approvals {
                writer.object { writer in
                    writer.field("by", approval.by)
                    writer.field("at", stamp(approval.at))
                }
            }
        }
        if let appeal = progress.appeal {
            writer.object("appeal") { writer in
                writer.field("text", appeal.text)
                writer.field("at", stamp(appeal.at))
                writer.field("against", appeal.against)
                writer.field("reason", ifPresent: appeal.reason)
                writer.field("reason_text", ifPresent: appeal.reasonText)
            }
        }
        writer.field("hold_extensions", progress.extensions)
    }

    private static func put(_ duty: Duty, _ writer: inout JSONWriter) {
        writer.object { writer in
            writer.field("kind", duty.kind.rawValue)
            writer.field("who", duty.kind.side.rawValue)
            writer.field("within", duty.within.text)
            writer.field("started_at", stamp(duty.startedAt))
            writer.field("due", stamp(duty.due))
            writer.field("paused_at", ifPresent: duty.pausedAt.map(stamp))
        }
    }

    private static func put(_ deal: Progress.Deal, _ writer: inout JSONWriter) {
        writer.object("deal") { writer in
            writer.field("stage", ifPresent: deal.stage?.rawValue)
            writer.field("amount_minor_units", deal.amount.minorUnits)
            writer.field("expected_close", deal.expectedClose)
            writer.field("next_step", deal.nextStep)
            writer.field("co_sell", deal.wantsCoSell ? "yes" : "no")
            writer.field("material", ifPresent: deal.material)
        }
    }
}
