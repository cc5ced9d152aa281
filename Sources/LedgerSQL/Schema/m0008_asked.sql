-- Never edited once landed. Who is asked for a yes where several are asked at once, so that nobody's own hide behind those
-- of others.

CREATE TABLE asked (
    registration TEXT NOT NULL,
    reviewer TEXT NOT NULL,
    PRIMARY KEY (registration, reviewer)
) {{STRICT}};
CREATE INDEX asked_by_reviewer ON asked (reviewer, registration);
