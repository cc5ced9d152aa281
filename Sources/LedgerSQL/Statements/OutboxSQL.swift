/// The outbox: what waits, whose turn it is, and what became of it.
///
/// A due message blocks the later ones of its conversation, a leased one all others; parked, done and dropped ones none.
public enum OutboxSQL: String, SQLStatement, CaseIterable {
    case enqueue = """
        INSERT INTO outbox (id, conversation, seq, purpose, registration, registration_seq, addresses, cards, rewrites,
        state, due, waits_since, request, route, tries, fence)
        SELECT $1, CAST($2 AS TEXT), (SELECT COALESCE(MAX(seq), 0) + 1 FROM outbox WHERE conversation = $2), $3,
        CAST($4 AS TEXT), (SELECT COALESCE(MAX(registration_seq), 0) + 1 FROM outbox WHERE registration = $4),
        $5, $6, $7, 0, $8, $8, $9, 0, 0, 0
        """
    case park = "UPDATE outbox SET state = 3, reason = $1 WHERE id = $2 AND state = 0"
    case findDue = """
        SELECT p.id, p.conversation, p.purpose, p.registration, p.addresses, p.cards, p.rewrites, p.request, p.route,
        p.tries, p.fence, p.reason FROM outbox p WHERE p.state = 0 AND p.due <= $1 AND NOT EXISTS (SELECT 1 FROM outbox q
        WHERE q.conversation = p.conversation AND q.state IN (0, 1) AND (q.state = 1 OR q.seq < p.seq))
        ORDER BY p.due, p.id LIMIT $2 {{skip_locked}}
        """
    case lease = """
        UPDATE outbox SET state = 1, lease_until = $1, fence = fence + 1, tries = tries + 1
        WHERE id = $2 AND state = 0 AND fence = $3
        """
    case findExpired = """
        SELECT id, conversation, purpose, registration, addresses, cards, rewrites, request, route, tries, fence,
        reason FROM outbox WHERE state = 1 AND lease_until < $1 ORDER BY due, id LIMIT $2
        """
    case rescue = """
        UPDATE outbox SET fence = fence + 1 WHERE id = $1 AND state = 1 AND fence = $2 AND lease_until < $3
        """
    case reference = """
        SELECT ext_ref FROM outbox WHERE (id = $1 OR rewrites = $1) AND ext_ref IS NOT NULL ORDER BY seq DESC LIMIT 1
        """
    case purposesAfter = """
        SELECT DISTINCT q.purpose FROM outbox p JOIN outbox q ON q.conversation = p.conversation AND q.seq > p.seq
        WHERE p.id = $1 AND q.state = 2
        """
    case parkUnreadable = """
        UPDATE outbox SET state = 3, reason = 'unreadable_row', lease_until = NULL, fence = fence + 1, tries = tries + 1
        WHERE id = $1 AND state IN (0, 1)
        """
    case pullBackDue = "UPDATE outbox SET due = $1 WHERE state = 0 AND due > $2"
    case pullBackLeases = "UPDATE outbox SET lease_until = $1 WHERE state = 1 AND lease_until > $2"
    /// An answer that stayed parked for so long answers nothing any more.
    case removeSettled = """
        DELETE FROM outbox WHERE (state IN (2, 4) OR (state = 3 AND purpose = 'answer')) AND due < $1
        AND registration IS NULL
        """
    case settle = """
        UPDATE outbox SET state = $1, ext_ref = $2, reason = $3, lease_until = NULL
        WHERE id = $4 AND state = 1 AND fence = $5
        """
    case forgetCards = "UPDATE outbox SET cards = NULL WHERE id = $1"
    case withCards = """
        SELECT id, conversation, purpose, registration, addresses, cards, rewrites, request FROM outbox
        WHERE id > $1 AND cards IS NOT NULL ORDER BY id LIMIT $2
        """
    case recast = "UPDATE outbox SET cards = $1 WHERE id = $2 AND cards IS NOT NULL"
    case postpone = """
        UPDATE outbox SET state = 0, due = $1, route = $2, reason = $3, lease_until = NULL
        WHERE id = $4 AND state = 1 AND fence = $5
        """
    /// What comes after a message that waits is due no earlier: a look for what is due would go through all of it.
    case waitBehind = """
        UPDATE outbox SET due = $1 WHERE conversation = (SELECT conversation FROM outbox WHERE id = $2)
        AND seq > (SELECT seq FROM outbox WHERE id = $2) AND state IN (0, 1) AND +state = 0 AND due < $1
        """
    case retry = "UPDATE outbox SET state = 0, due = $1, waits_since = $1, route = 0 WHERE id = $2 AND state = 3"
    case inState = """
        SELECT id, purpose, registration, state, due, tries, reason, request FROM outbox WHERE state = $1
        ORDER BY due, id LIMIT $2
        """
    case ofRegistration = """
        SELECT id, conversation, purpose, registration, addresses, cards, rewrites, request, state FROM outbox
        WHERE registration = $1 ORDER BY registration_seq
        """
    /// By the index of what waits, which holds both states: by that of the states SQLite would go through all that wait
    /// anywhere, and the sign before the second keeps it from that.
    case hasDue = """
        SELECT 1 FROM outbox WHERE conversation = $1 AND state IN (0, 1) AND +state = 0 LIMIT 1
        """
    case nextDue = """
        SELECT p.due FROM outbox p WHERE p.state = 0 AND NOT EXISTS (SELECT 1 FROM outbox q
        WHERE q.conversation = p.conversation AND q.state IN (0, 1) AND (q.state = 1 OR q.seq < p.seq)) ORDER BY p.due, p.id LIMIT 1
        """
}

/// Every statement the ledger runs, for tests that hold a rule over all of them.
public enum Statements {
    public static let all: [any SQLStatement] =
        PartnerSQL.allCases + DialogueSQL.allCases + RegistrationSQL.allCases + RegistrationListSQL.allCases
        + NameKeySQL.allCases + AskedSQL.allCases + DutySQL.allCases + EventSQL.allCases + OutboxSQL.allCases
        + LeaseSQL.allCases
        + FigureSQL.allCases + ReachSQL.allCases
}
