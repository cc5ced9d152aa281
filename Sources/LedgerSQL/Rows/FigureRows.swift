public import Desk
public import FoundationEssentials
import Registrations

extension SQLSession {
    public func figures(at now: Date) throws -> Figures {
        var figures = Figures()
        try connection.row(FigureSQL.outbox, [.time(now)]) { row in
            figures.due = try row.int()
            figures.later = try row.int()
            figures.leased = try row.int()
            figures.parked = try row.int()
            figures.waitsSince = row.optionalTime()
        }
        let open = try connection.rows(FigureSQL.open, []) { row -> (Registration.Status, Int) in
            (try row.raw(), try row.int())
        }
        figures.open = Dictionary(open) { first, _ in first }
        figures.drafts = try connection.row(FigureSQL.drafts, []) { try $0.int() } ?? 0
        let soon = now.addingTimeInterval(Figures.soonSeconds)
        try connection.row(FigureSQL.deadlines, [.time(now), .time(soon)]) { row in
            figures.reviewer.overdue = try row.int()
            figures.reviewer.soon = try row.int()
            figures.partner.overdue = try row.int()
            figures.partner.soon = try row.int()
        }
        return figures
    }
}
