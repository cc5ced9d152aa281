import Yams

/// Reads the file's text into nodes; the only file that knows the YAML library.
struct YAMLReader {
    /// How deep values may lie in each other.
    static let limitLevels = 12

    private var source: SourceText
    private var repeated = RepeatedKeys()
    private(set) var complaints: [Complaint] = []

    init(_ bytes: [UInt8]) throws(Complaint) {
        source = try SourceText(bytes)
    }

    /// The file's one document, or nil when it is empty.
    mutating func root() throws(Complaint) -> YAMLNode? {
        while true {
            do {
                // Given explicitly, since the library prints a line when the environment names another encoding.
                let parser = try Parser(yaml: source.text, resolver: .basic, encoding: .utf8)
                guard let root = try parser.singleRoot() else { return nil }
                return withExtendedLifetime(parser) { node(root, level: 1) }
            } catch YamlError.duplicatedKeysInMapping(let keys, let context) {
                try repeated.hide(keys.sorted().first ?? "", first: Place(context.mark), in: &source)
            } catch let error as YamlError {
                throw complaint(about: error)
            } catch {
                throw Complaint(.start, "The file cannot be read as YAML", "Check it against docs/policy.md.")
            }
        }
    }

    private mutating func node(_ node: Node, level: Int) -> YAMLNode {
        let place = node.mark.map(Place.init) ?? .start
        refuseSpecials(node, at: place)
        guard level <= YAMLReader.limitLevels else {
            complaints.append(
                Complaint(
                    place,
                    "Values lie more than \(YAMLReader.limitLevels) levels deep here",
                    "Nothing in a policy needs that."
                )
            )
            return YAMLNode(place: place, content: .nothing)
        }
        switch node {
        case .scalar(let scalar): return YAMLNode(place: place, content: content(of: scalar))
        case .sequence(let items):
            return YAMLNode(place: place, content: .list(items.map { self.node($0, level: level + 1) }))
        case .mapping(let pairs):
            return YAMLNode(place: place, content: .map(pairs.compactMap { entry($0.key, $0.value, level: level + 1) }))
        case .alias: return YAMLNode(place: place, content: .nothing)
        }
    }

    private mutating func entry(_ key: Node, _ value: Node, level: Int) -> YAMLEntry? {
        let place = key.mark.map(Place.init) ?? .start
        refuseSpecials(key, at: place)
        guard let text = key.scalar?.string else {
            complaints.append(Complaint(place, "A list or section stands where a key should", "Write key: value."))
            return nil
        }
        let original = repeated.original(of: text)
        return YAMLEntry(
            key: original ?? text,
            place: place,
            value: node(value, level: level),
            isRepeated: original != nil
        )
    }

    private func content(of scalar: Node.Scalar) -> YAMLNode.Content {
        let isPlain = scalar.style == .plain
        if isPlain, ["", "~", "null", "Null", "NULL"].contains(scalar.string) { return .nothing }
        return .text(scalar.string, isPlain: isPlain)
    }

    private mutating func refuseSpecials(_ node: Node, at place: Place) {
        if node.anchor != nil {
            complaints.append(
                Complaint(
                    place,
                    "An anchor (&) stands here, and the policy language has none",
                    "Write the value where it is needed, and put text that begins with & in quotes."
                )
            )
        }
        // A text in quotes has the tag of a text.
        let known: Set<Tag.Name> = [.implicit, .str, .seq, .map]
        guard !known.contains(Tag.Name(rawValue: node.tag.description)) else { return }
        complaints.append(
            Complaint(
                place,
                "A tag (!) stands here, and the policy language has none",
                "Put text that begins with ! in quotes."
            )
        )
    }

    private func complaint(about error: YamlError) -> Complaint {
        switch error {
        case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
            .composer(let context, let problem, let mark, _):
            return YAMLReader.complaint(problem, at: Place(mark), opened: context.map { Place($0.mark) })
        case .no, .memory, .reader, .writer, .emitter, .representer, .dataCouldNotBeDecoded, .duplicatedKeysInMapping:
            return Complaint(.start, "The file cannot be read as YAML", "Check it against docs/policy.md.")
        }
    }

    private static func complaint(_ problem: String, at place: Place, opened: Place?) -> Complaint {
        if problem.contains("unexpected end of stream"), let opened {
            return Complaint(opened, "A quotation mark opens here and is never closed", "Close it.")
        }
        if problem.contains("expected ',' or"), let opened {
            let what =
                "This is not YAML: the bracket that opens at \(opened.line):\(opened.column) is not closed before here"
            return Complaint(
                place,
                what,
                "Put a comma between values, close the bracket, and put text that has a colon in quotes."
            )
        }
        if problem.contains("nesting level") {
            return Complaint(place, "Values lie too deep in each other here", "Nothing in a policy needs that.")
        }
        if problem.contains("undefined alias") {
            return Complaint(
                place,
                "An alias (*) stands here, and the policy language has none",
                "Put text that begins with * in quotes."
            )
        }
        return Complaint(place, "This is not YAML: \(problem)", mend(problem))
    }

    private static func mend(_ problem: String) -> String {
        if problem.contains("mapping values are not allowed") {
            return "Put text that has a colon in quotes, or check the indentation."
        }
        if problem.contains("cannot start any token") {
            return "Indent with spaces, never tabs, and put text that begins with a special character in quotes."
        }
        if problem.contains("another document") { return "Write one document; delete the line ---." }
        if problem.contains("expected ':'") { return "Write key: value, with a space after the colon." }
        if problem.contains("expected key") || problem.contains("block end") {
            return "Indent the keys of a section alike."
        }
        return "Check quotes, brackets and indentation on this line and the one above."
    }
}

extension Place {
    init(_ mark: Mark) { self.init(line: mark.line, column: mark.column) }
}
