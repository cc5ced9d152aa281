import FakeServers
import Synchronization

/// Somebody of the stories, and the channel they sit in.
struct Someone: Sendable {
    let id: String
    let room: String

    /// Of the partner Nordwind; reads German.
    static let pia = Someone(id: "U0PIA", room: "C0SHARED1")
    /// Of the partner Nordwind; reads English.
    static let paul = Someone(id: "U0PAUL", room: "C0SHARED1")
    /// Of the partner Südstern, which did not install the app.
    static let rita = Someone(id: "U0RITA", room: "C0SHARED2")
    /// The account executive.
    static let ada = Someone(id: "U0AE", room: "C0SHARED1")
    /// The partner manager.
    static let bo = Someone(id: "U0MANAGER", room: "C0SHARED1")
    /// Of a workspace nobody knows.
    static let sam = Someone(id: "U0SAM", room: "C0SHARED3")
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
