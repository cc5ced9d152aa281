import Desk
import FoundationEssentials

/// What the relay remembers of a message between two tries.
///
/// It stands behind the reason in the message's row, where it outlives the process and the admin reads it too:
/// `rate_limited [since=1764000000000 tries=3 unknown=0]`.
struct Trail: Hashable, Sendable {
    /// When it was first taken up.
    var since: Date
    var tries: Int
    /// How many tries ended without anybody knowing whether the message arrived.
    var unknowns: Int

    static func beginning(at now: Date) -> Trail { Trail(since: now, tries: 0, unknowns: 0) }

    func written(behind reason: String) -> String {
        "\(reason) [since=\(since.millisecondsSince1970) tries=\(tries) unknown=\(unknowns)]"
    }

    init(since: Date, tries: Int, unknowns: Int) {
        self.since = since
        self.tries = tries
        self.unknowns = unknowns
    }

    /// Reads what `written(behind:)` wrote; nil for anything else.
    init?(reason: String?) {
        guard let reason, reason.hasSuffix("]"), let open = reason.lastIndex(of: "[") else { return nil }
        let words = reason[reason.index(after: open)...].dropLast().split(separator: " ")
        func number(_ name: String) -> Int? {
            words.first { $0.hasPrefix(name + "=") }.flatMap { Int($0.dropFirst(name.count + 1)) }
        }
        guard let since = number("since"), let tries = number("tries"), let unknowns = number("unknown") else {
            return nil
        }
        self.init(since: Date(millisecondsSince1970: since), tries: tries, unknowns: unknowns)
    }
}
