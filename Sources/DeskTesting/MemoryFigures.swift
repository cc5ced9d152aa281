import Desk
import FoundationEssentials
import Registrations

extension MemorySession {
    func figures(at now: Date) -> Figures {
        var figures = Figures()
        for waiting in state.outbox.rows {
            switch waiting.state {
            case .due where waiting.due <= now: figures.due += 1
            case .due: figures.later += 1
            case .leased: figures.leased += 1
            case .parked: figures.parked += 1
            case .done, .dropped: break
            }
        }
        figures.waitsSince = state.outbox.live.map { state.outbox[$0].waitsSince }.min()
        let open = state.registrations.values.filter(\.status.isOpen)
        figures.open = open.reduce(into: [:]) { $0[$1.status, default: 0] += 1 }
        figures.drafts = state.drafts.values.count { $0.registration == nil }
        figures.reviewer = deadlines(of: .reviewer, among: open, at: now)
        figures.partner = deadlines(of: .partner, among: open, at: now)
        return figures
    }

    private func deadlines(
        of side: NextAction.Side,
        among open: [Registration],
        at now: Date
    ) -> Figures.Deadlines {
        let times = open.compactMap { $0.deadline(of: side) }
        var deadlines = Figures.Deadlines()
        deadlines.overdue = times.count { $0 <= now }
        deadlines.soon = times.count { $0 > now && $0 <= now.addingTimeInterval(Figures.soonSeconds) }
        return deadlines
    }
}
