import LedgerSQL

/// A statement's values as libpq takes them: numbers as text, texts and bytes as they are.
struct SQLParameters {
    private var bytes: [UInt8] = []
    private var starts: [Int?] = []
    private var lengths: [Int32] = []
    private var formats: [Int32] = []

    init(_ values: [SQLValue]) {
        starts.reserveCapacity(values.count)
        for value in values {
            switch value {
            case .null: add(nil, format: 0)
            case .int(let number): add(Array(String(number).utf8) + [0], format: 0)
            case .text(let text): add(Array(text.utf8), format: 1)
            case .bytes(let bytes): add(bytes, format: 1)
            }
        }
    }

    private mutating func add(_ value: [UInt8]?, format: Int32) {
        starts.append(value == nil ? nil : bytes.count)
        lengths.append(Int32(value?.count ?? 0))
        formats.append(format)
        if let value { bytes += value }
    }

    /// Calls with pointers that hold as long as the call.
    func withPointers<Result>(
        _ body: (
            Int32, [UnsafePointer<CChar>?], UnsafePointer<Int32>?, UnsafePointer<Int32>?
        ) throws -> Result
    ) rethrows -> Result {
        // One more, so that an empty value at the end has an address of its own, too: no address means NULL.
        let padded = bytes + [0]
        return try padded.withUnsafeBytes { memory in
            let start = memory.assumingMemoryBound(to: CChar.self).baseAddress
            let pointers = starts.map { place in place.flatMap { place in start.map { $0 + place } } }
            return try lengths.withUnsafeBufferPointer { lengths in
                try formats.withUnsafeBufferPointer { formats in
                    try body(Int32(starts.count), pointers, lengths.baseAddress, formats.baseAddress)
                }
            }
        }
    }
}
