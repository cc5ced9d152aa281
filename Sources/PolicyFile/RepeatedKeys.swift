/// Keys that stand twice in a section, which the YAML library only reports by where the first stands, ending its work.
///
/// Each later one is hidden in the text under a private-use character, so that reading goes on with every position unchanged.
struct RepeatedKeys {
    /// How many are looked for in one file.
    static let limit = 50

    private var names: [String] = []
    private static let firstMark: UInt32 = 0xE000

    /// The key as it stands in the file, where it was hidden.
    func original(of key: String) -> String? {
        guard let value = key.unicodeScalars.first?.value, value >= RepeatedKeys.firstMark else { return nil }
        let number = Int(value - RepeatedKeys.firstMark)
        return number < names.count ? names[number] : nil
    }

    /// Hides the next one after the key at `first`; complains about the first itself when there is none to be found.
    mutating func hide(_ key: String, first: Place, in source: inout SourceText) throws(Complaint) {
        guard names.count < RepeatedKeys.limit, !key.isEmpty, let start = source.index(of: first),
            let mark = Unicode.Scalar(RepeatedKeys.firstMark + UInt32(names.count)),
            let next = inBlock(key, first, start, source.scalars) ?? inFlow(key, start, source.scalars)
        else { throw RepeatedKeys.complaint(key, at: first) }
        source.replace(at: next, with: mark)
        names.append(key)
    }

    static func complaint(_ key: String, at place: Place) -> Complaint {
        Complaint(place, "\(quoted(key)) stands twice in this section", "Keep one of them.")
    }

    /// The same key in the same column of a later line, with nothing further left in between.
    private func inBlock(_ key: String, _ first: Place, _ start: Int, _ scalars: [Unicode.Scalar]) -> Int? {
        let margin = scalars[(start - first.column + 1)..<start]
        guard margin.allSatisfy({ " -?".unicodeScalars.contains($0) }) else { return nil }
        var at = start
        while let end = scalars[at...].firstIndex(of: "\n") {
            at = end + 1
            let line = scalars[at...].prefix { $0 != "\n" && $0 != "\r" }
            let indent = line.prefix { $0 == " " }.count
            guard indent < line.count, line[at + indent] != "#" else { continue }
            if indent < first.column - 1 { return nil }
            if indent == first.column - 1, let found = keyStart(key, at + indent, scalars) { return found }
        }
        return nil
    }

    /// The same key later inside the same braces.
    private func inFlow(_ key: String, _ start: Int, _ scalars: [Unicode.Scalar]) -> Int? {
        var depth = 0
        var quote: Unicode.Scalar?
        var at = start
        while at < scalars.count, depth >= 0 {
            let scalar = scalars[at]
            if let open = quote {
                if scalar == open { quote = nil }
            } else {
                if depth == 0, at > start, isSeparator(scalars[at - 1]), let found = keyStart(key, at, scalars) {
                    return found
                }
                switch scalar {
                case "\"", "'": if isSeparator(scalars[max(0, at - 1)]) { quote = scalar }
                case "[", "{": depth += 1
                case "]", "}": depth -= 1
                default: break
                }
            }
            at += 1
        }
        return nil
    }

    private func isSeparator(_ scalar: Unicode.Scalar) -> Bool { " \n\t,{[:".unicodeScalars.contains(scalar) }

    /// The index of the key's first character when the key and its colon stand at `at`, quoted or not.
    private func keyStart(_ key: String, _ at: Int, _ scalars: [Unicode.Scalar]) -> Int? {
        let name = Array(key.unicodeScalars)
        let isQuoted = scalars[at] == "\"" || scalars[at] == "'"
        let begin = isQuoted ? at + 1 : at
        let end = begin + name.count
        guard end < scalars.count, scalars[begin..<end].elementsEqual(name) else { return nil }
        if isQuoted, scalars[end] != scalars[at] { return nil }
        let rest = scalars[(isQuoted ? end + 1 : end)...].drop { $0 == " " }
        return rest.first == ":" ? begin : nil
    }
}
