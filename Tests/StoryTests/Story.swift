import FakeServers
import Foundation
import Synchronization
import Testing

/// One story: a Slack, the built program before it, and people who act; everything is gone when it ends.
final class Story: Sendable {
    let slack: FakeSlack
    let program: Program
    let folder: URL
    private let service = Holder<Running>()
    private let shownViews = Mutex<[String: [String]]>([:])

    static let signingSecret = "8f742231b10e8888abcd99yyyzzz85a5"
    static let clientSecret = "hush-of-the-client"

    /// What stands before the first word.
    struct Setting: Sendable {
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

    /// Tells a story with both partners known and the bots in their channels.
    static func tell(
        _ setting: Setting = Setting(),
        _ plot: @escaping @Sendable (Story) async throws -> Void
    ) async throws {
        try await tellBare(setting) { story in
            try await story.run(
                "partner add --name Nordwind --domain nordwind.example --tier gold --slack-team T0PARTNER"
            )
            try await story.run("partner add --name Südstern --domain suedstern.example --slack-team T0RIVAL")
            await story.slack.announceBots()
            try await story.install(.pia)
            try await plot(story)
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
        try await withThrowingTaskGroup(of: Void.self) { group in
            defer { group.cancelAll() }
            let (addresses, announce) = AsyncStream.makeStream(of: String.self)
            group.addTask { try await slack.serveAPI { announce.yield($0) } }
            let api = try #require(await addresses.first { _ in true })
            let story = try Story(slack, folder: folder, api: api, setting)
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

    private init(_ slack: FakeSlack, folder: URL, api: String, _ setting: Setting) throws {
        self.slack = slack
        self.folder = folder
        let policy = folder.appendingPathComponent("policy.yaml")
        try setting.policy.write(to: policy, atomically: true, encoding: .utf8)
        let own: [String: String] = [
            "REGISTRAR_BIND": "127.0.0.1:0",
            "REGISTRAR_DATABASE": "sqlite:" + folder.appendingPathComponent("registrar.db").path,
            "REGISTRAR_POLICY": policy.path,
            "REGISTRAR_SLACK_SIGNING_SECRET": Self.signingSecret,
            "REGISTRAR_SLACK_TEAM_ID": "T0VENDOR",
            "REGISTRAR_SLACK_BOT_TOKEN": "xoxb-demo-vendor",
            "REGISTRAR_SLACK_CLIENT_ID": "client",
            "REGISTRAR_SLACK_CLIENT_SECRET": Self.clientSecret,
            "REGISTRAR_SLACK_API_URL": api + "/api/",
            "REGISTRAR_SLACK_AUTHORIZE_URL": api + "/oauth/v2/authorize",
            "REGISTRAR_SLACK_RESPONSE_HOSTS": ([String(api.dropFirst("http://".count))] + setting.responseHosts)
                .joined(separator: ","),
            "REGISTRAR_METRICS_BIND": "",
            "REGISTRAR_DRAIN_SECONDS": "0",
            "REGISTRAR_LOG_FORMAT": "json",
        ]
        program = Program(
            folder: folder,
            environment: own.merging(setting.environment) { _, new in new },
            wrapper: setting.wrapper
        )
    }

    // The service's life

    var running: Running { get throws { try #require(service.value) } }

    /// Starts the service and tells Slack where it is.
    func open() async throws {
        let running = try program.start(["serve"], isWrapped: true)
        service.value = running
        await slack.setAppURL(try await running.address())
    }

    /// As the power failing: nothing is said to the process.
    func crash() async throws { try await running.killed() }

    private func closeQuietly() async throws {
        guard let running = service.value, running.process.isRunning else { return }
        try await running.killed()
    }

    /// At the end of every story Slack has nothing to complain about, and every history holds.
    private func close(allowing: (Violation) -> Bool) async throws {
        let complaints = await slack.violations.filter { !allowing($0) }
        #expect(complaints.isEmpty, "Slack complains: \(complaints)")
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

    func remember(_ view: SlackView, shownTo person: Someone) {
        shownViews.withLock { $0[person.id, default: []].append(view.content.text) }
    }

    /// Every view that was ever in front of somebody.
    func views(shownTo person: Someone) -> [String] { shownViews.withLock { $0[person.id] ?? [] } }

    private static func makeFolder() throws -> URL {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("story-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return folder
    }

    private static func removeQuietly(_ folder: URL) {
        do { try FileManager.default.removeItem(at: folder) } catch {
            // Gone already, as wanted.
        }
    }
}
