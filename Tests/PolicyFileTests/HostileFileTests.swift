@testable import PolicyFile
import Registrations
import Testing

struct HostileFileTests {
    private func said(_ bytes: [UInt8]) -> [String] {
        switch read(bytes) {
        case .success: []
        case .failure(let mistakes): mistakes.list.map(\.description)
        }
    }

    @Test func `bytes that are not UTF-8 are named by their place`() {
        let bytes = Array((goodFile + "version: ").utf8) + [0xE9, 0x0A]
        #expect(said(bytes) == ["policy.yaml:6:10: The file is not UTF-8 from here on. Save the file as UTF-8."])
        #expect(said([0xFF, 0xFE, 0x70, 0x00]).first?.hasPrefix("policy.yaml:1:1: The file is not UTF-8") == true)
    }

    @Test func `a file of 256 KiB is read and one byte more is not`() {
        let space = SourceText.limitBytes - goodFile.utf8.count
        let filler = "#" + String(repeating: "x", count: space - 2) + "\n"
        #expect(said(Array((goodFile + filler).utf8)).isEmpty)
        let said = said(Array((goodFile + "#" + filler).utf8))
        #expect(
            said == [
                "policy.yaml:1:1: The file has 262145 bytes, which is too long. Write at most 262144 bytes (256 KiB)."
            ]
        )
    }

    @Test func `aliases that double twenty-nine times are refused before they are read`() {
        var text = goodFile + "a0: &a0 [x]\n"
        for level in 1..<30 { text += "a\(level): &a\(level) [*a\(level - 1), *a\(level - 1)]\n" }
        text += "? *a29\n: x\n"
        #expect(said(Array(text.utf8)).count == 1)
        #expect(said(Array(text.utf8)).first?.hasPrefix("policy.yaml:15:10: Many aliases (*) stand up to here") == true)
    }

    @Test(arguments: ["[", "{", "- ", "? ", "{a: ", "[[{a: "])
    func `thousands of levels are refused`(opening: String) {
        let text = goodFile + "version:\n  " + String(repeating: opening, count: 20_000) + "\n"
        #expect(!said(Array(text.utf8)).isEmpty)
    }

    @Test func `fifty repeated keys are named and the next ends the reading`() {
        let lines = { (count: Int) in String(repeating: "hold: { days: 9 }\n", count: count) }
        #expect(said(Array((goodFile + lines(51)).utf8)).count == 50)
        #expect(said(Array((goodFile + lines(52)).utf8)).count == 1)
    }

    @Test func `no mangled file stops the reader, and every mistake lies inside the file`() {
        var random = SplitMix(state: 20_261_124)
        let seeds = [
            goodFile, goodFile + "reasons:\n  - { id: a, text: { en: \"No\", de: 'Nein' } }\ntiers: { g: {} }\n",
        ]
        for round in 0..<1_500 {
            var bytes = Array(seeds[round % seeds.count].utf8)
            for _ in 0...Int.random(in: 0..<4, using: &random) {
                let at = Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0..<4, using: &random) {
                case 0: bytes.remove(at: at)
                case 1: bytes[at] = UInt8.random(in: 0...255, using: &random)
                case 2: bytes.insert("{}[]:,-?&*!|>'\"#%@` \n\t".utf8.randomElement(using: &random) ?? 0, at: at)
                default: bytes.insert(contentsOf: bytes[..<at], at: at)
                }
                if bytes.isEmpty { bytes = [0x0A] }
            }
            guard case .failure(let mistakes) = read(bytes) else { continue }
            let lines = bytes.count { $0 == 0x0A || $0 == 0x0D } + 1
            #expect(!mistakes.list.isEmpty)
            #expect(
                mistakes.list.allSatisfy { (1...lines).contains($0.line) && (1...bytes.count + 1).contains($0.column) }
            )
            #expect(mistakes.list.allSatisfy { !$0.message.isEmpty && !$0.mend.isEmpty })
        }
    }
}

/// A small generator, so that every run mangles alike.
private struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
