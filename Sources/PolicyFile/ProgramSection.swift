// All of Foundation, since only it knows the time zones of the world.
import Foundation
import Registrations

extension Reading {
    /// `program`: what the rules are of, in which language and time zone.
    mutating func program(_ file: Section) -> Policy.Program? {
        guard let section = section(.program, of: file, keys: [.name, .language, .timeZone, .id]) else { return nil }
        require([.name, .language, .timeZone], in: section)
        let id = section[.id] == nil ? "main" : identifier(.id, of: section)
        let name = text(.name, of: section, limitCharacters: 100)
        let language = language(.language, of: section)
        let zone = timeZone(section)
        guard let id, let name, let language, let zone else { return nil }
        return Policy.Program(id: id, name: name, language: language, timeZone: zone)
    }

    /// A short id of small letters, digits, dashes and underscores.
    mutating func identifier(_ key: Key, of section: Section) -> String? {
        let limitCharacters = 40
        guard let node = section[key], let text = text(node, quoted(key.rawValue), limitCharacters: limitCharacters)
        else { return nil }
        guard text.unicodeScalars.allSatisfy({ "abcdefghijklmnopqrstuvwxyz0123456789-_".unicodeScalars.contains($0) })
        else {
            complain(
                node.place,
                "\(quoted(key.rawValue)) cannot be \(quoted(text))",
                "Use small letters a to z, digits, dashes and underscores only."
            )
            return nil
        }
        return text
    }

    private mutating func timeZone(_ section: Section) -> String? {
        guard let node = section[.timeZone], let name = text(node, "\"time_zone\"", limitCharacters: 60) else {
            return nil
        }
        // Abbreviations and offsets are refused: they know no daylight saving.
        if name == "UTC" || (name.contains("/") && TimeZone(identifier: name) != nil) { return name }
        let near = nearest(to: name, among: TimeZone.knownTimeZoneIdentifiers)
        complain(
            node.place,
            "\(quoted(name)) is not a time zone",
            near.map { "Did you mean \($0)?" } ?? "Write an IANA name such as Europe/Berlin, or UTC."
        )
        return nil
    }
}
