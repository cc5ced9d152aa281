/// A position in the file, both counted from 1.
struct Place: Hashable, Sendable {
    let line: Int
    let column: Int

    static let start = Place(line: 1, column: 1)
}

/// One value of the file and where it stands; the rest of the module sees YAML only through this.
struct YAMLNode: Sendable {
    let place: Place
    let content: Content

    var isEmptyList: Bool {
        if case .list(let items) = content { items.isEmpty } else { false }
    }

    enum Content: Sendable {
        case nothing
        case text(String, isPlain: Bool)
        case list([YAMLNode])
        case map([YAMLEntry])
    }
}

/// One `key: value` of the file.
struct YAMLEntry: Sendable {
    let key: String
    let place: Place
    let value: YAMLNode
    /// The key stood in the same section before.
    let isRepeated: Bool
}

/// A mistake before it knows its file.
struct Complaint: Error, Sendable {
    let place: Place
    let message: String
    let mend: String

    init(_ place: Place, _ message: String, _ mend: String) {
        self.place = place
        self.message = message
        self.mend = mend
    }
}
