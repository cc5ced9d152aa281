/// Histories, tallies and the policies registrations were submitted under.
public enum EventSQL: String, SQLStatement, CaseIterable {
    case events = """
        SELECT sequence, kind, happened_at, actor, details, previous_hash, hash FROM event
        WHERE chain = $1 AND sequence > $2 ORDER BY sequence LIMIT $3
        """
    case commitments = """
        SELECT sequence, name, mac, secret, value FROM commitment
        WHERE chain = $1 AND sequence > $2 AND sequence <= $3 ORDER BY sequence, position
        """
    case head = "SELECT sequence, hash FROM event WHERE chain = $1 ORDER BY sequence DESC LIMIT 1"
    case chains = "SELECT DISTINCT chain FROM event WHERE chain > $1 ORDER BY chain LIMIT $2"
    case append = """
        INSERT INTO event (chain, sequence, kind, happened_at, actor, details, previous_hash, hash)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        """
    case commit = """
        INSERT INTO commitment (chain, sequence, position, name, mac, secret, value)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        """
    case forgetValue = """
        UPDATE commitment SET secret = NULL, value = NULL WHERE chain = $1 AND sequence = $2 AND name = $3
        """
    case tally = "SELECT COUNT(*) FROM tally WHERE name = $1 AND counted_for = $2 AND counted_at >= $3"
    case count = "INSERT INTO tally (name, counted_for, counted_at) VALUES ($1, $2, $3)"
    case removeTallies = "DELETE FROM tally WHERE counted_at < $1"
    case policy = "SELECT text FROM policy_version WHERE version = $1"
    case savePolicy = """
        INSERT INTO policy_version (version, text, loaded_at) VALUES ($1, $2, $3)
        ON CONFLICT (version) DO UPDATE SET text = excluded.text, loaded_at = excluded.loaded_at
        """
    case beat = "UPDATE pulse SET beaten_at = $1 WHERE id = 1"
}
