import FakeServers
import Foundation
import Testing

/// What the admin does to a running service, and what the machine does to it, whichever chat is set.
@Suite(.serialized) struct OperatingStories {
    @Test(arguments: ChatName.told)
    func `on SIGTERM the service turns unready, serves on for a second, and ends well`(chat: ChatName) async throws {
        let setting = Story.Setting(chats: [chat], environment: ["REGISTRAR_DRAIN_SECONDS": "1"])
        try await Story.tell(setting) { story in
            let claim = try await story.register(by: .paul)
            #expect(try await story.get("/readyz").status == 200)
            #expect(try await story.get("/livez").status == 200)
            let asked = ContinuousClock.now
            try story.running.signal(SIGTERM)
            try await eventually("it is not ready any more") {
                try await story.get("/readyz").status == 503 ? () : nil
            }
            #expect(try await story.type("status", by: .paul).contains(claim.number))
            #expect(try await story.running.ended() == 0)
            #expect(ContinuousClock.now - asked >= .seconds(1))
            try await story.open()
            #expect(try await story.type("status", by: .paul).contains(claim.number))
        }
    }

    @Test(arguments: ChatName.told)
    func `on SIGHUP a changed policy is in force, a broken one is not`(chat: ChatName) async throws {
        let setting = Story.Setting(chats: [chat])
        try await Story.tell(setting) { story in
            let file = story.folder.appendingPathComponent("policy.yaml")
            let changed = setting.policyText.replacing("version: stories", with: "version: second\nhold: { days: 30 }")
            try changed.write(to: file, atomically: true, encoding: .utf8)
            try story.running.signal(SIGHUP)
            try await eventually("the new policy") { try story.running.logged("policy.loaded").first }
            #expect(try await story.type("rules", by: .paul).contains("30 days from approval"))
            try changed.appending("\nnonsense: 1\n").write(to: file, atomically: true, encoding: .utf8)
            try story.running.signal(SIGHUP)
            let refusal = try await eventually("the refusal") { try story.running.logged("policy.refused").first }
            #expect(refusal["reason"]?.contains("nonsense") == true)
            #expect(try await story.type("rules", by: .paul).contains("30 days from approval"))
            #expect(try await story.run("policy check policy.yaml", expecting: 1).contains("nonsense"))
            try changed.write(to: file, atomically: true, encoding: .utf8)
        }
    }

    @Test(arguments: ChatName.told)
    func `a full disk acknowledges nothing, says so, and is got over`(chat: ChatName) async throws {
        let disk = try await SmallDisk.mounted(kibibytes: 4_096)
        let setting = Story.Setting(
            chats: [chat],
            environment: ["REGISTRAR_DATABASE": "sqlite:" + disk.folder.appendingPathComponent("registrar.db").path],
            // Teams hears of what is not taken by the status, and brings it again.
            allowing: { chat == .teams && $0.what == "status 503" }
        )
        try await disk.during {
            try await Story.tell(setting) { story in
                _ = try await story.begin("acme.com", by: .paul)
                try await story.next(Typed().company, by: .paul)
                try disk.fill()
                let refused = try await eventually("a step is refused") {
                    if let refused = try await story.sendInVain(Typed().contact, by: .paul) { return refused }
                    try await story.pressInView("register.back", by: .paul)
                    return nil
                }
                #expect(refused.contains("nothing was saved"), "\(refused)")
                let said = try await story.chat(chat).typeInVain("rival.example", by: .pia)
                #expect(said?.contains("nichts wurde gespeichert") != false)
                #expect(try await story.get("/readyz").status == 503)
                try disk.free()
                try await eventually("it is ready again") { try await story.get("/readyz").status == 200 ? () : nil }
                try await story.sendAgain(by: .paul)
                for step in Typed().steps.dropFirst(2) { try await story.next(step, by: .paul) }
                let claim = try story.receipt(try await story.front(of: .paul))
                try await story.card(claim.number)
            }
        }
    }

    @Test(arguments: ChatName.told)
    func `no token and no secret stands in the database or the log`(chat: ChatName) async throws {
        try await Story.tell(on: chat) { story in
            let claim = try await story.register(by: .paul)
            try await story.card(claim.number)
            let files = try FileManager.default.contentsOfDirectory(at: story.folder, includingPropertiesForKeys: nil)
            #expect(files.contains { $0.lastPathComponent == "registrar.db" })
            for file in files {
                let bytes = try Data(contentsOf: file)
                for secret in ["xoxb-", Story.signingSecret, Story.clientSecret, TeamsWorld.appSecret, "eyJ."] {
                    #expect(bytes.range(of: Data(secret.utf8)) == nil, "\(secret) in \(file.lastPathComponent)")
                }
            }
            let log = try story.running.output()
            for personal in ["kim@acme.com", "Kim Doe", "Acme Rockets", "They count"] {
                #expect(!log.contains(personal), "\(personal)")
            }
        }
    }

