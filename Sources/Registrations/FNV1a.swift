/// A hash that is the same on every machine and in every process, as what is stored must be; proof against nobody.
///
/// 64 bits: http://www.isthe.com/chongo/tech/comp/fnv/
public enum FNV1a {
    public static func hash(_ bytes: [UInt8]) -> UInt64 {
        bytes.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
    }
}
