import Dialogue
import Registrations

/// What is answered where everybody reads along: nothing that opens a record, nobody's name.
extension Sitting {
    private static let listedAloud = 10

    mutating func hearAloud(_ words: Words, _ who: Who, _ book: Phrasebook) throws -> Card {
        guard case .submitter(let partner) = who else { throw Refusal.stranger }
        switch words {
        case .check(let text): return try check(text, who, book)
        case .status(nil):
            let found = try transaction.registrations(
                RegistrationQuery(partner: partner.id, limit: Self.listedAloud + 1)
            )
            let files = try found.prefix(Self.listedAloud).map { try caseFile($0, for: nil) }
            return book.linesAloud(files, more: found.count > files.count)
        case .status(let number?):
            return book.channelLine(try caseFile(try registration(number, visibleTo: who), for: nil))
        case .rules: return book.rules(policy, tier: partner.tier)
        case .help, .start(nil): return book.helpAloud()
        case .unreadableCase: return book.refusal(book.unreadableCase())
        case .start, .review, .withdraw, .revoke, .lift, .meeting, .contradict, .appeal, .extend, .accept, .deal, .why,
            .undo, .won, .lost, .next, .choice, .direct, .research, .assign, .queue, .tooLong:
            return book.notAloud()
        }
    }
}
