/// Deliveries, drafts and promises: what a dialogue leaves behind until it became something.
public enum DialogueSQL: String, SQLStatement, CaseIterable {
    case claim = """
        INSERT INTO delivery (source, delivery_key, claimed_at) VALUES ($1, $2, $3)
        ON CONFLICT (source, delivery_key) DO NOTHING
        """
    case reply = "SELECT reply FROM delivery WHERE source = $1 AND delivery_key = $2"
    case saveReply = "UPDATE delivery SET reply = $1 WHERE source = $2 AND delivery_key = $3"
    case removeDeliveries = "DELETE FROM delivery WHERE claimed_at < $1"
    case draft = """
        SELECT id, owner_channel, owner_workspace, owner_user, partner, installation_channel, installation_id,
        room_channel, room_workspace, room_id, language, typed, updated_at, registration, kind, taken FROM draft WHERE id = $1
        """
    case openDraft = """
        SELECT id, owner_channel, owner_workspace, owner_user, partner, installation_channel, installation_id,
        room_channel, room_workspace, room_id, language, typed, updated_at, registration, kind, taken FROM draft
        WHERE owner_channel = $1 AND owner_workspace = $2 AND owner_user = $3 AND registration IS NULL
        AND updated_at > $4 ORDER BY updated_at DESC, id DESC LIMIT 1
        """
    case drafts = """
        SELECT id, owner_channel, owner_workspace, owner_user, partner, installation_channel, installation_id,
        room_channel, room_workspace, room_id, language, typed, updated_at, registration, kind, taken FROM draft
        WHERE id > $1 ORDER BY id LIMIT $2
        """
    case replies = """
        SELECT source, delivery_key, reply FROM delivery WHERE (source, delivery_key) > ($1, $2) AND reply IS NOT NULL
        ORDER BY source, delivery_key LIMIT $3
        """
    case saveStep = "UPDATE draft SET language = $1, typed = $2, updated_at = $3, taken = $4 WHERE id = $5"
    case saveDraft = """
        INSERT INTO draft (id, owner_channel, owner_workspace, owner_user, partner, installation_channel,
        installation_id, room_channel, room_workspace, room_id, language, typed, updated_at, registration, kind)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
        ON CONFLICT (id) DO UPDATE SET installation_channel = excluded.installation_channel,
        installation_id = excluded.installation_id, room_channel = excluded.room_channel,
        room_workspace = excluded.room_workspace, room_id = excluded.room_id, language = excluded.language,
        typed = excluded.typed, updated_at = excluded.updated_at, registration = excluded.registration,
        kind = excluded.kind
        """
    case removeDrafts = "DELETE FROM draft WHERE registration IS NULL AND updated_at < $1"
    case saveInstallState = """
        INSERT INTO install_state (digest, cookie_digest, partner, expires_at) VALUES ($1, $2, $3, $4)
        ON CONFLICT (digest) DO UPDATE SET cookie_digest = excluded.cookie_digest, partner = excluded.partner,
        expires_at = excluded.expires_at
        """
    case takeInstallState = """
        DELETE FROM install_state WHERE digest = $1 RETURNING digest, cookie_digest, partner, expires_at
        """
    case removeInstallStates = "DELETE FROM install_state WHERE expires_at < $1"
}
