/// Who is asked for a yes where several are asked at once.
public enum AskedSQL: String, SQLStatement, CaseIterable {
    case add = """
        INSERT INTO asked (registration, reviewer) VALUES ($1, $2) ON CONFLICT (registration, reviewer) DO NOTHING
        """
    case names = "SELECT reviewer FROM asked WHERE registration = $1"
    case removeAll = "DELETE FROM asked WHERE registration = $1"
}