    @Test(arguments: ChatName.told)
    func `settings that are wrong are all named at once, without a value`(chat: ChatName) async throws {
        let half =
            switch chat {
            case .slack: "REGISTRAR_SLACK_BOT_TOKEN"
            case .teams: "REGISTRAR_TEAMS_APP_SECRET"
            }
        try await Story.tellBare(Story.Setting(chats: [chat])) { story in
            let extra = [
                half: "", "REGISTRAR_MASTER_KEY": "not-a-key-at-all",
                "REGISTRAR_DRAIN_SECONDS": "soon",
            ]
            let failed = try story.program.start(["serve"], changing: extra)
            #expect(try await failed.ended() == 1)
            let said = try failed.trouble()
            for name in extra.keys { #expect(said.contains(name), "\(name) in \(said)") }
            for value in ["not-a-key-at-all", "soon", Story.signingSecret, TeamsWorld.app] {
                #expect(!said.contains(value))
            }
        }
    }
}

/// What an admin sees of Slack's own way to install an app: Teams installs without a page of ours.
@Suite(.serialized) struct SlackInstallStories {
    @Test func `an installation needs the state and the browser it began in`() async throws {
        try await Story.tell { story in
            #expect(try await story.get("/slack/oauth/callback?code=x&state=made-up").status == 403)
            let begun = try await story.get("/slack/install")
            let cookie = try #require(begun.headers["set-cookie"])
            #expect(cookie.contains("SameSite=Lax"))
            #expect(!cookie.contains("Secure"))
            let authorise = try #require(begun.headers["location"])
            let back = try #require(await story.slack.authorize(authorise, by: "U0RITA"))
            #expect(try await story.get(back).status == 403)
            #expect(await story.slack.calls.filter { $0.method == "oauth.v2.access" }.count == 1)
        }
    }

    @Test func `uninstalling ends the token, and the partner is reached by the vendor's bot`() async throws {
        // A trigger made up here opens nothing; what counts is that the partner's token is not tried.
        let setting = Story.Setting(allowing: { $0.what.hasPrefix("invalid_trigger_id") })
        try await Story.tell(setting) { story in
            let claim = try await story.register(by: .paul)
            let card = try await story.card(claim.number)
            await story.slack.uninstall("T0PARTNER")
            let form =
                "command=%2Fregister&text=b.example&team_id=T0PARTNER&user_id=U0PAUL&channel_id=C0SHARED1&trigger_id=9.9.9"
            let answer = try await story.post(form: form, to: "/slack/commands")
            #expect(answer.text.contains("press to go on"))
            #expect(await story.slack.calls.last { $0.method == "views.open" }?.team == "T0VENDOR")
            try await story.press("review.approve", on: card, by: .ada)
            try await story.told(claim.number, "is approved", to: .paul)
            try await story.install(.pia)
            _ = try await story.register("zeppelin.example", by: .pia)
        }
    }
}

/// A disk so small that it can be filled.
struct SmallDisk: Sendable {
    let folder: URL
    private var filler: URL { folder.appendingPathComponent("filler") }

    static func mounted(kibibytes: Int) async throws -> SmallDisk {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("disk-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try await Self.command(["mount", "-t", "tmpfs", "-o", "size=\(kibibytes)k", "tmpfs", folder.path])
        return SmallDisk(folder: folder)
    }

    /// Unmounts afterwards, whatever happens.
    func during(_ work: () async throws -> Void) async throws {
        do {
            try await work()
        } catch {
            try await unmount()
            throw error
        }
        try await unmount()
    }

    private func unmount() async throws {
        try await Self.command(["umount", folder.path])
        try FileManager.default.removeItem(at: folder)
    }

    /// Writes until nothing fits any more.
    func fill() throws {
        try Data().write(to: filler)
        let descriptor = Foundation.open(filler.path, O_WRONLY)
        defer { close(descriptor) }
        let block = [UInt8](repeating: 1, count: 4_096)
        while write(descriptor, block, block.count) > 0 {}
    }

    func free() throws { try FileManager.default.removeItem(at: filler) }

    private static func command(_ words: [String]) async throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = words
        process.standardInput = FileHandle.nullDevice
        try process.run()
        try await eventually("\(words) ends") { process.isRunning ? nil : () }
        guard process.terminationStatus == 0 else { throw NeverHappened(what: "\(words) works") }
    }
}
