import Curl
import Desk
import Foundation
import JSON
import Registrations
import SQLite

/// Drafts of the service under test, begun as people begin them.
struct Drafts {
    private static let atOnce = 16

    let deliveries = Deliveries()
    let host: String
    let curl: CurlClient
    /// The id of each draft, by its person's number.
    private(set) var ids: [String] = []
    /// The view of each step, drawn for the first draft.
    private var views: [String: String] = [:]

    init(host: String) throws {
        self.host = host
        var settings = CurlSettings()
        settings.allowLoopbackHTTP = true
        settings.maximumConnectionsPerHost = Self.atOnce
        curl = try CurlClient(settings)
    }

    /// One press of the button for each person; then the first one walks through the steps.
    mutating func begin(_ count: Int, at vendor: VendorStandIn) async throws {
        let sender = self
        let made = try await inTurns(count) { number in
            let trigger = "\(number).bench"
            _ = try await sender.post(sender.deliveries.start(user: number, trigger: trigger))
            guard let view = vendor.view(for: trigger) else { throw Trouble("no view was opened") }
            return view
        }
        ids = try made.map { try Self.draft(of: $0) }
        try await walk(made[0])
    }

    private mutating func walk(_ first: String) async throws {
        var view = first
        for (step, typed) in Prospects.steps(0, 0) {
            views[step] = view
            let payload = deliveries.submission(user: 0, view: view, id: "0", typed: typed)
            let answer = try await post(payload)
            let frame = #"{"response_action":"update","view":"#
            guard answer.hasPrefix(frame) else { throw Trouble("step \(step) was answered \(answer.prefix(200))") }
            view = String(answer.dropFirst(frame.count).dropLast())
        }
    }

    /// Every draft's steps as one file for the load generator.
    func write(to path: String) throws -> Int {
        var file: [UInt8] = []
        var count = 0
        for variant in 0..<Prospects.variants {
            for step in Prospects.steps(0, 0).indices {
                for draft in ids.indices {
                    let body = deliveries.body(payload(draft, step, variant))
                    file += Array("\(body.count) ".utf8) + body
                    count += 1
                }
            }
        }
        try Data(file).write(to: URL(filePath: path))
        return count
    }

    /// Sends one last step for each draft; returns how many were acknowledged.
    func sendLast(variant: Int) async throws -> Int {
        let answers = try await inTurns(ids.count) { try await post(payload($0, 1, variant)) }
        return answers.count { $0.hasPrefix(#"{"response_action":"update""#) }
    }

    /// How many drafts hold all that was acknowledged, the last step with that variant.
    func countKept(in databasePath: String, lastVariant: Int) async throws -> Int {
        let ledger = try await SQLiteLedger.open(path: databasePath, role: .tool)
        let ids = ids
        let kept = try await ledger.read { reader in
            try ids.indices.count { number in
                guard let typed = try reader.draft(DraftID(ids[number]))?.typed else { return false }
                return Self.holds(typed, Prospects.steps(number, lastVariant)[1].typed)
                    && [0, 2].allSatisfy { step in
                        (0..<Prospects.variants).contains { Self.holds(typed, Prospects.steps(number, $0)[step].typed) }
                    }
            }
        }
        try await ledger.close()
        return kept
    }

    private static func holds(_ typed: [Field: String], _ sent: [(name: String, value: String)]) -> Bool {
        sent.allSatisfy { pair in Field(rawValue: pair.name).map { typed[$0] == pair.value } ?? false }
    }

    private func payload(_ draft: Int, _ step: Int, _ variant: Int) -> String {
        let (name, typed) = Prospects.steps(draft, variant)[step]
        let view = (views[name] ?? "").replacingOccurrences(of: ids[0], with: ids[draft])
        return deliveries.submission(user: draft, view: view, id: "\(draft)", typed: typed)
    }

    private func post(_ payload: String) async throws -> String {
        let (body, headers) = deliveries.signed(payload)
        let response = try await curl.send(
            HTTPRequest(.post, "http://\(host)/slack/interactions", headers: headers, body: body)
        )
        guard response.status == 200 else { throw Trouble("answered \(response.status)") }
        return String(decoding: response.body, as: UTF8.self)
    }

    /// A few at a time, in order of their numbers.
    private func inTurns<Value: Sendable>(
        _ count: Int,
        _ body: @escaping @Sendable (Int) async throws -> Value
    ) async throws -> [Value] {
        try await withThrowingTaskGroup(of: [(Int, Value)].self) { group in
            for first in 0..<min(Self.atOnce, count) {
                group.addTask {
                    var values: [(Int, Value)] = []
                    for number in stride(from: first, to: count, by: Self.atOnce) {
                        values.append((number, try await body(number)))
                    }
                    return values
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }.sorted { $0.0 < $1.0 }.map(\.1)
        }
    }

    private static func draft(of view: String) throws -> String {
        guard let token = try JSON.parse(Array(view.utf8))["private_metadata"]?.string,
            let dot = token.lastIndex(of: ".")
        else { throw Trouble("the opened view names no draft") }
        return String(token[..<dot])
    }
}
