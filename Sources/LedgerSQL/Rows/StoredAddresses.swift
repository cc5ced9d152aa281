import Desk
import JSON
import Registrations

/// Addresses as they are stored, in the shape that `Codable` gives them.
extension JSONWriter {
    mutating func value(_ address: Address) {
        switch address {
        case .direct(let person, let installation):
            only("direct") { json in
                json.field("_0", person)
                json.field("installation", installation)
            }
        case .privately(let person, let room):
            only("privately") { json in
                json.field("_0", person)
                json.field("_1", room)
            }
        case .room(let room): only("room") { $0.field("_0", room) }
        }
    }

    private mutating func field(_ name: String, _ person: Person) {
        object(name) { json in
            json.field("user", person.user)
            json.field("workspace", person.workspace)
        }
    }

    private mutating func field(_ name: String, _ room: Room) {
        object(name) { json in
            json.field("id", room.id)
            json.field("workspace", room.workspace)
        }
    }

    private mutating func field(_ name: String, _ workspace: WorkspaceKey) {
        object(name) { json in
            json.field("channel", workspace.channel.rawValue)
            json.field("id", workspace.id)
        }
    }
}

extension Address {
    init(_ json: JSON) throws {
        let (name, value) = try json.only()
        switch name {
        case "direct":
            self = .direct(
                try Person(value.member("_0")),
                installation: try WorkspaceKey(value.member("installation"))
            )
        case "privately": self = .privately(try Person(value.member("_0")), try Room(value.member("_1")))
        case "room": self = .room(try Room(value.member("_0")))
        default: throw JSON.missing(name)
        }
    }
}

extension Person {
    fileprivate init(_ json: JSON) throws {
        self.init(workspace: try WorkspaceKey(json.member("workspace")), user: try json.text("user"))
    }
}

extension Room {
    fileprivate init(_ json: JSON) throws {
        self.init(workspace: try WorkspaceKey(json.member("workspace")), id: try json.text("id"))
    }
}

extension WorkspaceKey {
    fileprivate init(_ json: JSON) throws {
        self.init(channel: try json.raw("channel"), id: try json.text("id"))
    }
}
