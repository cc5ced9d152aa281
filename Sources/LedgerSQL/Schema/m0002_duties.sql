-- Never edited once landed. What came of a registration since it was taken, and what else its rules ask for.
-- Rows that stood before have no progress: no duty, no meeting, no clock.

ALTER TABLE registration ADD COLUMN progress TEXT;
ALTER TABLE registration ADD COLUMN wake_at {{I64}};
ALTER TABLE registration ADD COLUMN met {{I64}} NOT NULL DEFAULT 0;
ALTER TABLE registration ADD COLUMN tender_published TEXT;

ALTER TABLE draft ADD COLUMN kind TEXT NOT NULL DEFAULT 'lead';

ALTER TABLE partner ADD COLUMN certifications TEXT NOT NULL DEFAULT '[]';

-- The vendor's own people work on a company; closed_at is null while they do.
CREATE TABLE direct_sale (
    company TEXT NOT NULL,
    opened_at {{I64}} NOT NULL,
    opened_by TEXT NOT NULL,
    closed_at {{I64}},
    PRIMARY KEY (company, opened_at)
) {{STRICT}};

CREATE TABLE mark (
    name TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL,
    updated_at {{I64}} NOT NULL
) {{STRICT}};
