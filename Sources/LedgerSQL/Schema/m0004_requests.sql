-- Never edited once landed. Which request a message comes of and since when it could go out; the first deadline of each side.
-- Rows that stood before have none of it.

ALTER TABLE outbox ADD COLUMN request TEXT;
ALTER TABLE outbox ADD COLUMN waits_since {{I64}};

ALTER TABLE registration ADD COLUMN reviewer_due_at {{I64}};
ALTER TABLE registration ADD COLUMN partner_due_at {{I64}};
