/// What has come back so far, kept within its bounds.
struct Reception {
    private let maximumHeaderBytes: Int
    private let maximumBodyBytes: Int
    private var headerBytes = 0
    private var isPastHeaders = false
    private(set) var headers: [(name: String, value: String)] = []
    private(set) var body: [UInt8] = []
    private(set) var isTooLarge = false

    init(maximumHeaderBytes: Int, maximumBodyBytes: Int) {
        self.maximumHeaderBytes = maximumHeaderBytes
        self.maximumBodyBytes = maximumBodyBytes
    }

    /// Takes one header line with its line end; false when the header section outgrows its bound.
    ///
    /// A status line starts over, so that an interim answer's fields are dropped; trailers count but are not kept.
    mutating func receive(headerLine line: UnsafeRawBufferPointer) -> Bool {
        headerBytes += line.count
        guard headerBytes <= maximumHeaderBytes else {
            isTooLarge = true
            return false
        }
        let end = line.lastIndex { $0 != UInt8(ascii: "\r") && $0 != UInt8(ascii: "\n") }
        let content = end.map { line[...$0] } ?? line[..<0]
        if content.starts(with: "HTTP/".utf8) {
            headers = []
            isPastHeaders = false
        } else if content.isEmpty {
            isPastHeaders = true
        } else if !isPastHeaders {
            keep(content)
        }
        return true
    }

    /// Takes a piece of the body; false when it outgrows its bound.
    mutating func receive(body piece: UnsafeRawBufferPointer) -> Bool {
        guard body.count + piece.count <= maximumBodyBytes else {
            isTooLarge = true
            return false
        }
        body.append(contentsOf: piece)
        return true
    }

    private mutating func keep(_ line: Slice<UnsafeRawBufferPointer>) {
        if line.first.map(Self.isBlank) == true {
            guard let last = headers.indices.last else { return }
            headers[last].value += " " + Self.trimmed(line)
        } else if let colon = line.firstIndex(of: UInt8(ascii: ":")) {
            let name = String(decoding: line[..<colon], as: UTF8.self).lowercased()
            headers.append((name, Self.trimmed(line[(colon + 1)...])))
        }
    }

    private static func trimmed(_ piece: Slice<UnsafeRawBufferPointer>) -> String {
        guard let start = piece.firstIndex(where: { !isBlank($0) }), let last = piece.lastIndex(where: { !isBlank($0) })
        else { return "" }
        return String(decoding: piece[start...last], as: UTF8.self)
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
}
