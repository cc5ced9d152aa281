import FoundationEssentials
import Testing

@testable import Registrations

private let letters = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")

/// A generator whose seed is printed with every failure.
private func samples(_ count: Int) -> [CaseNumber] {
    var state: UInt64 = 0x5EED
    return (0..<count).map { _ in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return CaseNumber(random: state >> 20)
    }
}

@Suite struct CaseNumberTests {
    @Test func `a number is shown as REG and eight of Crockford's letters`() {
        for number in samples(500) {
            let text = number.description
            #expect(text.count == 12)
            #expect(text.hasPrefix("REG-"))
            #expect(text.dropFirst(4).allSatisfy(letters.contains))
            #expect(CaseNumber(typed: text) == number)
        }
    }

    @Test func `the same random number is the same case, and only its low 35 bits count`() {
        #expect(CaseNumber(random: 0).description == "REG-00000000")
        #expect(CaseNumber(random: 7) == CaseNumber(random: 7 | 1 << 35))
        #expect(Set(samples(20_000)).count == 20_000)
        #expect(CaseNumber(random: .max).description.hasPrefix("REG-ZZZZZZZ"))
    }

    /// The check is linear, so a change is noticed in every number exactly when its difference alone does not sum to zero.
    @Test func `every single wrong letter is noticed: all 8 places, all 31 differences`() {
        for place in 0..<8 {
            for difference in UInt8(1)..<32 {
                var error = [UInt8](repeating: 0, count: 8)
                error[place] = difference
                #expect(CaseNumber.syndrome(error) != 0)
            }
        }
    }

    @Test func `every two letters that changed places are noticed: all 28 pairs, all 31 differences`() {
        for first in 0..<8 {
            for second in (first + 1)..<8 {
                for difference in UInt8(1)..<32 {
                    var error = [UInt8](repeating: 0, count: 8)
                    error[first] = difference
                    error[second] = difference
                    #expect(CaseNumber.syndrome(error) != 0)
                }
            }
        }
    }

    @Test func `the check is linear, which the two proofs above rest on`() {
        let numbers = samples(60).map { $0.description.dropFirst(4).compactMap(letters.firstIndex).map { UInt8($0) } }
        for left in numbers {
            for right in numbers {
                #expect(CaseNumber.syndrome(zip(left, right).map { $0 ^ $1 }) == 0)
            }
        }
    }

    @Test func `read as typed, each wrong letter and each swap is refused`() {
        for number in samples(40) {
            let right = Array(number.description.dropFirst(4))
            for place in 0..<8 {
                for letter in letters where letter != right[place] {
                    var wrong = right
                    wrong[place] = letter
                    #expect(CaseNumber(typed: "REG-" + String(wrong)) == nil)
                }
            }
            for place in 0..<7 where right[place] != right[place + 1] {
                var wrong = right
                wrong.swapAt(place, place + 1)
                #expect(CaseNumber(typed: String(wrong)) == nil)
            }
        }
    }

    @Test func `people may write it their way`() throws {
        let number = CaseNumber(random: 0x1_2345_6789)
        let bare = String(number.description.dropFirst(4))
        let half = bare.index(bare.startIndex, offsetBy: 4)
        let ways = [
            bare, bare.lowercased(), "reg-\(bare)", "REG\(bare)", " REG \(bare) ", "Reg-\(bare.lowercased())\n",
            "REG – \(bare)", "#REG-\(bare)",
            "\(bare[..<half])-\(bare[half...])", "REG-\(bare[..<half]) \(bare[half...])", "R E G \(bare)",
            "\u{202A}\(number)\u{202C}",
        ]
        for way in ways { #expect(CaseNumber(typed: way) == number, "\(way)") }
    }

    @Test func `O is zero, and I and L are one`() throws {
        let number = CaseNumber(random: 0b00000_00001_00000_00001_00000_00001_00000)
        let text = number.description
        #expect(text.contains("0") && text.contains("1"))
        for one in ["I", "L", "i", "l"] {
            let heard = text.dropFirst(4).map { $0 == "0" ? "o" : $0 == "1" ? one : String($0) }.joined()
            #expect(CaseNumber(typed: heard) == number)
        }
    }

    @Test func `a number that begins with R E G is not mistaken for the prefix`() {
        let values = "REG".compactMap(letters.firstIndex).map { UInt64($0) }
        let number = CaseNumber(random: values[0] << 30 | values[1] << 25 | values[2] << 20 | 12_345)
        let bare = String(number.description.dropFirst(4))
        #expect(bare.hasPrefix("REG"))
        #expect(CaseNumber(typed: bare) == number)
        #expect(CaseNumber(typed: "REG\(bare)") == number)
    }

    @Test(arguments: [
        "", " ", "REG-", "REG", "REG-0000000", "REG-000000000", "REG-0000000U", "DEAL-00000000", "REG-0000000!",
        "REG-٠٠٠٠٠٠٠٠", "ＲＥＧ-00000001",
        "REG-0000000\u{0}1", "00000000000", "REGREG-00000000",
    ])
    func `anything else is no case number`(typed: String) {
        #expect(CaseNumber(typed: typed) == nil)
    }

    @Test func `long text is not looked at`() {
        #expect(CaseNumber(typed: String(repeating: " ", count: 10_000) + "00000000") == nil)
    }

    @Test func `a number is stored as the text people see`() throws {
        let number = CaseNumber(random: 42)
        let stored = try JSONEncoder().encode([number])
        #expect(String(decoding: stored, as: UTF8.self) == "[\"\(number)\"]")
        #expect(try JSONDecoder().decode([CaseNumber].self, from: stored) == [number])
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode([CaseNumber].self, from: Data(#"["REG-00000001"]"#.utf8))
        }
    }
}
