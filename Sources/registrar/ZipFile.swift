/// Writes a zip of a few small files, stored as they are.
///
/// Ours, since none of the libraries that are linked writes one: their zlib is their own, and a package of four files needs no
/// compression. https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
enum ZipFile {
    static func bytes(_ files: [(name: String, content: [UInt8])]) -> [UInt8] {
        var zip: [UInt8] = []
        var directory: [UInt8] = []
        for file in files {
            let entry = entry(file.name, file.content)
            directory += centralSignature + versionMadeBy + entry + noExtras + number(zip.count)
            directory += Array(file.name.utf8)
            zip += localSignature + entry + Array(file.name.utf8) + file.content
        }
        let start = zip.count
        let count = half(files.count)
        return zip + directory + endSignature + half(0) + half(0) + count + count + number(directory.count)
            + number(start) + half(0)
    }

    /// What the header of a file and its line in the directory have in common.
    private static func entry(_ name: String, _ content: [UInt8]) -> [UInt8] {
        let size = number(content.count)
        return versionNeeded + flagsOfUTF8 + stored + moment + number(Int(crc32(content))) + size + size
            + half(name.utf8.count) + half(0)
    }

    /// IEEE 802.3, as every zip has it.
    static func crc32(_ bytes: [UInt8]) -> UInt32 {
        var sum: UInt32 = ~0
        for byte in bytes {
            sum ^= UInt32(byte)
            for _ in 0..<8 { sum = sum >> 1 ^ (sum & 1 == 1 ? 0xEDB8_8320 : 0) }
        }
        return ~sum
    }

    private static let localSignature: [UInt8] = [0x50, 0x4B, 3, 4]
    private static let centralSignature: [UInt8] = [0x50, 0x4B, 1, 2]
    private static let endSignature: [UInt8] = [0x50, 0x4B, 5, 6]
    private static let versionMadeBy = half(20)
    private static let versionNeeded = half(20)
    private static let flagsOfUTF8 = half(0x0800)
    private static let stored = half(0)
    /// The first of January 1980, so that the same package has the same bytes.
    private static let moment = half(0) + half(0x0021)
    /// No comment, the first disk, no attributes.
    private static let noExtras = half(0) + half(0) + half(0) + number(0)

    private static func half(_ number: Int) -> [UInt8] {
        [UInt8(truncatingIfNeeded: number), UInt8(truncatingIfNeeded: number >> 8)]
    }

    private static func number(_ number: Int) -> [UInt8] { half(number) + half(number >> 16) }
}
