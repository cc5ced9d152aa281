import Desk
import Dialogue
import Foundation
import JSON
import Registrations

/// A registration as machines read it: names of CONTRACT, times in RFC 3339 and UTC.
enum RecordJSON {
    static func text(_ export: RecordExport) -> String {
        let registration = export.registration
        var writer = JSONWriter()
        writer.object { writer in
            writer.field("case", registration.caseNumber.description)
            writer.field("id", registration.id.text)
            writer.field("kind", registration.kind.rawValue)
            writer.field("status", registration.status.rawValue)
            writer.field("program", registration.program)
            writer.field("partner", export.partner.name)
            writer.object("submitter") { put(registration.submitter, &$0) }
            put(registration.answers, &writer)
            writer.array("checks") { writer in
                for check in registration.checks { put(check, &writer) }
            }
            put(registration.hold, &writer)
            ProgressJSON.put(registration, &writer)
            writer.field("reviewer", registration.reviewer)
            writer.object("next_action") { writer in
                writer.field("who", export.next.who.rawValue)
                writer.field("what", export.next.what.rawValue)
                optional("due", export.next.due.map(stamp), &writer)
            }
            writer.field("policy_version", registration.policyVersion)
            writer.field("submitted_at", stamp(registration.submittedAt))
            optional("decided_at", registration.decision.map { stamp($0.at) }, &writer)
            put(registration.decision, &writer)
            put(registration.consent, &writer)
            writer.array("why") { writer in
                for fact in export.why {
                    writer.object { writer in
                        writer.field("about", fact.label)
                        writer.field("says", fact.value.plain)
                    }
                }
            }
            writer.field("link", export.link)
            writer.array("events") { writer in
                for event in export.events { put(event, &writer) }
            }
        }
        return writer.text
    }

    /// The same in lines for people.
    static func lines(_ export: RecordExport) -> [(String, String)] {
        let registration = export.registration
        var lines = [
            ("case", registration.caseNumber.description), ("status", registration.status.rawValue),
            ("partner", export.partner.name), ("company", registration.answers.prospect.name.typed),
            ("domain", registration.answers.prospect.domain.ascii),
            ("contact", "\(registration.answers.contact.name) <\(registration.answers.contact.email)>"),
            ("problem", registration.answers.problem), ("reviewer", registration.reviewer),
            ("next", "\(export.next.who.rawValue) \(export.next.what.rawValue) \(export.next.due.map(stamp) ?? "")"),
            ("hold", registration.hold.map { "until \(stamp($0.until))" } ?? "-"),
            ("policy", registration.policyVersion), ("submitted", stamp(registration.submittedAt)),
        ]
        lines += registration.checks.map {
            ("check", "\($0.rule.rawValue) \($0.outcome.rawValue) \($0.reason.rawValue)")
        }
        lines += export.why.map { ("why", "\($0.label): \($0.value.plain)") }
        lines += export.events.map {
            ("event", "\(stamp($0.event.at)) \($0.event.kind.rawValue) \(name($0.event.actor))")
        }
        lines.append(("link", export.link))
        return lines
    }

    private static func put(_ person: Person, _ writer: inout JSONWriter) {
        writer.field("channel", person.workspace.channel.rawValue)
        writer.field("workspace", person.workspace.id)
        writer.field("user", person.user)
    }

    private static func put(_ answers: Answers, _ writer: inout JSONWriter) {
        writer.object("prospect") { writer in
            writer.field("name", answers.prospect.name.typed)
            writer.field("domain", answers.prospect.domain.ascii)
        }
        writer.object("contact") { writer in
            writer.field("name", answers.contact.name)
            writer.field("email", answers.contact.email.text)
            writer.field("role", ifPresent: answers.contact.role)
        }
        writer.field("problem", answers.problem)
        writer.field("solution_fit", ifPresent: answers.solutionFit)
        writer.field("services_needed", ifPresent: answers.servicesNeeded)
        writer.field("stage", ifPresent: answers.stage?.rawValue)
        writer.field("source_kind", ifPresent: answers.sourceKind?.rawValue)
        writer.field("geography", ifPresent: answers.geography)
        if let amount = answers.targetRevenue { writer.field("target_revenue_minor_units", amount.minorUnits) }
        writer.field("product_interest", ifPresent: answers.productInterest)
        writer.field("competitors", ifPresent: answers.competitors)
        writer.field("business_unit", ifPresent: answers.businessUnit)
        writer.field("opportunity", ifPresent: answers.opportunity)
        writer.field("tender_published", ifPresent: answers.tenderPublished)
    }

    private static func put(_ check: Check, _ writer: inout JSONWriter) {
        writer.object { writer in
            writer.field("rule", check.rule.rawValue)
            writer.field("outcome", check.outcome.rawValue)
            writer.field("reason", check.reason.rawValue)
            writer.array("evidence") { writer in
                for evidence in check.evidence {
                    writer.object { writer in
                        writer.field("name", evidence.name)
                        writer.field("value", evidence.value)
                    }
                }
            }
        }
    }

    private static func put(_ hold: Hold?, _ writer: inout JSONWriter) {
        guard let hold else { return null("hold", &writer) }
        writer.object("hold") { writer in
            writer.field("from", stamp(hold.from))
            writer.field("until", stamp(hold.until))
            writer.field("scope", hold.scope.text)
        }
    }

    private static func put(_ decision: Registration.Decision?, _ writer: inout JSONWriter) {
        guard let decision else { return null("decision", &writer) }
        writer.object("decision") { writer in
            writer.field("outcome", decision.outcome.rawValue)
            writer.field("by", decision.by)
            writer.field("reason", ifPresent: decision.reason)
            writer.field("text", ifPresent: decision.text)
        }
    }

    private static func put(_ consent: Consent, _ writer: inout JSONWriter) {
        writer.object("consent") { writer in
            writer.field("text", consent.text)
            writer.field("language", consent.language.rawValue)
            writer.field("version", consent.version)
            writer.field("at", stamp(consent.at))
            writer.field("channel", consent.channel.rawValue)
        }
    }

    private static func put(_ stored: StoredEvent, _ writer: inout JSONWriter) {
        writer.object { writer in
            writer.field("sequence", stored.sequence)
            writer.field("kind", stored.event.kind.rawValue)
            writer.field("at", stamp(stored.event.at))
            writer.field("actor", name(stored.event.actor))
            writer.object("details") { writer in
                for detail in stored.event.details { writer.field(detail.name, detail.value) }
            }
            writer.field("hash", Hex.text(stored.hash))
        }
    }

    private static func name(_ actor: Event.Actor) -> String {
        switch actor {
        case .person(let person, let role):
            "\(role.rawValue) \(person.workspace.channel.rawValue):\(person.workspace.id):\(person.user)"
        case .rule(let id, let version): "rule \(id) \(version)"
        case .admin: "admin"
        case .service: "service"
        }
    }

    private static func optional(_ name: String, _ value: String?, _ writer: inout JSONWriter) {
        guard let value else { return null(name, &writer) }
        writer.field(name, value)
    }

    private static func null(_ name: String, _ writer: inout JSONWriter) {
        writer.key(name)
        writer.null()
    }
}
