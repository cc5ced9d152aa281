import Desk
import FakeServers
import Foundation
import Registrations
import SQLite

/// Durable answers to the steps of Teams' dialog per second, as a ratio to what a bare route makes of the same requests.
///
/// The key that proves them is fetched once and kept; every request is verified by it.
struct Invokes {
    private static let bar = 0.15
    private static let path = "/teams/messages"
    private static let expectation = #""type":"continue""#
    private static let person = "29:tom"

    let bench: Workbench

    static func run(_ options: Options) async throws -> Bool {
        let figures = try await Workbench.run(options) { try await Invokes(bench: $0).measure() }
        for figure in figures {
            Bench.say(
                "\(figure.name.padded(9))\(Int(figure.perSecond))/s, \(Int(figure.processorMicroseconds)) µs CPU a request, "
                    + "p99 \(figure.p99Milliseconds) ms, failed \(figure.failed)"
            )
        }
        guard let bare = figures.first(where: { $0.name == "bare" }),
            let own = figures.first(where: { $0.name == "registrar" })
        else { throw Trouble("a figure is missing") }
        let ratio = own.perSecond / max(bare.perSecond, 1)
        let line = Bar(
            what: "step of Teams' dialog, durable, to a bare hummingbird route",
            bar: "≥ \(bar.shown)",
            measured: "\(ratio.shown) (\(Int(own.perSecond)) to \(Int(bare.perSecond))/s)",
            isMet: ratio >= bar && own.failed == 0
        )
        Bench.say(line.line)
        return line.isMet
    }

    private func measure() async throws -> [Rounds.Figure] {
        let teams = try FakeTeams(.demo)
        return try await withThrowingTaskGroup(of: Void.self) { group in
            defer { group.cancelAll() }
            let (addresses, announce) = AsyncStream.makeStream(of: String.self)
            group.addTask { try await teams.serve { announce.yield($0) } }
            var ready = addresses.makeAsyncIterator()
            guard await ready.next() != nil else { throw Trouble("the stand-in for Teams does not serve") }
            let database = bench.folder + "/invokes.db"
            try await seed(database)
            let service = try await bench.start("invoke", database: database, further: await environment(of: teams))
            defer { service.program.end() }
            await teams.setAppURL("http://" + service.host)
            let bodies = try write(try await step(of: teams))
            let bearer = try await teams.bearer()
            var own = Peer(name: "registrar", program: service.program, host: service.host)
            var bare = try await Peer.bare(bench.options, in: bench.folder)
            defer { bare.program.end() }
            (own.path, own.bearer, own.expectation) = (Self.path, bearer, Self.expectation)
            (bare.path, bare.bearer, bare.expectation) = (Self.path, bearer, Self.expectation)
            return try Rounds(load: bench.load, options: bench.options).play([bare, own], bodies: bodies)
        }
    }

    private func seed(_ database: String) async throws {
        try await Seed.partners(in: database)
        let ledger = try await SQLiteLedger.open(path: database, role: .tool)
        try await ledger.write { transaction in
            let tenant = WorkspaceKey(channel: .teams, id: TeamsWorld.partner)
            try transaction.save(Desk.Workspace(key: tenant, partner: PartnerID("bench-partner-0")))
        }
        try await ledger.close()
    }

    private func environment(of teams: FakeTeams) async -> [String: String] {
        let login = await teams.loginURL
        return [
            "REGISTRAR_TEAMS_APP_ID": TeamsWorld.app, "REGISTRAR_TEAMS_APP_SECRET": TeamsWorld.appSecret,
            "REGISTRAR_TEAMS_TENANT_ID": TeamsWorld.vendor, "REGISTRAR_TEAMS_OPENID_URL": await teams.openIDURL,
            "REGISTRAR_TEAMS_LOGIN_URL": login,
            "REGISTRAR_TEAMS_SERVICE_HOSTS": String(login.dropFirst("http://".count).dropLast()),
        ]
    }

    /// The first step of a dialog, sent off as people send it.
    private func step(of teams: FakeTeams) async throws -> JSONValue {
        await teams.announceInstallations()
        let chat = TeamsWorld.sharedWithPartner
        guard await teams.slash("register", by: Self.person, in: chat) == .accepted else {
            throw Trouble("the command was not taken")
        }
        let entry = try await eventually("a button that opens the dialog") {
            await teams.privateMessages(for: Self.person).last { $0.verbs.contains("register.start") }
        }
        guard await teams.press("register.start", on: entry, by: Self.person) == .shown else {
            throw Trouble("the dialog did not open")
        }
        await teams.fill(["company_name": "Alster GmbH", "company_domain": "alster-1.com"], by: Self.person)
        let outcome = await teams.submit(by: Self.person)
        guard outcome == .shown, let sent = await teams.deliveries.last?.activity else {
            throw Trouble("the first step: \(outcome)")
        }
        return sent
    }

    /// The step again and again; the generator makes each sending one of another showing, so each is a write of its own.
    private func write(_ step: JSONValue) throws -> String {
        var file: [UInt8] = []
        for number in 0..<bench.options.drafts * Prospects.variants {
            var body = step
            body["id"] = .string("f:bench-\(number)")
            body["value"]["data"]["nonce"] = .string("bench-serial-" + String(repeating: "0", count: 16))
            body["value"]["data"]["company_domain"] = .string("alster-\(number).com")
            file += Array("\(body.bytes.count) ".utf8) + body.bytes
        }
        let path = bench.folder + "/invokes"
        try Data(file).write(to: URL(filePath: path))
        return path
    }
}
