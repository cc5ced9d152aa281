import NIOCore

/// Memory to read into that a connection does not keep between two requests.
///
/// What a chat sends is read whole in one go. NIO keeps the first buffer of a connection for as long as that is open, whatever
/// becomes of it: so the first is a small one, and only the first request of a connection is read in two goes. Kept for each,
/// a buffer was a fifth of the memory that a flood took.
struct BriefBuffers: RecvByteBufferAllocator {
    private static let firstBytes = 128
    private static let usualBytes = 8_192

    private var isFirst = true

    func buffer(allocator: ByteBufferAllocator) -> ByteBuffer {
        allocator.buffer(capacity: isFirst ? Self.firstBytes : Self.usualBytes)
    }

    /// Always true: NIO goes on using what it keeps only where the next would be no larger.
    mutating func record(actualReadBytes: Int) -> Bool {
        isFirst = false
        return true
    }
}
