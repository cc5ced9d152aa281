/// Registrations, what is personal of them, their names and their holds.
public enum RegistrationSQL: String, SQLStatement, CaseIterable {
    case insert = """
        INSERT INTO registration (id, case_number, draft, program, kind, status, partner, submitter_channel,
        submitter_workspace, submitter_user, room_channel, room_workspace, room_id, language, company_name,
        domain, shown_domain, stage, source_kind, geography, target_revenue, product_interest,
        tender_published, consent, company, scope, checks, policy_version, submitted_at, answer_due_at,
        decision, question, hold, reviewer, link_generation, ended_at, lifted, progress, wake_at, met, reviewer_due_at,
        partner_due_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20,
        $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36, $37, $38, $39, $40,
        $41, $42)
        ON CONFLICT (draft) DO NOTHING
        """
    case update = """
        UPDATE registration SET kind = $1, status = $2, company_name = $3, domain = $4, shown_domain = $5,
        stage = $6, source_kind = $7, geography = $8, target_revenue = $9, product_interest = $10,
        tender_published = $11, scope = $12, checks = $13, answer_due_at = $14, decision = $15, question = $16,
        hold = $17, reviewer = $18, link_generation = $19, ended_at = $20, lifted = $21, progress = $22,
        wake_at = $23, met = $24, reviewer_due_at = $25, partner_due_at = $26 WHERE id = $27
        """
    case renameRoom = """
        UPDATE registration SET room_id = $1
        WHERE status IN ('submitted', 'needs_information', 'approved') AND room_channel = $2 AND room_id = $3
        """
    /// A list of three would be made a table of its own for each call, which takes SQLite longer than to look three times.
    case hasOpen = """
        SELECT 1 FROM registration WHERE company = $1 AND status = 'submitted'
        UNION ALL SELECT 1 FROM registration WHERE company = $1 AND status = 'needs_information'
        UNION ALL SELECT 1 FROM registration WHERE company = $1 AND status = 'approved' LIMIT 1
        """
    case openClaims = """
        SELECT case_number, partner, status, scope FROM registration
        WHERE company = $1 AND status IN ('submitted', 'needs_information', 'approved')
        ORDER BY (partner = $2) DESC, submitted_at DESC, id DESC LIMIT $3
        """
    case wonAt = """
        SELECT ended_at FROM registration WHERE company = $1 AND status = 'won'
        ORDER BY submitted_at DESC, id DESC LIMIT 1
        """
    case lapsedAt = """
        SELECT MAX(ended_at) FROM registration WHERE company = $1 AND status = 'lapsed' AND partner = $2
        """
    case idleHolds = """
        SELECT COUNT(*) FROM (
            SELECT 1 FROM registration WHERE partner = $1 AND status = 'approved' AND met = 0 LIMIT 1000
        ) AS bounded
        """
    case awaking = """
        SELECT id FROM registration WHERE wake_at IS NOT NULL AND wake_at <= $1 ORDER BY wake_at, id LIMIT $2
        """
    case submitted = """
        SELECT submitted_at, id FROM registration WHERE status = 'submitted' AND (submitted_at, id) > ($1, $2)
        ORDER BY submitted_at, id LIMIT $3
        """
    /// By the joined text no index on the status is found, over which SQLite would sort them all for each page.
    case ticking = """
        SELECT id FROM registration WHERE wake_at IS NOT NULL AND id > $1
        AND (status || '') IN ('submitted', 'needs_information', 'approved') ORDER BY id LIMIT $2
        """
    case load = """
        SELECT (SELECT COUNT(*) FROM (
            SELECT 1 FROM registration WHERE partner = $1 AND status = 'submitted'
            UNION ALL SELECT 1 FROM registration WHERE partner = $1 AND status = 'needs_information'
            UNION ALL SELECT 1 FROM registration WHERE partner = $1 AND status = 'approved' LIMIT $2
        ) AS bounded), (SELECT COUNT(*) FROM (
            SELECT 1 FROM registration WHERE partner = $1 AND submitted_at >= $3 LIMIT $2
        ) AS bounded)
        """
    case personal = "SELECT name, value FROM personal WHERE owner = $1"
    case savePersonal = """
        INSERT INTO personal (owner, name, value) VALUES ($1, $2, $3)
        ON CONFLICT (owner, name) DO UPDATE SET value = excluded.value
        """
    case removePersonal = "DELETE FROM personal WHERE owner = $1 AND name = $2"
    case saveNameKey = """
        INSERT INTO name_key (blocking_key, company, registration) VALUES ($1, $2, $3)
        ON CONFLICT (blocking_key, company) DO NOTHING
        """
    case underKey = "SELECT registration FROM name_key WHERE blocking_key = $1 ORDER BY company LIMIT $2"
    case liveHold = """
        SELECT registration, partner, company, scope, starts_at, lasts_until FROM hold
        WHERE company = $1 AND scope = $2 AND ended_at IS NULL
        """
    case liveHolds = """
        SELECT registration, partner, company, scope, starts_at, lasts_until FROM hold
        WHERE company = $1 AND ended_at IS NULL ORDER BY scope
        """
    case insertHold = """
        INSERT INTO hold (registration, partner, company, scope, starts_at, lasts_until)
        VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (company, scope) WHERE ended_at IS NULL DO NOTHING
        """
    case changeHold = """
        UPDATE hold SET lasts_until = $1, scope = $2 WHERE registration = $3 AND company = $4 AND ended_at IS NULL
        AND NOT EXISTS (SELECT 1 FROM hold o WHERE o.company = $4 AND o.scope = $2 AND o.ended_at IS NULL
        AND o.registration <> $3)
        """
    case endHold = """
        UPDATE hold SET ended_at = $1, end_reason = $2 WHERE company = $3 AND scope = $4 AND ended_at IS NULL
        """
}
