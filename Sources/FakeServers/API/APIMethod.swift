/// One method of the Web API: which scope it needs, how it takes arguments, and what it does.
struct APIMethod: Sendable {
    /// Any of these scopes will do; the first is the one named when all are missing.
    var anyScope: [String]?
    var takesJSON = true
    var run: @Sendable (isolated FakeSlack, JSONValue, Install) throws -> JSONValue

    static let all: [String: APIMethod] = [
        "auth.test": APIMethod { slack, _, install in slack.authTest(install) },
        "chat.postMessage": APIMethod(anyScope: ["chat:write"]) { try $0.postMessage($1, $2) },
        "chat.update": APIMethod(anyScope: ["chat:write"]) { try $0.updateMessage($1, $2) },
        "chat.postEphemeral": APIMethod(anyScope: ["chat:write"]) { try $0.postEphemeral($1, $2) },
        "chat.delete": APIMethod(anyScope: ["chat:write"]) { try $0.deleteMessage($1, $2) },
        "conversations.open": APIMethod(anyScope: ["im:write"]) { try $0.openConversation($1, $2) },
        "conversations.info": APIMethod(anyScope: ["channels:read", "groups:read"], takesJSON: false) {
            try $0.conversationInfo($1, $2)
        },
        "conversations.members": APIMethod(anyScope: ["channels:read", "groups:read"], takesJSON: false) {
            try $0.conversationMembers($1, $2)
        },
        "users.info": APIMethod(anyScope: ["users:read"], takesJSON: false) { try $0.userInfo($1, $2) },
        "users.lookupByEmail": APIMethod(anyScope: ["users:read.email"], takesJSON: false) {
            try $0.lookupByEmail($1, $2)
        },
        "team.info": APIMethod(anyScope: ["team:read"], takesJSON: false) { slack, _, install in
            ["team": slack.teamInfo(install)]
        },
        "views.open": APIMethod { try $0.viewsOpen($1, $2, pushing: false) },
        "views.push": APIMethod { try $0.viewsOpen($1, $2, pushing: true) },
        "views.update": APIMethod { try $0.viewsUpdate($1, $2) },
        "pins.add": APIMethod(anyScope: ["pins:write"]) { slack, arguments, install in
            _ = try slack.writableRoom(arguments.channel, install)
            return [:]
        },
    ]
}

extension FakeSlack {
    func authTest(_ install: Install) -> JSONValue {
        [
            "url": .string("https://\(workspace(install.team)?.domain ?? "").slack.com/"),
            "team": .text(workspace(install.team)?.name), "user": .string(world.appName.lowercased()),
            "team_id": .string(install.team), "user_id": .string(install.botUser), "bot_id": .string(install.botID),
            "is_enterprise_install": false,
        ]
    }

    func teamInfo(_ install: Install) -> JSONValue {
        ["id": .string(install.team), "name": .text(workspace(install.team)?.name)]
    }

    func viewsOpen(_ arguments: JSONValue, _ install: Install, pushing: Bool) throws -> JSONValue {
        guard let id = arguments.trigger_id.string else {
            throw SlackError.invalid("invalid_arguments", ["missing required field: trigger_id"])
        }
        let content = try viewArgument(arguments)
        let trigger = try use(trigger: id, installTeam: install.team)
        let view = try open(content, by: trigger, pushing: pushing, place: pushing ? "views.push" : "views.open")
        return ["view": viewField(view)]
    }

    func viewsUpdate(_ arguments: JSONValue, _ install: Install) throws -> JSONValue {
        let content = try viewArgument(arguments)
        let found: SlackView? =
            if let id = arguments.view_id.string {
                views[id]
            } else if let external = arguments.external_id.string {
                views.values.first { $0.content.external_id.string == external }
            } else {
                throw SlackError.invalid("invalid_arguments", ["missing required field: view_id or external_id"])
            }
        guard let view = found, view.installTeam == install.team else { throw SlackError("not_found") }
        if let hash = arguments["hash"].string, hash != view.hash { throw SlackError("hash_conflict") }
        try update(view.id, with: content, place: "views.update")
        return ["view": views[view.id].map(viewField) ?? .null]
    }

    private func viewArgument(_ arguments: JSONValue) throws -> JSONValue {
        guard let text = arguments.view.string else { return arguments.view }
        do {
            return try JSONValue(parsing: text.utf8)
        } catch {
            throw SlackError.invalid("invalid_arguments", ["view is not JSON"])
        }
    }
}
