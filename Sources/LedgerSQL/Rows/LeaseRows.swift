public import Desk
import FoundationEssentials

extension SQLSession {
    public func take(_ lease: Lease) throws -> Int? {
        let values: [SQLValue] = [
            .text(lease.name), .text(lease.owner), .time(lease.until), .time(lease.lateBefore),
            .time(lease.impossibleAfter),
        ]
        return try connection.row(LeaseSQL.take, values) { try $0.int() }
    }

    public func renew(_ lease: Lease, fence: Int) throws -> Bool {
        let values: [SQLValue] = [.time(lease.until), .text(lease.name), .text(lease.owner), .int(fence)]
        return try connection.run(LeaseSQL.renew, values) == 1
    }

    public func giveBack(_ lease: Lease) throws {
        try connection.run(LeaseSQL.giveBack, [.text(lease.name), .text(lease.owner)])
    }
}
