/// The vendor's own work on companies, and marks.
public enum DutySQL: String, SQLStatement, CaseIterable {
    case directSale = """
        SELECT company, opened_by, opened_at, closed_at FROM direct_sale WHERE company = $1
        ORDER BY opened_at DESC LIMIT 1
        """
    case saveDirectSale = """
        INSERT INTO direct_sale (company, opened_at, opened_by, closed_at) VALUES ($1, $2, $3, $4)
        ON CONFLICT (company, opened_at) DO UPDATE SET opened_by = excluded.opened_by, closed_at = excluded.closed_at
        """
    case mark = "SELECT value, updated_at FROM mark WHERE name = $1"
    case saveMark = """
        INSERT INTO mark (name, value, updated_at) VALUES ($1, $2, $3)
        ON CONFLICT (name) DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at
        """
    case removeMark = "DELETE FROM mark WHERE name = $1"
}
