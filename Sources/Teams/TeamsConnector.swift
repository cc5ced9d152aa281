import Curl
import Desk
import FoundationEssentials
import JSON

/// A conversation at the address its last activity named.
struct TeamsPlace: Hashable, Sendable {
    /// The service URL; checked anew at every call.
    let service: String
    let conversation: String
}

/// Calls the Bot Connector.
///
/// https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference
struct TeamsConnector: Sendable {
    let serviceHosts: [String]
    let bearer: TeamsBearer
    let send: Sending
    var watch: VendorCall.Watch = { _ in }
    let time: any TimeSource
    let pace = TeamsPace()

    /// What calls are called where they are counted.
    static let calls = [
        "conversations.create", "activities.send", "activities.update", "members.get", TeamsBearer.call,
    ]

    /// Posts an activity and returns what Teams calls it; a conversation id with a thread in it posts there.
    ///
    /// `isTargeted`: seen by its recipient alone, for a day.
    /// https://learn.microsoft.com/microsoftteams/platform/agents-in-teams/targeted-messages
    func post(_ activity: [UInt8], to place: TeamsPlace, isTargeted: Bool) async throws(TeamsFailure) -> String? {
        try waitingTurn(in: place.conversation)
        let path = Self.activities(place) + (isTargeted ? Self.targeted : "")
        let call = Call(name: "activities.send", method: .post, path: path, body: activity, isRepeatable: false)
        return try await paced(call, place)["id"]?.string
    }

    /// Puts another in the place of an own message.
    func update(
        _ id: String,
        with activity: [UInt8],
        in place: TeamsPlace,
        isTargeted: Bool
    ) async throws(TeamsFailure) {
        try waitingTurn(in: place.conversation)
        let path = Self.activities(place) + "/" + Percent.encoded(id) + (isTargeted ? Self.targeted : "")
        let call = Call(name: "activities.update", method: .put, path: path, body: activity, isRepeatable: true)
        _ = try await paced(call, place)
    }

    /// The conversation with one person alone; the same one however often it is asked for.
    func createDirect(
        with account: String,
        tenant: String,
        bot: String,
        at service: String
    ) async throws(TeamsFailure)
        -> String
    {
        var json = JSONWriter()
        json.object { json in
            json.field("isGroup", false)
            json.object("bot") { $0.field("id", bot) }
            json.array("members") { json in json.object { $0.field("id", account) } }
            json.field("tenantId", tenant)
            json.object("channelData") { json in json.object("tenant") { $0.field("id", tenant) } }
        }
        let call = Call(
            name: "conversations.create",
            method: .post,
            path: "/v3/conversations",
            body: json.bytes,
            isRepeatable: true
        )
        guard let id = TeamsActivity.conversationID(try await self.call(call, at: service)["id"]) else {
            throw .garbage
        }
        return id
    }

    /// Who somebody of a conversation is at home.
    ///
    /// https://learn.microsoft.com/microsoftteams/platform/resources/team-chat-member-api-changes
    func member(
        _ account: String,
        of place: TeamsPlace,
        timeoutMilliseconds: Int
    ) async throws(TeamsFailure) -> TeamsActivity.Account {
        let path =
            "/v3/conversations/" + Percent.encoded(place.conversation) + "/members/" + Percent.encoded(account)
        var call = Call(name: "members.get", method: .get, path: path, body: [], isRepeatable: true)
        call.timeoutMilliseconds = timeoutMilliseconds
        guard let member = TeamsActivity.Account(try await self.call(call, at: place.service)) else { throw .garbage }
        return member
    }

    private struct Call {
        let name: String
        let method: HTTPRequest.Method
        let path: String
        let body: [UInt8]
        /// A second call would do nothing new.
        let isRepeatable: Bool
        var timeoutMilliseconds = TeamsLimits.callMilliseconds
    }

    private static let targeted = "?isTargetedActivity=true"

    private static func activities(_ place: TeamsPlace) -> String {
        "/v3/conversations/" + Percent.encoded(place.conversation) + "/activities"
    }
}

// How a call is made.
extension TeamsConnector {
    private func waitingTurn(in conversation: String) throws(TeamsFailure) {
        if let seconds = pace.take(conversation, at: time.now()) { throw .rateLimited(afterSeconds: seconds) }
    }

    private func paced(_ call: Call, _ place: TeamsPlace) async throws(TeamsFailure) -> JSON {
        do throws(TeamsFailure) {
            return try await self.call(call, at: place.service)
        } catch {
            if case .rateLimited(let seconds?) = error {
                pace.quiet(place.conversation, until: time.now().addingTimeInterval(seconds))
            }
            throw error
        }
    }

    /// With a fresh token once more where the connector does not take the one we had.
    private func call(_ call: Call, at service: String) async throws(TeamsFailure) -> JSON {
        guard let address = ServiceAddress(service, allowed: serviceHosts) else { throw .notAllowed("service_host") }
        let token = try await bearer.token()
        do throws(TeamsFailure) {
            return try await attempt(call, address, token)
        } catch {
            guard case .refused(401, _) = error else { throw error }
            bearer.drop(token)
            return try await attempt(call, address, try await bearer.token())
        }
    }

    private func attempt(_ call: Call, _ address: ServiceAddress, _ token: Secret) async throws(TeamsFailure) -> JSON {
        let start = ContinuousClock.now
        do throws(TeamsFailure) {
            let answer = try Self.read(try await sent(call, address, token), call)
            watch(VendorCall(call.name, took: .now - start, trouble: nil))
            return answer
        } catch {
            watch(VendorCall(call.name, took: .now - start, trouble: error.trouble))
            throw error
        }
    }

    private func sent(
        _ call: Call,
        _ address: ServiceAddress,
        _ token: Secret
    ) async throws(TeamsFailure) -> HTTPResponse {
        var headers = [("Authorization", "Bearer " + token.reveal()), ("Accept", "application/json")]
        if !call.body.isEmpty { headers.append(("Content-Type", "application/json; charset=utf-8")) }
        let request = HTTPRequest(
            call.method,
            address.base + call.path,
            headers: headers,
            body: call.body,
            timeoutMilliseconds: call.timeoutMilliseconds
        )
        do {
            return try await send(request)
        } catch {
            let failure = TeamsFailure(error)
            if case .unknown(let reason) = failure, call.isRepeatable { throw .passing(reason) }
            throw failure
        }
    }

    /// Redirects are not followed: where one leads, nobody signed.
    private static func read(_ response: HTTPResponse, _ call: Call) throws(TeamsFailure) -> JSON {
        guard (200..<300).contains(response.status) else {
            throw TeamsFailure(response, isRepeatable: call.isRepeatable)
        }
        // An update may be answered with nothing.
        let body = response.body.isEmpty ? Array("{}".utf8) : response.body
        do { return try JSON.parse(body) } catch { throw .garbage }
    }
}
