import FakeServers
import Testing

/// Meetings, logged in words, by button and by form, and what the other side says to them.
@Suite(.serialized) struct MeetingStories {
    @Test(arguments: ChatName.told)
    func `a meeting counts after the yes, once, and the other side is told`(chat: ChatName) async throws {
        try await Story.tell(on: chat) { story in
            let claim = try await story.approved("acme.com")
            let question = try await story.answered("meeting \(claim.number) tomorrow 14:00", by: .paul)
            #expect(question.readableText.contains("14:00. Is that right?"))
            #expect(try await story.meetings(claim.number).isEmpty)
            for _ in 1...2 { try await story.press("registration.meeting", on: question, by: .paul) }
            let note = try await story.direct(claim.number, to: .ada) {
                $0.readableText.contains("The partner logged a meeting")
            }
            #expect(note.actionIDs == ["registration.contradict"])
            #expect(try await story.meetings(claim.number).map(\.by) == ["partner"])
            #expect(try await story.shown(claim.number).next_action.who == "reviewer")
        }
    }

    @Test(arguments: ChatName.told)
    func `the form says what it understood, in German, before it logs`(chat: ChatName) async throws {
        try await Story.tell(on: chat) { story in
            let claim = try await story.approved("acme.com", by: .pia)
            let note = try await story.told(claim.number, "ist freigegeben", to: .pia)
            try await story.press("registration.meeting", on: note, by: .pia)
            for (typed, words) in [
                ("bald", "nicht als Datum lesen"), ("31.2.", "gibt es nicht"), ("1.1.2120", "mehr als zwei Jahre"),
                ("1.1.2020", "vor der Registrierung"), ("12/01/2026", "Monat als Wort"),
            ] {
                guard case .errors(let mistakes) = try await story.send(["date": typed], by: .pia) else {
                    Issue.record("\(typed) was taken")
                    continue
                }
                #expect(mistakes["date"]?.contains(words) == true, "\(typed): \(mistakes)")
            }
            let view = try await story.next(["date": "morgen 14 Uhr"], by: .pia)
            #expect(view.readableText.contains("14:00 Uhr"))
            #expect(try await story.meetings(claim.number).isEmpty)
            #expect(try await story.send([:], by: .pia) == .cleared)
            #expect(try await story.meetings(claim.number).count == 1)
        }
    }

    @Test(arguments: [
        ("soon", "not a date we can read"), ("31 February", "no such day"), ("1 January 2120", "more than two years"),
        ("1 January 2020", "before the registration"), ("12/01/2026", "write the month as a word"),
    ])
    func `a bad date has its sentence and changes nothing`(date: String, words: String) async throws {
        try await Story.tell { story in
            let claim = try await story.approved("acme.com")
            #expect(try await story.type("meeting \(claim.number) \(date)", by: .paul).contains(words))
            #expect(try await story.meetings(claim.number).isEmpty)
        }
    }

    @Test(arguments: ChatName.told)
    func `Ada says that it is not so, Paul is told and owes the meeting again`(chat: ChatName) async throws {
        try await Story.tell(on: chat) { story in
            let claim = try await story.approved("acme.com")
            try await story.meet(claim.number, "tomorrow 14:00", by: .paul)
            let note = try await story.direct(claim.number, to: .ada) {
                $0.actionIDs == ["registration.contradict"]
            }
            let own = try await story.type("contradict \(claim.number)", by: .paul)
            #expect(own.contains("no meeting here that you could contradict"))
            try await story.press("registration.contradict", on: note, by: .ada)
            let told = try await story.told(claim.number, "no longer counts", to: .paul)
            #expect(told.actionIDs == ["registration.meeting"])
            let shown = try await story.shown(claim.number)
            #expect(shown.next_action.who == "partner")
            #expect(shown.duties.items.map(\.kind) == ["first_meeting"])
            let again = try await story.type("contradict \(claim.number)", by: .ada)
            #expect(again.contains("no meeting here that you could contradict"))
        }
    }

    @Test(arguments: ChatName.told)
    func `Rita, without the app, logs hers by mention and reads Ada's`(chat: ChatName) async throws {
        try await Story.tell(on: chat) { story in
            let claim = try await story.approved("zeppelin.example", by: .rita, from: .button)
            let question = try await story.chat(chat).mention("meeting \(claim.number) tomorrow 9am", by: .rita)
            #expect(question.readableText.contains("09:00"))
            try await story.press("registration.meeting", on: question, by: .rita)
            try await eventually("the meeting") { try await story.meetings(claim.number).isEmpty ? nil : () }
            try await story.meet(claim.number, "in 3 days 10:00", by: .ada)
            let told = try await story.told(claim.number, "The vendor logged a meeting", to: .rita)
            #expect(told.actionIDs == ["registration.contradict"])
            try await story.press("registration.contradict", on: told, by: .rita)
            try await story.direct(claim.number, to: .ada) { $0.readableText.contains("no longer counts") }
        }
    }

    @Test(arguments: ChatName.told)
    func `another partner, a stranger and an ended case meet nobody`(chat: ChatName) async throws {
        try await Story.tell(on: chat) { story in
            let claim = try await story.approved("acme.com")
            let words = "\(claim.number) tomorrow 14:00"
            #expect(try await story.mention("meeting " + words, by: .rita).contains("no case of that number"))
            #expect(try await story.mention("meeting " + words, by: .sam).contains("not linked to a partner"))
            let question = try await story.answered("meeting " + words, by: .paul)
            try await story.type("withdraw \(claim.number)", by: .paul)
            try await story.press("registration.meeting", on: question, by: .paul)
            try await story.whispered("does not fit any more", to: .paul)
            #expect(try await story.type("meeting " + words, by: .paul).contains("does not fit any more"))
            #expect(try await story.meetings(claim.number).isEmpty)
        }
    }
}
