import Desk
import FoundationEssentials

extension MemorySession {
    func take(_ lease: Lease) -> Int? {
        guard let row = state.leases[lease.name] else {
            put(MemoryState.LeaseRow(owner: lease.owner, fence: 1, until: lease.until), \.leases, lease.name)
            return 1
        }
        let isOurs = row.owner == lease.owner
        guard isOurs || row.until < lease.lateBefore || row.until > lease.impossibleAfter else { return nil }
        let fence = row.fence + (isOurs ? 0 : 1)
        put(MemoryState.LeaseRow(owner: lease.owner, fence: fence, until: lease.until), \.leases, lease.name)
        return fence
    }

    func renew(_ lease: Lease, fence: Int) -> Bool {
        guard var row = state.leases[lease.name], row.owner == lease.owner, row.fence == fence else { return false }
        row.until = lease.until
        put(row, \.leases, lease.name)
        return true
    }

    func giveBack(_ lease: Lease) {
        guard var row = state.leases[lease.name], row.owner == lease.owner else { return }
        (row.owner, row.until) = ("", .distantPast)
        put(row, \.leases, lease.name)
    }
}

extension MemoryState {
    struct LeaseRow {
        var owner: String
        let fence: Int
        var until: Date
    }
}
