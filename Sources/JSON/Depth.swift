/// Counts how deep brackets nest without building anything, so that no input can exhaust the stack.
enum Depth {
    /// Where the nesting first passes the limit; nil when it never does.
    ///
    /// Right for every valid document; an invalid one may be refused for depth although its fault lies elsewhere.
    static func exceeded(in bytes: [UInt8], limit: Int) -> Int? {
        bytes.withUnsafeBufferPointer { exceeded(in: $0, limit: limit) }
    }

    private static func exceeded(in bytes: UnsafeBufferPointer<UInt8>, limit: Int) -> Int? {
        var depth = 0
        var isInString = false
        var index = 0
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "\""):
                isInString.toggle()
            case UInt8(ascii: "\\") where isInString:
                index += 1
            case UInt8(ascii: "["), UInt8(ascii: "{"):
                guard !isInString else { break }
                depth += 1
                if depth > limit { return index }
            case UInt8(ascii: "]"), UInt8(ascii: "}"):
                if !isInString { depth -= 1 }
            default:
                break
            }
            index += 1
        }
        return nil
    }
}
