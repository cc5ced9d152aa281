/// Partners, their chats, and what those told us.
public enum PartnerSQL: String, SQLStatement, CaseIterable {
    case partner = """
        SELECT id, name, tier, kind, territories, domains, language, standing, certifications FROM partner WHERE id = $1
        """
    case partnerOfPerson = """
        SELECT id, name, tier, kind, territories, domains, language, standing, certifications FROM partner
        WHERE id = COALESCE(
            (SELECT partner FROM linked_person WHERE channel = $1 AND workspace = $2 AND user_id = $3),
            (SELECT partner FROM workspace WHERE channel = $4 AND id = $5)
        )
        """
    case partnerNamed = """
        SELECT id, name, tier, kind, territories, domains, language, standing, certifications FROM partner
        WHERE folded_name = $1 ORDER BY id LIMIT 1
        """
    case partners = """
        SELECT id, name, tier, kind, territories, domains, language, standing, certifications FROM partner
        ORDER BY folded_name, id
        """
    case savePartner = """
        INSERT INTO partner (id, name, folded_name, tier, kind, territories, domains, language, standing,
        certifications)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        ON CONFLICT (id) DO UPDATE SET name = excluded.name, folded_name = excluded.folded_name,
        tier = excluded.tier, kind = excluded.kind, territories = excluded.territories, domains = excluded.domains,
        language = excluded.language, standing = excluded.standing,
        certifications = excluded.certifications
        """
    case workspace = "SELECT channel, id, name, partner FROM workspace WHERE channel = $1 AND id = $2"
    case workspacesOfPartner = """
        SELECT channel, id, name, partner FROM workspace WHERE partner = $1 ORDER BY channel, id
        """
    case saveWorkspace = """
        INSERT INTO workspace (channel, id, name, partner) VALUES ($1, $2, $3, $4)
        ON CONFLICT (channel, id) DO UPDATE SET name = excluded.name, partner = excluded.partner
        """
    case installation = """
        SELECT channel, workspace, bot_user, sealed_token, scopes, installed_at FROM installation
        WHERE channel = $1 AND workspace = $2
        """
    case installations = """
        SELECT channel, workspace, bot_user, sealed_token, scopes, installed_at FROM installation
        WHERE (channel, workspace) > ($1, $2) ORDER BY channel, workspace LIMIT $3
        """
    case saveInstallation = """
        INSERT INTO installation (channel, workspace, bot_user, sealed_token, scopes, installed_at)
        VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (channel, workspace) DO UPDATE SET bot_user = excluded.bot_user,
        sealed_token = excluded.sealed_token, scopes = excluded.scopes, installed_at = excluded.installed_at
        """
    case removeInstallation = "DELETE FROM installation WHERE channel = $1 AND workspace = $2"
    case room = """
        SELECT channel, workspace, id, joined_at, is_greeted FROM joined_room
        WHERE channel = $1 AND workspace = $2 AND id = $3
        """
    case saveRoom = """
        INSERT INTO joined_room (channel, workspace, id, joined_at, is_greeted) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (channel, workspace, id) DO UPDATE SET joined_at = excluded.joined_at,
        is_greeted = excluded.is_greeted
        """
    case removeRoom = "DELETE FROM joined_room WHERE channel = $1 AND workspace = $2 AND id = $3"
    case renameRoom = "UPDATE joined_room SET id = $1 WHERE channel = $2 AND workspace = $3 AND id = $4"
    case language = """
        SELECT language FROM spoken_language WHERE channel = $1 AND workspace = $2 AND user_id = $3
        """
    case saveLanguage = """
        INSERT INTO spoken_language (channel, workspace, user_id, language, told_at) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (channel, workspace, user_id) DO UPDATE SET language = excluded.language,
        told_at = excluded.told_at
        """
}
