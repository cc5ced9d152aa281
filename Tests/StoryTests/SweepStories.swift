import FakeServers
import Foundation
import Testing

/// What the service does by itself when its time has come.
@Suite(.serialized) struct SweepStories {
    /// The office is always open but on these days; a reminder of a meeting comes tomorrow, unless that is a day off:
    /// then it comes on the last day before.
    private static func policy(daysOff: [Int] = []) throws -> String {
        let days = try daysOff.map { try Story.day(inDays: $0) }.joined(separator: ", ")
        return Story.policy + """
            duties: { first_meeting: { within: 3 days, remind_days_before: [2] } }
            calendar:
              opens: 00:00
              closes: 23:59
              workdays: [mon, tue, wed, thu, fri, sat, sun]
              holidays: [\(days)]

            """
    }

    @Test(arguments: ChatName.told)
    func `a reminder comes once, whatever ends the service in between`(chat: ChatName) async throws {
        var setting = Story.Setting(chats: [chat])
        setting.policy = try Self.policy()
        try await Story.tell(setting) { story in
            let claim = try await story.approved("acme.com")
            let open = try await story.register("zeppelin.example", by: .rita, from: .button)
            try await story.nothingWaits()
            #expect(await Self.reminders(of: claim.number, in: story).isEmpty)
            for (round, daysOff) in [[1], [1, 2], [1, 2, 3]].enumerated() {
                try await Self.restart(story, under: try Self.policy(daysOff: daysOff))
                // The other claim's deadline moves with each day off: so the sweep was there.
                try await eventually("the calendar is followed") {
                    let moved = try await story.events(open.number).filter { $0 == "deadline_moved" }
                    return moved.count > round ? () : nil
                }
                try await eventually("the reminder") {
                    await Self.reminders(of: claim.number, in: story).isEmpty ? nil : ()
                }
                try await story.nothingWaits()
            }
            #expect(await Self.reminders(of: claim.number, in: story).count == 1)
            #expect(try await story.events(claim.number).filter { $0 == "reminded" }.count == 1)
            let note = try #require(await Self.reminders(of: claim.number, in: story).first)
            try await story.press("registration.meeting", on: note, by: .paul)
            try await story.next(["date": "in 2 hours"], by: .paul)
            #expect(try await story.send([:], by: .paul) == .cleared)
            #expect(try await story.meetings(claim.number).count == 1)
        }
    }

    private static func restart(_ story: Story, under policy: String) async throws {
        try await story.crash()
        let file = story.folder.appendingPathComponent("policy.yaml")
        try policy.write(to: file, atomically: true, encoding: .utf8)
        try await story.open()
    }

    private static func reminders(of number: String, in story: Story) async -> [Seen] {
        await story.chat(of: .paul).told(.paul).filter {
            $0.readableText.contains(number) && $0.actionIDs == ["registration.meeting"]
        }
    }
}
