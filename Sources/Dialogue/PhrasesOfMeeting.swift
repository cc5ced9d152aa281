public import FoundationEssentials
public import Registrations

/// The date of a meeting: asked for, understood, confirmed.
extension Phrasebook {
    /// A time was typed: it counts once it is confirmed.
    public func meetingQuestion(_ file: CaseFile, at date: Date) -> Card {
        let sentence = say(
            "You mean \(moment(date)). Is that right?",
            "Sie meinen \(moment(date)). Stimmt das?"
        )
        return Card(
            heading: say("\(file.caseNumber): meeting", "\(file.caseNumber): Gespräch"),
            parts: [.paragraph(Text(plain: sentence)), .note(zoneNote)],
            buttons: [
                Button(
                    .meeting,
                    say("Yes, log it", "Ja, eintragen"),
                    value: Self.meetingToken(file.registration.id, date),
                    style: .primary
                )
            ],
            summary: sentence
        )
    }

    /// Asks for the date; once one was understood, says it in words, and the same date again confirms it.
    public func meetingForm(_ file: CaseFile, typed: String?, understood: Date?) -> Form {
        var intro: [Part] = [.paragraph(Text([.strong(file.caseNumber), .plain(" · "), .typed(file.company)]))]
        if let understood {
            intro.append(
                .paragraph(
                    Text([
                        .plain(say("That is ", "Das ist ")), .strong(moment(understood)),
                        .plain(say(". Log it, or change it here.", ". Tragen Sie es ein, oder ändern Sie es hier.")),
                    ])
                )
            )
        }
        intro.append(.note(zoneNote))
        return Form(
            name: .meeting,
            token: Self.meetingToken(file.registration.id, understood),
            title: say("Log a meeting", "Gespräch eintragen"),
            intro: intro,
            inputs: [
                Form.Input(
                    id: "date",
                    label: say("When?", "Wann?"),
                    kind: .line(maximumLength: Self.dateCharacters),
                    isRequired: true,
                    value: typed,
                    hint: say("e.g. tomorrow 14:00 or 1 December 2pm", "z. B. morgen 14 Uhr oder 1.12. 14:00")
                )
            ],
            submit: understood == nil ? next : say("Log it", "Eintragen"),
            close: cancel
        )
    }

    private static let dateCharacters = 80

    /// `ID`, and `ID@MILLIS` once a time was understood.
    static func meetingToken(_ id: RegistrationID, _ understood: Date?) -> String {
        guard let understood else { return id.text }
        return "\(id.text)@\(Int64((understood.timeIntervalSince1970 * 1000).rounded()))"
    }

    /// Reads what `meetingForm` sends along.
    public static func read(meetingToken token: String) -> (id: RegistrationID, understood: Date?) {
        guard let mark = token.lastIndex(of: "@"), let millis = Int64(token[token.index(after: mark)...]) else {
            return (RegistrationID(token), nil)
        }
        return (RegistrationID(String(token[..<mark])), Date(timeIntervalSince1970: Double(millis) / 1000))
    }

    private var zoneNote: Text {
        text("Times are those of \(timeZone).", "Alle Zeiten in der Zeitzone \(timeZone).")
    }

    /// Why a text is no date, and how to mend it.
    public func sentence(_ mistake: DateWords.Mistake) -> String {
        switch mistake {
        case .unreadable:
            say(
                "That is not a date we can read. Try tomorrow 14:00 or 1 December 2pm.",
                "Das lässt sich nicht als Datum lesen. Versuchen Sie es mit morgen 14 Uhr oder 1.12. 14:00."
            )
        case .ambiguous(let one, let other):
            say(
                "That can be \(day(one.at)) or \(day(other.at)). Please write the month as a word.",
                "Das kann der \(day(one.at)) oder der \(day(other.at)) sein. Bitte den Monat als Wort schreiben."
            )
        case .noSuchDate:
            say(
                "There is no such day or time. Please check it.",
                "Diesen Tag oder diese Uhrzeit gibt es nicht. Bitte prüfen."
            )
        case .tooFar: sentence(Mistake.dayTooFar)
        }
    }
}
