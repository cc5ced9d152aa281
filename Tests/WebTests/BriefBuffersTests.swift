import NIOCore
import Testing

@testable import Web

/// What a connection keeps between two requests.
struct BriefBuffersTests {
    @Test func `what was read into is not kept, but for a small first buffer`() {
        var pool = NIOPooledRecvBufferAllocator(capacity: 1, recvAllocator: BriefBuffers())
        /// Reads as a connection does; gives the buffer's size, and whether nobody else has it any more.
        func read() -> (size: Int, isReadersAlone: Bool) {
            var (buffer, _) = pool.buffer(allocator: ByteBufferAllocator()) { $0.writeString("POST") }
            pool.record(actualReadBytes: buffer.readableBytes)
            return (buffer.capacity, buffer.modifyIfUniquelyOwned { _ in true } ?? false)
        }
        let reads = (1...4).map { _ in read() }
        #expect(reads.map(\.size) == [128, 8_192, 8_192, 8_192])
        #expect(reads.map(\.isReadersAlone) == [false, true, true, true])
    }
}
