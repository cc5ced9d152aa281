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
        let lineEnd = line.reversed().prefix { $0 == UInt8(ascii: "\r") || $0 == UInt8(ascii: "\n") }
        let content = Substring(decoding: line.dropLast(lineEnd.count), as: UTF8.self)
        if content.hasPrefix("HTTP/") {
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

    private mutating func keep(_ line: Substring) {
        if line.first == " " || line.first == "\t" {
            guard let last = headers.indices.last else { return }
            headers[last].value += " " + line.trimmed
        } else if let colon = line.firstIndex(of: ":") {
            headers.append((line[..<colon].lowercased(), line[line.index(after: colon)...].trimmed))
        }
    }
}

extension Substring {
    fileprivate var trimmed: String {
        let isBlank: (Character) -> Bool = { $0 == " " || $0 == "\t" }
        let start = drop(while: isBlank)
        guard let last = start.lastIndex(where: { !isBlank($0) }) else { return "" }
        return String(start[...last])
    }
}
