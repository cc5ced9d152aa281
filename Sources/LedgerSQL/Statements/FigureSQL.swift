/// Counts of what waits, is open or is late.
public enum FigureSQL: String, SQLStatement, CaseIterable {
    case outbox = """
        SELECT (SELECT COUNT(*) FROM outbox WHERE state = 0 AND due <= $1),
        (SELECT COUNT(*) FROM outbox WHERE state = 0 AND due > $1),
        (SELECT COUNT(*) FROM outbox WHERE state = 1), (SELECT COUNT(*) FROM outbox WHERE state = 3),
        (SELECT MIN(COALESCE(waits_since, due)) FROM outbox WHERE state IN (0, 1))
        """
    case open = """
        SELECT status, COUNT(*) FROM registration WHERE status IN ('submitted', 'needs_information', 'approved')
        GROUP BY status
        """
    case deadlines = """
        SELECT (SELECT COUNT(*) FROM registration WHERE reviewer_due_at IS NOT NULL AND reviewer_due_at <= $1),
        (SELECT COUNT(*) FROM registration WHERE reviewer_due_at IS NOT NULL AND reviewer_due_at > $1
        AND reviewer_due_at <= $2),
        (SELECT COUNT(*) FROM registration WHERE partner_due_at IS NOT NULL AND partner_due_at <= $1),
        (SELECT COUNT(*) FROM registration WHERE partner_due_at IS NOT NULL AND partner_due_at > $1
        AND partner_due_at <= $2)
        """
    case drafts = "SELECT COUNT(*) FROM draft WHERE registration IS NULL"
}
