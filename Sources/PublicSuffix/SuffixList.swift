import CPSL
import CTables
import Glibc

/// A loaded public suffix list.
///
/// libpsl only reads a loaded list, so any number of threads may ask it; nothing frees it while it is in use.
final class SuffixList: @unchecked Sendable {
    /// The list in `Data/public_suffix_list.dat`.
    static let carried = SuffixList(
        text: registrar_public_suffix_list_start(),
        bytes: registrar_public_suffix_list_bytes
    )

    private let context: OpaquePointer?

    /// Loads a list from memory; a list that cannot be loaded answers nothing, and `isLoaded` says so.
    init(text: UnsafePointer<CChar>, bytes: Int) {
        // fmemopen wants a writable pointer, and mode "r" never writes through it.
        guard let file = fmemopen(UnsafeMutableRawPointer(mutating: text), bytes, "r") else {
            context = nil
            return
        }
        context = psl_load_fp(file)
        fclose(file)
    }

    deinit { psl_free(context) }

    var isLoaded: Bool { context != nil }

    /// The registrable part of a host in ASCII and lower case.
    func registrable(_ asciiHost: String) -> String? {
        guard let context else { return nil }
        // The answer points into the text asked about, so it is copied before that goes.
        return asciiHost.withCString { host in psl_registrable_domain(context, host).map { String(cString: $0) } }
    }

    /// Whether a rule names this suffix; the rule that any last label is one does not count.
    func lists(_ asciiHost: String) -> Bool {
        // Without a list libpsl would call everything a suffix.
        guard let context else { return false }
        return psl_is_public_suffix2(context, asciiHost, PSL_TYPE_ANY | PSL_TYPE_NO_STAR_RULE) == 1
    }
}
