import FakeServers
import Synchronization

/// Somebody of the stories, and the channel they sit in, on each chat.
struct Someone: Sendable {
    /// Who they are in Teams, and the channel there.
    struct AtTeams: Sendable {
        let id: String
        let chat: String
    }

    let id: String
    let room: String
    let teams: AtTeams
    var isVendor = false
    /// Where they act; nil for the story's first chat.
    var chat: ChatName?

    /// The same person on one chat.
    func on(_ chat: ChatName) -> Someone {
        var person = self
        person.chat = chat
        return person
    }

    private static let partners = TeamsWorld.sharedWithPartner

    /// Of the partner Nordwind; reads German.
    static let pia = Someone(id: "U0PIA", room: "C0SHARED1", teams: AtTeams(id: "29:tina", chat: partners))
    /// Of the partner Nordwind; reads English.
    static let paul = Someone(id: "U0PAUL", room: "C0SHARED1", teams: AtTeams(id: "29:tom", chat: partners))
    /// Of the partner Südstern, which did not install the app.
    static let rita = Someone(
        id: "U0RITA",
        room: "C0SHARED2",
        teams: AtTeams(id: "29:rosa", chat: TeamsWorld.sharedWithRival)
    )
    /// The account executive.
    static let ada = Someone(
        id: "U0AE",
        room: "C0SHARED1",
        teams: AtTeams(id: "29:ada", chat: partners),
        isVendor: true
    )
    /// The partner manager.
    static let bo = Someone(
        id: "U0MANAGER",
        room: "C0SHARED1",
        teams: AtTeams(id: "29:bo", chat: partners),
        isVendor: true
    )
    /// A guest of the vendor's tenant, in its standard channel of Teams.
    static let gus = Someone(id: "U0GUS", room: "C0SHARED1", teams: AtTeams(id: "29:gus", chat: TeamsWorld.standard))
    /// Of a workspace nobody knows.
    static let sam = Someone(
        id: "U0SAM",
        room: "C0SHARED3",
        teams: AtTeams(id: "29:sam", chat: TeamsWorld.sharedWithStranger)
    )
}

extension TeamsWorld {
    static let stranger = "f0f0f0f0-0000-4000-8000-000000000006"
    static let sharedWithStranger = "19:c0shared3stranger@thread.tacv2"

    /// The world of the stories: besides, there is an organisation nobody linked.
    static var stories: TeamsWorld {
        var world = TeamsWorld.demo
        world.tenants.append(Tenant(id: stranger, name: "Strange Ltd"))
        world.people.append(
            TeamsPerson(
                id: "29:sam",
                objectID: "0f0f0f0f-0000-4000-8000-000000000017",
                tenant: stranger,
                name: "Sam Stone"
            )
        )
        world.chats.append(
            TeamsChat(
                id: sharedWithStranger,
                kind: .shared,
                name: "strange-nordlicht",
                team: world.teams.first?.id,
                tenant: TeamsWorld.vendor,
                members: ["29:bo", "29:sam"]
            )
        )
        return world
    }
}

extension World {
    /// The world of the stories: only the vendor has the app, and there is a workspace nobody linked.
    static var stories: World {
        var world = World.demo
        world.installs.removeAll { $0.team != "T0VENDOR" }
        world.workspaces.append(Workspace(id: "T0STRANGE", name: "Strange Ltd", domain: "strange"))
        world.people.append(
            Person(id: "U0SAM", team: "T0STRANGE", name: "Sam Stone", handle: "sam", email: "sam@strange.example")
        )
        world.rooms.append(
            Room(
                id: "C0SHARED3",
                name: "strange-nordlicht",
                teams: ["T0VENDOR", "T0STRANGE"],
                members: ["U0MANAGER", "U0SAM", "U0BOT"]
            )
        )
        return world
    }
}

extension SlackClocks {
    /// The vendor's clocks, but an event comes again at once.
    static var withoutPauses: SlackClocks {
        var clocks = SlackClocks()
        clocks.eventRetries = [.zero, .zero, .zero]
        return clocks
    }
}

/// Holds one value for whoever comes by.
final class Holder<Value: Sendable>: Sendable {
    private let box = Mutex<Value?>(nil)
    var value: Value? {
        get { box.withLock { $0 } }
        set { box.withLock { $0 = newValue } }
    }
}
