import Desk
import NIOCore

/// What has arrived of a request's body.
struct ArrivingBody {
    private(set) var bytes: [UInt8] = []
    /// Of all that came, kept or not.
    var arrivedBytes = 0
    private var borrowed = 0

    /// No more than anybody may have: what is announced may never come.
    mutating func reserve(_ announced: Int) { bytes.reserveCapacity(min(announced, BodyBudget.freeBytes)) }

    /// False when there is no room left for it.
    mutating func take(_ piece: ByteBuffer, from budget: BodyBudget) -> Bool {
        let wanted = bytes.count + piece.readableBytes - BodyBudget.freeBytes - borrowed
        if wanted > 0 {
            guard budget.take(wanted) else { return false }
            borrowed += wanted
        }
        bytes.append(contentsOf: piece.readableBytesView)
        return true
    }

    func giveBack(to budget: BodyBudget) { if borrowed > 0 { budget.giveBack(borrowed) } }
}

/// Why a body was not read to its end.
enum BodyTrouble {
    case tooLarge, tooSlow, broken, noRoom

    var response: OutboundResponse {
        switch self {
        case .tooLarge: .plain(413, "The body is too large.\n")
        case .tooSlow: .plain(408, "The body took too long.\n")
        case .broken: .plain(400, "The body ended early.\n")
        case .noRoom: .plain(503, "Too much comes in at once.\n")
        }
    }
}
