import Desk
import Dialogue
import Foundation
import JSON
import Registrations

/// Everything stored on a person, as one object.
enum PersonJSON {
    /// `records` are the registrations as `export` writes them, in the same order.
    static func text(_ file: PersonalFile, records: [String]) -> String {
        var writer = JSONWriter()
        writer.object { writer in
            writer.field("contact", file.email.text)
            writer.array("registrations") { writer in
                for registration in file.registrations { put(registration, &writer) }
            }
            writer.array("mentioned_in") { writer in
                for registration in file.mentions { put(registration, &writer) }
            }
            writer.array("history_values") { writer in
                for value in file.values {
                    writer.object { writer in
                        writer.field("chain", value.chain.text)
                        writer.field("sequence", value.sequence)
                        writer.field("event", value.kind.rawValue)
                        writer.field("at", stamp(value.at))
                        writer.field("name", value.name)
                        writer.field("value", value.value)
                    }
                }
            }
            writer.array("drafts") { writer in
                for draft in file.drafts { put(draft, &writer) }
            }
            writer.array("kept_answers") { writer in
                for kept in file.replies { writer.value(words(of: kept.reply)) }
            }
            writer.array("waiting_messages") { writer in
                for message in file.messages { put(message, &writer) }
            }
        }
        let whole = records.joined(separator: ",")
        return "{\"records\":[\(whole)],\(writer.text.dropFirst())"
    }

    private static func put(_ registration: Registration, _ writer: inout JSONWriter) {
        writer.object { writer in
            writer.field("case", registration.caseNumber.description)
            writer.field("status", registration.status.rawValue)
            writer.field("submitted_at", stamp(registration.submittedAt))
            writer.object("personal") { writer in
                for (name, text) in registration.personalWords.sorted(by: { $0.key < $1.key }) {
                    writer.field(name, text)
                }
            }
        }
    }

    private static func put(_ draft: DraftRecord, _ writer: inout JSONWriter) {
        writer.object { writer in
            writer.field("id", draft.id.text)
            writer.field("updated_at", stamp(draft.updatedAt))
            writer.object("typed") { writer in
                for field in Field.allCases { writer.field(field.rawValue, ifPresent: draft.typed[field]) }
            }
        }
    }

    private static func put(_ message: Message, _ writer: inout JSONWriter) {
        writer.object { writer in
            writer.field("id", message.id.text)
            writer.field("purpose", message.purpose.rawValue)
            writer.field("text", message.routes.map { words(of: .card($0.card)) }.first ?? "")
        }
    }

    /// Every word of a document, a line each.
    private static func words(of reply: Reply) -> String {
        var lines: [String] = []
        _ = reply.rewording { words in
            lines.append(words)
            return words
        }
        return lines.joined(separator: "\n")
    }
}

extension Export {
    /// Everything stored on one person, as JSON.
    func exportPerson(_ address: String) async throws {
        let email = try PersonOption.email(address)
        let assembly = try await shared.open()
        let file = try await assembly.erasing().file(on: email)
        let desk = assembly.desk()
        var records: [String] = []
        for registration in file.registrations {
            records.append(RecordJSON.text(try await desk.export(registration, at: assembly.time.now())))
        }
        try await assembly.ledger.close()
        Console.line(PersonJSON.text(file, records: records))
    }
}
