import FakeServers
import Foundation
import Testing

// What goes wrong around people's acts in Slack.
extension InSlack {
    func typeInVain(_ words: String, by person: Someone) async throws -> String? {
        try await type(words, by: person).readableText
    }

    func tellOfJoining(_ person: Someone) async -> Bool {
        let joined: JSONValue = [
            "type": "member_joined_channel", "user": "U0BOT", "channel": .string(person.room), "channel_type": "C",
            "team": "T0VENDOR", "event_ts": "1.9",
        ]
        return await slack.deliver(joined, toInstallOf: "T0VENDOR", in: person.room)
    }

    func divertMessages(to address: String) async {
        await slack.plan(.redirect(to: address), on: "chat.postMessage")
        await slack.plan(.redirect(to: address), on: "views.open", times: 1)
    }

    func cutOff(_ person: Someone) async {
        let team = World.stories.people.first { $0.id == person.id }?.team
        await slack.disconnect(team ?? "", from: person.room)
    }

    func clearFaults() async { await slack.clearFaults() }

    func repeatLastStep(of person: Someone) async throws -> String {
        let last = await slack.deliveries.last { $0.payload.type == "view_submission" }
        return try await slack.replay(try #require(last)).text
    }

    func askOnce(of story: Story) async throws -> Int {
        let form =
            "team_id=T0PARTNER&user_id=U0PAUL&channel_id=C0SHARED1&command=%2Fregister&text=status"
            + "&api_app_id=A0APP&is_enterprise_install=false&trigger_id=1.2." + UUID().uuidString
        return try await story.post(form: form, to: "/slack/commands").status
    }
}

// What goes wrong around people's acts in Teams.
extension InTeams {
    /// A message has no answer of its own: Teams is told to bring it again.
    func typeInVain(_ words: String, by person: Someone) async throws -> String? {
        let line = "register " + words
        let outcome = await teams.slash(line, by: person.teams.id, in: person.teams.chat)
        guard outcome == .failed("status 503") else { throw NeverHappened(what: "\(line): \(outcome)") }
        return nil
    }

    func tellOfJoining(_ person: Someone) async throws -> Bool {
        var update = await teams.draft("", by: person.teams.id, in: person.teams.chat)
        update["type"] = "conversationUpdate"
        update["membersAdded"] = [["id": update.recipient.id]]
        return try await teams.forge(update, Forgery()).status == 200
    }

    func divertMessages(to address: String) async { await teams.plan(.redirect(to: address), on: "send") }

    func cutOff(_ person: Someone) async {
        let tenant = TeamsWorld.stories.people.first { $0.id == person.teams.id }?.tenant
        await teams.unshare(person.teams.chat, with: tenant ?? "")
    }

    func clearFaults() async { await teams.clearFaults() }

    func repeatLastStep(of person: Someone) async throws -> String {
        let last = await teams.deliveries.last { $0.activity.name == "task/submit" }
        return await teams.replay(try #require(last)).answer.text
    }

    func askOnce(of story: Story) async throws -> Int {
        var press = await teams.draft("", by: Someone.paul.teams.id, in: Someone.paul.teams.chat)
        press["type"] = "invoke"
        press["name"] = "task/fetch"
        press["value"] = ["data": ["msteams": ["type": "task/fetch"], "verb": "register.start", "id": ""]]
        return try await teams.forge(press, Forgery()).status
    }
}
