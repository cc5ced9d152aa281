/// How people and rooms are reached, and whose some people and keys are.
public enum ReachSQL: String, SQLStatement, CaseIterable {
    case ofPerson = """
        SELECT channel, workspace, user_id, host, account, address, conversation FROM reach
        WHERE channel = $1 AND workspace = $2 AND user_id = $3
        """
    case ofAccount = """
        SELECT channel, workspace, user_id, host, account, address, conversation FROM reach
        WHERE channel = $1 AND host = $2 AND account = $3 ORDER BY workspace, user_id LIMIT 1
        """
    case save = """
        INSERT INTO reach (channel, workspace, user_id, host, account, address, conversation)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        ON CONFLICT (channel, workspace, user_id) DO UPDATE SET host = excluded.host, account = excluded.account,
        address = excluded.address, conversation = excluded.conversation
        """
    case remove = "DELETE FROM reach WHERE channel = $1 AND workspace = $2 AND user_id = $3"
    case ofRoom = "SELECT address FROM room_reach WHERE channel = $1 AND workspace = $2 AND id = $3"
    case saveRoom = """
        INSERT INTO room_reach (channel, workspace, id, address) VALUES ($1, $2, $3, $4)
        ON CONFLICT (channel, workspace, id) DO UPDATE SET address = excluded.address
        """
    case removeRoom = "DELETE FROM room_reach WHERE channel = $1 AND workspace = $2 AND id = $3"
    case partnerOfPerson = """
        SELECT partner FROM linked_person WHERE channel = $1 AND workspace = $2 AND user_id = $3
        """
    case linkPerson = """
        INSERT INTO linked_person (channel, workspace, user_id, partner) VALUES ($1, $2, $3, $4)
        ON CONFLICT (channel, workspace, user_id) DO UPDATE SET partner = excluded.partner
        """
    case keys = "SELECT id, partner, sealed, added_at FROM outgoing_key ORDER BY id"
    case saveKey = """
        INSERT INTO outgoing_key (id, partner, sealed, added_at) VALUES ($1, $2, $3, $4)
        ON CONFLICT (id) DO UPDATE SET partner = excluded.partner, sealed = excluded.sealed,
        added_at = excluded.added_at
        """
    case removeKey = "DELETE FROM outgoing_key WHERE id = $1"
}
