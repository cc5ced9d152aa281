import Crypto
import Curl
import Foundation
import JSON
import Synchronization

/// `registrar serve` as a process, from the line that says where it listens until its end.
final class RunningProgram: Sendable {
    let url: String
    private let process: Process
    private let lines: LogLines
    private let curl: CurlClient

    static let secret = "8f742231b10e8888abcd99yyyzzz85a5"

    /// Starts the service on a free port, waits until it listens, and stops it after `body`, which must end well.
    static func serving(_ program: Program, _ body: (RunningProgram) async throws -> Void) async throws {
        let settings = ["REGISTRAR_BIND": "127.0.0.1:0", "REGISTRAR_METRICS_BIND": "", "REGISTRAR_DRAIN_SECONDS": "0"]
        let process = try program.with(settings.merging(program.environment) { $1 })
            .process(Program.built(), ["serve"])
        let lines = LogLines()
        process.standardOutput = lines.pipe
        process.standardError = lines.pipe
        process.terminationHandler = { lines.end(status: $0.terminationStatus) }
        lines.listen()
        try process.run()
        do {
            let address = try await lines.first(named: "listening")["address"]?.string ?? ""
            try await body(RunningProgram("http://\(address)", process, lines))
        } catch {
            process.terminate()
            throw error
        }
        process.terminate()
        let status = await lines.status()
        guard status == 0 else { throw Unexpected("ended with \(status): \(lines.text)") }
    }

    private init(_ url: String, _ process: Process, _ lines: LogLines) throws {
        self.url = url
        self.process = process
        self.lines = lines
        var settings = CurlSettings()
        settings.allowLoopbackHTTP = true
        curl = try CurlClient(settings)
    }

    func get(_ path: String, at base: String? = nil, headers: [(String, String)] = []) async throws -> HTTPResponse {
        try await curl.send(HTTPRequest(.get, (base ?? url) + path, headers: headers))
    }

    /// A command as Slack would send it, typed in that workspace.
    func command(_ text: String, team: String) async throws -> String {
        let fields = [
            "command": "/register", "text": text, "team_id": team, "team_domain": "x", "user_id": "U0PIA",
            "channel_id": "D0ONE", "channel_name": "directmessage", "api_app_id": "A1", "trigger_id": UUID().uuidString,
            "response_url": "https://hooks.slack.com/commands/1", "is_enterprise_install": "false",
        ]
        let body = fields.map { "\($0)=\(Self.escaped($1))" }.joined(separator: "&")
        let seconds = String(Int(Date().timeIntervalSince1970))
        let mac = HMAC<SHA256>.authenticationCode(
            for: Data("v0:\(seconds):\(body)".utf8),
            using: SymmetricKey(data: Data(Self.secret.utf8))
        )
        let signature = "v0=" + mac.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
        let answer = try await curl.send(
            HTTPRequest(
                .post,
                url + "/slack/commands",
                headers: [
                    ("Content-Type", "application/x-www-form-urlencoded"), ("X-Slack-Request-Timestamp", seconds),
                    ("X-Slack-Signature", signature),
                ],
                body: Array(body.utf8)
            )
        )
        guard answer.status == 200 else { throw Unexpected("status \(answer.status)") }
        return String(decoding: answer.body, as: UTF8.self)
    }

    private static func escaped(_ text: String) -> String {
        text.utf8.map { byte in
            let isPlain = (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
            return isPlain
                ? String(UnicodeScalar(byte)) : "%" + String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
        }.joined()
    }

    /// The next line of that name that nobody waited for yet.
    func logged(_ name: String) async throws -> JSON { try await lines.first(named: name) }

    /// Where `/metrics` listens.
    func metricsPort() async throws -> String {
        try await lines.first(named: "metrics.listening", fromStart: true)["port"]?.string ?? ""
    }

    /// Everything logged so far.
    var log: String { lines.text }

    /// What an admin sends after changing the policy file.
    func hangUp() { kill(process.processIdentifier, SIGHUP) }
}

/// The lines a process writes, for those who wait for one.
final class LogLines: Sendable {
    let pipe = Pipe()
    private let state = Mutex(State())
    /// A line that has not come after so long never will.
    private static let patienceSeconds = 60.0

    private struct State {
        var isLate = false
        var bytes: [UInt8] = []
        var lines: [String] = []
        var taken = 0
        var status: Int32?
        var waiting: [@Sendable () -> Void] = []
    }

    func listen() {
        pipe.fileHandleForReading.readabilityHandler = { [self] handle in
            let data = handle.availableData
            if data.isEmpty { handle.readabilityHandler = nil }
            take(data)
        }
        DispatchQueue.global().asyncAfter(deadline: .now() + Self.patienceSeconds) { [weak self] in
            self?.state.withLock { $0.isLate = true }
            self?.take(Data())
        }
    }

    private func take(_ data: Data) {
        let waiting = state.withLock { state in
            state.bytes += data
            while let end = state.bytes.firstIndex(of: 10) {
                state.lines.append(String(decoding: state.bytes[..<end], as: UTF8.self))
                state.bytes.removeSubrange(...end)
            }
            defer { state.waiting = [] }
            return state.waiting
        }
        for wake in waiting { wake() }
    }

    func end(status: Int32) {
        state.withLock { $0.status = status }
        take(Data())
    }

    var text: String { state.withLock { $0.lines.joined(separator: "\n") } }

    /// Waits for a line whose message that is; throws when the process ends before.
    func first(named name: String, fromStart: Bool = false) async throws -> JSON {
        while true {
            let (line, seen, isOver) = state.withLock { state -> (String?, Int, Bool) in
                let found = state.lines[(fromStart ? 0 : state.taken)...].firstIndex {
                    $0.contains("\"message\":\"\(name)\"")
                }
                if let found { state.taken = found + 1 }
                return (found.map { state.lines[$0] }, state.lines.count, state.status != nil || state.isLate)
            }
            if let line { return try JSON.parse(Array(line.utf8)) }
            if isOver { throw Unexpected("it ended, or never said \(name): \(text)") }
            await news(beyond: seen)
        }
    }

    func status() async -> Int32 {
        while true {
            let (status, seen) = state.withLock { ($0.status, $0.lines.count) }
            if let status { return status }
            await news(beyond: seen)
        }
    }

    /// Returns once there are more lines than those seen, or the process has ended.
    private func news(beyond seen: Int) async {
        await withCheckedContinuation { continuation in
            let isHere = state.withLock { state in
                guard state.lines.count == seen, state.status == nil else { return true }
                state.waiting.append { continuation.resume() }
                return false
            }
            if isHere { continuation.resume() }
        }
    }
}
