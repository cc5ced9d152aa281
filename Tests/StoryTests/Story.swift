import FakeServers
import Foundation
import Synchronization
import Testing

/// One story: a Slack, a Teams or both, the built program before them, and people who act; all is gone when it ends.
final class Story: Sendable {
    let slack: FakeSlack
    let teams: FakeTeams
    /// Those that are set up; people act on the first unless they say otherwise.
    let chats: [ChatName]
    let program: Program
    let folder: URL
    private let service = Holder<Running>()
    private let shownViews = Mutex<[String: [String]]>([:])

    static let signingSecret = "8f742231b10e8888abcd99yyyzzz85a5"
    static let clientSecret = "hush-of-the-client"

    /// What stands before the first word.
    struct Setting: Sendable {
        var chats: [ChatName] = [.slack]
        var teamsWorld = TeamsWorld.stories
        var teamsClocks = TeamsClocks()
        var world = World.stories
        var clocks = SlackClocks.withoutPauses
        var policy = Story.policy
        var environment: [String: String] = [:]
        /// Hosts of response addresses besides Slack's own.
        var responseHosts: [String] = []
        /// What starts the service: a command that ends in becoming its arguments.
        var wrapper: [String] = []
        /// The folder everything is kept in, if not one of its own.
        var folder: URL?
        /// Mistakes that the story itself brings about.
        var allowing: @Sendable (Violation) -> Bool = { _ in false }
    }

    static let policy = """
        version: stories
        program: { id: main, name: Nordlicht Partner Program, language: en, time_zone: Europe/Berlin }
        reviewers:
          - { name: Ada Lindqvist, email: ada@vendor.example, slack: { team: T0VENDOR, user: U0AE }, territories: [DE, AT] }
          - { name: Bo Maier, email: bo@vendor.example, slack: { team: T0VENDOR, user: U0MANAGER }, manager: true }
        routing: { fallback: Ada Lindqvist }
        blocked_accounts: [ blocked.example ]

        """

    /// Tells a story on one chat alone, with both partners known and the bot in their channels.
    static func tell(on chat: ChatName, _ plot: @escaping @Sendable (Story) async throws -> Void) async throws {
        try await tell(Setting(chats: [chat]), plot)
    }

    /// Tells a story with both partners known and the bots in their channels.
    static func tell(
        _ setting: Setting = Setting(),
        _ plot: @escaping @Sendable (Story) async throws -> Void
    ) async throws {
        try await tellBare(setting) { story in
            try await story.settle(setting)
            try await plot(story)
        }
    }

    /// Makes both partners known and the bots members of their channels.
    func settle(_ setting: Setting) async throws {
        let north = setting.workspaces(slack: "T0PARTNER", teams: TeamsWorld.partner)
        let south = setting.workspaces(slack: "T0RIVAL", teams: TeamsWorld.rival)
        try await run("partner add --name Nordwind --domain nordwind.example --tier gold " + north)
        try await run("partner add --name Südstern --domain suedstern.example " + south)
        if setting.chats.contains(.slack) {
            await slack.announceBots()
            try await install(.pia)
        }
        if setting.chats.contains(.teams) {
            await teams.announceInstallations()
            for person in setting.teamsWorld.people where person.hasApp { try await greeting(of: person.id) }
        }
    }

    /// Tells a story that begins with nothing but a running service.
    static func tellBare(
        _ setting: Setting = Setting(),
        _ plot: @escaping @Sendable (Story) async throws -> Void
    ) async throws {
        let folder = try setting.folder ?? makeFolder()
        defer { removeQuietly(folder) }
        let slack = FakeSlack(
            setting.world,
            signingSecret: signingSecret,
            clientID: "client",
            clientSecret: clientSecret,
            clocks: setting.clocks
        )
        let teams = try FakeTeams(setting.teamsWorld, clocks: setting.teamsClocks)
        try await withThrowingTaskGroup(of: Void.self) { group in
            defer { group.cancelAll() }
            let (addresses, announce) = AsyncStream.makeStream(of: String.self)
            var ready = addresses.makeAsyncIterator()
            group.addTask { try await slack.serveAPI { announce.yield($0) } }
            let api = try #require(await ready.next())
            group.addTask { try await teams.serve { announce.yield($0) } }
            _ = try #require(await ready.next())
            let story = try await Story(slack, teams, folder: folder, api: api, setting)
            do {
                try await story.open()
                try await plot(story)
            } catch {
                try await story.closeQuietly()
                throw error
            }
            try await story.close(allowing: setting.allowing)
        }
    }

