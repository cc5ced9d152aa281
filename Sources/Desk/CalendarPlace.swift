import FoundationEssentials
import Registrations

/// How far the claims' deadlines were reckoned anew by a version's calendar, should somebody be interrupted at it.
struct CalendarPlace {
    private static let mark = "calendar under way"

    let version: String
    let last: RegistrationID

    static func read(_ reader: any LedgerReader) throws -> CalendarPlace? {
        // A version may hold spaces, an id holds none.
        guard let text = try reader.mark(mark)?.value, let space = text.lastIndex(of: " ") else { return nil }
        return CalendarPlace(
            version: String(text[..<space]),
            last: RegistrationID(String(text[text.index(after: space)...]))
        )
    }

    static func clear(in transaction: any LedgerTransaction, at now: Date) throws {
        try transaction.set(mark: mark, to: nil, at: now)
    }

    func keep(in transaction: any LedgerTransaction, at now: Date) throws {
        try transaction.set(mark: Self.mark, to: "\(version) \(last)", at: now)
    }
}
