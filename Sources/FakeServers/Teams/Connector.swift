/// One call to the connector, its path taken apart.
struct ConnectorRequest: Sendable {
    var method: String
    /// What follows `/v3/`, decoded.
    var parts: [String]
    var isTargeted: Bool
    var query: [(String, String)]
    var body: JSONValue
    var bytes: Int

    /// The conversation without its thread.
    var chat: String { String((parts.dropFirst().first ?? "").prefix { $0 != ";" }) }

    /// The thread's first message, if the conversation's id names one.
    var thread: String? {
        let parts = (self.parts.dropFirst().first ?? "").split(separator: ";", maxSplits: 1)
        let marker = "messageid="
        guard parts.count == 2, parts[1].hasPrefix(marker) else { return nil }
        return String(parts[1].dropFirst(marker.count))
    }

    var operation: String {
        switch (parts.first, parts.count, method) {
        case ("teams", _, _): "team"
        case (_, 1, "POST"): "create"
        case (_, 3, "GET") where parts[2] == "pagedmembers": "members"
        case (_, 4, "GET") where parts[2] == "members": "member"
        case (_, 3, "POST"), (_, 4, "POST"): "send"
        case (_, 4, "PUT"): "update"
        case (_, 4, "DELETE"): "delete"
        default: "unknown"
        }
    }
}

// From a request to an operation: token, path, size, rate, fault, in the connector's order.
extension FakeTeams {
    /// The connector as its reference documents it.
    ///
    /// https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference
    func answer(method: String, _ request: APIRequest) async -> APIReply {
        let asked: ConnectorRequest
        do { asked = try read(method, request) } catch let error as ConnectorError {
            return refused("connector", request.path, .null, error)
        } catch { return refused("connector", request.path, .null, ConnectorError(400, "BadSyntax", "no JSON")) }
        let operation = asked.operation
        let fault = nextFault(for: operation)
        if let fault, !fault.afterEffect, !fault.fault.isDelay {
            note(operation, request.path, asked.body, "\(fault.fault)")
            faults[operation, default: []].insert(PlannedFault(fault: fault.fault, afterEffect: false, times: 1), at: 0)
            return await planned(operation) { .json([:]) }
        }
        let reply = permitted(asked, request)
        guard let fault else { return reply }
        faults[operation, default: []].insert(PlannedFault(fault: fault.fault, afterEffect: true, times: 1), at: 0)
        return await planned(operation) { reply }
    }

    private func permitted(_ asked: ConnectorRequest, _ request: APIRequest) -> APIReply {
        do {
            guard let token = request.bearer, let end = tokens[token], end > clocks.now() else {
                throw ConnectorError(401, "Unauthorized", "no valid token", isOrdinary: request.bearer != nil)
            }
            if let seconds = meter.wait(asked, now: clocks.now()) {
                note(asked.operation, request.path, asked.body, "429")
                return ConnectorError.throttled(afterSeconds: seconds)
            }
            let reply = try run(asked)
            note(asked.operation, request.path, asked.body, String(reply.status))
            return reply
        } catch let error as ConnectorError {
            return refused(asked.operation, request.path, asked.body, error)
        } catch {
            return refused(asked.operation, request.path, asked.body, ConnectorError(500, "ServiceError", "\(error)"))
        }
    }

    private func run(_ asked: ConnectorRequest) throws -> APIReply {
        switch asked.operation {
        case "create": try createConversation(asked)
        case "send": try send(asked)
        case "update": try update(asked)
        case "delete": try delete(asked)
        case "member": try member(asked)
        case "members": try pagedMembers(asked)
        case "team": try teamInfo(asked)
        default: throw ConnectorError(404, "NotFound", "no such operation: \(asked.method) \(asked.parts)")
        }
    }

    /// Takes the path apart; what stands in it has to be percent-encoded.
    private func read(_ method: String, _ request: APIRequest) throws -> ConnectorRequest {
        let raw = request.path.split(separator: "/").dropFirst(2).map(String.init)
        if raw.contains(where: { $0.contains(":") || $0.contains(";") }) {
            blame("connector", "ids in a path are percent-encoded: \(request.path)")
        }
        var body = JSONValue.null
        if !request.body.isEmpty {
            if request.mediaType != "application/json" { blame("connector", "a body is application/json") }
            body = try JSONValue(parsing: request.body)
        }
        let targeted = request.query.contains { $0.0 == "isTargetedActivity" && $0.1 == "true" }
        return ConnectorRequest(
            method: method,
            parts: raw.map { part in FormText.decode(part.replacing("+", with: "%2B").utf8).first?.0 ?? part },
            isTargeted: targeted,
            query: request.query,
            body: body,
            bytes: request.body.count
        )
    }

    private func note(_ operation: String, _ path: String, _ body: JSONValue, _ outcome: String) {
        calls.append(ConnectorCall(operation: operation, path: path, body: body, outcome: outcome, at: clocks.now()))
    }

    private func refused(_ operation: String, _ path: String, _ body: JSONValue, _ error: ConnectorError) -> APIReply {
        if !error.isOrdinary { blame(operation, "\(error.status) \(error.code): \(error.message)") }
        note(operation, path, body, "\(error.status) \(error.code)")
        return error.reply
    }
}

/// The documented rates per bot and thread.
///
/// https://learn.microsoft.com/microsoftteams/platform/bots/how-to/rate-limit
struct ThreadMeter: Sendable {
    var isOn = true
    private var recent: [String: [Double]] = [:]
    private static let windows: [String: [(count: Int, seconds: Double)]] = [
        "send": [(7, 1), (8, 2), (60, 30), (1800, 3600)], "create": [(7, 1), (8, 2), (60, 30), (1800, 3600)],
        "member": [(14, 1), (16, 2), (120, 30), (3600, 3600)],
    ]

    init(isOn: Bool = true) { self.isOn = isOn }

    /// The seconds to wait, or nil when the call may go on.
    mutating func wait(_ asked: ConnectorRequest, now: Double) -> Int? {
        let kind = ["members": "member", "update": "send", "delete": "send"][asked.operation] ?? asked.operation
        guard isOn, let windows = Self.windows[kind] else { return nil }
        let key = kind + " " + (asked.parts.dropFirst().first ?? asked.body.members[0].id.string ?? "")
        let times = (recent[key] ?? []).filter { now - $0 < 3600 }
        for window in windows {
            let within = times.filter { now - $0 < window.seconds }
            guard within.count >= window.count, let oldest = within.first else { continue }
            return max(1, Int((oldest + window.seconds - now).rounded(.up)))
        }
        recent[key] = times + [now]
        return nil
    }
}
