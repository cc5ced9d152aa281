import Registrations

extension Reading {
    /// `slack` and `teams` of a reviewer: who they are in signed requests.
    mutating func people(_ section: Section, among earlier: [WrittenReviewer]) -> [Person] {
        if section[.slack] == nil, section[.teams] == nil {
            complain(
                section.place,
                "A reviewer needs a chat identity, since decisions are made in chat",
                "Add slack: { team: T…, user: U… } or teams: { tenant: …, object_id: … }."
            )
        }
        var people: [Person] = []
        for (key, person) in [(Key.slack, slackPerson(section)), (.teams, teamsPerson(section))] {
            guard let person, let place = section[key]?.place else { continue }
            if let other = earlier.first(where: { $0.reviewer.people.contains(person) }) {
                complain(
                    place,
                    "This chat identity is already \(quoted(other.reviewer.name))",
                    "Look up the id of each person in their own profile."
                )
            }
            people.append(person)
        }
        return people
    }

    /// `review_room`: the channel where review cards go.
    mutating func reviewRoom(_ section: Section) -> Room? {
        guard let room = self.section(.reviewRoom, of: section, keys: [.slack, .teams]) else { return nil }
        if (room[.slack] == nil) == (room[.teams] == nil) {
            complain(
                room.place,
                "\"review_room\" has to be one room",
                "Write slack: { team: T…, channel: C… } or teams: { tenant: …, conversation: … }."
            )
            return nil
        }
        if let slack = self.section(.slack, of: room, keys: [.team, .channel]) {
            require([.team, .channel], in: slack)
            let team = slackID(.team, of: slack, letters: "TE", example: "T0123ABCD")
            let channel = slackID(.channel, of: slack, letters: "CG", example: "C0123ABCD")
            guard let team, let channel else { return nil }
            return Room(workspace: WorkspaceKey(channel: .slack, id: team), id: channel)
        }
        guard let teams = self.section(.teams, of: room, keys: [.tenant, .conversation]) else { return nil }
        require([.tenant, .conversation], in: teams)
        let tenant = guid(.tenant, of: teams)
        let conversation = text(.conversation, of: teams, limitCharacters: 500)
        guard let tenant, let conversation else { return nil }
        return Room(workspace: WorkspaceKey(channel: .teams, id: tenant), id: conversation)
    }

    private mutating func slackPerson(_ reviewer: Section) -> Person? {
        guard let section = section(.slack, of: reviewer, keys: [.team, .user]) else { return nil }
        require([.team, .user], in: section)
        let team = slackID(.team, of: section, letters: "TE", example: "T0123ABCD")
        let user = slackID(.user, of: section, letters: "UW", example: "U0123ABCD")
        guard let team, let user else { return nil }
        return Person(workspace: WorkspaceKey(channel: .slack, id: team), user: user)
    }

    private mutating func teamsPerson(_ reviewer: Section) -> Person? {
        guard let section = section(.teams, of: reviewer, keys: [.tenant, .objectID]) else { return nil }
        require([.tenant, .objectID], in: section)
        let tenant = guid(.tenant, of: section)
        let user = guid(.objectID, of: section)
        guard let tenant, let user else { return nil }
        return Person(workspace: WorkspaceKey(channel: .teams, id: tenant), user: user)
    }

    private mutating func slackID(_ key: Key, of section: Section, letters: String, example: String) -> String? {
        guard let node = section[key], let text = text(node, quoted(key.rawValue), limitCharacters: 40) else {
            return nil
        }
        let allowed = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789".unicodeScalars
        guard let first = text.first, letters.contains(first), text.count > 1,
            text.unicodeScalars.allSatisfy({ allowed.contains($0) })
        else {
            complain(
                node.place,
                "\(quoted(text)) is not the id of a Slack \(key.rawValue)",
                "Copy the id from Slack; it looks like \(example)."
            )
            return nil
        }
        return text
    }

    /// A GUID, in small letters as Teams sends it.
    private mutating func guid(_ key: Key, of section: Section) -> String? {
        guard let node = section[key], let text = text(node, quoted(key.rawValue), limitCharacters: 40) else {
            return nil
        }
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.map(\.count) == [8, 4, 4, 4, 12], parts.joined().allSatisfy({ $0.isASCII && $0.isHexDigit }) else {
            complain(
                node.place,
                "\(quoted(text)) is not a GUID",
                "Copy it from Microsoft Entra; it looks like 0f8fad5b-d9cb-469f-a165-70867728950e."
            )
            return nil
        }
        return text.lowercased()
    }
}