    private init(
        _ slack: FakeSlack,
        _ teams: FakeTeams,
        folder: URL,
        api: String,
        _ setting: Setting
    ) async throws {
        self.slack = slack
        self.teams = teams
        self.folder = folder
        chats = setting.chats
        let policy = folder.appendingPathComponent("policy.yaml")
        try setting.policyText.write(to: policy, atomically: true, encoding: .utf8)
        var own: [String: String] = [
            "REGISTRAR_BIND": "127.0.0.1:0",
            "REGISTRAR_DATABASE": "sqlite:" + folder.appendingPathComponent("registrar.db").path,
            "REGISTRAR_POLICY": policy.path,
            "REGISTRAR_METRICS_BIND": "",
            "REGISTRAR_DRAIN_SECONDS": "0",
            "REGISTRAR_LOG_FORMAT": "json",
        ]
        if chats.contains(.slack) { own.merge(setting.slackEnvironment(api: api)) { _, new in new } }
        if chats.contains(.teams) { own.merge(await Setting.environment(of: teams)) { _, new in new } }
        program = Program(
            folder: folder,
            environment: own.merging(setting.environment) { _, new in new },
            wrapper: setting.wrapper
        )
    }

    // The service's life

    var running: Running { get throws { try #require(service.value) } }

    /// Starts the service and tells the chats where it is.
    func open() async throws {
        let running = try program.start(["serve"], isWrapped: true)
        service.value = running
        let address = try await running.address()
        await slack.setAppURL(address)
        await teams.setAppURL(address)
    }

    /// As the power failing: nothing is said to the process.
    func crash() async throws { try await running.killed() }

    private func closeQuietly() async throws {
        guard let running = service.value, running.process.isRunning else { return }
        try await running.killed()
    }

    /// At the end of every story no chat has anything to complain about, and every history holds.
    private func close(allowing: (Violation) -> Bool) async throws {
        for name in chats {
            let complaints = await chat(name).complaints().filter { !allowing($0) }
            #expect(complaints.isEmpty, "\(name) complains: \(complaints)")
        }
        try await run("audit verify")
        let running = try running
        running.signal(SIGTERM)
        #expect(try await running.ended() == 0)
    }

    /// Runs a command beside the service and gives its output; words stand between blanks.
    @discardableResult
    func run(_ line: String, expecting status: Int32 = 0) async throws -> String {
        let outcome = try await program.run(line.split(separator: " ").map(String.init))
        #expect(outcome.status == status, "registrar \(line): \(outcome.output)\(outcome.trouble)")
        return outcome.output + outcome.trouble
    }

    /// What `show` says of a case.
    func shown(_ number: String) async throws -> JSONValue {
        try JSONValue(parsing: try await run("show \(number) --format json").utf8)
    }

    /// Every registration there is.
    func exported() async throws -> [JSONValue] {
        try await run("export --format json").split(separator: "\n").map { try JSONValue(parsing: $0.utf8) }
    }

    /// Waits until no message waits or is parked.
    func nothingWaits() async throws {
        try await eventually("the outbox is empty") { try await outbox().isEmpty ? () : nil }
    }

    /// Every message that waits or is parked.
    func outbox() async throws -> [JSONValue] {
        try await run("outbox list --format json").split(separator: "\n").map { try JSONValue(parsing: $0.utf8) }
    }

    func remember(_ view: Shown, shownTo person: Someone) {
        shownViews.withLock { $0[person.id, default: []].append(view.content.text) }
    }

    /// Every view that was ever in front of somebody.
    func views(shownTo person: Someone) -> [String] { shownViews.withLock { $0[person.id] ?? [] } }

    private static func makeFolder() throws -> URL {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("story-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return folder
    }

    static func removeQuietly(_ folder: URL) {
        do { try FileManager.default.removeItem(at: folder) } catch {
            // Gone already, as wanted.
        }
    }
}
