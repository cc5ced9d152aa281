/// What only one of several replicas does at a time.
public enum LeaseSQL: String, SQLStatement, CaseIterable {
    /// From nobody, from oneself, or from an owner who is late; nobody's lease lasts longer than leases do.
    case take = """
        INSERT INTO lease (name, owner, fence, lasts_until) VALUES ($1, $2, 1, $3)
        ON CONFLICT (name) DO UPDATE SET owner = excluded.owner, lasts_until = excluded.lasts_until,
        fence = lease.fence + CASE WHEN lease.owner = excluded.owner THEN 0 ELSE 1 END
        WHERE lease.owner = excluded.owner OR lease.lasts_until < $4 OR lease.lasts_until > $5 RETURNING fence
        """
    case renew = "UPDATE lease SET lasts_until = $1 WHERE name = $2 AND owner = $3 AND fence = $4"
    case giveBack = "UPDATE lease SET owner = '', lasts_until = 0 WHERE name = $1 AND owner = $2"
}
