import Dialogue
import FoundationEssentials
public import Registrations

/// Rooms that the bot was not added to.
extension FrontDesk {
    /// One word a day for each room; what waits meanwhile is in the outbox.
    private static let shutOutSeconds = 86_400.0

    /// Says to the managers that a chat refused the bot in a room, and what to do: once a day for each room.
    ///
    /// `registration` is what was to be spoken of there, and nobody but the vendor reads it here.
    public func shutOut(of room: Room, over registration: RegistrationID?) async throws {
        let policy = policies.current
        let now = time.now()
        let isTold = try await ledger.write { transaction in
            let key = "\(room.workspace.channel.rawValue):\(room.whole.id)"
            let since = now.addingTimeInterval(-Self.shutOutSeconds)
            guard try transaction.tally("shut_out", key: key, since: since) == 0 else { return false }
            try transaction.count("shut_out", key: key, at: now)
            let claim = try registration.flatMap { try transaction.registration($0) }
            let partner = try claim.flatMap { try transaction.partner($0.partner) }
            try tellManagers(in: transaction, policy, at: now) {
                $0.shutOut(caseNumber: claim?.caseNumber, partner: partner?.name)
            }
            return true
        }
        if isTold { bell.ring() }
    }
}
