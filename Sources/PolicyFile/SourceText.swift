/// The file's text by line and column, and what is looked for in it before it counts as YAML.
struct SourceText {
    /// The largest policy file that is read.
    static let limitBytes = 256 * 1024
    /// How many texts that look like aliases are left for YAML to judge.
    private static let limitAliases = 16

    private(set) var scalars: [Unicode.Scalar]

    init(_ bytes: [UInt8]) throws(Complaint) {
        guard bytes.count <= SourceText.limitBytes else {
            throw Complaint(
                .start,
                "The file has \(bytes.count) bytes, which is too long",
                "Write at most \(SourceText.limitBytes) bytes (256 KiB)."
            )
        }
        scalars = []
        scalars.reserveCapacity(bytes.count)
        try decode(bytes)
        if scalars.first == "\u{FEFF}" { scalars.removeFirst() }
        try refuseControls()
        try refuseAliases()
    }

    var text: String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        return String(view)
    }

    /// The position of the scalar at `index`; a line ends with `\n`, `\r` or both.
    func place(of index: Int) -> Place {
        var line = 1
        var start = 0
        var at = 0
        while at < index {
            let isReturn = scalars[at] == "\r"
            if isReturn, at + 1 < scalars.count, scalars[at + 1] == "\n" { at += 1 }
            if isReturn || scalars[at] == "\n" {
                line += 1
                start = at + 1
            }
            at += 1
        }
        return Place(line: line, column: max(1, index - start + 1))
    }

    /// The index of the scalar at a position; nil past the end.
    func index(of place: Place) -> Int? {
        var at = 0
        for _ in 1..<place.line {
            guard let end = scalars[at...].firstIndex(where: { $0 == "\n" || $0 == "\r" }) else { return nil }
            at = end + 1
            if scalars[end] == "\r", at < scalars.count, scalars[at] == "\n" { at += 1 }
        }
        let found = at + place.column - 1
        return found < scalars.count ? found : nil
    }

    mutating func replace(at index: Int, with scalar: Unicode.Scalar) { scalars[index] = scalar }

    private mutating func decode(_ bytes: [UInt8]) throws(Complaint) {
        var decoder = UTF8()
        var input = bytes.makeIterator()
        while true {
            switch decoder.decode(&input) {
            case .scalarValue(let scalar): scalars.append(scalar)
            case .emptyInput: return
            case .error:
                throw Complaint(
                    place(of: scalars.count),
                    "The file is not UTF-8 from here on",
                    "Save the file as UTF-8."
                )
            }
        }
    }

    private func refuseControls() throws(Complaint) {
        let found = scalars.firstIndex { scalar in
            switch scalar.value {
            case 0x09, 0x0A, 0x0D: false
            case 0x00..<0x20, 0x7F...0x9F, 0x200B, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF: true
            default: false
            }
        }
        guard let found else { return }
        let code = String(scalars[found].value, radix: 16, uppercase: true)
        throw Complaint(place(of: found), "An invisible character (U+\(code)) stands here", "Delete it.")
    }

    /// Refuses many `*name` for which an anchor `&name` stands before them.
    ///
    /// This runs before YAML is read, since a few aliases of aliases can stand for more values than memory holds. It
    /// looks into quotes and comments too, so it lets a handful pass: those that are aliases are refused by their anchor.
    private func refuseAliases() throws(Complaint) {
        var anchors: Set<String> = []
        var aliases = 0
        var mayBegin = true
        for (index, scalar) in scalars.enumerated() {
            if mayBegin, scalar == "&" { anchors.insert(name(after: index)) }
            if mayBegin, scalar == "*", anchors.contains(name(after: index)) { aliases += 1 }
            guard aliases <= SourceText.limitAliases else {
                throw Complaint(
                    place(of: index),
                    "Many aliases (*) stand up to here, and the policy language has none",
                    "Write the values themselves."
                )
            }
            mayBegin = scalar.properties.isWhitespace || "[{,:-?".unicodeScalars.contains(scalar)
        }
    }

    private func name(after index: Int) -> String {
        let name = scalars[(index + 1)...].prefix {
            $0.isASCII && ($0.properties.isAlphabetic || "0123456789_-".unicodeScalars.contains($0))
        }
        return String(String.UnicodeScalarView(name))
    }
}
