import CIDN2
import CPSL
public import Registrations

/// Reads domains by the public suffix list that this program carries.
///
/// libpsl answers for the list, libidn2 for names beyond ASCII (IDNA 2008, non-transitional, so `straße.de` is not `strasse.de`).
public struct PublicSuffixReader: SuffixRules {
    /// The reader over the carried tables; the list is loaded once, when it is first asked for.
    public static let carried = PublicSuffixReader(list: .carried, lists: .carried)

    public let lists: DomainLists
    private let list: SuffixList

    init(list: SuffixList, lists: DomainLists) {
        self.list = list
        self.lists = lists
    }

    /// When the carried list was made, as its first lines say: `2026-10-22_08-36-41_UTC`.
    public static var listVersion: String { Table.suffixListVersion }

    /// Whether the carried list could be loaded; without it every reading is unreadable, which `doctor` should say.
    public static var isLoaded: Bool { carried.list.isLoaded }

    public func asciiHost(_ host: String) -> String? {
        if host.utf8.allSatisfy({ $0 < 0x80 }) {
            let lower = host.lowercased()
            // Plain ASCII needs no conversion, and libidn2 would refuse the `r3---sn` that real hosts have.
            if !DomainLabels.haveEncoded(lower) { return lower }
        }
        return Idna.ascii(host)
    }

    public func registrable(_ asciiHost: String) -> String? { list.registrable(asciiHost) }

    public func isListedSuffix(_ asciiHost: String) -> Bool { list.lists(asciiHost) }

    public func readable(_ asciiDomain: String) -> String {
        DomainLabels.haveEncoded(asciiDomain) ? Idna.readable(asciiDomain) ?? asciiDomain : asciiDomain
    }
}

enum DomainLabels {
    /// Whether any label is an A-label.
    static func haveEncoded(_ lowerCaseHost: String) -> Bool {
        var rest = lowerCaseHost.utf8[...]
        while !rest.starts(with: "xn--".utf8) {
            guard let dot = rest.firstIndex(of: UInt8(ascii: ".")) else { return false }
            rest = rest[rest.index(after: dot)...]
        }
        return true
    }
}

/// libidn2, which keeps no state and may be called from any thread.
enum Idna {
    static func ascii(_ host: String) -> String? {
        var result: UnsafeMutablePointer<UInt8>?
        let flags = Int32(IDN2_NFC_INPUT.rawValue | IDN2_NONTRANSITIONAL.rawValue)
        let code = host.withCString { text in
            text.withMemoryRebound(to: UInt8.self, capacity: host.utf8.count + 1) { idn2_lookup_u8($0, &result, flags) }
        }
        defer { idn2_free(result) }
        guard code == IDN2_OK.rawValue, let result else { return nil }
        return String(cString: result).lowercased()
    }

    static func readable(_ asciiDomain: String) -> String? {
        var result: UnsafeMutablePointer<CChar>?
        let code = idn2_to_unicode_8z8z(asciiDomain, &result, 0)
        defer { idn2_free(result) }
        guard code == IDN2_OK.rawValue, let result else { return nil }
        return String(cString: result)
    }
}
