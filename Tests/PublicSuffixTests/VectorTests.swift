import FoundationEssentials
import Registrations
import Testing

@testable import PublicSuffix

struct Vector: Sendable, CustomTestStringConvertible {
    let host: String
    let registrable: String?
    var testDescription: String { "\(host) → \(registrable ?? "nothing")" }

    /// The active lines of the official file: `checkPublicSuffix('host', 'registrable');`, either may be null.
    static func official() throws -> [Vector] {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/test_psl.txt")
        return try String(contentsOf: file, encoding: .utf8).split(separator: "\n").compactMap { line in
            guard line.hasPrefix("checkPublicSuffix("), let close = line.lastIndex(of: ")") else { return nil }
            let parts = line[..<close].dropFirst("checkPublicSuffix(".count).split(separator: ",").map(argument)
            return Vector(host: parts[0] ?? "", registrable: parts[1])
        }
    }

    private static func argument(_ text: Substring) -> String? {
        let bare = text.filter { $0 != " " && $0 != "'" }
        return bare == "null" ? nil : bare
    }
}

@Suite struct VectorTests {
    @Test func `every official vector is read as the list says`() throws {
        let vectors = try Vector.official()
        #expect(vectors.count == 78)
        for vector in vectors {
            let domain = PublicSuffixReader.carried.read(vector.host).domain
            let expected = vector.registrable.flatMap(PublicSuffixReader.carried.asciiHost)
            #expect(domain?.ascii == expected, "\(vector)")
        }
    }

    @Test func `the vectors are read the same from a description`() throws {
        for vector in try Vector.official() {
            let expected = vector.registrable.flatMap(PublicSuffixReader.carried.asciiHost)
            #expect(describe(vector.host).registrableDomain == expected, "\(vector)")
        }
    }

    @Test func `the readable form of every vector is its Unicode form`() throws {
        for vector in try Vector.official() {
            guard let domain = PublicSuffixReader.carried.read(vector.host).domain else { continue }
            #expect(PublicSuffixReader.carried.read(domain.display).domain == domain)
            #expect(!domain.display.contains("xn--"), "\(vector)")
        }
    }

    @Test func `a list that cannot be loaded names no domain and no suffix`() {
        let reader = PublicSuffixReader(list: SuffixList(text: "", bytes: 0), lists: .carried)
        #expect(reader.read("www.example.com") == .unreadable)
        #expect(reader.read("com") == .unreadable)
    }

    @Test func `the carried list says when it was made`() {
        #expect(PublicSuffixReader.isLoaded)
        #expect(PublicSuffixReader.listVersion.hasPrefix("20"))
        #expect(PublicSuffixReader.listVersion.hasSuffix("_UTC"))
    }

    @Test func `many threads read the same list`() async {
        await withTaskGroup(of: Bool.self) { group in
            for worker in 0..<8 {
                group.addTask {
                    (0..<2_000).allSatisfy {
                        PublicSuffixReader.carried.read("w\($0).müller\(worker).co.uk").domain?.display
                            == "müller\(worker).co.uk"
                    }
                }
            }
            for await right in group { #expect(right) }
        }
    }
}
