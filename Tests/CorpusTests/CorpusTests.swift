import Foundation
import Testing

/// Every stored input of every fuzz target, among them each that once found something.
struct CorpusTests {
    @Test(arguments: FuzzTarget.allCases)
    func `every stored input of a reader holds`(_ target: FuzzTarget) throws {
        let inputs = try Corpus.inputs(of: target)
        #expect(inputs.count >= 10, "\(target.rawValue) has only \(inputs.count) inputs")
        for input in inputs {
            do {
                try target.run(input.bytes)
            } catch {
                Issue.record("\(target.rawValue)/\(input.name): \(error)")
            }
        }
    }

    @Test(arguments: FuzzTarget.allCases)
    func `a damaged input of a reader holds too`(_ target: FuzzTarget) throws {
        let seed = UInt64.random(in: 0 ... .max)
        var chance = SplitMix(state: seed)
        let inputs = try Corpus.inputs(of: target)
        for _ in 0..<300 {
            let input = inputs[Int(chance.next() % UInt64(inputs.count))]
            let damaged = chance.damage(input.bytes)
            do {
                try target.run(damaged)
            } catch {
                Issue.record("seed \(seed), \(target.rawValue), \(damaged): \(error)")
            }
        }
    }
}

/// The inputs kept beside the tests.
private enum Corpus {
    static func inputs(of target: FuzzTarget) throws -> [(name: String, bytes: [UInt8])] {
        let stored = try files(in: "corpora/\(target.rawValue)")
        // The programmes that are played as stories are the richest policy files there are.
        return target == .policy ? stored + (try files(in: "policies")) : stored
    }

    private static func files(in folder: String) throws -> [(name: String, bytes: [UInt8])] {
        let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        let folder = tests.appending(path: "Fixtures").appending(path: folder)
        return try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted().map { name in
            (name, Array(try Data(contentsOf: folder.appending(path: name))))
        }
    }
}

/// A seeded generator, so that a finding can be had again.
private struct SplitMix {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// One to four bytes changed, taken out, put in, or a piece said twice.
    mutating func damage(_ bytes: [UInt8]) -> [UInt8] {
        var bytes = bytes
        for _ in 0...(next() % 4) {
            let place = Int(next() % UInt64(bytes.count + 1))
            switch next() % 4 {
            case 0 where place < bytes.count: bytes[place] = UInt8(truncatingIfNeeded: next())
            case 1 where place < bytes.count: bytes.remove(at: place)
            case 2: bytes.insert(UInt8(truncatingIfNeeded: next()), at: place)
            default: bytes.insert(contentsOf: bytes[place...].prefix(16), at: place)
            }
        }
        return bytes
    }
}
